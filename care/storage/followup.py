"""What follows an answer: the check of the next day, and the telling of whoever is on call. No words, no identity."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from care.storage.base import Base


class NextDayCheck(Base):
    """A closed question to put to a caller who was given advice: better, the same, or worse."""

    __tablename__ = "next_day_check"
    __table_args__ = (
        UniqueConstraint("request_id", "round"),
        Index("ix_next_day_check_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(40), index=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("care_request.id"))
    round: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(20))  # planned, asked, answered, cancelled, missed
    reason: Mapped[str] = mapped_column(String(20), default="")  # of a check that was not put
    answer: Mapped[str | None] = mapped_column(String(20))  # better, same, worse
    due_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class OnCallNotice(Base):
    """Telling whoever must act on a red or amber request, step after step until somebody has opened it."""

    __tablename__ = "on_call_notice"
    __table_args__ = (
        UniqueConstraint("request_id", "level"),
        Index("ix_on_call_notice_due", "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(40), index=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("care_request.id"))
    level: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(20))  # waiting, told, seen, silent, dropped
    step: Mapped[int] = mapped_column(default=0)  # how many steps have been tried
    sent: Mapped[int] = mapped_column(default=0)  # how many of them left the service
    next_at: Mapped[datetime]
    last_error: Mapped[str | None] = mapped_column(String(120))
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime]
