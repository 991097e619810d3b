"""A first sign of cancer beside something else: what is seen today is never hidden behind a delay in days."""

from __future__ import annotations

import pytest

from care.clock import FixedClock
from care.triage import Assessment, Disposition, Level
from tests.care.triage.facts import grade
from tests.care.triage.told import told

SAME_DAY, WEEK, FORTNIGHT = Disposition.SAME_DAY, Disposition.WITHIN_7D, Disposition.WITHIN_14D


def found(*words: str, caller: str = "gp", clock: FixedClock) -> Assessment:
    return grade(*told(words), caller=caller, clock=clock)


def asked(*words: str, caller: str = "gp", clock: FixedClock) -> list[str]:
    return [question.slot for question in found(*words, caller=caller, clock=clock).missing]


@pytest.mark.parametrize(
    ("words", "level", "disposition"),
    [
        (["lung_image"], Level.AMBER, WEEK),
        (["lung_image", "temperature 37.0", "no treatment"], Level.AMBER, WEEK),
        (["lung_image", "temperature 38.4"], Level.AMBER, SAME_DAY),
        (["lung_image", "death_wish", "no treatment"], Level.AMBER, SAME_DAY),
        (["lung_image", "dyspnea_rest"], Level.RED, Disposition.CALL_15),
        (["hematuria", "temperature 37.0", "no treatment"], Level.AMBER, WEEK),
        (["hematuria", "temperature 37.5", "no treatment"], Level.AMBER, WEEK),
        (["hematuria", "temperature 37.5"], Level.AMBER, SAME_DAY),
        (["psa_word"], Level.GREEN, FORTNIGHT),
        (["psa_word", "strong_worry"], Level.GREEN, FORTNIGHT),
        (["lung_image", "strong_worry"], Level.AMBER, WEEK),
    ],
    ids=str,
)
def test_a_fever_a_flag_or_a_red_is_not_put_off_by_a_first_sign_and_a_worry_keeps_its_delay(
    words: list[str], level: Level, disposition: Disposition, clock: FixedClock
) -> None:
    answer = found(*words, clock=clock)
    assert (answer.level, answer.disposition) == (level, disposition), answer.matched


@pytest.mark.parametrize(
    ("words", "disposition", "purpose"),
    [
        (["lung_image", "proven_cancer"], WEEK, "report_suspicion"),
        (["bone_pain", "suspicion_word", "proven_cancer"], SAME_DAY, "report_complication"),
        (["bone_pain", "suspicion_word"], WEEK, "report_suspicion"),
        (["generic_mass", "proven_cancer"], FORTNIGHT, "report_suspicion"),
        (["dysphagia", "window radiotherapie 10d"], SAME_DAY, "report_complication"),
        (["blood_count_suspect", "docetaxel 9d"], SAME_DAY, "report_complication"),
        (["blood_count_suspect", "proven_cancer", "no treatment"], Disposition.WITHIN_48H, None),
    ],
    ids=str,
)
def test_with_a_known_cancer_what_must_be_seen_today_comes_before_what_is_suspected(
    words: list[str], disposition: Disposition, purpose: str | None, clock: FixedClock
) -> None:
    answer = found(*words, clock=clock)
    assert (answer.disposition, answer.purpose) == (disposition, purpose), answer.matched


def test_dark_thoughts_keep_their_words_and_the_site_keeps_its_own(clock: FixedClock) -> None:
    answer = found("lung_image", "death_wish", "no treatment", caller="patient", clock=clock)
    assert answer.red_flags == ("idees_noires",)
    assert "pas seul" in answer.headline_lay
    assert (answer.purpose, answer.site) == ("report_suspicion", "poumon")
    assert answer.expected_exams


@pytest.mark.parametrize(("caller", "told_why"), [("gp", True), ("patient", False)])
def test_the_notes_of_a_suspicion_under_a_red_are_for_professionals_too(
    caller: str, told_why: bool, clock: FixedClock
) -> None:
    answer = found("lung_image", "dyspnea_rest", "age 75", caller=caller, clock=clock)
    assert answer.level is Level.RED
    assert bool(answer.notes) is told_why


def test_a_criterion_shows_its_own_level(clock: FixedClock) -> None:
    for words in (["psa_word"], ["lung_image"]):
        answer = found(*words, clock=clock)
        assert answer.level is not None
        assert answer.matched[0].grade == answer.level.value


def test_beside_a_first_sign_only_what_is_red_is_shown(clock: FixedClock) -> None:
    plain = found("jaundice", clock=clock)
    assert [match.item for match in plain.matched] == ["bile_jaundice"]
    two = found("hemoptysis", "minimal_hemoptysis", "cough", "age 52", clock=clock)
    assert "R2_double_orange" in {match.item for match in two.matched}
    assert "bleed_controlled" not in {match.item for match in two.matched}


@pytest.mark.parametrize(
    ("words", "caller", "slots"),
    [
        (["lung_image"], "gp", ["performance_status", "age", "commune"]),
        (["lung_image"], "patient", ["age", "commune"]),
        (["lung_image", "age 60"], "gp", ["performance_status", "commune"]),
        (["lung_image", "age 60"], "patient", ["commune"]),
        (["jaundice"], "patient", ["pain_score", "temperature", "age", "commune"]),
        (["lung_image", "dyspnea_rest"], "gp", []),
        (["blasts", "age 12"], "gp", []),
    ],
    ids=str,
)
def test_a_first_sign_asks_what_is_grave_then_who_it_is_and_a_red_asks_nothing(
    words: list[str], caller: str, slots: list[str], clock: FixedClock
) -> None:
    assert asked(*words, caller=caller, clock=clock) == slots


def test_two_ambers_with_a_flag_that_is_not_red_have_their_own_first_line(
    clock: FixedClock,
) -> None:
    answer = found("viral_contact", "no_stool for 72h", caller="patient", clock=clock)
    assert answer.level is Level.RED
    assert answer.red_flags == ("contage_viral",)
    assert answer.headline_lay == "Plusieurs signes ensemble doivent être vus maintenant."
