"""The append-only trail of an appointment. Acts are dotted names; sentences are made when shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.storage.booking import AppointmentEvent


def record(
    session: Session,
    appointment_id: str,
    act: str,
    actor: str,
    now: datetime,
    **data: Any,  # noqa: ANN401  (small JSON values)
) -> None:
    event = AppointmentEvent(appointment_id=appointment_id, act=act, actor=actor, data=data, at=now)
    session.add(event)
    session.flush()


def history(session: Session, appointment_id: str) -> list[AppointmentEvent]:
    """What happened, oldest first."""
    query = select(AppointmentEvent).where(AppointmentEvent.appointment_id == appointment_id)
    return list(session.scalars(query.order_by(AppointmentEvent.id)))
