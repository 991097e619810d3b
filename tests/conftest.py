"""Real databases and a clock that stands still, for every test."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from care.clock import PARIS, FixedClock
from care.storage.database import Database
from tests.postgres import fresh_postgres_url

_ALONE = ("tests/e2e", "tests/engine", "tests/setup", "tests/bot/supervisor", "tests/bot/cli")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts real processes picks free ports and is timed: it does not share the machine."""
    root = Path(__file__).parents[1]
    for item in items:
        folder = item.path.relative_to(root).as_posix()
        if folder.startswith(_ALONE) or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.alone)


@pytest.fixture
def clock() -> FixedClock:
    """Monday 23 November 2026, nine in the morning in Paris."""
    return FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=PARIS))


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One migrated, empty SQLite file that each test copies: migrating takes longer than copying."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture
def database(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "relais.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """The same test on a real SQLite file and on a real PostgreSQL server."""
    url = (
        f"sqlite:///{tmp_path / 'relais.db'}" if request.param == "sqlite" else fresh_postgres_url()
    )
    database = Database(url, pool_size=20)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    database.migrate()
    yield database
    database.close()
