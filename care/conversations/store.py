"""Opening, finding and filling conversations. Every text that gets here is already masked."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from care.clock import to_paris
from care.errors import NotFound
from care.storage.conversations import Contact, Conversation, Message

CALLERS = ("gp", "emergency", "nurse", "pharmacist", "patient", "caregiver", "unknown")
PROFESSIONALS = frozenset({"gp", "emergency", "nurse", "pharmacist"})
_LOOK_BACK = 20
_NOBODY = hashlib.sha256(b"").hexdigest()


def open_conversation(
    session: Session, *, channel: str, entry: str, caller: str, now: datetime
) -> tuple[Conversation, str]:
    """Start a conversation and return it with its token, of which only a hash is kept."""
    token = secrets.token_urlsafe(32)
    conversation = Conversation(
        id=uuid.uuid4().hex,
        token_hash=hash_token(token),
        channel=channel,
        entry=entry,
        caller=caller,
        engine_session=uuid.uuid4().hex,
        created_at=now,
        last_activity_at=now,
        interview={},
        facts=[],
    )
    session.add(conversation)
    session.flush()
    return conversation, token


def hash_token(token: str) -> str:
    """A plain hash is enough: the token is 256 random bits, nothing a dictionary holds."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def get_conversation(session: Session, conversation_id: str, *, lock: bool = False) -> Conversation:
    """Raises NotFound for an unknown conversation and for an erased one alike."""
    conversation = session.get(Conversation, conversation_id, with_for_update=lock)
    if conversation is None or conversation.erased_at is not None:
        raise NotFound("conversation", conversation_id)
    return conversation


def authorise(session: Session, conversation_id: str, token: str) -> Conversation:
    """Return the conversation this token opens.

    Raises NotFound, the same way whether the conversation or the token is wrong; the comparison takes
    the same time in both cases.
    """
    conversation = session.get(Conversation, conversation_id)
    expected = (conversation.token_hash if conversation else None) or _NOBODY
    same = hmac.compare_digest(expected, hash_token(token))
    if not same or conversation is None or conversation.token_hash is None:
        raise NotFound("conversation", conversation_id)
    return conversation


def add_message(
    session: Session,
    conversation_id: str,
    *,
    author: str,
    text: str,
    now: datetime,
    buttons: Sequence[Mapping[str, Any]] = (),
    attachments: Sequence[Mapping[str, Any]] = (),
    in_reply_to: int | None = None,
    turn_state: str = "answered",
) -> Message:
    """Append one line. `author` is caller, relais or team; the conversation's row should be locked."""
    message = Message(
        conversation_id=conversation_id,
        seq=last_seq(session, conversation_id) + 1,
        author=author,
        text=text,
        buttons=[dict(button) for button in buttons],
        attachments=[dict(attachment) for attachment in attachments],
        in_reply_to=in_reply_to,
        turn_state=turn_state,
        created_at=now,
    )
    session.add(message)
    session.flush()
    return message


def last_seq(session: Session, conversation_id: str) -> int:
    found = session.scalar(
        select(func.max(Message.seq)).where(Message.conversation_id == conversation_id)
    )
    return found or 0


def remembered(session: Session, conversation_id: str, key: str) -> Message | None:
    """The caller's message already received under this idempotency key."""
    return session.scalar(
        select(Message).where(
            Message.conversation_id == conversation_id, Message.idempotency_key == key
        )
    )


def replies_to(session: Session, message_id: int) -> list[Message]:
    return list(
        session.scalars(
            select(Message).where(Message.in_reply_to == message_id).order_by(Message.seq)
        )
    )


def last_question(session: Session, conversation_id: str, slot: str) -> Message | None:
    """How the open question was last put: with its own buttons, else the newest line that asks something."""
    lines = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.author == "relais")
        .where(Message.turn_state == "answered")
        .order_by(Message.seq.desc())
        .limit(_LOOK_BACK)
    ).all()
    for line in lines:
        if any(f'"{slot}:' in str(button.get("payload")) for button in line.buttons):
            return line
    return next((line for line in lines if line.text.rstrip().endswith("?")), None)


def offered_title(session: Session, conversation_id: str, payload: str) -> str | None:
    """The title of a button we showed in this conversation, or None if nobody ever offered it."""
    rows = session.scalars(
        select(Message.buttons)
        .where(Message.conversation_id == conversation_id, Message.author != "caller")
        .order_by(Message.seq.desc())
    )
    for buttons in rows:
        for button in buttons:
            if button.get("payload") == payload:
                return str(button.get("title", ""))
    return None


def transcript(session: Session, conversation_id: str) -> list[dict[str, Any]]:
    """Everything said, in order, as the contract shows it. Moments carry the Paris offset."""
    rows = session.scalars(
        select(Message).where(Message.conversation_id == conversation_id).order_by(Message.seq)
    )
    return [
        {
            "seq": row.seq,
            "author": row.author,
            "text": row.text,
            "buttons": row.buttons,
            "attachments": row.attachments,
            "at": to_paris(row.created_at).isoformat(),
            # Ours, and answering nothing: a page that waits shows it, as it does the team's lines.
            "unprompted": row.author == "relais" and row.in_reply_to is None and row.seq > 1,
        }
        for row in rows
    ]


def set_contact(
    session: Session, conversation_id: str, *, kind: str, value: str, now: datetime
) -> None:
    """Keep, or replace, one way to reach the caller."""
    contact = session.scalar(
        select(Contact).where(Contact.conversation_id == conversation_id, Contact.kind == kind)
    )
    if contact is None:
        session.add(
            Contact(conversation_id=conversation_id, kind=kind, value=value, created_at=now)
        )
    else:
        contact.value = value
    session.flush()


def contact_of(session: Session, conversation_id: str, kind: str) -> str | None:
    return session.scalar(
        select(Contact.value).where(
            Contact.conversation_id == conversation_id, Contact.kind == kind
        )
    )


def conversation_of_contact(session: Session, *, kind: str, value: str) -> Conversation | None:
    """The newest conversation, not erased, held with this chat or number."""
    return session.scalar(
        select(Conversation)
        .join(Contact, Contact.conversation_id == Conversation.id)
        .where(Contact.kind == kind, Contact.value == value, Conversation.erased_at.is_(None))
        .order_by(Conversation.created_at.desc(), Contact.id.desc())
        .limit(1)
    )
