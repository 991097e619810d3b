"""What a member of the team does in a conversation. Each act is one transaction and bears their name.

The words sent to the caller are the team's own; those the service adds are short and name the person's role.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.console.errors import Refused
from bot.console.reading import requests_of
from care import booking, french, requests
from care.conversations.store import add_message, get_conversation
from care.errors import NotChangeable
from care.storage.booking import Appointment, Slot
from care.storage.conversations import Conversation, Outgoing
from care.storage.directory import Structure
from care.storage.operations import Incident
from care.storage.requests import CareRequest, RequestEvent

_PUSHED = frozenset({"telegram", "sms", "whatsapp"})
_TALK = "talk_to_human"


@dataclass(frozen=True, slots=True)
class Member:
    """Who acts, and when."""

    login: str
    staff_id: str
    name: str
    at: datetime


def take_over(session: Session, conversation_id: str, member: Member) -> None:
    """The engine is silent from here on; the safety net is not."""
    conversation = get_conversation(session, conversation_id, lock=True)
    if conversation.held_by == member.staff_id:
        return
    conversation.held_by = member.staff_id
    conversation.held_at = member.at
    for request in _open_requests(session, conversation, member):
        requests.take(session, request, member.login, member.at)
    say(
        session,
        conversation,
        "Une personne de l'équipe de coordination a pris votre conversation. "
        "Écrivez ici : elle vous lit et vous répond.",
        member,
    )


def answer(session: Session, conversation_id: str, text: str, member: Member) -> None:
    """Send the team's words. Only whoever holds the conversation speaks, so two never answer at once."""
    conversation = get_conversation(session, conversation_id, lock=True)
    if conversation.held_by != member.staff_id:
        raise Refused(
            "Une autre personne a repris cette conversation. Votre réponse n'est pas partie.",
            back=page_of(conversation_id),
            status=409,
        )
    say(session, conversation, text, member)
    for request in _open_requests(session, conversation, member):
        record(session, request, "request.answered", member)


def hand_back(session: Session, conversation_id: str, member: Member) -> None:
    """The automatic relay answers again; the request stays on the list."""
    conversation = get_conversation(session, conversation_id, lock=True)
    if conversation.held_by is None:
        return
    _release(conversation)
    for request in _still_open(session, conversation_id):
        requests.hand_back(session, request, member.login, member.at)
    say(session, conversation, "Le relais automatique reprend la conversation avec vous.", member)


def close(session: Session, reference: str, outcome: str, note: str, member: Member) -> str:
    """Close with an outcome and a note; the last open request closed also hands the conversation back."""
    request = request_named(session, reference)
    requests.set_outcome(session, request, outcome, now=member.at, actor=member.login)
    requests.close(session, request, member.login, note, member.at)
    conversation = session.get_one(Conversation, request.conversation_id, with_for_update=True)
    if conversation.held_by is not None and not _still_open(session, conversation.id):
        _release(conversation)
        if conversation.erased_at is None:
            text = "L'équipe a terminé avec votre demande. Le relais automatique reprend la conversation."
            say(session, conversation, text, member)
    return request.conversation_id


def lower_level(session: Session, reference: str, level: str, reason: str, member: Member) -> str:
    """The only way down for a level: a named person, with a reason that stays in the trail."""
    request = request_named(session, reference)
    requests.lower_level(session, request, level, reason, member.login, member.at)
    return request.conversation_id


def confirm_appointment(session: Session, reference: str, appointment: str, member: Member) -> str:
    request = request_named(session, reference)
    _check_owner(session, request, appointment)
    try:
        confirmed = booking.confirm(session, appointment, now=member.at, actor=member.login)
    except NotChangeable as error:
        raise Refused(
            "Ce créneau n'est plus retenu : proposez-en un autre à l'appelant.",
            back=page_of(request.conversation_id),
            status=409,
        ) from error
    requests.set_disposition(session, request, "booked", now=member.at)
    text = f"C'est confirmé par l'équipe : **{_described(session, confirmed)}. Référence {confirmed.reference}.**"
    _tell(session, request, text, member)
    return request.conversation_id


