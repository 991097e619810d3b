"""Taking a slot. One INSERT decides, by the partial unique index on live appointments: never a check."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.booking.audit import record
from care.booking.errors import WrongKind
from care.booking.holds import check_limits, expire_holds, queue_for
from care.booking.rules import DEFAULT_RULES, BookingRules
from care.booking.slots import bookable_slot, is_live
from care.booking.upsert import insert_or_nothing
from care.counters import count
from care.errors import SlotTaken
from care.references import AFTER_CANCER, ONCOLOGY, new_reference
from care.storage.booking import Appointment, Slot

BookedBy = Literal["caller", "api", "team"]
_PREFIX = {"oncology": ONCOLOGY, "after_cancer": AFTER_CANCER}
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class For:
    """Whom a slot is taken for: opaque ids only, never a patient's identity."""

    request_id: str | None = None
    conversation_id: str | None = None
    rpps: str | None = None
    booked_by: BookedBy = "caller"


ANYBODY = For()


def hold(
    session: Session,
    *,
    slot_id: str,
    now: datetime,
    whom: For = ANYBODY,
    kind: str | None = None,
    rules: BookingRules = DEFAULT_RULES,
) -> Appointment:
    """Keep a slot for `rules.hold`, while the caller makes up their mind.

    Raises SlotTaken, SlotUnavailable, NotFound, WrongKind, TooManyLive. Holding again what the same
    conversation holds returns it as it is: a tapped button may arrive twice.
    """
    return _take(session, slot_id, now, whom, kind, rules, "held", now + rules.hold)


def book(
    session: Session,
    *,
    slot_id: str,
    now: datetime,
    whom: For = ANYBODY,
    kind: str | None = None,
    rules: BookingRules = DEFAULT_RULES,
    to_confirm: bool = False,
) -> Appointment:
    """Take a slot for good, or, with `to_confirm`, hold it without expiry until the team confirms.

    What the same conversation already holds is turned into a booking. Raises like `hold`.
    """
    status = "held" if to_confirm else "booked"
    return _take(session, slot_id, now, whom, kind, rules, status, None, to_confirm=to_confirm)


def _take(
    session: Session,
    slot_id: str,
    now: datetime,
    whom: For,
    kind: str | None,
    rules: BookingRules,
    status: str,
    until: datetime | None,
    *,
    to_confirm: bool = False,
) -> Appointment:
    slot = bookable_slot(session, slot_id, now, rules)
    if kind is not None and slot.kind != kind:
        raise WrongKind(slot_id, slot.kind)
    if whom.conversation_id is not None:
        queue_for(session, f"conversation:{whom.conversation_id}")
    expire_holds(session, now, slot_id)
    own = _own_live(session, slot_id, whom, now)
    if own is not None:
        return _settle(session, own, status, now, whom, to_confirm=to_confirm)
    if whom.booked_by == "caller":
        check_limits(
            session,
            now,
            rules,
            conversation_id=whom.conversation_id,
            rpps=whom.rpps,
            unconfirmed=status == "held",
        )
    appointment = _insert(session, slot, now, whom, status, until, to_confirm=to_confirm)
    act = "appointment.booked" if status == "booked" else "appointment.held"
    record(session, appointment.id, act, whom.booked_by, now, slot=slot_id)
    count(session, f"appointments.{status}.{slot.kind}", now)
    return appointment


def _own_live(session: Session, slot_id: str, whom: For, now: datetime) -> Appointment | None:
    if whom.conversation_id is None:
        return None
    return session.scalar(
        select(Appointment)
        .where(
            Appointment.slot_id == slot_id,
            Appointment.conversation_id == whom.conversation_id,
            is_live(now),
        )
        .with_for_update()
    )


def _settle(
    session: Session,
    own: Appointment,
    status: str,
    now: datetime,
    whom: For,
    *,
    to_confirm: bool,
) -> Appointment:
    """A second call for one's own slot: a booking never falls back to a hold."""
    own.request_id = own.request_id or whom.request_id
    own.rpps = whom.rpps or own.rpps
    if own.status == "held" and not own.to_confirm and (status == "booked" or to_confirm):
        own.status, own.hold_expires_at, own.to_confirm = status, None, to_confirm
        own.updated_at = now
        act = "appointment.booked" if status == "booked" else "appointment.held"
        record(session, own.id, act, whom.booked_by, now, slot=own.slot_id)
        if status == "booked":
            count(session, f"appointments.booked.{own.kind}", now)
    session.flush()
    return own


def _insert(
    session: Session,
    slot: Slot,
    now: datetime,
    whom: For,
    status: str,
    until: datetime | None,
    *,
    to_confirm: bool,
) -> Appointment:
    """Try until either the row is in, or the slot is seen taken; a clash of references tries again."""
    for _ in range(_ATTEMPTS):
        values = {
            "id": secrets.token_hex(16),
            "reference": new_reference(_PREFIX[slot.kind]),
            "slot_id": slot.id,
            "kind": slot.kind,
            "status": status,
            "request_id": whom.request_id,
            "conversation_id": whom.conversation_id,
            "booked_by": whom.booked_by,
            "rpps": whom.rpps,
            "to_confirm": to_confirm,
            "hold_expires_at": until,
            "created_at": now,
            "updated_at": now,
        }
        entered = session.scalar(insert_or_nothing(session, Appointment, [values], Appointment.id))
        if entered is not None:
            return session.get_one(Appointment, entered)
        occupied = select(Appointment.id).where(
            Appointment.slot_id == slot.id, Appointment.status.in_(("held", "booked"))
        )
        if session.scalar(occupied) is not None:
            break
    raise SlotTaken(slot.id)
