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


@pytest.mark.parametrize("said", ["aucune idée", "pas sûr", "peut-être"])
def test_a_doubt_in_other_words_denies_nothing(said: str, clock: FixedClock) -> None:
    for slot in ("chills", "stools", "age"):
        assert facts_from_answer(asked(slot), said, now=clock.now()) == ()


def test_a_question_that_the_protocols_do_not_know_has_no_answer(clock: FixedClock) -> None:
    unknown = Question("shoe_size", "?", "?")
    assert facts_from_answer(unknown, "oui", now=clock.now()) is None


def test_what_is_no_answer_is_none(clock: FixedClock) -> None:
    assert facts_from_answer(asked("chills"), "le parking est plein", now=clock.now()) is None
    assert facts_from_answer(asked("age"), "le parking est plein", now=clock.now()) is None


def test_no_treatment_now_lets_a_fever_be_green(clock: FixedClock) -> None:
    found = facts_from_answer(asked("treatment"), "Aucun en ce moment", now=clock.now())
    assert found is not None
    assert grade(temperature(38.1), *found, clock=clock).level is Level.GREEN
    known = grade(temperature(38.1), treatment("docetaxel"), *found, clock=clock)
    assert known.level is Level.RED


@pytest.mark.parametrize(
    ("said", "status"),
    [("ouais", Status.AFFIRMED), ("pas du tout", Status.DENIED), ("oui oui", Status.AFFIRMED)],
)
def test_a_yes_or_a_no_in_other_words_is_that_answer(
    said: str, status: Status, clock: FixedClock
) -> None:
    (answered,) = facts_from_answer(asked("chills"), said, now=clock.now()) or ()
    assert (answered.code, answered.status) == ("chills", status)
    assert (answered.evidence, answered.start, answered.end) == (said, 0, len(said))


def test_a_yes_to_a_question_without_a_yes_is_no_answer(clock: FixedClock) -> None:
    for said in ("ouais", "pas du tout"):
        assert facts_from_answer(asked("stools"), said, now=clock.now()) is None


def test_the_first_and_the_last_option_can_be_picked_by_their_place(clock: FixedClock) -> None:
    slot = asked("stools")
    (first,) = facts_from_answer(slot, "la première", now=clock.now()) or ()
    (tapped,) = facts_from_answer(slot, slot.options[0], now=clock.now()) or ()
    assert (first.code, first.value) == (tapped.code, tapped.value)
    assert facts_from_answer(slot, "la douzième", now=clock.now()) is None
