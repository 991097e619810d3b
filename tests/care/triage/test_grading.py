"""How the rules that speak are put together: the order of what is shown, what comes back, what worries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from care.clock import FixedClock
from care.triage import Level
from care.triage.grading import DEFAULT, Grading
from care.triage.grading import grade as graded
from care.triage.picture import picture_of
from care.understanding.facts import Fact, Status
from tests.care.triage.facts import grade, protocols, sign
from tests.care.triage.making import fact
from tests.care.triage.told import told


def seen(*words: str, clock: FixedClock) -> Grading:
    picture = picture_of(told(words), now=clock.now(), windows=protocols().windows)
    return graded(picture, protocols())


@pytest.mark.parametrize(
    "words",
    [
        ["cannot_keep_fluids", "memory_trouble"],
        ["glucose 14", "strong_chills"],
        ["hemoglobin 11.0", "vesicles"],
        ["platelets 60", "strong_chills"],
        ["calcium 2.2", "perioral_tingling"],
        ["bruises", "wound_open", "venetoclax 3d"],
    ],
    ids=str,
)
def test_the_gravest_match_is_shown_first(words: list[str], clock: FixedClock) -> None:
    order = {"red": 0, "amber": 1, "green": 2}
    places = [order[rule.grade.value] for rule in seen(*words, clock=clock).rules]
    assert len(set(places)) > 1
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["systolic 70", "stools_per_day 1"], "vital_shock"),
        (["bruises", "wound_open", "seizure", "venetoclax 3d"], "vital_seizure"),
        (["vaginal_bleeding", "heart_rate 120", "docetaxel 9d", "spo2 85"], "vital_breathing"),
    ],
    ids=str,
)
def test_a_failing_vital_function_is_shown_before_the_other_reds(
    words: list[str], first: str, clock: FixedClock
) -> None:
    found = seen(*words, clock=clock)
    assert found.matches[0].item == first
    vital = [rule.vital for rule in found.rules]
    assert vital == sorted(vital, reverse=True)


@pytest.mark.parametrize(
    ("words", "level", "added"),
    [
        (["missed_dose", "capecitabine 1d"], Level.AMBER, True),
        (["headache"], Level.RED, True),
        (["chest_pain"], Level.RED, False),
        (["docetaxel 9d"], None, False),
    ],
    ids=str,
)
def test_somebody_who_says_that_it_goes_on_is_seen_one_level_up(
    words: list[str], level: Level | None, added: bool, clock: FixedClock
) -> None:
    found = seen(*words, "said_again", clock=clock)
    assert found.level is level
    assert ("R5_rappel_repete" in {match.item for match in found.matches}) is added


def test_a_worry_alone_is_amber_unless_something_is_asked_for(clock: FixedClock) -> None:
    worry = told(["strong_worry"])
    asking = fact("request", "ask_advice", "ask_advice", 9000)
    assert grade(*worry, clock=clock).level is Level.AMBER
    assert grade(*worry, asking, clock=clock).level is None


def test_an_amber_asks_the_questions_of_its_group_and_a_green_only_its_own(
    clock: FixedClock,
) -> None:
    groups = protocols().groups
    amber, green = seen("headache", clock=clock), seen("hemoglobin 11.0", clock=clock)
    assert {rule.grade for rule in amber.rules} == {Level.AMBER}
    assert {rule.grade for rule in green.rules} == {Level.GREEN}
    assert set(groups[amber.rules[0].group].asks) <= set(amber.asks)
    assert groups[green.rules[0].group].asks
    assert green.asks == tuple(green.rules[0].asks)


def test_a_rule_that_has_nothing_to_show_does_not_speak(clock: FixedClock) -> None:
    rule = replace(protocols().rules[0], condition=lambda _: ())
    silent = replace(protocols(), rules=(rule,), by_trigger={None: (rule,)})
    picture = picture_of((), now=clock.now(), windows=protocols().windows)
    assert graded(picture, silent).level is None


def test_two_signs_whose_words_touch_are_two_signs(clock: FixedClock) -> None:
    """Paleness explained by nothing stays amber beside a known cough, whichever is said first."""
    for cough, pale in ((0, 5), (5, 0)):
        both = (_at("cough", cough), _at("anemia_signs", pale))
        found = grade(*both, *told(["docetaxel 9d"]), clock=clock)
        assert found.level is Level.AMBER
        assert DEFAULT in {match.item for match in found.matched}


def _at(code: str, start: int) -> Fact:
    return replace(sign(code, Status.AFFIRMED, start), end=start + 5)


@pytest.mark.parametrize(
    ("start", "end", "explained"), [(10, 20, True), (30, 40, True), (9, 20, False), (30, 41, False)]
)
def test_a_sign_inside_the_words_that_a_rule_has_read_is_explained(
    start: int, end: int, explained: bool, clock: FixedClock
) -> None:
    wall = replace(fact("finding", "known_chest_wall", "known_chest_wall", 10), end=40)
    pale = replace(fact("symptom", "anemia_signs", "anemia_signs", start), end=end)
    found = grade(wall, pale, *told(["docetaxel 9d"]), clock=clock)
    assert (DEFAULT not in {match.item for match in found.matched}) is explained
