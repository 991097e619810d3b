"""Sample slots, so that a first start has something to book: only ever at sample structures.

Rolling and idempotent: each call adds the days that are missing up to the horizon and touches
nothing that exists, so a booked slot stays as it is. Two starts at once add nothing twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from care.booking.upsert import insert_all_or_skip
from care.calendar import is_holiday, is_working_day
from care.clock import Clock, paris_day, paris_moment
from care.content import DATA, Provenance, Strict, load_content
from care.storage.booking import Slot
from care.storage.database import Database
from care.storage.directory import Structure

_SATURDAY, _SUNDAY = 5, 6


class PaediatricTemplate(Strict):
    communes: tuple[str, ...]
    weekdays: tuple[time, ...]


class KindTemplate(Strict):
    kind: str
    minutes: int
    per_day: int
    weekdays: tuple[time, ...]
    saturday: tuple[time, ...]
    paediatric: PaediatricTemplate | None = None


class SlotTemplates(Strict):
    meta: Provenance
    horizon_days: int
    kinds: tuple[KindTemplate, ...]


def ensure_sample_slots(database: Database, clock: Clock) -> int:
    """Add what is missing from today to the horizon. Returns how many slots were added."""
    templates = load_content(DATA / "sample" / "slots.yml", SlotTemplates)
    today = paris_day(clock.now())
    days = [today + timedelta(days=number) for number in range(templates.horizon_days + 1)]
    with database.session() as session:
        added = 0
        for template in templates.kinds:
            structures = _structures(session, template.kind, today)
            added += _fill(session, template, structures, days)
    return added


def _structures(session: Session, kind: str, today: date) -> dict[str, str]:
    """The sample structures that take this kind, each with its commune."""
    query = select(Structure.id, Structure.commune_insee).where(
        Structure.is_sample.is_(True), Structure.active.is_(True)
    )
    if kind == "oncology":
        query = query.where(Structure.oncology.is_(True))
    else:
        lapses = func.coalesce(Structure.label_until, date.max)
        query = query.where(Structure.label_from <= today, lapses >= today)
    return {row.id: row.commune_insee for row in session.execute(query.order_by(Structure.id))}


def _fill(
    session: Session, template: KindTemplate, structures: Mapping[str, str], days: Sequence[date]
) -> int:
    if not structures:
        return 0
    start = paris_moment(days[0], time(0))
    known = set(
        session.scalars(select(Slot.id).where(Slot.kind == template.kind, Slot.starts_at >= start))
    )
    rows = [row for row in _rows(template, structures, days) if row["id"] not in known]
    if rows:
        session.execute(insert_all_or_skip(session, Slot), rows)
    return len(rows)


def _rows(
    template: KindTemplate, structures: Mapping[str, str], days: Sequence[date]
) -> Iterator[dict[str, Any]]:
    yield from _paediatric_rows(template, structures, days)
    lines = -(-template.per_day // (len(structures) * len(template.weekdays)))
    for day in days:
        for at in _hours(template, day):
            starts_at = paris_moment(day, at)
            for structure_id in structures:
                for line in range(lines):
                    yield _row(template, structure_id, starts_at, str(line))


def _paediatric_rows(
    template: KindTemplate, structures: Mapping[str, str], days: Sequence[date]
) -> Iterator[dict[str, Any]]:
    if template.paediatric is None:
        return
    homes = [each for each, at in structures.items() if at in template.paediatric.communes]
    for day in filter(is_working_day, days):
        for at in template.paediatric.weekdays:
            for structure_id in homes:
                row = _row(template, structure_id, paris_moment(day, at), "paediatric")
                yield {**row, "speciality": "paediatric"}


def _hours(template: KindTemplate, day: date) -> tuple[time, ...]:
    if day.weekday() == _SUNDAY or is_holiday(day):
        return ()
    return template.saturday if day.weekday() == _SATURDAY else template.weekdays


def _row(
    template: KindTemplate, structure_id: str, starts_at: datetime, line: str
) -> dict[str, Any]:
    key = f"{template.kind}|{structure_id}|{starts_at.isoformat()}|{line}"
    return {
        "id": "exemple-" + hashlib.sha256(key.encode()).hexdigest()[:24],
        "structure_id": structure_id,
        "kind": template.kind,
        "speciality": None,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=template.minutes),
        "withdrawn": False,
        "is_sample": True,
    }
