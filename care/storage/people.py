"""Professionals, the on-call rota and the team's accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from care.storage.base import Base


class Professional(Base):
    """A registered professional: only what recognising them needs."""

    __tablename__ = "professional"

    rpps: Mapped[str] = mapped_column(String(11), primary_key=True)
    title: Mapped[str] = mapped_column(String(20), default="Dr")
    family_name: Mapped[str] = mapped_column(String(80))
    profession: Mapped[str] = mapped_column(String(40))
    commune_insee: Mapped[str | None] = mapped_column(String(5))
    commune_name: Mapped[str] = mapped_column(String(80), default="")
    is_sample: Mapped[bool] = mapped_column(default=False)


class OnCallShift(Base):
    """Who answers for a speciality in an area, and on which number, from one moment to another."""

    __tablename__ = "on_call_shift"
    __table_args__ = (Index("ix_on_call_shift_when", "speciality", "starts_at", "ends_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    area: Mapped[str] = mapped_column(String(20))  # department code, or `region`
    speciality: Mapped[str] = mapped_column(String(40))
    structure_name: Mapped[str] = mapped_column(String(160))
    role: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(String(20))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    is_sample: Mapped[bool] = mapped_column(default=False)


class Staff(Base):
    """A member of the coordination team. Every act in the console bears their name."""

    __tablename__ = "staff"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    login: Mapped[str] = mapped_column(String(40), unique=True)
    display_name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))  # idec, dac, 3c, admin
    password_hash: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class StaffSession(Base):
    """A signed-in browser, by the hash of its cookie."""

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    csrf_token: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
