"""The database's side of the channels: who is calling, what was offered, what was delivered and is to be sent.

Chat ids and numbers are kept in Contact and nowhere else; a delivery keeps the channel's own message id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from bot.messages import Button, OutgoingMessage, State
from bot.turns.book import as_message
from care.conversations import deliveries, store
from care.conversations.state import state_of
from care.counters import count
from care.storage.conversations import Contact, Delivery, Message, Outgoing

STOPPED = "stopped"
_SAME_TAP = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Here:
    """A conversation on a channel, and whether it has just begun."""

    id: str
    new: bool = False


def enter(
    session: Session,
    *,
    channel: str,
    contact: tuple[str, str],
    also: tuple[str, str] | None,
    entry: str,
    first: OutgoingMessage,
    now: datetime,
) -> Here:
    """The conversation of this chat, number or call; a new one, opening on `first`, if there is none."""
    kind, value = contact
    _alone(session, f"{kind}:{value}")
    found = store.conversation_of_contact(session, kind=kind, value=value)
    if found is not None:
        return Here(found.id)
    opened, _ = store.open_conversation(
        session, channel=channel, entry=entry, caller="unknown", now=now
    )
    for each in (contact, also):
        if each is not None:
            store.set_contact(session, opened.id, kind=each[0], value=each[1], now=now)
    add_line(session, opened.id, first, now=now)
    count(session, f"conversations.{channel}", now)
    return Here(opened.id, new=True)


def _alone(session: Session, key: str) -> None:
    """Two front doors must not open two conversations for one caller; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})


def add_line(
    session: Session, conversation_id: str, message: OutgoingMessage, *, now: datetime
) -> Message:
    return store.add_message(
        session,
        conversation_id,
        author="relais",
        text=message.text,
        now=now,
        buttons=[button.model_dump() for button in message.buttons],
        attachments=message.attachments,
    )


def hear(session: Session, conversation_id: str, text: str, *, now: datetime) -> Message:
    """Keep a word of the caller's that takes no turn: STOP, /start."""
    return store.add_message(session, conversation_id, author="caller", text=text[:40], now=now)


def delivered(session: Session, channel: str, delivery_id: str) -> Delivery | None:
    return session.get(Delivery, (channel, delivery_id))


def deliver(
    session: Session,
    *,
    channel: str,
    delivery_id: str,
    conversation_id: str | None,
    answer: str | None = None,
    push: Sequence[Message] = (),
    now: datetime,
) -> bool:
    """Note a delivery and queue its answers in one transaction. False for a repeat: nothing is queued."""
    first = deliveries.first_delivery(
        session,
        channel=channel,
        delivery_id=delivery_id,
        conversation_id=conversation_id,
        now=now,
    )
    if not first:
        return False
    session.get_one(Delivery, (channel, delivery_id)).answer = answer
    for row in push:
        queue(session, channel, row, now=now)
    return True


def queue(session: Session, channel: str, row: Message, *, now: datetime) -> None:
    session.add(
        Outgoing(
            conversation_id=row.conversation_id,
            channel=channel,
            payload={
                "text": row.text,
                "buttons": row.buttons,
                "attachments": row.attachments,
                "message": row.id,
            },
            next_attempt_at=now,
            created_at=now,
        )
    )
    session.flush()


def is_first(session: Session, conversation_id: str) -> bool:
    """Whether nothing was delivered in this conversation yet."""
    query = select(Delivery.delivery_id).where(Delivery.conversation_id == conversation_id)
    return session.scalars(query.limit(1)).first() is None


def opening_line(session: Session, conversation_id: str) -> Message | None:
    return session.scalar(
        select(Message).where(Message.conversation_id == conversation_id, Message.seq == 1)
    )


def since_caller(session: Session, conversation_id: str) -> list[Message]:
    """What was said since the caller last spoke: the prompts to repeat and the choices on offer."""
    rows = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id)
        .order_by(Message.seq.desc())
        .limit(12)
    )
    said: list[Message] = []
    for row in rows:
        if row.author == "caller":
            break
        said.append(row)
    return said[::-1]


def on_offer(session: Session, conversation_id: str) -> list[Button]:
    """The choices a number stands for. A line of ours that answers nothing, such as the check of the next
    day, was sent alone and numbered from one: what was offered before it no longer counts."""
    offered: list[Button] = []
    for row in since_caller(session, conversation_id):
        alone = row.author == "relais" and row.in_reply_to is None and row.seq > 1
        if alone and row.buttons:
            offered = []
        offered.extend(as_message(row).buttons)
    return offered


def button_of(session: Session, conversation_id: str, message_id: int, index: int) -> Button | None:
    """The button a tap stands for; None when it was never offered in this conversation."""
    row = session.get(Message, message_id)
    if row is None or row.conversation_id != conversation_id or row.author == "caller":
        return None
    return Button(**row.buttons[index]) if 0 <= index < len(row.buttons) else None


def tapped_just_now(session: Session, conversation_id: str, tap: str, now: datetime) -> bool:
    """Whether the caller's last act was this same tap: an impatient thumb, or an app sending it again."""
    last = session.scalar(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.author == "caller")
        .order_by(Message.seq.desc())
        .limit(1)
    )
    return (
        last is not None
        and (last.idempotency_key or "").startswith(f"{tap}:")
        and last.created_at > now - _SAME_TAP
    )


def state(session: Session, conversation_id: str) -> State:
    return State(**state_of(session, store.get_conversation(session, conversation_id)))


def stop(session: Session, conversation_id: str, channel: str, *, now: datetime) -> None:
    """Push nothing more until they write again; what was waiting is dropped."""
    store.set_contact(session, conversation_id, kind=STOPPED, value=channel, now=now)
    session.execute(
        delete(Outgoing).where(
            Outgoing.conversation_id == conversation_id, Outgoing.sent_at.is_(None)
        )
    )


def resume(session: Session, conversation_id: str) -> None:
    session.execute(
        delete(Contact).where(Contact.conversation_id == conversation_id, Contact.kind == STOPPED)
    )
