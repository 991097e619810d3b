"""Two likely readings are asked about with two buttons; the message is never written twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from care.conversations.store import add_message
from care.interview.case import Turn
from care.interview.doubt import two_readings
from care.interview.plans import PLANS
from care.interview.say import load_replies
from tests.care.interview.conftest import Talk

Start = Callable[..., Talk]
ADVICE_OR_BOOKING = (("ask_advice", 0.38), ("book_oncology", 0.33), ("out_of_scope", 0.05))
LONG = "patiente de 58 ans suivie pour un sein, je voudrais voir avec vous la suite du tamoxifène"


def doubtful(talk: Talk, text: str, ranking: tuple[tuple[str, float], ...]) -> str:
    """A message stored by the front door, that the language model hesitates about."""
    with talk.database.session() as session:
        stored = add_message(session, talk.id, author="caller", text=text, now=talk.now)
        session.flush()
        talk.turn = stored.id
    turn = Turn(talk.turn, text, None, "nlu_fallback", 0.7, ranking)
    return talk.after(talk.desk.move(talk.id, turn, "loose"))


def next_turn(talk: Talk, turn: Turn) -> str:
    talk.turn += 1
    return talk.after(talk.desk.move(talk.id, replace(turn, id=talk.turn), "loose"))


def test_a_doubt_between_two_purposes_gives_two_buttons(talk: Start) -> None:
    gp = talk("gp")
    said = doubtful(gp, LONG, ADVICE_OR_BOOKING)
    assert [title for title, _ in gp.buttons] == [
        "Un avis spécialisé",
        "Un rendez-vous d'oncologie",
    ]
    assert "15" in said


@pytest.mark.parametrize("answer", ["le premier", "la 1re", "un avis spécialisé", "avis", "1"])
def test_a_typed_choice_opens_the_purpose_with_the_first_message(talk: Start, answer: str) -> None:
    gp = talk("gp")
    doubtful(gp, LONG, ADVICE_OR_BOOKING)
    next_turn(gp, Turn(0, answer, None, "inform", 0.4))
    assert gp.slot == "rpps"  # the question itself was in the first message: not asked again


def test_a_tapped_choice_opens_the_purpose_with_the_first_message(talk: Start) -> None:
    gp = talk("gp")
    doubtful(gp, LONG, ADVICE_OR_BOOKING)
    next_turn(gp, Turn(0, "", "meant:ask_advice"))
    assert gp.slot == "rpps"


def test_neither_reading_is_forced_on_another_message(talk: Start) -> None:
    patient = talk("patient")
    doubtful(patient, LONG, ADVICE_OR_BOOKING)
    next_turn(
        patient, Turn(0, "je cherche une psychologue à Digne", None, "find_support_care", 0.9)
    )
    assert "Digne" in " ".join(patient.said)


@pytest.mark.parametrize("answer", ["aucun des deux", "ni l'un ni l'autre", "non"])
def test_neither_of_the_two_is_an_answer(talk: Start, answer: str) -> None:
    gp = talk("gp")
    doubtful(gp, LONG, ADVICE_OR_BOOKING)
    next_turn(gp, Turn(0, answer, None, "deny", 0.9))
    assert gp.slot is None
    assert any("Parler" in title for title, _ in gp.buttons)


def test_a_person_chosen_between_two_readings_is_asked_for(talk: Start) -> None:
    patient = talk("patient")
    doubtful(patient, "le docteur machin svp", (("talk_to_human", 0.4), ("check_request", 0.3)))
    next_turn(patient, Turn(0, "parler à une personne", None, "inform", 0.4))
    assert patient.slot == "callback_number"


@pytest.mark.parametrize(
    "ranking",
    [
        (),
        (("ask_advice", 0.4),),
        (("ask_advice", 0.42), ("book_oncology", 0.05)),
        (("ask_advice", 0.2), ("book_oncology", 0.15)),
        (("ask_advice", 0.4), ("out_of_scope", 0.3)),
    ],
)
def test_an_unlikely_reading_gets_no_button(ranking: tuple[tuple[str, float], ...]) -> None:
    assert two_readings(Turn(1, "x", None, "nlu_fallback", 0.5, ranking)) is None


@pytest.mark.parametrize("professional", [True, False])
def test_every_reading_has_a_button_that_no_other_has(professional: bool) -> None:
    replies = load_replies()
    titles = [
        replies.text(f"meant_{reading}", professional=professional)
        for reading in (*PLANS, "vital_emergency")
    ]
    assert len(set(titles)) == len(titles)


def test_a_third_failure_in_a_row_offers_a_person(talk: Start) -> None:
    patient = talk("patient")
    for intent in ("nlu_fallback", "out_of_scope", "nlu_fallback"):
        said = next_turn(patient, Turn(0, "truc bidule", None, intent, 0.6))
    assert "une personne" in said
    assert ("Parler à une personne", "/talk_to_human") in patient.buttons


def test_a_third_unclear_answer_to_a_question_offers_a_person(talk: Start) -> None:
    gp = talk("gp")
    gp.open("avis sur une anticoagulation avant biopsie de prostate svp", "ask_advice")
    for _ in range(3):
        gp.answer("bof", "nlu_fallback")
    assert gp.slot == "rpps"
    assert ("Parler à une personne", "/talk_to_human") in gp.buttons
