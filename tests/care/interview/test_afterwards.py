"""Once the questions are over, what a caller adds goes with the request and is never « je n'ai pas compris »."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from care.storage.conversations import Conversation
from care.storage.requests import CareRequest
from tests.care.interview.conftest import Talk

Start = Callable[..., Talk]

FEVER = "Je suis sous docétaxel depuis 9 jours, j'ai 39 de fièvre"
TINGLING = (
    "j'ai des fourmis dans les doigts depuis l'oxaliplatine il y a 5 jours, 36,8, pas de saignement"
)
STOOLS = "Je suis sous capécitabine, j'ai 5 selles liquides de plus par jour, pas de fièvre"


def request_of(talk: Talk) -> CareRequest:
    with talk.database.read() as session:
        conversation = session.get_one(Conversation, talk.id)
        return session.get_one(CareRequest, conversation.request_id)


def finish(talk: Talk) -> None:
    """Say that nothing else is wrong until no question is left."""
    for _ in range(8):
        if talk.slot is None:
            return
        talk.give_number() if talk.slot == "callback_number" else talk.answer("non")
    raise AssertionError(talk.slot)


def in_red(talk: Talk) -> Talk:
    talk.open(FEVER, "report_complication")
    assert (request_of(talk).level, talk.slot) == ("red", None)
    return talk


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("non", "deny"),
        ("je ne sais pas", "inform"),
        ("elle a pris du doliprane", "nlu_fallback"),
        ("on attend dans la cuisine", "out_of_scope"),
    ],
)
def test_whatever_is_said_after_a_red_goes_with_it_and_names_the_15(
    talk: Start, text: str, intent: str
) -> None:
    patient = in_red(talk("patient"))
    said = patient.open(text, intent)
    assert request_of(patient).reference in said
    assert "15" in said
    assert "compris" not in said
    assert any("rappelé" in title for title, _ in patient.buttons)


def test_a_yes_after_a_red_asks_for_the_number_to_call(talk: Start) -> None:
    patient = in_red(talk("patient"))
    patient.open("oui", "affirm")
    assert patient.slot == "callback_number"
    patient.give_number()
    said = patient.open("non", "deny")
    assert not patient.buttons
    assert "votre numéro" in said


def test_a_refusal_after_a_red_is_never_read_as_a_yes(talk: Start) -> None:
    patient = in_red(talk("patient"))
    patient.open("oui mais non, pas la peine", "affirm")
    assert patient.slot is None


def test_a_red_sign_told_after_a_green_answer_is_red_at_once(talk: Start) -> None:
    patient = talk("patient")
    patient.open(TINGLING, "report_complication")
    finish(patient)
    assert request_of(patient).level == "green"
    said = patient.open("et là je n'arrive plus à respirer", "nlu_fallback")
    assert request_of(patient).level == "red"
    assert "15" in said


@pytest.mark.parametrize("text", ["non", "d'accord"])
def test_a_word_of_agreement_after_the_end_is_answered_kindly(talk: Start, text: str) -> None:
    patient = talk("patient")
    patient.open(STOOLS, "report_complication")
    finish(patient)
    said = patient.open(text, "affirm")
    assert "reste suivie" in said
    assert request_of(patient).level == "amber"


def test_what_has_nothing_to_do_with_an_amber_request_is_still_out_of_scope(talk: Start) -> None:
    patient = talk("patient")
    patient.open(STOOLS, "report_complication")
    finish(patient)
    said = patient.open("quel temps fera-t-il à Nice demain ?", "out_of_scope")
    assert "ajouté" not in said


def test_nothing_is_added_when_no_request_was_graded(talk: Start) -> None:
    patient = talk("patient")
    said = patient.open("non", "deny")
    assert "compris" in said


def test_age_and_status_told_together_are_each_asked_once(talk: Start) -> None:
    doctor = talk("gp", "professional")
    doctor.open("j'ai une dame avec un ACR 5, je veux un rendez-vous", "report_suspicion")
    assert doctor.slot == "patient_age"
    doctor.answer("54 ans, OMS 0, à Brignoles")
    assert doctor.slot == "rpps"


def test_a_number_told_too_early_is_noted(talk: Start) -> None:
    doctor = talk("gp", "professional")
    doctor.open("peut-on vacciner contre le zona sous palbociclib ?", "ask_advice")
    assert doctor.slot == "rpps"
    said = doctor.answer("pas urgent, au cabinet [téléphone]")
    assert "noté" in said
    assert doctor.slot == "rpps"


def test_little_words_are_not_read_back(talk: Start) -> None:
    patient = talk("patient")
    said = patient.open(
        "je vomis un peu depuis ce matin, ma chimio était jeudi", "report_complication"
    )
    assert "vomissements" in said
    assert ", depuis," not in said
    assert "un peu" not in said


@pytest.mark.parametrize(("answer", "rank"), [("1", 0), ("la deuxième", 1), ("le 3", 2)])
def test_an_answer_of_the_directory_is_picked_by_its_number(
    talk: Start, answer: str, rank: int
) -> None:
    patient = talk("patient")
    said = patient.open("je cherche une diététicienne à Gardanne", "find_support_care")
    name = said.split("\n")[rank + 1].split("** ")[1].split(",")[0]
    picked = patient.open(answer, "inform")
    assert picked.startswith(f"**{name}**")
    assert "04 65 71" in picked


def test_a_number_that_no_list_holds_picks_nothing(talk: Start) -> None:
    patient = talk("patient")
    patient.open("je cherche une diététicienne à Gardanne", "find_support_care")
    assert "Téléphone" not in patient.open("9", "inform")


def test_the_next_page_goes_on_with_the_numbers_of_the_first(talk: Start) -> None:
    patient = talk("patient")
    patient.open("je cherche une diététicienne à Gardanne", "find_support_care")
    further = patient.open("plus loin", "inform")
    name = further.split("\n")[1].split("**4.** ")[1].split(",")[0]
    assert patient.open("4", "inform").startswith(f"**{name}**")
