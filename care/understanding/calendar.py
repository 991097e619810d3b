"""Days and durations as people say them, resolved against a given moment, Europe/Paris.

A day without a year is the nearest past one, unless the message looks forward (`prochain`, `dans`, `à partir
de`, a wish for an appointment). A month read from a name has precision `month` and is its first day
(`mi-`: the 15th, `fin`: its last day).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from care.understanding.calendar_reader import DateReading, Reader
from care.understanding.calendar_words import (
    BARE_DAY_MONTH,
    BARE_DURATION,
    BARE_YEAR,
    CUED_DAY,
    CUED_WEEKDAY,
    DASHED_DAY_MONTH,
    DAY_MONTH,
    DISTANCE,
    DURATION,
    FEAST,
    MONTH,
    MONTH_NUMBER,
    MONTH_SHORT_YEAR,
    MONTH_YEAR,
    NAMED,
    NUMERIC,
    ONLY_DAY,
    ONLY_MONTH,
    ONLY_YEAR,
    RANGE_END,
    RANGE_START,
    RELATIVE,
    WEEK_END,
    WEEKDAY,
    WEEKDAY_DAY,
    YEAR,
)

__all__ = ["DateReading", "bare_dates_in", "dates_in"]


def dates_in(text: str, now: datetime, *, forward: bool = False) -> Iterator[DateReading]:
    """Every date and duration of a numeric view's text, without overlaps, offsets in that text."""
    taken: list[tuple[int, int]] = []
    reader = Reader(text, now, forward=forward)
    for pattern, read in (
        (DURATION, reader.duration),
        (DISTANCE, reader.distance),
        (NUMERIC, reader.numeric),
        (DAY_MONTH, reader.numeric),
        (BARE_DAY_MONTH, reader.numeric),
        (DASHED_DAY_MONTH, reader.numeric),
        (RANGE_START, reader.named),
        (NAMED, reader.named),
        (WEEKDAY_DAY, reader.weekday_number),
        (MONTH_YEAR, reader.month),
        (RANGE_END, reader.closing_month),
        (MONTH, reader.month),
        (MONTH_NUMBER, reader.month),
        (MONTH_SHORT_YEAR, reader.month),
        (RELATIVE, reader.relative),
        (CUED_WEEKDAY, reader.weekday),
        (WEEKDAY, reader.weekday),
        (WEEK_END, reader.week_end),
        (FEAST, reader.feast),
        (CUED_DAY, reader.day_of_month),
        (YEAR, reader.year),
        (BARE_YEAR, reader.year),
    ):
        for found in pattern.finditer(text):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            reading = read(found)
            if reading is not None:
                taken.append(found.span())
                yield reading


def bare_dates_in(text: str, now: datetime, *, forward: bool = False) -> Iterator[DateReading]:
    """What counts only as the answer to a question: a month, a year, a length of time, a day of the month."""
    reader = Reader(text, now, forward=forward)
    for pattern, read in (
        (BARE_DURATION, reader.duration),
        (ONLY_MONTH, reader.month),
        (ONLY_YEAR, reader.year),
        (ONLY_DAY, reader.day_of_month),
    ):
        for found in pattern.finditer(text):
            reading = read(found)
            if reading is not None:
                yield reading
                return
