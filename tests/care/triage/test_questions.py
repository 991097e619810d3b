"""Which question is asked: never one that is answered, never under a red, the one that can change most first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from care.clock import FixedClock
from care.triage import Level
from care.triage.picture import picture_of
from care.triage.questions import MOST_QUESTIONS, as_question, is_answered, questions_for
from care.triage.schema import AnswerOption, QuestionText
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


def kept(slots: list[str], *words: str, clock: FixedClock) -> list[str]:
    """Which of these questions are asked, in which order, of somebody at the level of what is said."""
    facts = told(words)
    picture = picture_of(facts, now=clock.now(), windows=protocols().windows)
    level = grade(*facts, clock=clock).level
    given = {"level": level, "now": clock.now(), "protocols": protocols()}
    return [found.slot for found in questions_for(slots, facts, picture, **given)]


@pytest.mark.parametrize(
    ("words", "slots", "asked"),
    [
        (["cough"], ["performance_status"], []),
        (["cough"], ["temperature"], []),
        (["pain 5"], ["treatment"], []),
        (["cough"], ["temperature", "legs"], ["legs"]),
        (["cough"], ["temperature", "treatment"], ["temperature", "treatment"]),
        (["fatigue"], ["treatment", "bleeding"], ["bleeding", "treatment"]),
        (
            ["cough"],
            ["commune", "treatment", "temperature"],
            ["treatment", "temperature", "commune"],
        ),
        (["cough"], ["age", "commune"], ["commune", "age"]),
        (["infusion_reaction", "diastolic 110"], ["dyspnea_rest", "treatment"], ["dyspnea_rest"]),
        (["feeding_tube", "meningism"], ["intake", "vomits", "treatment"], ["intake", "vomits"]),
        (
            ["vesicles", "hemoglobin 11.0"],
            ["temperature", "treatment"],
            ["temperature", "treatment"],
        ),
        (
            ["temperature 37.6", "endocrine_vague"],
            ["treatment", "treatment_day", "chills"],
            ["treatment", "treatment_day", "chills"],
        ),
    ],
    ids=str,
)
def test_a_question_is_asked_when_its_answer_alone_or_with_another_can_change_the_level(
    words: list[str], slots: list[str], asked: list[str], clock: FixedClock
) -> None:
    assert kept(slots, *words, clock=clock) == asked


def test_a_question_whose_answers_teach_nothing_is_not_asked_and_breaks_nothing(
    clock: FixedClock,
) -> None:
    idle = QuestionText(
        slot="idle", pro="?", lay="?", options=[AnswerOption(title="Je ne sais pas")]
    )
    known = replace(protocols(), questions={**protocols().questions, "idle": idle})
    facts = told(["cough"])
    picture = picture_of(facts, now=clock.now(), windows=known.windows)
    given = {"level": Level.AMBER, "now": clock.now(), "protocols": known}
    assert questions_for(["idle"], facts, picture, **given) == ()
    both = questions_for(["idle", "legs"], facts, picture, **given)
    assert [found.slot for found in both] == ["legs"]
