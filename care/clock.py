"""Time is passed in: aware datetimes only, UTC in storage, Europe/Paris for people."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


class Clock(Protocol):
    """Whatever can say what time it is, in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is set, for tests and replays."""

    def __init__(self, at: datetime) -> None:
        self._at = require_aware(at)

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        self._at = require_aware(at)


def require_aware(moment: datetime) -> datetime:
    """Return the moment in UTC. Raises ValueError for a naive one: it has no meaning here."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime reached the domain")
    return moment.astimezone(UTC)


def to_paris(moment: datetime) -> datetime:
    return require_aware(moment).astimezone(PARIS)


def paris_day(moment: datetime) -> date:
    return to_paris(moment).date()


def paris_moment(day: date, at: time) -> datetime:
    """The UTC moment of a wall-clock time in Paris (the first one, when the clock goes back)."""
    return datetime.combine(day, at, tzinfo=PARIS).astimezone(UTC)
