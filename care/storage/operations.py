"""Incidents and daily counters: what stays when a conversation is erased. No words, no identity."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from care.storage.base import Base


class Incident(Base):
    """A turn that failed and what the caller got instead. `detail` is a code, never a text."""

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(
        String(40)
    )  # engine_unreachable, engine_empty, engine_timeout…
    conversation_id: Mapped[str | None] = mapped_column(String(40), index=True)
    message_id: Mapped[int | None]
    detail: Mapped[str] = mapped_column(String(120), default="")
    resolved_at: Mapped[datetime | None]


class DailyCounter(Base):
    """How many times something happened on a Paris day; survives the erasure of conversations."""

    __tablename__ = "daily_counter"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
