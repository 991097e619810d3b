"""Which appointment or request the caller means."""

from __future__ import annotations

from sqlalchemy import select

from care.interview.case import Case
from care.references import read_reference
from care.storage.booking import Appointment


def take_reference(case: Case) -> None:
    """Use the reference in the message that opened this purpose, if there is one."""
    found = read_reference(case.turn.text)
    if found:
        case.put("reference", found)


def appointment_here(case: Case) -> str | None:
    """Return the newest live appointment of this very conversation, or None."""
    query = (
        select(Appointment.reference)
        .where(
            Appointment.conversation_id == case.conversation.id,
            Appointment.status.in_(("held", "booked")),
        )
        .order_by(Appointment.created_at.desc())
    )
    return case.session.scalars(query).first()
