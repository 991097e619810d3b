"""Daily counters: added up on the Paris day, never for what was undone, never in each other's way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
from sqlalchemy import select

from care.clock import PARIS, FixedClock
from care.counters import count
from care.storage.database import Database
from care.storage.operations import DailyCounter


def counted(database: Database) -> dict[tuple[date, str], int]:
    with database.read() as session:
        return {(row.day, row.name): row.count for row in session.scalars(select(DailyCounter))}


def test_a_count_goes_to_the_paris_day(database: Database) -> None:
    with database.session() as session:
        count(session, "seen", datetime(2026, 11, 23, 23, 59, tzinfo=PARIS))
        count(session, "seen", datetime(2026, 11, 24, 0, 0, tzinfo=PARIS))
        count(session, "seen", datetime(2026, 11, 24, 0, 1, tzinfo=PARIS), by=2)
    assert counted(database) == {
        (date(2026, 11, 23), "seen"): 1,
        (date(2026, 11, 24), "seen"): 3,
    }


def test_what_is_undone_is_not_counted(database: Database, clock: FixedClock) -> None:
    def fail() -> None:
        with database.session() as session:
            count(session, "seen", clock.now())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert counted(database) == {}


def test_a_savepoint_counts_once(database: Database, clock: FixedClock) -> None:
    with database.session() as session:
        count(session, "before", clock.now())
        with session.begin_nested():
            count(session, "inside", clock.now())
    assert sorted(counted(database).values()) == [1, 1]


def test_transactions_counting_in_opposite_orders_never_block(
    any_database: Database, clock: FixedClock
) -> None:
    def both(number: int) -> None:
        names = ["one", "two"] if number % 2 else ["two", "one"]
        with any_database.session() as session:
            for name in names:
                count(session, name, clock.now())

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(both, range(64)))
    assert sorted(counted(any_database).values()) == [64, 64]
