"""One slot, and whether it may be taken: written rules shared by searching and booking."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from care.booking.rules import BookingRules
from care.clock import paris_day
from care.errors import NotFound, SlotUnavailable
from care.storage.booking import Appointment, Slot
from care.storage.directory import Structure


def is_live(now: datetime) -> ColumnElement[bool]:
    """An appointment that keeps others off its slot: booked, or held and not yet expired."""
    return or_(
        Appointment.status == "booked",
        and_(
            Appointment.status == "held",
            or_(Appointment.hold_expires_at.is_(None), Appointment.hold_expires_at > now),
        ),
    )


def bookable_slot(session: Session, slot_id: str, now: datetime, rules: BookingRules) -> Slot:
    """The slot, if it may still be offered. Raises NotFound or SlotUnavailable with the reason.

    Checked again at the moment of writing: what was shown may have been withdrawn since, and a
    structure that lost its label must take no more after-cancer appointments the same day.
    """
    found = session.execute(
        select(Slot, Structure)
        .join(Structure, Structure.id == Slot.structure_id)
        .where(Slot.id == slot_id)
    ).one_or_none()
    if found is None:
        raise NotFound("slot", slot_id)
    slot, structure = found[0], found[1]
    reason = _refusal(slot, structure, now, rules)
    if reason:
        raise SlotUnavailable(slot_id, reason)
    return slot


def _refusal(slot: Slot, structure: Structure, now: datetime, rules: BookingRules) -> str | None:
    if slot.withdrawn or not structure.active:
        return "withdrawn"
    if slot.starts_at <= now:
        return "past"
    if slot.starts_at < now + rules.minimum_notice:
        return "notice"
    if slot.kind == "after_cancer" and not is_labelled(structure, slot.starts_at, now):
        return "label_lapsed"
    return None


def is_labelled(structure: Structure, slot_at: datetime, now: datetime) -> bool:
    """Labelled today and still labelled on the day of the slot."""
    if structure.label_from is None:
        return False
    until = structure.label_until
    return structure.label_from <= paris_day(now) and (until is None or until >= paris_day(slot_at))
