"""Days and durations as people say them, resolved against a given moment, Europe/Paris.

A day without a year is the nearest past one, unless the message looks forward (`prochain`, `dans`, `à partir
de`, a wish for an appointment). A month read from a name has precision `month` and is its first day
(`mi-`: the 15th, `fin`: its last day).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from care.clock import to_paris
from care.understanding.calendar_words import (
    BARE_DURATION,
    DAY_MONTH,
    DISTANCE,
    DURATION,
    FORWARD,
    HOURS,
    MONTH,
    MONTH_NUMBER,
    MONTH_YEAR,
    MONTHS,
    NAMED,
    NUMERIC,
    ONLY_DAY,
    ONLY_MONTH,
    ONLY_YEAR,
    RELATIVE,
    RELATIVE_DAYS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    Precision,
)

_UNITS = {"h": "heures", "j": "days", "s": "weeks", "m": "months", "a": "years"}


@dataclass(frozen=True, slots=True)
class DateReading:
    """A day (with its precision) or a duration. `hours` is from the day to now for a past point."""

    date: date
    precision: Precision
    kind: Literal["point", "duration"]
    evidence: str
    hours: float
    relation: str
    start: int
    end: int


def dates_in(text: str, now: datetime, *, forward: bool = False) -> Iterator[DateReading]:
    """Every date and duration of a numeric view's text, without overlaps, offsets in that text."""
    taken: list[tuple[int, int]] = []
    reader = _Reader(text, now, forward=forward)
    for pattern, read in (
        (DURATION, reader.duration),
        (DISTANCE, reader.distance),
        (NUMERIC, reader.numeric),
        (DAY_MONTH, reader.numeric),
        (NAMED, reader.named),
        (MONTH_YEAR, reader.month),
        (MONTH, reader.month),
        (MONTH_NUMBER, reader.month),
        (RELATIVE, reader.relative),
        (WEEKDAY, reader.weekday),
        (YEAR, reader.year),
    ):
        for found in pattern.finditer(text):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            reading = read(found)
            if reading is not None:
                taken.append(found.span())
                yield reading


