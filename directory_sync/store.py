"""Comparing what was read with what is stored, and writing the difference. The caller holds the transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from care.storage.directory import Commune, Service, Structure
from directory_sync.rows import Extract, StructureRow, Values

_MOST_IDS = 500
_COMMUNE_COLUMNS = tuple(column.key for column in Commune.__table__.columns)


@dataclass(slots=True)
class Difference:
    """What applying an extract would change."""

    known: int = 0
    unchanged: int = 0
    new_communes: list[Values] = field(default_factory=list)
    changed_communes: list[Values] = field(default_factory=list)
    new: list[StructureRow] = field(default_factory=list)
    changed: list[StructureRow] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)

    @property
    def added_count(self) -> int:
        return len(self.new) + len(self.new_communes)

    @property
    def changed_count(self) -> int:
        return len(self.changed) + len(self.changed_communes)


def compare(session: Session, source: str, extract: Extract) -> Difference:
    """Read what this source stored before, and sort each row: new, changed, unchanged, vanished."""
    if source == "communes":
        return _compare_communes(session, extract)
    return _compare_structures(session, source, extract)


def _compare_communes(session: Session, extract: Extract) -> Difference:
    columns = [getattr(Commune, name) for name in _COMMUNE_COLUMNS]
    stored = {row.insee: dict(row._mapping) for row in session.execute(select(*columns))}  # noqa: SLF001
    difference = Difference(known=len(stored))
    for values in extract.communes:
        before = stored.pop(values["insee"], None)
        if before is None:
            difference.new_communes.append(values)
        elif before != values:
            difference.changed_communes.append(values)
        else:
            difference.unchanged += 1
    difference.vanished = list(stored)
    return difference


def _compare_structures(session: Session, source: str, extract: Extract) -> Difference:
    rows = session.execute(
        select(Structure.id, Structure.source_row).where(
            Structure.source == source, Structure.source_row != ""
        )
    )
    stored = {row.id: row.source_row for row in rows}
    gone = set(
        session.scalars(
            select(Structure.id).where(Structure.source == source, Structure.source_row == "")
        )
    )
    difference = Difference(known=len(stored))
    for row in extract.structures:
        before = stored.pop(row.id, None)
        if before == row.digest():
            difference.unchanged += 1
        elif before is None and row.id not in gone:
            difference.new.append(row)
        else:
            difference.changed.append(row)
    difference.vanished = list(stored)
    return difference


def apply(
    session: Session, source: str, difference: Difference, *, shown: bool, now: datetime
) -> None:
    """Write the difference. A structure that vanished stays in history, out of the search, the same day."""
    if difference.new_communes:
        session.execute(insert(Commune), difference.new_communes)
    if difference.changed_communes:
        session.execute(update(Commune), difference.changed_communes)
    if source == "communes":
        return
    stamp = {"source": source, "updated_at": now, "active": shown}
    if difference.new:
        session.execute(insert(Structure), [_columns(row, stamp) for row in difference.new])
    if difference.changed:
        session.execute(update(Structure), [_columns(row, stamp) for row in difference.changed])
        for ids in _chunks([row.id for row in difference.changed]):
            session.execute(delete(Service).where(Service.structure_id.in_(ids)))
    services = [
        {**service, "structure_id": row.id}
        for row in (*difference.new, *difference.changed)
        for service in row.services
    ]
    if services:
        session.execute(insert(Service), services)
    for ids in _chunks(difference.vanished):
        gone = update(Structure).where(Structure.id.in_(ids))
        session.execute(gone.values(active=False, source_row="", updated_at=now))


def _columns(row: StructureRow, stamp: dict[str, Any]) -> Values:
    return {**row.values, **stamp, "source_row": row.digest()}


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _MOST_IDS] for start in range(0, len(ids), _MOST_IDS))
