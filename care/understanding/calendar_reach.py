"""Arithmetic on days, and whether the words around a day look forward or back."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from care.understanding.calendar_words import BACKWARD, FORWARD, HOURS

_CLAUSE = re.compile(r"[.;!?\n](?!\d)")
_REACH = 70
_LONG_GONE = timedelta(days=45)


def looks_forward(text: str, start: int, end: int) -> bool:
    """The clause around a day speaks of what is to come; what ended, was done or lasts since then does not."""
    left = _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
    right = _CLAUSE.split(text[end : end + _REACH], maxsplit=1)[0]
    if BACKWARD.search(left):
        return False
    return FORWARD.search(f"{left}{text[start:end]}{right}") is not None


def nearest_year(today: date, month: int, day: int, *, forward: bool) -> date:
    """The day without a year: the nearest past one, the next when the words look forward; the day must exist."""
    value = date(today.year, month, day)
    if not forward and value > today + _LONG_GONE:
        return date(today.year - 1, month, day)
    if forward and value < today - _LONG_GONE:
        return date(today.year + 1, month, day)
    return value


def nearest_weekday_number(today: date, weekday: int, number: int, *, forward: bool) -> date | None:
    """`lundi 16`: the nearest day that is both, past or to come, within two months."""
    for distance in range(62):
        for step in (distance, -distance) if forward else (-distance, distance):
            day = today + timedelta(days=step)
            if day.day == number and day.weekday() == weekday:
                return day
    return None


def amount_of(said: str) -> float:
    if said in {"quelques", "plusieurs"}:
        return 3
    return 1 if said in {"un", "une"} else float(said.replace(",", "."))


def year_of(said: str | None) -> int | None:
    if not said:
        return None
    return int(said) if len(said) == 4 else 2000 + int(said)


def shift(day: date, amount: float, unit: str) -> date:
    """Whole months and years keep the day of the month where it exists."""
    if unit not in {"months", "years"}:
        return day + timedelta(hours=amount * HOURS[unit])
    months = round(amount * (12 if unit == "years" else 1))
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return day
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
