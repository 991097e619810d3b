"""What is taken of the facts before any rule: whose sign, when, for how long, under which treatment."""

from __future__ import annotations

from typing import Any

import pytest

from care.clock import FixedClock
from care.triage.levels import Level
from care.triage.picture import Picture, duration_hours, is_anticancer, picture_of, windows_of
from care.triage.schema import Window
from care.understanding.facts import Fact, Status

WINDOWS = {
    "chemo": Window(id="chemo", label="", fever=Level.RED, days=42, source="x"),
    "graft": Window(id="graft", label="", fever=Level.RED, days=1, source="x", lifelong=True),
    "chirurgie": Window(id="chirurgie", label="", fever=Level.AMBER, days=30, source="x"),
}


def fact(
    entity: str,
    value: Any = 1,
    code: str | None = None,
    status: Status = Status.AFFIRMED,
    at: int = 0,
    **more: Any,
) -> Fact:
    return Fact(entity, value, code, str(value), at, at + 5, status, more)


def drug(code: str = "docetaxel", window: str | None = "chemo", **more: Any) -> Fact:
    named: dict[str, Any] = {} if window is None else {"windows": window}
    return fact("treatment", code, code, **named, **more)


def picture(*facts: Fact, clock: FixedClock) -> Picture:
    return picture_of(facts, now=clock.now(), windows=WINDOWS)


@pytest.mark.parametrize(
    ("status", "present", "context"),
    [
        (Status.AFFIRMED, True, True),
        (Status.UNCERTAIN, True, True),
        (Status.PAST, False, True),
        (Status.DENIED, False, False),
        (Status.HYPOTHETICAL, False, False),
        (Status.OTHER, False, False),
    ],
)
def test_only_what_is_now_is_present_and_the_past_is_only_known(
    status: Status, present: bool, context: bool, clock: FixedClock
) -> None:
    seen = picture(fact("symptom", "x", "cough", status), clock=clock)
    assert ("cough" in seen.present) is present
    assert ("cough" in seen.context) is context
    assert ("cough" in seen.denied) is (status is Status.DENIED)
    measured = picture(fact("lab", 3, "platelets", status), clock=clock)
    assert ("platelets" in measured.measures) is present


def test_a_sign_said_and_denied_is_present(clock: FixedClock) -> None:
    said, denied = fact("symptom", "x", "cough"), fact("symptom", "x", "cough", Status.DENIED)
    assert picture(said, denied, clock=clock).denied == frozenset()


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (fact("treatment_day", 1, "cycle"), {"first_cycle"}),
        (fact("treatment_day", 2, "cycle"), set()),
        (fact("treatment_day", 1), set()),
        (fact("lab", 1, "cycle"), set()),
        (fact("treatment_day", 10, None, of="surgery"), {"recent_surgery"}),
        (fact("treatment_day", 10, None, of="chemo"), set()),
        (fact("lab", 10, None, of="surgery"), set()),
    ],
)
def test_the_first_cycle_and_an_operation_are_known_from_their_day(
    day: Fact, known: set[str], clock: FixedClock
) -> None:
    assert set(picture(day, clock=clock).context) == known


@pytest.mark.parametrize(
    ("days", "inside"), [(0, True), (42, True), (43, False), (None, True), (42.5, False)]
)
def test_a_drug_counts_until_the_last_day_of_its_window(
    days: float | None, inside: bool, clock: FixedClock
) -> None:
    dated: dict[str, Any] = {} if days is None else {"days_ago": days}
    seen = picture(drug(**dated), clock=clock)
    assert ("chemo" in seen.windows) is ("red_fever" in seen.windows) is inside
    assert ("any" in seen.windows) is ("docetaxel" in seen.drugs) is inside


@pytest.mark.parametrize(("days", "recent"), [(90, True), (91, False), (None, True)])
def test_a_drug_without_a_window_explains_for_three_months(
    days: int | None, recent: bool, clock: FixedClock
) -> None:
    dated: dict[str, Any] = {} if days is None else {"days_ago": days}
    assert ("any" in picture(drug(window=None, **dated), clock=clock).windows) is recent


