"""The storage base: same behaviour on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError

from care.clock import PARIS
from care.storage.base import Base
from care.storage.booking import Appointment, Slot
from care.storage.database import Database
from care.storage.directory import Structure
from care.storage.operations import Incident


def test_the_migrations_build_exactly_the_tables_of_the_code(any_database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with any_database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []


def test_migrating_twice_changes_nothing(any_database: Database) -> None:
    before = set(inspect(any_database.engine).get_table_names())
    any_database.migrate()
    assert set(inspect(any_database.engine).get_table_names()) == before


def test_a_moment_comes_back_in_utc_whatever_its_offset(any_database: Database) -> None:
    at = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=1)
    with any_database.session() as session:
        session.add(Incident(at=at, kind="engine_empty"))
    with any_database.read() as session:
        stored = session.scalars(select(Incident)).one().at
    assert stored == at.astimezone(UTC)
    assert stored.tzinfo is UTC


def test_an_error_rolls_everything_back(any_database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        _store_then_fail(any_database)
    with any_database.read() as session:
        assert session.scalars(select(Incident)).all() == []


def test_two_live_appointments_cannot_share_a_slot(any_database: Database) -> None:
    now = datetime(2026, 11, 23, 8, tzinfo=UTC)
    with any_database.session() as session:
        session.add(_structure(now))
        session.flush()
        session.add(Slot(id="s1", structure_id="x", kind="oncology", starts_at=now, ends_at=now))
        session.flush()
        session.add(_appointment("a1", "ON-1", "cancelled", now))
        session.add(_appointment("a2", "ON-2", "held", now))
    with pytest.raises(IntegrityError), any_database.session() as session:
        session.add(_appointment("a3", "ON-3", "booked", now))


def _store_then_fail(database: Database) -> None:
    with database.session() as session:
        session.add(Incident(at=datetime.now(UTC), kind="engine_empty"))
        session.flush()
        raise ZeroDivisionError


def _structure(now: datetime) -> Structure:
    return Structure(
        id="x", name="Exemple", kind="hospital", commune_insee="13055", commune_name="Marseille", lat=43.3,
        lon=5.4, source="sample", source_row="0", verified_on=now.date(), updated_at=now,
    )  # fmt: skip


def _appointment(key: str, reference: str, status: str, now: datetime) -> Appointment:
    return Appointment(
        id=key,
        reference=reference,
        slot_id="s1",
        kind="oncology",
        status=status,
        created_at=now,
        updated_at=now,
    )
