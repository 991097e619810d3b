"""Confirming, moving and cancelling. Each is one guarded UPDATE: two at once cannot both win."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from care.booking.audit import record
from care.booking.errors import WrongKind
from care.booking.holds import expire_holds
from care.booking.rules import DEFAULT_RULES, BookingRules
from care.booking.slots import bookable_slot, is_live
from care.counters import count
from care.errors import NotChangeable, NotFound, SlotTaken
from care.references import read_reference
from care.storage.booking import Appointment, Slot

_REASON_LENGTH = 200


def find(session: Session, reference: str) -> Appointment:
    """The appointment of a reference as people type or dictate it. Raises NotFound."""
    exact = read_reference(reference)
    found = None
    if exact is not None:
        found = session.scalar(select(Appointment).where(Appointment.reference == exact))
    if found is None:
        raise NotFound("appointment", exact or "?")
    return found


def status_at(appointment: Appointment, now: datetime) -> str:
    """The status a person should see: a hold is over the instant its time is, sweeper or not."""
    until = appointment.hold_expires_at
    over = appointment.status == "held" and until is not None and until <= now
    return "expired" if over else appointment.status


def confirm(session: Session, reference: str, *, now: datetime, actor: str) -> Appointment:
    """Turn a live hold into a booking; confirming twice changes nothing.

    Raises NotChangeable when it is cancelled or its time ran out, even if nobody took the slot.
    """
    appointment = find(session, reference)
    expire_holds(session, now, appointment.slot_id)
    changed = _change(
        session,
        appointment,
        now,
        is_live(now) & (Appointment.status == "held"),
        status="booked",
        hold_expires_at=None,
        to_confirm=False,
    )
    if changed:
        record(session, appointment.id, "appointment.confirmed", actor, now)
        count(session, f"appointments.booked.{appointment.kind}", now)
    elif appointment.status != "booked":
        raise NotChangeable(appointment.reference, appointment.status)
    return appointment


def move(
    session: Session,
    reference: str,
    new_slot_id: str,
    *,
    now: datetime,
    actor: str = "caller",
    rules: BookingRules = DEFAULT_RULES,
) -> Appointment:
    """Take the new slot and free the old one in the same UPDATE; the reference stays, `sequence` grows.

    Raises SlotTaken with the old appointment untouched, NotChangeable when it is no longer live.
    Moving to the slot it is already on changes nothing, so a retry is harmless.
    """
    appointment = find(session, reference)
    session.refresh(appointment, with_for_update=True)
    expire_holds(session, now, appointment.slot_id)
    if status_at(appointment, now) not in ("held", "booked"):
        raise NotChangeable(appointment.reference, appointment.status)
    if appointment.slot_id == new_slot_id:
        return appointment
    slot = bookable_slot(session, new_slot_id, now, rules)
    if slot.kind != appointment.kind:
        raise WrongKind(new_slot_id, slot.kind)
    old_slot_id = appointment.slot_id
    _lock_in_order(session, old_slot_id, new_slot_id)
    expire_holds(session, now, new_slot_id)
    if not _swap(session, appointment, slot, now):
        raise NotChangeable(appointment.reference, appointment.status)
    data = {"from": old_slot_id, "to": new_slot_id}
    record(session, appointment.id, "appointment.moved", actor, now, **data)
    count(session, f"appointments.moved.{appointment.kind}", now)
    return appointment


def _swap(session: Session, appointment: Appointment, slot: Slot, now: datetime) -> bool:
    try:
        with session.begin_nested():
            return _change(
                session,
                appointment,
                now,
                is_live(now),
                slot_id=slot.id,
                sequence=Appointment.sequence + 1,
            )
    except IntegrityError as error:
        raise SlotTaken(slot.id) from error


def cancel(
    session: Session,
    reference: str,
    *,
    reason: str,
    now: datetime,
    actor: str = "caller",
) -> Appointment:
    """Free the slot at once. Idempotent: cancelling what is over changes nothing and says so by its status."""
    appointment = find(session, reference)
    expire_holds(session, now, appointment.slot_id)
    changed = _change(
        session,
        appointment,
        now,
        Appointment.status.in_(("held", "booked")),
        status="cancelled",
        cancel_reason=reason.strip()[:_REASON_LENGTH] or None,
        hold_expires_at=None,
        sequence=Appointment.sequence + 1,
    )
    if changed:
        record(session, appointment.id, "appointment.cancelled", actor, now)
        count(session, f"appointments.cancelled.{appointment.kind}", now)
    return appointment


def _change(
    session: Session,
    appointment: Appointment,
    now: datetime,
    guard: Any,  # noqa: ANN401  (an SQL condition)
    **values: Any,  # noqa: ANN401
) -> bool:
    """Compare and swap on one row; the object is read back either way."""
    statement = (
        update(Appointment)
        .where(Appointment.id == appointment.id, guard)
        .values(updated_at=now, **values)
        .returning(Appointment.id)
        .execution_options(synchronize_session=False)
    )
    changed = session.scalar(statement) is not None
    session.refresh(appointment)
    return changed


def _lock_in_order(session: Session, *slot_ids: str) -> None:
    """Two moves that swap slots queue here instead of waiting for each other for ever.

    `FOR NO KEY UPDATE` on PostgreSQL: a booking, which only refers to the slot, is not held up.
    """
    rows = select(Slot.id).where(Slot.id.in_(slot_ids)).order_by(Slot.id)
    session.execute(rows.with_for_update(key_share=True))
