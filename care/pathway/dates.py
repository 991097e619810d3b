"""The one-year rule, to the day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

_MONTHS = 12
_DECEMBER = 12


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it has none (29 February)."""
    index = day.year * _MONTHS + day.month - 1 + months
    year, month = divmod(index, _MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def possible_days(day: date, precision: str) -> tuple[date, date]:
    """The first and last day a date of this precision can mean. Raises ValueError for another precision."""
    if precision == "day":
        return day, day
    if precision == "month":
        first = day.replace(day=1)
        return first, day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if precision == "year":
        return date(day.year, 1, 1), date(day.year, _DECEMBER, 31)
    raise ValueError("precision must be day, month or year")


def days_left(last_day: date, today: date) -> int:
    """0 on the last day itself."""
    return max(0, (last_day - today) // timedelta(days=1))
