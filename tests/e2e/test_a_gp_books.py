"""A GP with a patient in the room: from a suspicion to a booked appointment, moved, then cancelled."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.e2e.caller import Caller
from tests.e2e.stack import Stack

pytestmark = pytest.mark.engine

REFERENCE = re.compile(r"\bON-\w{4}-\w\b")

OPENINGS = (
    "Patiente 62 ans, 40 PA, nodule spiculé 25 mm au scanner, Manosque. Que faire ?",
    "homme 71 ans rectorragies depuis 2 mois, coloscopie : tumeur du sigmoïde, Draguignan",
    "Bonsoir, ma patiente de 48 ans a une mammographie ACR5 à gauche, elle habite à Cavaillon. Rdv rapide ?",
)


def answer_what_is_asked(gp: Caller) -> None:
    """Answer as a hurried doctor would, until a time is offered."""
    answers = {
        "performance_status": "1",
        "rpps": "10099999996",
        "town": "oui",
        "patient_age": "62",
        "finding": "nodule suspect au scanner",
        "caller_role": "médecin",
    }
    while gp.state["awaiting"] in answers and gp.exchanges < 8:
        gp.say(answers[gp.state["awaiting"]])


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_suspicion_ends_with_a_booked_slot_in_at_most_six_exchanges(
    stack: Stack, opening: str
) -> None:
    gp = Caller(stack.url, entry="professional", caller="gp")
    gp.say(opening)
    answer_what_is_asked(gp)
    assert gp.state["awaiting"] == "slot_choice", gp.text
    gp.say("le premier")
    assert gp.exchanges <= 6
    assert REFERENCE.search(gp.text)
    assert gp.state["appointment_status"] == "booked"
    slot = slot_of(stack, gp)
    assert slot < datetime.now(UTC) + timedelta(days=7)
    assert "15" in gp.text


def test_the_same_appointment_is_moved_then_cancelled_and_its_slot_is_free_again(
    stack: Stack,
) -> None:
    gp = Caller(stack.url, entry="professional", caller="gp")
    gp.say("Patient 58 ans, opacité pulmonaire suspecte à la radio, OMS 0, Digne-les-Bains")
    answer_what_is_asked(gp)
    first = gp.buttons[0]["payload"]
    gp.tap(0)
    reference = gp.state["appointment_ref"]
    first_slot = first.split("slot_choice:")[1].rstrip('"}')
    assert not is_free(stack, first_slot)

    gp.say("finalement il faudrait déplacer ce rendez-vous")
    assert gp.state["awaiting"] == "slot_choice", gp.text
    second_slot = gp.buttons[0]["payload"].split("slot_choice:")[1].rstrip('"}')
    gp.tap(0)
    assert gp.state["appointment_ref"] == reference
    assert is_free(stack, first_slot)
    assert not is_free(stack, second_slot)

    gp.say("annulez le rendez-vous s'il vous plaît")
    assert gp.state["awaiting"] == "cancel_confirm", gp.text
    gp.say("oui annulez")
    assert gp.state["appointment_status"] == "cancelled"
    assert is_free(stack, second_slot)


def test_a_cancellation_that_is_not_confirmed_keeps_the_appointment(stack: Stack) -> None:
    gp = Caller(stack.url, entry="professional", caller="gp")
    gp.say("Femme 66 ans, masse du sein droit palpable depuis 1 mois, OMS 1, Grasse")
    answer_what_is_asked(gp)
    gp.tap(0)
    gp.say("je veux annuler le rdv")
    gp.say("non je ne confirme pas")
    assert gp.state["appointment_status"] == "booked"


def slot_of(stack: Stack, gp: Caller) -> datetime:
    """Return when the appointment is, as the service keeps it."""
    from sqlalchemy import select

    from care.storage.booking import Appointment, Slot
    from care.storage.database import Database

    database = Database(f"sqlite:///{stack.data_dir / 'relais.db'}")
    with database.read() as session:
        query = (
            select(Slot.starts_at)
            .join(Appointment, Appointment.slot_id == Slot.id)
            .where(Appointment.reference == gp.state["appointment_ref"])
        )
        starts_at = session.scalars(query).one()
    database.close()
    return starts_at


def is_free(stack: Stack, slot_id: str) -> bool:
    """Ask the public list of free slots, around that slot's own time."""
    answer = httpx.get(
        f"{stack.url}/api/v1/slots",
        params={"kind": "oncology", "limit": 500, "within_hours": 24 * 60},
        timeout=10,
    )
    assert answer.status_code == 200, answer.text
    return slot_id in {slot["id"] for slot in answer.json()["slots"]}