class _Reader:
    """Turns matches into readings, for one text and one moment."""

    def __init__(self, text: str, now: datetime, *, forward: bool) -> None:
        self._text = text
        self._now = to_paris(now)
        self._today = self._now.date()
        self._forward = forward or FORWARD.search(text) is not None

    def duration(self, found: re.Match[str]) -> DateReading | None:
        kind = (found.groupdict().get("kind") or "for").split()[0]
        amount = _amount(found["n"]) + (0.5 if found["half"] else 0)
        unit = _UNITS[found["unit"][0]]
        relation = _RELATIONS.get(kind, "ago")
        day = _shift(self._today, -amount if relation != "in" else amount, unit)
        precision: Precision = "month" if unit in {"months", "years"} else "day"
        return self._reading(found, day, precision, "duration", amount * HOURS[unit], relation)

    def distance(self, found: re.Match[str]) -> DateReading | None:
        """`à 10 jours de la chimio`, `3 semaines après`: so long ago."""
        if found["unit"].startswith("an"):
            return None
        amount = _amount(found["n"]) + (0.5 if found["half"] else 0)
        unit = _UNITS[found["unit"][0]]
        day = _shift(self._today, -amount, unit)
        return self._reading(found, day, "day", "duration", amount * HOURS[unit], "ago")

    def numeric(self, found: re.Match[str]) -> DateReading | None:
        groups = found.groupdict()
        year = groups.get("y") or groups.get("y2")
        month, day = int(groups.get("m") or groups["m2"]), int(groups.get("d") or groups["d2"])
        return self._day(found, _year(year), month, day)

    def named(self, found: re.Match[str]) -> DateReading | None:
        return self._day(found, _year(found["y"]), MONTHS[found["m"]], int(found["d"]))

    def month(self, found: re.Match[str]) -> DateReading | None:
        groups = found.groupdict()
        part = (groups.get("part") or "").split(" ")[0]
        said = found["m"]
        month = int(said) if said.isdigit() else MONTHS[said]
        year = groups.get("y")
        if (
            part in {"de", "d"}
            and not year
            and said in {"out", "sept", "mars", "mai", "jan", "sep", "dec", "oct", "nov"}
        ):
            return None
        chosen = _year(year) if year and year.isdigit() else None
        if chosen is None:
            chosen = self._today.year
            if year == "prochain" or self._forward:
                chosen += month < self._today.month
            else:
                chosen -= month > self._today.month
        day = 15 if part == "mi" else monthrange(chosen, month)[1] if part == "fin" else 1
        return self._point(found, date(chosen, month, day), "month", part == "depuis")

    def relative(self, found: re.Match[str]) -> DateReading | None:
        said = found["w"]
        for start, days, precision in RELATIVE_DAYS:
            if said.startswith(start):
                return self._point(
                    found, self._today + timedelta(days=days), precision, self._since(found)
                )
        if "mois" in said or "an" in said.split()[0:2] or "annee" in said:
            months = (1 if "prochain" in said else -1) * (1 if "mois" in said else 12)
            return self._point(
                found, _shift(self._today, months, "months"), "month", self._since(found)
            )
        month = {"ete": 7, "hiver": 1, "printemps": 4}[said.replace(" dernier", "").split()[-1]]
        year = self._today.year - (month > self._today.month)
        return self._point(found, date(year, month, 1), "month", self._since(found))

    def weekday(self, found: re.Match[str]) -> DateReading | None:
        ahead = (WEEKDAYS[found["w"]] - self._today.weekday()) % 7
        which = found["which"] or ""
        if which.startswith("en "):
            ahead = (ahead or 7) + (7 if which[3:] in {"huit", "8"} else 14) - (0 if ahead else 7)
            return self._point(found, self._today + timedelta(days=ahead), "day", since=False)
        if which == "prochain" or (not which and self._forward):
            return self._point(found, self._today + timedelta(days=ahead or 7), "day", since=False)
        back = (7 - ahead) % 7 or 7
        return self._point(found, self._today - timedelta(days=back), "day", self._since(found))

    def year(self, found: re.Match[str]) -> DateReading | None:
        year = int(found["y"])
        if year > self._today.year + 1:
            return None
        return self._point(found, date(year, 1, 1), "year", found.group().startswith("depuis"))

    def day_of_month(self, found: re.Match[str]) -> DateReading | None:
        """`le 12`: the nearest past one, or the next when the words look forward."""
        day = int(found["d"])
        month = self._today.year * 12 + self._today.month - 1
        step = 1 if self._forward else -1
        for index in (month, month + step, month + 2 * step):
            year, zero = divmod(index, 12)
            if day <= monthrange(year, zero + 1)[1]:
                value = date(year, zero + 1, day)
                if (value - self._today).days * step >= 0:
                    return self._point(found, value, "day", since=False)
        return None

    def _since(self, found: re.Match[str]) -> bool:
        return (
            re.search(
                r"depuis (?:le |la )?$", self._text[max(0, found.start() - 12) : found.start()]
            )
            is not None
        )

    def _day(
        self, found: re.Match[str], year: int | None, month: int, day: int
    ) -> DateReading | None:
        chosen = year or self._today.year
        try:
            value = date(chosen, month, day)
            if year is None and not self._forward and value > self._today + timedelta(days=45):
                value = date(chosen - 1, month, day)
            elif year is None and self._forward and value < self._today:
                value = date(chosen + 1, month, day)
        except ValueError:
            return None
        return self._point(found, value, "day", self._since(found))

    def _point(
        self, found: re.Match[str], day: date, precision: Precision, since: bool
    ) -> DateReading:
        hours = self._hours_since(day, found.group())
        if since:
            return self._reading(found, day, precision, "duration", hours, "since")
        return self._reading(
            found, day, precision, "point", hours, "in" if day > self._today else "on"
        )

    def _hours_since(self, day: date, said: str) -> float:
        """From that day (its evening or morning when said) to now; at least one hour for today."""
        hour = 20 if "soir" in said else 8 if "matin" in said else 2 if "nuit" in said else 12
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=self._now.tzinfo)
        return max(
            round((self._now - moment).total_seconds() / 3600, 1),
            1.0 if day == self._today else -1e6,
        )

    def _reading(
        self,
        found: re.Match[str],
        day: date,
        precision: Precision,
        kind: Literal["point", "duration"],
        hours: float,
        relation: str,
    ) -> DateReading:
        return DateReading(day, precision, kind, found.group(), hours, relation, *found.span())


_RELATIONS = {
    "depuis": "since",
    "pendant": "for",
    "durant": "for",
    "for": "for",
    "dans": "in",
    "d": "in",
    "sous": "in",
}


def _amount(said: str) -> float:
    if said in {"quelques", "plusieurs"}:
        return 3
    return 1 if said in {"un", "une"} else float(said.replace(",", "."))


def _year(said: str | None) -> int | None:
    if not said:
        return None
    return int(said) if len(said) == 4 else 2000 + int(said)


def _shift(day: date, amount: float, unit: str) -> date:
    """Whole months and years keep the day of the month where it exists."""
    if unit not in {"months", "years"}:
        return day + timedelta(hours=amount * HOURS[unit])
    months = round(amount * (12 if unit == "years" else 1))
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return day
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def bare_dates_in(text: str, now: datetime, *, forward: bool = False) -> Iterator[DateReading]:
    """What counts only as the answer to a question: a month, a year, a length of time, a day of the month."""
    reader = _Reader(text, now, forward=forward)
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
