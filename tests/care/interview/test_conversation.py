"""Moves, digressions, and purposes that wait for one another."""

from __future__ import annotations

from collections.abc import Callable

from care.interview.case import Turn
from care.interview.desk import Heard
from care.storage.conversations import Conversation
from tests.care.interview.conftest import Talk

Start = Callable[..., Talk]
TINGLING = (
    "j'ai des fourmis dans les doigts depuis l'oxaliplatine il y a 5 jours, 36,8, pas de saignement"
)


def test_a_question_asked_in_the_middle_of_another_comes_back_to_it(talk: Start) -> None:
    patient = talk()
    patient.open(
        "j'ai fini ma chimio il y a 2 mois, et le parcours après cancer ?", "book_after_cancer"
    )
    assert patient.slot == "prescription"
    patient.open("au fait il me faudrait une assistante sociale à Nice", "find_support_care")
    assert patient.slot == "prescription"
    assert any("reprenons" in said for said in patient.said)


def test_a_person_is_asked_for_even_in_a_free_answer(talk: Start) -> None:
    caller = talk()
    caller.open("je veux me plaindre", "give_feedback")
    assert caller.slot == "feedback_text"
    turn = Turn(99, "je veux parler à quelqu'un", None, "talk_to_human", 0.95)
    assert caller.desk.hear(caller.id, turn).heard is Heard.DIGRESSION


def test_three_misunderstandings_in_a_row_offer_a_person(talk: Start) -> None:
    patient = talk()
    patient.open("je cherche un psy", "find_support_care")
    said = [patient.answer("blabla zut") for _ in range(3)]
    assert "personne" in said[-1]
    assert "personne" not in said[0]


def test_a_place_outside_the_region_is_said_to_be(talk: Start) -> None:
    patient = talk()
    said = patient.open("une diététicienne à Lyon svp", "find_support_care")
    assert "dehors" in said
    assert patient.slot == "town"


def test_homonyms_are_asked_and_never_guessed(talk: Start) -> None:
    patient = talk()
    patient.open("un kiné à Vitrolles", "find_support_care")
    assert patient.slot == "town"
    assert len([title for title, _ in patient.buttons if "Vitrolles" in title]) > 1


def test_the_pathway_is_closed_one_day_after_the_year_and_open_on_its_last_day(talk: Start) -> None:
    late = talk()
    assert "dernier jour était" in late.open(
        "traitement fini le 22/11/2025, parcours après cancer ?", "book_after_cancer"
    )
    assert late.slot is None
    in_time = talk()
    in_time.open("traitement fini le 23/11/2025, parcours après cancer ?", "book_after_cancer")
    assert in_time.slot == "prescription"


def test_a_treatment_still_going_on_does_not_open_the_pathway(talk: Start) -> None:
    patient = talk()
    patient.open("ai-je droit au parcours après cancer ?", "book_after_cancer")
    said = patient.answer("non pas encore fini")
    assert patient.slot is None
    assert "terminé" in said


def test_starting_over_forgets_the_questions_under_way(talk: Start) -> None:
    patient = talk()
    patient.open("je cherche un psy", "find_support_care")
    patient.desk.move(patient.id, Turn(50, "on recommence", None, "restart", 1.0), "start_over")
    with patient.database.read() as session:
        conversation = session.get_one(Conversation, patient.id)
        assert conversation.awaiting is None
        assert conversation.interview["stack"] == []


def test_an_old_symptom_does_not_turn_every_later_message_into_a_complication(talk: Start) -> None:
    patient = talk()
    patient.open("j'ai une diarrhée depuis ma chimio de lundi", "report_complication")
    while patient.slot == "clinical_answer":
        patient.answer("je ne sais pas")
    patient.give_number()
    said = patient.open("ou en est ma demande ?", "check_request")
    assert "DR-" in said


def test_another_persons_appointment_needs_its_day(talk: Start) -> None:
    owner = talk()
    owner.open(
        "traitement fini en juillet 2026, parcours après cancer ? j'ai l'ordonnance",
        "book_after_cancer",
    )
    for answer in ("oui", "Aubagne", "le premier"):
        owner.answer(answer)
    reference = next(
        word for word in " ".join(owner.said).split() if word.startswith("AC-")
    ).rstrip(".*")

    stranger = talk()
    stranger.open(f"annuler {reference}", "cancel_appointment")
    assert stranger.slot == "appointment_day"
    said = stranger.answer("le 1er janvier 2027")
    assert "ne correspond pas" in said
    assert stranger.slot is None


def test_a_number_given_after_an_answer_asks_for_a_call_back_about_it(talk: Start) -> None:
    patient = talk()
    patient.open("j'ai une diarrhée depuis ma chimio de lundi", "report_complication")
    while patient.slot == "clinical_answer":
        patient.answer("je ne sais pas")
    patient.give_number()
    said = patient.open("en fait appelez plutôt au [téléphone]", "inform")
    assert "rappelle" in said
    assert patient.slot is None


def test_a_town_said_too_early_is_kept_and_not_asked_again(talk: Start) -> None:
    patient = talk()
    patient.open(
        "j'ai fini ma chimio il y a 2 mois, et le parcours après cancer ?", "book_after_cancer"
    )
    assert "noté" in patient.answer("Aubagne")
    assert patient.slot == "prescription"
    patient.answer("oui")
    assert patient.slot == "slot_choice"


def test_a_number_given_for_a_person_is_not_asked_again_for_the_symptom(talk: Start) -> None:
    patient = talk()
    patient.open("j'ai une diarrhée depuis ma chimio de lundi", "report_complication")
    while patient.slot == "clinical_answer":
        patient.answer("je ne sais pas")
    assert patient.slot == "callback_number"
    patient.desk.move(patient.id, Turn(70, "une personne", None, "talk_to_human", 0.9), "hand_over")
    patient.turn = 70
    patient.give_number()
    assert patient.slot is None


def test_questions_are_announced_only_when_there_are_some(talk: Start) -> None:
    one = talk("patient")
    said = one.open("je vomis depuis ce matin, ma chimio était jeudi", "report_complication")
    assert "Quelques questions" in said
    assert one.slot == "clinical_answer"
    other = talk("patient")
    said = other.open(TINGLING, "report_complication")
    assert "J'ai compris" in said
    assert "Quelques questions" not in said
    assert other.slot is None
