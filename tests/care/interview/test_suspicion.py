"""A professional books for a suspected cancer; a patient is never given a diagnosis."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from care.interview.case import Turn
from care.storage.booking import Appointment
from care.storage.requests import CareRequest
from tests.care.interview.conftest import Talk

Start = Callable[..., Talk]
GOOD_RPPS = "10099999996"


def booked(talk: Talk) -> list[Appointment]:
    with talk.database.read() as session:
        return list(
            session.scalars(select(Appointment).where(Appointment.conversation_id == talk.id))
        )


def request(talk: Talk) -> CareRequest:
    with talk.database.read() as session:
        return session.scalars(
            select(CareRequest).where(CareRequest.conversation_id == talk.id)
        ).one()


def to_the_slots(start: Start, opening: str = "Femme 59 ans, ACR5 à gauche, OMS 1, Hyères") -> Talk:
    gp = start("gp", "professional")
    gp.open(opening, "report_suspicion")
    while gp.slot in {"performance_status", "patient_age", "town"}:
        gp.answer({"performance_status": "1", "patient_age": "59", "town": "oui"}[gp.slot])
    assert gp.slot == "rpps"
    gp.answer(GOOD_RPPS)
    assert gp.slot == "slot_choice"
    return gp


def test_what_was_said_is_never_asked_again(talk: Start) -> None:
    gp = talk("gp", "professional")
    gp.open(
        "Homme 67 ans, OMS 0, tumeur du côlon gauche en coloscopie, Antibes", "report_suspicion"
    )
    assert gp.slot == "rpps"


def test_an_unknown_age_is_asked_because_children_go_another_way(talk: Start) -> None:
    gp = talk("gp", "professional")
    gp.open("nodule pulmonaire de 15 mm, OMS 0, Gap", "report_suspicion")
    assert gp.slot == "patient_age"


def test_a_number_with_a_wrong_key_is_explained_and_asked_again(talk: Start) -> None:
    gp = talk("gp", "professional")
    gp.open("Femme 59 ans, ACR5 à gauche, OMS 1, Hyères", "report_suspicion")
    assert "clé" in gp.answer("10099999997")
    assert gp.slot == "rpps"
    assert "9" in gp.answer("100999999")


def test_a_registered_doctor_books_and_a_declared_one_is_held_for_the_team(talk: Start) -> None:
    gp = to_the_slots(talk)
    gp.answer("le deuxième")
    (appointment,) = booked(gp)
    assert appointment.status == "booked"

    other = talk("gp", "professional")
    other.open("Femme 59 ans, ACR5 à gauche, OMS 1, Hyères", "report_suspicion")
    other.answer("je ne l'ai pas sur moi")
    other.answer("le premier")
    (held,) = booked(other)
    assert (held.status, held.to_confirm) == ("held", True)
    assert "confirme" in "\n".join(other.said)


def test_the_same_turn_heard_twice_books_once(talk: Start) -> None:
    gp = to_the_slots(talk)
    gp.answer("le premier")
    again = Turn(gp.turn, "le premier", None, "inform", 0.9)
    gp.desk.hear(gp.id, again)
    assert len(booked(gp)) == 1


def test_a_slot_taken_meanwhile_is_said_and_others_are_offered(talk: Start) -> None:
    first, second = to_the_slots(talk), to_the_slots(talk)
    wanted = next(
        payload for title, payload in first.buttons if "Hyères" in title or "nov." in title
    )
    slot_id = wanted.split("slot_choice:")[1].rstrip('"}')
    first.tap(f"slot_choice:{slot_id}")
    said = second.tap(f"slot_choice:{slot_id}")
    assert "vient d'être pris" in said
    assert second.slot == "slot_choice"
    assert slot_id not in str(second.buttons)
    assert booked(second) == []


def test_a_refusal_of_all_the_times_shows_others(talk: Start) -> None:
    gp = to_the_slots(talk)
    before = [payload for _, payload in gp.buttons[:3]]
    gp.answer("aucun ne me va")
    assert not set(before) & {payload for _, payload in gp.buttons[:3]}


def test_a_day_or_a_town_narrows_the_times(talk: Start) -> None:
    gp = to_the_slots(talk)
    gp.answer("plutôt vendredi")
    assert all(title.startswith("ven.") for title, _ in gp.buttons[:1])
    gp.answer("à Cannes")
    assert "Cannes" in str(gp.buttons)


def test_a_patient_alone_gets_a_way_in_and_no_diagnosis(talk: Start) -> None:
    patient = talk()
    said = patient.open("j'ai une grosseur dure dans le sein depuis un mois", "report_suspicion")
    assert "cancer" not in said.lower()
    assert "médecin" in said
    patient.answer("Bastia")
    patient.give_number()
    assert request(patient).speciality is not None or request(patient).disposition
    assert booked(patient) == []


def test_asking_for_a_call_back_instead_of_a_time_is_always_possible(talk: Start) -> None:
    gp = to_the_slots(talk)
    gp.tap("slot_choice:human")
    assert gp.slot == "callback_number"
