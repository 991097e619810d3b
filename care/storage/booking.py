"""Slots and appointments. A partial unique index, not a check, decides who gets a slot."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from care.storage.base import Base

LIVE = text("status IN ('held', 'booked')")


class Slot(Base):
    """A bookable time at a structure: `oncology` or `after_cancer`."""

    __tablename__ = "slot"
    __table_args__ = (Index("ix_slot_search", "kind", "starts_at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structure.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    speciality: Mapped[str | None] = mapped_column(String(40))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    is_sample: Mapped[bool] = mapped_column(default=False)


class Appointment(Base):
    """Who has a slot. `held` waits for a confirmation (of the caller, or of the team for a declared RPPS)."""

    __tablename__ = "appointment"
    __table_args__ = (
        Index(
            "uq_appointment_live_slot",
            "slot_id",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    slot_id: Mapped[str] = mapped_column(ForeignKey("slot.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))  # held, booked, cancelled, expired
    request_id: Mapped[str | None] = mapped_column(String(40), index=True)
    conversation_id: Mapped[str | None] = mapped_column(String(40), index=True)
    booked_by: Mapped[str] = mapped_column(String(20), default="caller")  # caller, api, team
    rpps: Mapped[str | None] = mapped_column(String(11))
    to_confirm: Mapped[bool] = mapped_column(default=False)
    hold_expires_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)
    cancel_reason: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class AppointmentEvent(Base):
    """Append-only audit of an appointment: held, booked, moved, cancelled, expired."""

    __tablename__ = "appointment_event"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    appointment_id: Mapped[str] = mapped_column(ForeignKey("appointment.id"), index=True)
    act: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(40))
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]


class IdempotencyRecord(Base):
    """The answer given to a key: the same key and body get it again, another body is refused."""

    __tablename__ = "idempotency_record"

    scope: Mapped[str] = mapped_column(String(60), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    body_hash: Mapped[str] = mapped_column(String(64))
    status_code: Mapped[int]
    response: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