def cancel_appointment(
    session: Session, reference: str, appointment: str, reason: str, member: Member
) -> str:
    request = request_named(session, reference)
    _check_owner(session, request, appointment)
    cancelled = booking.cancel(
        session, appointment, reason=reason, now=member.at, actor=member.login
    )
    requests.appointment_cancelled(session, request, cancelled, now=member.at)
    text = (
        f"L'équipe a annulé le rendez-vous {cancelled.reference} ({_described(session, cancelled)}). "
        f"Raison : {reason}"
    )
    _tell(session, request, text, member)
    return request.conversation_id


def note_failures_seen(session: Session, conversation_id: str, member: Member) -> None:
    """Take the conversation's failed turns off the list; who looked stays beside the code."""
    rows = session.scalars(
        select(Incident).where(
            Incident.conversation_id == conversation_id, Incident.resolved_at.is_(None)
        )
    )
    for incident in rows:
        incident.resolved_at = member.at
        incident.detail = f"{incident.detail} seen:{member.login}".strip()[:120]


def note_read(session: Session, conversation_id: str, member: Member) -> None:
    """Whoever opens a transcript leaves a trace, once a day and a request."""
    for request in requests_of(session, conversation_id):
        last = session.scalar(
            select(RequestEvent.at)
            .where(
                RequestEvent.request_id == request.id,
                RequestEvent.act == "request.read",
                RequestEvent.actor == member.login,
            )
            .order_by(RequestEvent.id.desc())
            .limit(1)
        )
        if last is None or last.date() != member.at.date():
            record(session, request, "request.read", member)


def say(session: Session, conversation: Conversation, text: str, member: Member) -> None:
    """Append a line of the team's and, where the caller's channel needs it, queue it to be pushed."""
    add_message(session, conversation.id, author="team", text=text, now=member.at)
    conversation.last_activity_at = member.at
    if conversation.channel in _PUSHED:
        session.add(
            Outgoing(
                conversation_id=conversation.id,
                channel=conversation.channel,
                payload={"text": text, "buttons": [], "attachments": []},
                next_attempt_at=member.at,
                created_at=member.at,
            )
        )
    session.flush()


def record(session: Session, request: CareRequest, act: str, member: Member) -> None:
    session.add(
        RequestEvent(request_id=request.id, act=act, actor=member.login, data={}, at=member.at)
    )


def request_named(session: Session, reference: str) -> CareRequest:
    request = session.scalar(
        select(CareRequest).where(CareRequest.reference == reference).with_for_update()
    )
    if request is None:
        raise Refused("Cette demande n'existe pas.", status=404)
    return request


def page_of(conversation_id: str) -> str:
    return f"/console/conversations/{conversation_id}"


def _open_requests(
    session: Session, conversation: Conversation, member: Member
) -> list[CareRequest]:
    """The open requests; a conversation taken without any gets one, so that every act has its trail."""
    found = _still_open(session, conversation.id)
    if found:
        return found
    opened = requests.open_request(
        session,
        conversation_id=conversation.id,
        purpose=_TALK,
        caller=conversation.caller,
        now=member.at,
    )
    opened.disposition = "human"
    conversation.request_id = opened.id
    session.flush()
    return [opened]


def _still_open(session: Session, conversation_id: str) -> list[CareRequest]:
    return [row for row in requests_of(session, conversation_id) if row.status != "closed"]


def _release(conversation: Conversation) -> None:
    conversation.held_by = None
    conversation.held_at = None


def _tell(session: Session, request: CareRequest, text: str, member: Member) -> None:
    conversation = session.get_one(Conversation, request.conversation_id, with_for_update=True)
    if conversation.erased_at is None:
        say(session, conversation, text, member)


def _check_owner(session: Session, request: CareRequest, appointment: str) -> None:
    found = booking.find(session, appointment)
    if found.reference != request.appointment_ref and found.request_id != request.id:
        raise Refused("Ce rendez-vous n'est pas celui de cette demande.", status=409)


def _described(session: Session, appointment: Appointment) -> str:
    slot = session.get_one(Slot, appointment.slot_id)
    structure = session.get_one(Structure, slot.structure_id)
    return f"{french.full_moment(slot.starts_at)}, {structure.name}, {structure.commune_name}"
