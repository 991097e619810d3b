"""Sample professionals and a sample rota, so that a first start has somebody to recognise and to call.

Idempotent and rolling: each call adds the weeks that are missing and touches nothing that exists.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.booking.upsert import insert_all_or_skip
from care.clock import Clock, paris_day, paris_moment
from care.content import DATA, Provenance, Strict, load_content
from care.storage.database import Database
from care.storage.people import OnCallShift, Professional


class SampleProfessional(Strict):
    rpps: str
    title: str
    family_name: str
    profession: str
    commune_insee: str
    commune_name: str


class SampleProfessionals(Strict):
    meta: Provenance
    professionals: tuple[SampleProfessional, ...]


class RotaLine(Strict):
    """One team a week, in turn: as many as there are phones."""

    area: str
    speciality: str
    structure_name: str
    role: str
    phones: tuple[str, ...]


class SampleRota(Strict):
    meta: Provenance
    weeks: int
    handover: time
    lines: tuple[RotaLine, ...]


def prepare_sample_people(database: Database, clock: Clock) -> tuple[int, int]:
    """Add what is missing of both. Returns how many professionals and how many shifts were added."""
    with database.session() as session:
        return ensure_sample_professionals(session), ensure_sample_rota(session, clock.now())


def ensure_sample_professionals(session: Session) -> int:
    path = DATA / "sample" / "professionals.yml"
    known = set(session.scalars(select(Professional.rpps)))
    wanted = load_content(path, SampleProfessionals).professionals
    rows = [{**each.model_dump(), "is_sample": True} for each in wanted if each.rpps not in known]
    if rows:
        session.execute(insert_all_or_skip(session, Professional), rows)
    return len(rows)


def ensure_sample_rota(session: Session, now: datetime) -> int:
    """Weekly shifts from the week under way to the horizon, day and night, without a hole.

    A week already there is left alone, so that a shift somebody changed by hand stays changed.
    """
    rota = load_content(DATA / "sample" / "on_call.yml", SampleRota)
    today = paris_day(now)
    monday = today - timedelta(days=today.weekday() + 7)  # before the Monday handover, last week's
    known = {
        (area, speciality, starts_at)
        for area, speciality, starts_at in session.execute(
            select(OnCallShift.area, OnCallShift.speciality, OnCallShift.starts_at)
        )
    }
    rows = []
    for week in range(rota.weeks + 2):
        first = monday + timedelta(weeks=week)
        starts_at = paris_moment(first, rota.handover)
        ends_at = paris_moment(first + timedelta(weeks=1), rota.handover)
        turn = first.toordinal() // 7
        for line in rota.lines:
            if (line.area, line.speciality, starts_at) in known:
                continue
            rows.append(
                OnCallShift(
                    area=line.area,
                    speciality=line.speciality,
                    structure_name=line.structure_name,
                    role=line.role,
                    phone=line.phones[turn % len(line.phones)],
                    starts_at=starts_at,
                    ends_at=ends_at,
                    is_sample=True,
                )
            )
    session.add_all(rows)
    session.flush()
    return len(rows)
