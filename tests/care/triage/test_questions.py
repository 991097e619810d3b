"""Which question is asked: never one that is answered, never under a red, the one that can change most first."""

from __future__ import annotations

import pytest

from care.clock import FixedClock
from care.triage import Level
from care.triage.picture import picture_of
from care.triage.questions import MOST_QUESTIONS, as_question, is_answered, questions_for
from tests.care.triage.facts import grade, protocols
from tests.care.triage.told import told


def answered(slot: str, *words: str, clock: FixedClock) -> bool:
    facts = told(words)
    picture = picture_of(facts, now=clock.now(), windows=protocols().windows)
    return is_answered(protocols().questions[slot], facts, picture)


@pytest.mark.parametrize(
    ("slot", "words", "expected"),
    [
        ("treatment", ["docetaxel"], True),
        ("treatment", ["no treatment"], True),
        ("treatment", ["temperature 38"], False),
        ("treatment_day", ["docetaxel 3d"], True),
        ("treatment_day", ["docetaxel"], False),
        ("chills", ["chills"], True),
        ("chills", ["not chills"], True),
        ("chills", ["doubt chills"], False),
        ("chills", ["past chills"], False),
        ("chills", ["cough"], False),
        ("temperature", ["temperature 37"], True),
        ("temperature", ["cough"], False),
        ("age", ["age 60"], True),
        ("age", ["sex male"], False),
    ],
)
def test_a_question_is_answered_by_a_yes_a_no_or_a_value_never_by_a_doubt(
    slot: str, words: list[str], expected: bool, clock: FixedClock
) -> None:
    assert answered(slot, *words, clock=clock) is expected


def test_at_most_six_questions_the_most_telling_first_and_none_under_a_red(
    clock: FixedClock,
) -> None:
    slots = list(protocols().questions)
    facts = told(["cough"])
    picture = picture_of(facts, now=clock.now(), windows=protocols().windows)
    given = {"facts": facts, "picture": picture, "now": clock.now(), "protocols": protocols()}
    found = questions_for(slots, level=Level.AMBER, **given)
    assert 1 < len(found) <= MOST_QUESTIONS == 6
    assert questions_for(slots, level=Level.RED, **given) == ()
    assert questions_for(["unknown"], level=Level.AMBER, **given) == ()


def test_what_is_wrong_is_asked_before_who_it_is(clock: FixedClock) -> None:
    found = [q.slot for q in grade(*told(["back_pain", "cancer_history"]), clock=clock).missing]
    assert found[0] == "legs"
    assert "age" not in found[:1]


def test_a_question_is_shown_in_both_registers_with_its_options() -> None:
    shown = as_question(protocols().questions["chills"])
    assert shown.slot == "chills"
    assert shown.text_pro != shown.text_lay
    assert shown.options == ("Oui", "Non", "Je ne sais pas")
