"""Daily counters: how many times something happened on a Paris day. Names only, no words, no identity.

Counts are gathered in the session and written at its commit, in alphabetical order. Two
transactions can therefore never wait for each other's counters, and an undone act counts nothing.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from care.clock import paris_day
from care.storage.operations import DailyCounter

_PENDING = "relais_counts"


def count(session: Session, name: str, now: datetime, by: int = 1) -> None:
    """Add to today's counter when the transaction commits."""
    pending: Counter[tuple[date, str]] = session.info.setdefault(_PENDING, Counter())
    pending[(paris_day(now), name[:80])] += by


def _write(session: Session) -> None:
    if session.in_nested_transaction():
        return
    pending: Counter[tuple[date, str]] = session.info.pop(_PENDING, Counter())
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    for (day, name), added in sorted(pending.items()):
        row = insert(DailyCounter).values(day=day, name=name, count=added)
        session.execute(
            row.on_conflict_do_update(
                index_elements=["day", "name"], set_={"count": DailyCounter.count + added}
            )
        )


def _forget(session: Session) -> None:
    session.info.pop(_PENDING, None)


event.listen(Session, "before_commit", _write)
event.listen(Session, "after_rollback", _forget)
