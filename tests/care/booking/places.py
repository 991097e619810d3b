"""Structures and slots for tests: real rows with sane defaults."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from care.storage.booking import Slot
from care.storage.directory import Structure

MANOSQUE = (43.8345, 5.7836)
AIX = (43.5297, 5.4474)
GAP = (44.5594, 6.0786)
AJACCIO = (41.9192, 8.7386)
NICE = (43.7102, 7.2620)

_numbers = itertools.count()


def add_structure(
    session: Session,
    structure_id: str,
    at: tuple[float, float] = MANOSQUE,
    *,
    insee: str = "04112",
    commune: str = "Manosque",
    oncology: bool = True,
    label_from: date | None = date(2024, 1, 1),
    label_until: date | None = None,
    active: bool = True,
    is_sample: bool = True,
) -> Structure:
    structure = Structure(
        id=structure_id,
        name=f"Centre d'exemple {commune}",
        kind="hospital",
        commune_insee=insee,
        commune_name=commune,
        lat=at[0],
        lon=at[1],
        oncology=oncology,
        label_from=label_from,
        label_until=label_until,
        source="test",
        source_row=structure_id,
        verified_on=date(2026, 10, 12),
        updated_at=datetime.fromisoformat("2026-10-12T00:00:00+00:00"),
        is_sample=is_sample,
        active=active,
    )
    session.add(structure)
    session.flush()
    return structure


def add_slot(
    session: Session,
    structure_id: str,
    starts_at: datetime,
    *,
    kind: str = "oncology",
    speciality: str | None = None,
    withdrawn: bool = False,
    slot_id: str | None = None,
) -> str:
    slot = Slot(
        id=slot_id or f"slot-{next(_numbers)}",
        structure_id=structure_id,
        kind=kind,
        speciality=speciality,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        withdrawn=withdrawn,
    )
    session.add(slot)
    session.flush()
    return slot.id