def test_a_lifelong_window_never_closes(clock: FixedClock) -> None:
    assert "graft" in picture(drug("allo", "graft", days_ago=4000), clock=clock).windows


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({"date": "2026-10-12"}, True),
        ({"date": "2026-10-11"}, False),
        ({"last_dose": "2026-10-11"}, False),
        ({"end": "2026-10-11"}, False),
        ({"end": "2026-10-11T18:30:00"}, False),
        ({"days_since": 43}, False),
        ({"treatment_day": 42}, True),
        ({"date": "unknown"}, True),
    ],
)
def test_a_date_written_on_the_drug_decides(
    named: dict[str, Any], expected: bool, clock: FixedClock
) -> None:
    assert ("chemo" in picture(drug(**named), clock=clock).windows) is expected


def test_the_last_dose_is_the_nearest_one_and_never_a_cycle_nor_an_operation(
    clock: FixedClock,
) -> None:
    said = (fact("treatment_day", 9), drug(days_ago=12), fact("treatment_day", 3, "cycle"))
    operated = fact("treatment_day", 2, None, of="surgery")
    assert picture(*said, operated, clock=clock).days_since_dose == 9
    assert picture(operated, clock=clock).days_since_dose is None
    assert picture(drug(date="unknown"), clock=clock).days_since_dose is None
    assert picture(clock=clock).days_since_dose is None


@pytest.mark.parametrize(
    ("treatment", "expected"),
    [
        (drug(), True),
        (drug(window=None), True),
        (drug(window="chirurgie"), False),
        (drug(window="chirurgie,chemo"), True),
        (drug(kind="supportive"), False),
        (fact("finding", "x", "docetaxel"), False),
    ],
)
def test_an_operation_or_a_painkiller_is_not_against_the_cancer(
    treatment: Fact, expected: bool, clock: FixedClock
) -> None:
    assert is_anticancer(treatment) is expected
    assert picture(treatment, clock=clock).treatment_named is expected
    assert ("any" in picture(treatment, clock=clock).windows) is expected


def test_several_windows_are_read_from_one_drug() -> None:
    assert windows_of(drug(window=" chemo , graft,")) == ("chemo", "graft")
    assert windows_of(drug(window=None)) == ()


@pytest.mark.parametrize(
    ("status", "named"),
    [(Status.DENIED, True), (Status.PAST, True), (Status.OTHER, False)],
)
def test_a_treatment_denied_or_past_is_still_an_answer(
    status: Status, named: bool, clock: FixedClock
) -> None:
    said = fact("treatment", "x", "docetaxel", status)
    assert picture(said, clock=clock).treatment_named is named
    years = fact("finding", "x", "untreated_years")
    assert picture(years, clock=clock).treatment_named


@pytest.mark.parametrize(
    ("duration", "hours"),
    [
        (fact("duration", 3, None, hours=5), 5),
        (fact("duration", 3, None, days=2), 48),
        (fact("duration", 3, None, unit="hours"), 3),
        (fact("duration", 3, None, unit="day"), 72),
        (fact("duration", 2, None, unit="weeks"), 336),
        (fact("duration", 2, None, unit="month"), 1460),
        (fact("duration", 1, None, unit="year"), 8766),
        (fact("duration", 3), 72),
        (fact("duration", 3, None, unit="nights"), 72),
        (fact("duration", "longtemps"), None),
    ],
)
def test_a_duration_is_brought_to_hours(duration: Fact, hours: float | None) -> None:
    assert duration_hours(duration) == hours


def test_the_duration_said_nearest_to_a_sign_is_its_own(clock: FixedClock) -> None:
    cough, rash = fact("symptom", "x", "cough"), fact("symptom", "x", "rash", at=200)
    short = fact("duration", 1, None, at=20, hours=10)
    long = fact("duration", 1, None, at=230, hours=90)
    seen = picture(cough, rash, short, long, clock=clock)
    assert _hours(seen, cough) == 10
    assert _hours(seen, rash) == 90


@pytest.mark.parametrize(("at", "alone", "beside"), [(65, 10, 10), (66, 10, None)])
def test_far_from_a_sign_only_a_lone_duration_counts(
    at: int, alone: float, beside: float | None, clock: FixedClock
) -> None:
    cough, near = fact("symptom", "x", "cough"), fact("duration", 1, None, at=at, hours=10)
    far = fact("duration", 1, None, at=500, hours=90)
    assert _hours(picture(cough, near, clock=clock), cough) == alone
    assert _hours(picture(cough, near, far, clock=clock), cough) == beside
    before = fact("symptom", "x", "cough", at=at + 5 + at - 5)
    assert _hours(picture(before, near, far, clock=clock), before) == beside


