"""What the team's pages show, read in a few queries whatever the number of requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from care.storage.booking import Appointment, AppointmentEvent, Slot
from care.storage.conversations import Contact, Conversation, Message
from care.storage.directory import Commune, Structure
from care.storage.operations import Incident
from care.storage.people import Staff
from care.storage.requests import CareRequest, RequestEvent

_CALLABLE = ("callback", "voice", "sms", "whatsapp")


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment with the words a person needs to recognise it."""

    reference: str
    status: str
    to_confirm: bool
    starts_at: datetime
    structure: str
    commune: str
    rpps: str | None


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of the work list."""

    request: CareRequest
    channel: str
    erased: bool
    commune: str | None
    numbers: tuple[str, ...]
    appointment: Booked | None
    holder: str | None
    waiting_since: datetime | None  # the caller wrote last, and nobody answered


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the audit trail."""

    at: datetime
    actor: str
    act: str
    data: dict[str, Any] = field(default_factory=dict)


def work_items(session: Session, requests: Sequence[CareRequest]) -> list[WorkItem]:
    """Everything around these requests, kept in their order."""
    ids = {request.conversation_id for request in requests}
    conversations = _by_id(session, ids)
    numbers = _numbers(session, ids)
    communes = _communes(session, {request.commune_insee for request in requests})
    booked = _booked(session, {request.appointment_ref for request in requests})
    names = staff_names(session)
    waiting = _waiting(session, ids)
    items = []
    for request in requests:
        conversation = conversations.get(request.conversation_id)
        holder = request.taken_by or (conversation.held_by if conversation else None)
        items.append(
            WorkItem(
                request=request,
                channel=conversation.channel if conversation else "web",
                erased=conversation is None or conversation.erased_at is not None,
                commune=communes.get(request.commune_insee or ""),
                numbers=tuple(numbers.get(request.conversation_id, ())),
                appointment=booked.get(request.appointment_ref or ""),
                holder=names.get(holder, holder) if holder else None,
                waiting_since=waiting.get(request.conversation_id),
            )
        )
    return items


def requests_of(session: Session, conversation_id: str) -> list[CareRequest]:
    """The newest first."""
    return list(
        session.scalars(
            select(CareRequest)
            .where(CareRequest.conversation_id == conversation_id)
            .order_by(CareRequest.opened_at.desc())
        )
    )


def staff_names(session: Session) -> dict[str, str]:
    """Display names, by id and by login: both are written as actors."""
    names = {}
    for staff_id, login, name in session.execute(select(Staff.id, Staff.login, Staff.display_name)):
        names[staff_id] = names[login] = name
    return names


def failed_turns(session: Session) -> list[tuple[Incident, Conversation]]:
    """Conversations in which a turn failed and nobody has looked yet, the newest first, one line each."""
    rows = session.execute(
        select(Incident, Conversation)
        .join(Conversation, Conversation.id == Incident.conversation_id)
        .where(Incident.resolved_at.is_(None), Conversation.erased_at.is_(None))
        .order_by(Incident.at.desc())
        .limit(100)
    )
    seen: dict[str, tuple[Incident, Conversation]] = {}
    for incident, conversation in rows:
        seen.setdefault(conversation.id, (incident, conversation))
    return list(seen.values())


def trail(session: Session, requests: Sequence[CareRequest]) -> list[Happening]:
    """What was done on these requests and on their appointments, by whom, the newest first."""
    ids = [request.id for request in requests]
    events: list[RequestEvent | AppointmentEvent] = list(
        session.scalars(select(RequestEvent).where(RequestEvent.request_id.in_(ids)))
    )
    events += session.scalars(
        select(AppointmentEvent)
        .join(Appointment, Appointment.id == AppointmentEvent.appointment_id)
        .where(Appointment.request_id.in_(ids))
    )
    lines = [Happening(event.at, event.actor, event.act, dict(event.data)) for event in events]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _by_id(session: Session, ids: set[str]) -> dict[str, Conversation]:
    rows = session.scalars(select(Conversation).where(Conversation.id.in_(ids)))
    return {row.id: row for row in rows}


def _numbers(session: Session, ids: set[str]) -> dict[str, list[str]]:
    rows = session.scalars(
        select(Contact).where(Contact.conversation_id.in_(ids), Contact.kind.in_(_CALLABLE))
    )
    found: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda contact: _CALLABLE.index(contact.kind)):
        known = found.setdefault(row.conversation_id, [])
        number = row.value.removeprefix("whatsapp:")
        if number not in known:
            known.append(number)
    return found


def _communes(session: Session, codes: set[str | None]) -> dict[str, str]:
    wanted = [code for code in codes if code]
    rows = session.execute(
        select(Commune.insee, Commune.name, Commune.department).where(Commune.insee.in_(wanted))
    )
    return {insee: f"{name} ({department})" for insee, name, department in rows}


def _booked(session: Session, references: set[str | None]) -> dict[str, Booked]:
    wanted = [reference for reference in references if reference]
    rows = session.execute(
        select(Appointment, Slot, Structure)
        .join(Slot, Slot.id == Appointment.slot_id)
        .join(Structure, Structure.id == Slot.structure_id)
        .where(Appointment.reference.in_(wanted))
    )
    return {
        appointment.reference: Booked(
            reference=appointment.reference,
            status=appointment.status,
            to_confirm=appointment.to_confirm,
            starts_at=slot.starts_at,
            structure=structure.name,
            commune=structure.commune_name,
            rpps=appointment.rpps,
        )
        for appointment, slot, structure in rows
    }


def _waiting(session: Session, ids: set[str]) -> dict[str, datetime]:
    """Held conversations whose last line is the caller's: somebody waits for a person."""
    last = (
        select(Message.conversation_id, func.max(Message.seq).label("seq"))
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.conversation_id.in_(ids), Conversation.held_by.is_not(None))
        .group_by(Message.conversation_id)
        .subquery()
    )
    rows = session.execute(
        select(Message.conversation_id, Message.created_at)
        .join(
            last,
            (last.c.conversation_id == Message.conversation_id) & (last.c.seq == Message.seq),
        )
        .where(Message.author == "caller")
    )
    return {row[0]: row[1] for row in rows}
