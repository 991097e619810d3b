"""Holds that ran out, and how many a caller may keep."""

from __future__ import annotations

import zlib
from datetime import datetime

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from care.booking.audit import record
from care.booking.errors import TooManyLive
from care.booking.rules import BookingRules
from care.booking.slots import is_live
from care.storage.booking import Appointment, Slot


def expire_holds(session: Session, now: datetime, slot_id: str | None = None) -> int:
    """Free the holds whose time is over, on one slot or on all; each leaves an event behind.

    Booking calls it in its own transaction: no sweeper is needed for a slot to be free again.
    """
    statement = (
        update(Appointment)
        .where(Appointment.status == "held", Appointment.hold_expires_at <= now)
        .values(status="expired", updated_at=now)
        .returning(Appointment.id)
        .execution_options(synchronize_session=False)
    )
    if slot_id is not None:
        statement = statement.where(Appointment.slot_id == slot_id)
    expired = list(session.scalars(statement))
    for appointment_id in expired:
        record(session, appointment_id, "appointment.expired", "clock", now)
        known = session.identity_map.get(session.identity_key(Appointment, appointment_id))
        if known is not None:
            session.refresh(known)
    return len(expired)


def check_limits(
    session: Session,
    now: datetime,
    rules: BookingRules,
    *,
    conversation_id: str | None,
    rpps: str | None,
    unconfirmed: bool,
) -> None:
    """Raise TooManyLive when this caller already keeps all they may; exact once queued for."""
    future = (
        select(func.count(Appointment.id))
        .select_from(Appointment)
        .join(Slot, Slot.id == Appointment.slot_id)
        .where(is_live(now), Slot.starts_at > now)
    )
    if conversation_id is not None:
        mine = future.where(Appointment.conversation_id == conversation_id)
        if (session.scalar(mine) or 0) >= rules.live_per_conversation:
            raise TooManyLive(rules.live_per_conversation)
    if rpps is not None and unconfirmed:
        queue_for(session, f"rpps:{rpps}")
        theirs = future.where(Appointment.rpps == rpps, Appointment.status == "held")
        if (session.scalar(theirs) or 0) >= rules.unconfirmed_per_rpps:
            raise TooManyLive(rules.unconfirmed_per_rpps)


def queue_for(session: Session, identity: str) -> None:
    """One caller's acts one after the other, until the commit: two taps are then one appointment.

    SQLite has one writer at a time already; on PostgreSQL an advisory lock serves.
    """
    if session.get_bind().dialect.name == "postgresql":
        number = zlib.crc32(identity.encode())
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
