"""French working days: weekends and the eleven national public holidays (Corsica has no other)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_SATURDAY = 5


def is_holiday(day: date) -> bool:
    return day in _holidays(day.year)


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and not is_holiday(day)


def next_working_day(day: date) -> date:
    """The first working day strictly after this one."""
    following = day + timedelta(days=1)
    while not is_working_day(following):
        following += timedelta(days=1)
    return following


@lru_cache(maxsize=32)
def _holidays(year: int) -> frozenset[date]:
    import holidays  # heavy: the front door must open without it

    return frozenset(holidays.country_holidays("FR", years=[year], language="fr"))
