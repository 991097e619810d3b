"""`relais report`: how many requests and appointments, without a word of what anybody said."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from care.clock import SystemClock
from care.settings import load_settings
from care.storage.booking import Appointment
from care.storage.database import Database
from care.storage.operations import Incident
from care.storage.requests import CareRequest

_LEVELS = {"red": "rouge", "amber": "orange", "green": "vert"}
_STATUSES = {"held": "à confirmer", "booked": "pris", "cancelled": "annulés", "expired": "expirés"}


def run(options: argparse.Namespace) -> int:
    database = Database(load_settings().database)
    now = SystemClock().now()
    try:
        with database.read() as session:
            print(report(session, now - timedelta(days=options.days), now, options.days))
    finally:
        database.close()
    return 0


def report(session: Session, since: datetime, now: datetime, days: int) -> str:
    """The whole report as text."""
    requests, appointments = CareRequest.opened_at >= since, Appointment.created_at >= since
    late = select(func.count()).where(CareRequest.status != "closed", CareRequest.deadline_at < now)
    incidents = select(func.count()).where(Incident.at >= since)
    return "\n".join(
        [
            f"Sur {days} jours",
            *_lines("Demandes par niveau", _count(session, CareRequest.level, requests), _LEVELS),
            *_lines("Demandes par motif", _count(session, CareRequest.purpose, requests), {}),
            *_lines("Rendez-vous", _count(session, Appointment.status, appointments), _STATUSES),
            f"Demandes ouvertes dont le délai est passé : {session.scalar(late) or 0}",
            f"Tours de parole servis par la phrase de secours : {session.scalar(incidents) or 0}",
        ]
    )


def _count(
    session: Session,
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    condition: ColumnElement[bool],
) -> dict[str | None, int]:
    rows = session.execute(select(column, func.count()).where(condition).group_by(column))
    return {row[0]: row[1] for row in rows}


def _lines(title: str, counts: dict[str | None, int], names: Mapping[str, str]) -> list[str]:
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    return [
        f"{title} : {sum(counts.values())}",
        *(
            f"  {names.get(value or '', value or 'non précisé')} : {count}"
            for value, count in ordered
        ),
    ]
