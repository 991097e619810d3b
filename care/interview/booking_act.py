"""Finding, taking and moving a slot for the purpose being worked on."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from care.booking import For, FreeSlot, book, find, free_slots, move
from care.clock import paris_moment
from care.interview.case import Case
from care.interview.places import place_of
from care.people import on_call
from care.requests import link_appointment
from care.storage.booking import Appointment, Slot
from care.storage.directory import Structure

KIND_OF_PURPOSE = {"book_after_cancer": "after_cancer"}
_DEFAULT_DELAY = timedelta(days=14)


def kind_of(case: Case) -> str:
    """Return which slots this purpose uses; a moved appointment keeps the kind it has."""
    moved = case.answer("appointment_kind")
    return moved or KIND_OF_PURPOSE.get(case.thread.purpose, "oncology")


def wanted_slots(case: Case, *, count: int) -> list[FreeSlot]:
    """Return the next free slots to offer: not shown yet, inside the deadline first, beyond it if need be."""
    shown = set(case.answer("slots_shown") or [])
    found = _search(case, end=booking_deadline(case), exclude=shown, count=count)
    if len(found) < count:
        seen = shown | {slot.id for slot in found}
        found += _search(case, end=None, exclude=seen, count=count - len(found))
    case.put("slots_shown", [*(case.answer("slots_shown") or []), *(slot.id for slot in found)])
    return found


def _search(case: Case, *, end: datetime | None, exclude: set[str], count: int) -> list[FreeSlot]:
    place = place_of(case)
    kind = kind_of(case)
    return free_slots(
        case.session,
        now=case.now,
        kind=kind,
        near=(place.lat, place.lon) if place else None,
        speciality=case.request.speciality if case.request and kind == "oncology" else None,
        start=_from_day(case),
        end=end,
        exclude=exclude,
        limit=count,
        rules=case.tools.rules,
    )


def offered_still(case: Case, *, limit: int) -> list[FreeSlot]:
    """Return what was offered and is still free, with its distance as it was said."""
    place = place_of(case)
    near = (place.lat, place.lon) if place else None
    return free_slots(case.session, ids=case.thread.offered, now=case.now, near=near, limit=limit)


def _from_day(case: Case) -> datetime | None:
    """Return the start of the day the caller asked for, if they did."""
    day = case.answer("slots_from")
    return paris_moment(date.fromisoformat(day), time.min) if day else None


def booking_deadline(case: Case) -> datetime:
    """Return until when a slot keeps the promise made to the caller."""
    promised = case.request.deadline_at if case.request else None
    return promised or case.now + _DEFAULT_DELAY


def take_slot(case: Case, slot_id: str) -> None:
    """Book, or move to, the slot chosen. Raises SlotTaken or SlotUnavailable; the old one is then kept.

    A professional who is not in the register gets the slot held for the team's confirmation.
    """
    reference = case.answer("appointment_reference")
    if reference:
        appointment = move(case.session, reference, slot_id, now=case.now, rules=case.tools.rules)
    else:
        whom = For(
            request_id=case.thread.request_id,
            conversation_id=case.conversation.id,
            rpps=_rpps(case),
        )
        appointment = book(
            case.session,
            slot_id=slot_id,
            now=case.now,
            whom=whom,
            kind=kind_of(case),
            rules=case.tools.rules,
            to_confirm=case.answer("rpps_status") == "declared",
        )
    case.put("slot_choice", slot_id)
    case.threads.last_booking = appointment.reference
    if case.request is not None:
        link_appointment(case.session, case.request, appointment, now=case.now)


def _rpps(case: Case) -> str | None:
    number = case.answer("rpps")
    return number if number and number != "none" else None


def booked(case: Case, reference: str) -> tuple[Appointment, Slot, Structure]:
    """Return an appointment with its time and place. Raises NotFound."""
    appointment = find(case.session, reference)
    slot = case.session.get_one(Slot, appointment.slot_id)
    return appointment, slot, case.session.get_one(Structure, slot.structure_id)


def on_call_number(case: Case) -> str:
    """Return who answers now for this need, as `phone`, or the single number when nobody is on the rota."""
    place = place_of(case)
    area = place.department if place else "region"
    speciality = (case.request.speciality if case.request else None) or "general"
    shift = on_call(case.session, speciality, area, case.now)
    return shift.phone if shift else case.tools.phone_number
