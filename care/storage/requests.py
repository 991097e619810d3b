"""Requests: what a caller needs, how urgent it is, by when, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from care.storage.base import Base


class CareRequest(Base):
    """One need of one caller. The level only rises; `lowered_by` names whoever lowered it."""

    __tablename__ = "care_request"
    __table_args__ = (Index("ix_care_request_worklist", "status", "deadline_at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(40))
    caller: Mapped[str] = mapped_column(String(20))
    level: Mapped[str | None] = mapped_column(String(10))
    disposition: Mapped[str] = mapped_column(String(20), default="none")
    speciality: Mapped[str | None] = mapped_column(String(40))
    deadline_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(String(20), default="open")  # open, taken, closed
    facts: Mapped[list[Any]] = mapped_column(default=list)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    assessment: Mapped[dict[str, Any]] = mapped_column(default=dict)
    summary: Mapped[str] = mapped_column(Text, default="")
    commune_insee: Mapped[str | None] = mapped_column(String(5))
    rpps: Mapped[str | None] = mapped_column(String(11))
    rpps_status: Mapped[str | None] = mapped_column(String(12))  # registered, declared
    appointment_ref: Mapped[str | None] = mapped_column(String(16))
    outcome: Mapped[str | None] = mapped_column(String(40))
    close_note: Mapped[str | None] = mapped_column(Text)
    lowered_by: Mapped[str | None] = mapped_column(String(40))
    taken_by: Mapped[str | None] = mapped_column(String(40))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class RequestEvent(Base):
    """Append-only audit: dotted act names and structured data, rendered when shown."""

    __tablename__ = "request_event"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("care_request.id"), index=True)
    act: Mapped[str] = mapped_column(String(40))  # request.opened, level.raised, request.closed…
    actor: Mapped[str] = mapped_column(String(40))
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]


class Decision(Base):
    """A triage decision as it was taken: masked facts, rules with their versions, and what came of it.

    Enough to be taken again by `relais protocols replay`. Goes with the conversation when it is erased.
    """

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_recent", "conversation_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(40), index=True)
    request_id: Mapped[str | None] = mapped_column(String(40), index=True)
    by: Mapped[str] = mapped_column(String(20))  # safety_net, interview, follow_up
    caller: Mapped[str] = mapped_column(String(20), default="unknown", server_default="unknown")
    purpose: Mapped[str | None] = mapped_column(String(40))
    level: Mapped[str | None] = mapped_column(String(10))
    disposition: Mapped[str] = mapped_column(String(20), default="none", server_default="none")
    protocol_version: Mapped[str] = mapped_column(String(40))
    rules: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    facts: Mapped[list[Any]]
    assessment: Mapped[dict[str, Any]]
    at: Mapped[datetime]
