"""Incidents: turns that went wrong and what the caller got instead. Codes only, never words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.storage.operations import Incident


def record_incident(
    session: Session,
    kind: str,
    *,
    now: datetime,
    conversation_id: str | None = None,
    message_id: int | None = None,
    detail: str = "",
) -> Incident:
    incident = Incident(
        at=now,
        kind=kind[:40],
        conversation_id=conversation_id,
        message_id=message_id,
        detail=detail[:120],
    )
    session.add(incident)
    session.flush()
    return incident


def open_incidents(session: Session, *, limit: int = 100) -> list[Incident]:
    return list(
        session.scalars(
            select(Incident)
            .where(Incident.resolved_at.is_(None))
            .order_by(Incident.at.desc())
            .limit(limit)
        )
    )
