"""An answer to a clinical question becomes facts; not knowing teaches nothing and reassures nobody."""

from __future__ import annotations

import pytest

from care.clock import FixedClock
from care.triage import Level, Question
from care.triage.answering import facts_from_answer
from care.understanding.facts import Status
from tests.care.triage.facts import grade, protocols, sign, temperature, treatment


def asked(slot: str) -> Question:
    text = protocols().questions[slot]
    return Question(slot, text.pro, text.lay, tuple(option.title for option in text.options))


@pytest.mark.parametrize(
    ("slot", "said", "entity", "value"),
    [
        ("temperature", "38 ou plus", "temperature", 38.0),
        ("temperature", "37,9", "temperature", 37.9),
        ("temperature", "j'ai 39,2", "temperature", 39.2),
        ("treatment", "Chimiothérapie", "treatment", "chimiothérapie"),
        ("stools", "7 ou plus", "count", 7),
        ("age", "62 ans", "age", 62),
    ],
)
def test_an_option_or_free_words_give_a_fact(
    slot: str, said: str, entity: str, value: object, clock: FixedClock
) -> None:
    found = facts_from_answer(asked(slot), said, now=clock.now())
    assert found
    assert (found[0].entity, found[0].value) == (entity, value)


def test_a_plain_no_is_kept_as_a_denial(clock: FixedClock) -> None:
    found = facts_from_answer(asked("chills"), "non", now=clock.now())
    assert found is not None
    assert [(f.code, f.status) for f in found] == [("chills", Status.DENIED)]


def test_a_plain_yes_raises(clock: FixedClock) -> None:
    found = facts_from_answer(asked("legs"), "oui", now=clock.now())
    assert found is not None
    assert grade(sign("back_pain"), *found, clock=clock).level is Level.RED


def test_not_knowing_teaches_nothing(clock: FixedClock) -> None:
    assert facts_from_answer(asked("chills"), "je ne sais pas", now=clock.now()) == ()


def test_what_is_no_answer_is_none(clock: FixedClock) -> None:
    assert facts_from_answer(asked("age"), "le parking est plein", now=clock.now()) is None


def test_no_treatment_now_lets_a_fever_be_green(clock: FixedClock) -> None:
    found = facts_from_answer(asked("treatment"), "Aucun en ce moment", now=clock.now())
    assert found is not None
    assert grade(temperature(38.1), *found, clock=clock).level is Level.GREEN
    known = grade(temperature(38.1), treatment("docetaxel"), *found, clock=clock)
    assert known.level is Level.RED
