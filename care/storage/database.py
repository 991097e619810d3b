"""Opening the database and working in transactions.

SQLite runs in WAL with synchronous=FULL and takes its write lock at once (BEGIN IMMEDIATE): two
writers queue instead of failing half-way. A write transaction never waits on anything outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from care.errors import StorageUnavailable

MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_MILLISECONDS = 5000
_STATEMENT_MILLISECONDS = 5000


class Database:
    """One engine, and the two ways to use it: `session()` to write, `read()` to look."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = self._open(pool_size)

    def _open(self, pool_size: int) -> Engine:
        if self.is_sqlite:
            if self.url.database and self.url.database != ":memory:":
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(self.url, pool_size=pool_size, max_overflow=20)
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        options = f"-c statement_timeout={_STATEMENT_MILLISECONDS} -c lock_timeout=3000"
        return create_engine(
            self.url,
            pool_size=pool_size,
            max_overflow=20,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 5, "options": options},
        )

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One write transaction: committed at the end, rolled back on any error."""
        with Session(self.engine, expire_on_commit=False) as session:
            try:
                with session.begin():
                    yield session
            except OperationalError as error:
                raise StorageUnavailable(type(error.orig).__name__) from error

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A look without a write lock; whatever is changed inside is thrown away."""
        engine = self.engine.execution_options(relais_read_only=True)
        with Session(engine, expire_on_commit=False) as session:
            try:
                yield session
            except OperationalError as error:
                raise StorageUnavailable(type(error.orig).__name__) from error
            finally:
                session.expunge_all()  # what was read stays readable afterwards
                session.rollback()

    def migrate(self) -> None:
        """Bring the schema to the newest revision; costs one query when there is nothing to do."""
        if self._revision() == newest_revision():
            return
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["database"] = self
        command.upgrade(config, "head")

    def _revision(self) -> str | None:
        try:
            with self.engine.connect() as connection:
                return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except DBAPIError:
            return None

    def close(self) -> None:
        self.engine.dispose()


def newest_revision() -> str:
    """The newest revision by file name (`0001_…`): Alembic itself is only loaded to migrate."""
    return max(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))[:4]


def _prepare_sqlite(connection: Any, _record: Any) -> None:  # noqa: ANN401
    connection.isolation_level = None  # SQLAlchemy says BEGIN itself, in _begin_sqlite
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("relais_read_only", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
