"""Conversations, their masked transcript, the protected contacts, deliveries and the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from care.storage.base import Base


class Conversation(Base):
    """One exchange with one caller. `id` is opaque: it is the only thing the engine knows of them."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    token_hash: Mapped[str | None] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(20))
    entry: Mapped[str] = mapped_column(String(20))
    caller: Mapped[str] = mapped_column(String(20), default="unknown")
    engine_session: Mapped[str] = mapped_column(String(60), unique=True)
    awaiting: Mapped[str | None] = mapped_column(String(60))
    request_id: Mapped[str | None] = mapped_column(String(40))
    heard_turn: Mapped[int | None]
    misunderstood: Mapped[int] = mapped_column(default=0)
    facts: Mapped[list[Any]] = mapped_column(default=list)  # care.understanding.memory
    interview: Mapped[dict[str, Any]] = mapped_column(default=dict)  # care.interview.thread
    turn_holder: Mapped[str | None] = mapped_column(String(40))  # the front door working on a turn
    turn_until: Mapped[datetime | None]  # after this, another front door may take over
    held_by: Mapped[str | None] = mapped_column(String(40))
    held_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    last_activity_at: Mapped[datetime]
    erase_asked_at: Mapped[datetime | None]  # erased shortly after, once the answer has been read
    erased_at: Mapped[datetime | None]


class Message(Base):
    """One line of the transcript, identities masked. A reply points at the line it answers."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        Index(
            "uq_message_idempotency",
            "conversation_id",
            "idempotency_key",
            unique=True,
            sqlite_where=text("idempotency_key IS NOT NULL"),
            postgresql_where=text("idempotency_key IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    seq: Mapped[int]
    author: Mapped[str] = mapped_column(String(20))  # caller, relais, team
    text: Mapped[str] = mapped_column(Text)
    buttons: Mapped[list[Any]] = mapped_column(default=list)
    attachments: Mapped[list[Any]] = mapped_column(default=list)
    in_reply_to: Mapped[int | None]
    turn_state: Mapped[str] = mapped_column(
        String(20), default="answered"
    )  # received, answered, safe
    idempotency_key: Mapped[str | None] = mapped_column(String(120))
    body_hash: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]


class Contact(Base):
    """How to reach a caller: the only place a phone number or chat id is kept. Erased with the conversation."""

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("conversation_id", "kind"),
        Index("ix_contact_lookup", "kind", "value"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # telegram, sms, whatsapp, voice, callback
    value: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]


class Delivery(Base):
    """An inbound message a channel handed us, by the channel's own id: the second one is a repeat."""

    __tablename__ = "delivery"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    delivery_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    conversation_id: Mapped[str | None] = mapped_column(String(40))
    answer: Mapped[str | None] = mapped_column(Text)
    received_at: Mapped[datetime]


class Outgoing(Base):
    """A message to push to a channel, retried until sent: written in the transaction that made it."""

    __tablename__ = "outgoing"
    __table_args__ = (Index("ix_outgoing_due", "sent_at", "next_attempt_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(40), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    payload: Mapped[dict[str, Any]]
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[datetime]
