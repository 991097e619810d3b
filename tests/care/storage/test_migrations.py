"""What the first release stored is still there, and readable, after each migration."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, select, text

from care.storage.database import MIGRATIONS, Database
from care.storage.requests import Decision
from tests.postgres import fresh_postgres_url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def first_release(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database as the first release left it, with one decision."""
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'relais.db'}" if sqlite else fresh_postgres_url()
    database = Database(url)
    command.upgrade(alembic(database), "0001")
    at = datetime(2026, 11, 20, 8, tzinfo=UTC)
    with database.session() as session:
        session.execute(
            text(
                "INSERT INTO conversation (id, channel, entry, caller, engine_session, misunderstood, facts,"
                " interview, created_at, last_activity_at)"
                " VALUES ('c', 'web', 'public', 'patient', 's', 0, '[]', '{}', :at, :at)"
            ),
            {"at": at},
        )
        session.execute(
            text(
                "INSERT INTO care_request (id, reference, conversation_id, purpose, caller, disposition, status,"
                " facts, answers, assessment, summary, opened_at) VALUES"
                " ('r', 'DR-1', 'c', 'report_complication', 'patient', 'call_15', 'open',"
                " '[]', '{}', '{}', '', :at)"
            ),
            {"at": at},
        )
        session.execute(
            text(
                "INSERT INTO decision (conversation_id, request_id, by, protocol_version, facts, assessment, at)"
                " VALUES ('c', 'r', 'safety_net', '0.1', '[]', :kept, :at)"
            ),
            {"at": at, "kept": json.dumps(KEPT)},
        )
    yield database
    database.close()


KEPT = {
    "purpose": "vital_emergency",
    "level": "red",
    "disposition": "call_15",
    "matched": [{"item": "vital_seizure", "grade": "red", "evidence": "convulse", "source": "x"}],
}


def alembic(database: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["database"] = database
    return config


def test_a_decision_of_the_first_release_can_be_read_and_counted(first_release: Database) -> None:
    first_release.migrate()
    with first_release.read() as session:
        kept = session.scalars(select(Decision)).one()
    assert (kept.caller, kept.level, kept.disposition) == ("patient", "red", "call_15")
    assert kept.purpose == "vital_emergency"
    assert kept.rules == [{"item": "vital_seizure", "grade": "red", "group": "", "version": ""}]


def test_each_migration_can_be_undone(first_release: Database) -> None:
    first_release.migrate()
    command.downgrade(alembic(first_release), "0001")
    columns = {column["name"] for column in inspect(first_release.engine).get_columns("decision")}
    assert "rules" not in columns
    first_release.migrate()
    with first_release.read() as session:
        assert session.scalars(select(Decision.level)).one() == "red"
