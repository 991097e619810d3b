"""The one-year rule, to the day, and what it never guesses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.pathway import Entry, assess_entry, counts_as_active, load_pathway_rules

RULES = load_pathway_rules()


def entry(end: date | None, today: date, **more: Any) -> Entry:
    known: dict[str, Any] = {
        "precision": "day",
        "prescription": True,
        "treatment_ongoing": False,
        "age": 61,
    }
    return assess_entry(treatment_end=end, today=today, rules=RULES, **{**known, **more})


@pytest.mark.parametrize(
    ("end", "last_day"),
    [
        (date(2026, 7, 23), date(2027, 7, 23)),
        (date(2025, 12, 31), date(2026, 12, 31)),
        (date(2027, 3, 1), date(2028, 3, 1)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
    ],
)
def test_the_last_day_is_the_same_day_a_year_later_and_still_counts(
    end: date, last_day: date
) -> None:
    on_it = entry(end, last_day)
    assert (on_it.status, on_it.last_day, on_it.days_left) == ("open", last_day, 0)
    assert entry(end, last_day + timedelta(days=1)).status == "closed"


def test_days_364_365_and_366_in_a_common_and_a_leap_year() -> None:
    common, leap = date(2025, 5, 10), date(2027, 5, 10)
    for days, expected in ((364, "open"), (365, "open"), (366, "closed")):
        assert entry(common, common + timedelta(days=days)).status == expected
    for days, expected in ((365, "open"), (366, "open"), (367, "closed")):
        assert entry(leap, leap + timedelta(days=days)).status == expected


def test_a_month_is_answered_by_a_month_and_its_doubtful_days_are_not_guessed() -> None:
    august = {"precision": "month"}
    now = entry(date(2026, 8, 1), date(2026, 11, 23), **august)
    assert (now.status, now.last_day, now.last_day_text) == (
        "open",
        date(2027, 8, 31),
        "août 2027",
    )
    assert entry(date(2026, 8, 17), date(2027, 8, 1), **august).status == "open"
    doubtful = entry(date(2026, 8, 1), date(2027, 8, 20), **august)
    assert doubtful.status == "unknown"
    assert doubtful.missing == ("treatment_end_day",)
    assert entry(date(2026, 8, 1), date(2027, 9, 1), **august).status == "closed"


def test_february_to_the_month_covers_the_leap_day() -> None:
    found = entry(date(2027, 2, 1), date(2028, 2, 29), precision="month")
    assert (found.status, found.last_day) == ("unknown", date(2028, 2, 29))


def test_a_year_alone_is_rarely_enough() -> None:
    assert entry(date(2025, 1, 1), date(2026, 11, 23), precision="year").status == "unknown"
    assert entry(date(2024, 1, 1), date(2026, 11, 23), precision="year").status == "closed"
    assert entry(date(2026, 1, 1), date(2026, 11, 23), precision="year").status == "open"


def test_a_month_under_way_may_already_have_seen_the_end() -> None:
    assert entry(date(2026, 11, 1), date(2026, 11, 10), precision="month").status == "open"
    assert entry(date(2026, 12, 1), date(2026, 11, 10), precision="month").status == "ongoing"


def test_while_the_treatment_goes_on_nothing_is_promised() -> None:
    now = entry(date(2026, 9, 1), date(2026, 11, 23), treatment_ongoing=True)
    assert (now.status, now.last_day, now.missing) == ("ongoing", None, ())
    assert entry(date(2027, 1, 15), date(2026, 11, 23)).status == "ongoing"


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("hormonothérapie", False),
        ("sous tamoxifène depuis juin", False),
        ("Létrozole", False),
        ("Chimiothérapie", True),
        ("encore de la radiothérapie", True),
        ("thérapie ciblée", True),
        ("reconstruction prévue", None),
        ("des séances de kiné", None),
    ],
)
def test_hormones_alone_do_not_keep_the_pathway_closed(said: str, counts: bool | None) -> None:
    assert counts_as_active(said, RULES) is counts


def test_children_go_by_the_paediatric_team_and_keep_their_dates() -> None:
    child = entry(date(2026, 7, 23), date(2026, 11, 23), age=17)
    assert (child.status, child.window, child.last_day) == (
        "paediatric",
        "open",
        date(2027, 7, 23),
    )
    assert entry(date(2026, 7, 23), date(2026, 11, 23), age=18).status == "open"
    assert entry(None, date(2026, 11, 23), age=4).status == "paediatric"


def test_the_prescription_is_asked_once_and_does_not_close_the_door() -> None:
    ends, today = date(2026, 7, 23), date(2026, 11, 23)
    assert entry(ends, today, prescription=None).missing == ("prescription",)
    without = entry(ends, today, prescription=False)
    assert (without.status, without.prescription_needed, without.missing) == ("open", True, ())
    assert not entry(ends, today).prescription_needed
    assert without.prescribers == "oncologue, pédiatre ou médecin traitant"


def test_an_unknown_end_is_asked() -> None:
    found = entry(None, date(2026, 11, 23), prescription=None)
    assert found.status == "unknown"
    assert found.missing == ("treatment_end", "prescription")


def test_what_is_paid_is_said_with_its_amounts() -> None:
    paid = " ; ".join(entry(date(2026, 7, 23), date(2026, 11, 23)).paid)
    for words in ("activité physique adaptée (45 €)", "22,50 €", "jusqu'à 6", "180 €"):
        assert words in paid


def test_a_day_no_rule_covers_is_left_to_a_person() -> None:
    assert entry(date(2019, 5, 1), date(2019, 11, 23)).status == "unknown"


@given(
    st.dates(date(2021, 1, 1), date(2032, 12, 31)),
    st.integers(0, 800),
    st.sampled_from(["day", "month", "year"]),
)
def test_a_coarser_date_never_contradicts_the_exact_one(
    end: date, later: int, precision: str
) -> None:
    today = end + timedelta(days=later)
    exact, coarse = entry(end, today), entry(end, today, precision=precision)
    assert coarse.status in (exact.status, "unknown")
    if coarse.last_day and exact.last_day:
        assert coarse.last_day >= exact.last_day
