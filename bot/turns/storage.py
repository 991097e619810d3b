"""The database from async code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from care.errors import StorageUnavailable
from care.storage.database import Database

Result = TypeVar("Result")

_CLASH_RETRIES = 3


class Storage:
    """Reads and writes in threads. SQLite has one writer: its writers queue here, fairly, not in the file.

    Both raise StorageUnavailable when the database does not answer.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._readers = CapacityLimiter(10)
        self._writers = CapacityLimiter(1 if database.is_sqlite else 10)

    async def read(self, work: Callable[[Session], Result]) -> Result:
        def run() -> Result:
            with _away_is_one_error(), self.database.read() as session:
                return work(session)

        return await to_thread.run_sync(run, limiter=self._readers)

    async def write(self, work: Callable[[Session], Result]) -> Result:
        """One transaction, tried again when two writers took the same line number."""

        def run() -> Result:
            for attempt in range(_CLASH_RETRIES):
                try:
                    with _away_is_one_error(), self.database.session() as session:
                        return work(session)
                except IntegrityError:
                    if attempt == _CLASH_RETRIES - 1:
                        raise
            raise StorageUnavailable("clash")

        return await to_thread.run_sync(run, limiter=self._writers)


@contextmanager
def _away_is_one_error() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise
    except (DBAPIError, PoolTimeout) as error:
        if isinstance(error, DBAPIError) and not error.connection_invalidated:
            raise
        raise StorageUnavailable(type(error).__name__) from error
