"""`INSERT … ON CONFLICT DO NOTHING`, which SQLite and PostgreSQL spell alike but SQLAlchemy keeps apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.dml import Insert, ReturningInsert

from care.storage.base import Base


def insert_or_nothing(
    session: Session,
    table: type[Base],
    rows: Sequence[dict[str, Any]],
    returning: InstrumentedAttribute[Any],
) -> ReturningInsert[tuple[Any]]:
    """Insert the rows no unique constraint forbids, and return one column of those that went in."""
    if session.get_bind().dialect.name == "sqlite":
        lite = sqlite.insert(table).values(list(rows)).on_conflict_do_nothing()
        return lite.returning(returning)
    full = postgresql.insert(table).values(list(rows)).on_conflict_do_nothing()
    return full.returning(returning)


def insert_all_or_skip(session: Session, table: type[Base]) -> Insert:
    """For many rows at once, given at execution: compiled once, the rows already there are skipped."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()