def _hours(seen: Picture, sign: Fact) -> float | None:
    found = seen.duration_of(sign)
    return None if found is None else found.value


def test_kilos_lost_and_the_weight_today_make_a_share(clock: FixedClock) -> None:
    lost, weight = fact("lab", 5, "weight_loss"), fact("lab", 95, "weight")
    seen = picture(lost, weight, clock=clock)
    assert [each.value for each in seen.measures["weight_loss_percent"]] == [5.0]
    assert "weight_loss_percent" not in picture(lost, clock=clock).measures
    third = picture(fact("lab", 1, "weight_loss"), fact("lab", 59, "weight"), clock=clock)
    assert [each.value for each in third.measures["weight_loss_percent"]] == [1.7]
    half = picture(fact("lab", 50, "weight_loss"), fact("lab", 50, "weight"), clock=clock)
    assert [each.value for each in half.measures["weight_loss_percent"]] == [50.0]
    twice = picture(lost, weight, fact("lab", 60, "weight"), clock=clock)
    assert [each.value for each in twice.measures["weight_loss_percent"]] == [5.0]


def test_a_value_that_is_a_word_is_no_measure(clock: FixedClock) -> None:
    assert "platelets" not in picture(fact("lab", "basses", "platelets"), clock=clock).measures


def test_the_last_age_and_sex_said_count_and_a_word_is_no_age(clock: FixedClock) -> None:
    ages = (fact("age", 40), fact("age", 41), fact("age", 80, None, Status.OTHER))
    seen = picture(*ages, fact("sex", "male"), fact("sex", "female"), clock=clock)
    assert seen.age is not None
    assert (seen.age.value, seen.sex) == (41, "female")
    assert "age" in seen.names
    assert picture(fact("age", "vieux"), clock=clock).age is None
    assert picture(clock=clock).sex is None


@pytest.mark.parametrize(
    ("at", "more", "open_still"),
    [
        (50, {}, False),
        (0, {}, False),
        (50, {"ended": 1}, True),
        (50, {"kind": "drug"}, True),
        (50, {"windows": "graft"}, True),
    ],
)
def test_the_last_dose_of_the_chemotherapy_dates_the_drug_named_before_it(
    at: int, more: dict[str, Any], open_still: bool, clock: FixedClock
) -> None:
    """`sous Taxol, dernière chimio il y a trois mois`: the drug has no date of its own."""
    attributes = {"kind": "generic", "windows": "chemo", "days_ago": 90, **more}
    generic = Fact("treatment", "chimio", "chimio", "chimio", at, at + 5, attributes=attributes)
    seen = picture(drug(kind="drug"), generic, clock=clock)
    assert ("docetaxel" in seen.drugs) is open_still


def test_a_chemotherapy_told_before_a_drug_does_not_date_it(clock: FixedClock) -> None:
    attributes: dict[str, Any] = {"kind": "generic", "windows": "chemo", "days_ago": 90}
    before = Fact("treatment", "chimio", "chimio", "chimio", 0, 5, attributes=attributes)
    now = Fact("treatment", "x", "folfox", "folfox", 60, 66, attributes={"windows": "chemo"})
    assert "folfox" in picture(before, now, clock=clock).drugs
    assert "folfox" not in picture(now, fact("treatment_day", 90), clock=clock).drugs


@pytest.mark.parametrize(
    ("days", "at", "recent"),
    [(90, 0, True), (91, 0, False), (91, 5, True), (91, 4, False), (None, 0, True)],
)
def test_an_operation_of_more_than_three_months_is_no_recent_one_where_it_is_said(
    days: int | None, at: int, recent: bool, clock: FixedClock
) -> None:
    dated: dict[str, Any] = {} if days is None else {"days_ago": days}
    operated = drug("surgery", "chirurgie", **dated)
    said = fact("finding", "x", "recent_surgery", at=at)
    assert ("recent_surgery" in picture(operated, said, clock=clock).present) is recent
