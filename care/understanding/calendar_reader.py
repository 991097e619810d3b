"""One text and one moment: what each match of a date pattern means."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from care.clock import to_paris
from care.understanding.calendar_reach import (
    amount_of,
    is_until,
    looks_forward,
    nearest_of_years,
    nearest_weekday_number,
    nearest_year,
    only_begins,
    opens_a_range,
    shift,
    until_year,
    year_of,
    year_of_range,
)
from care.understanding.calendar_words import (
    FEASTS,
    HOURS,
    MONTHS,
    OPENS_DURATION,
    RANGE_OPENED,
    RELATIVE_DAYS,
    SHORT_WEEKDAYS,
    SINCE,
    TODAY_SAID,
    WEEKDAYS,
    Precision,
)
from care.understanding.slips import meant

_SINCE = re.compile(rf"{SINCE}(?![a-z])")
_DAYS_OF_WEEK = {**WEEKDAYS, **SHORT_WEEKDAYS}
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


class Reader:
    """Turns matches into readings, for one text and one moment."""

    def __init__(self, text: str, now: datetime, *, forward: bool) -> None:
        self._text = text
        self._now = to_paris(now)
        self._today = self._now.date()
        self._forward = forward

    def _ahead(self, found: re.Match[str]) -> bool:
        return self._forward or looks_forward(self._text, *found.span())

    def duration(self, found: re.Match[str]) -> DateReading | None:
        kind = (found.groupdict().get("kind") or "for").split()[0]
        amount = amount_of(found["n"]) + (0.5 if found["half"] else 0)
        unit = _UNITS[found["unit"][0]]
        relation = "since" if _SINCE.match(kind) else _RELATIONS.get(kind, "ago")
        day = self._distant(-amount if relation != "in" else amount, unit)
        precision: Precision = "month" if unit in {"months", "years"} else "day"
        return self._reading(found, day, precision, "duration", amount * HOURS[unit], relation)

    def distance(self, found: re.Match[str]) -> DateReading | None:
        """`à 10 jours de la chimio`, `3 semaines après`: so long ago."""
        if found["unit"].startswith("a"):
            return None
        amount = amount_of(found["n"]) + (0.5 if found["half"] else 0)
        unit = _UNITS[found["unit"][0]]
        day = self._distant(-amount, unit)
        return self._reading(found, day, "day", "duration", amount * HOURS[unit], "ago")

    def _distant(self, amount: float, unit: str) -> date:
        """Hours are counted from now: three hours ago is most often today."""
        if unit == "heures":
            return (self._now + timedelta(hours=amount)).date()
        return shift(self._today, amount, unit)

    def numeric(self, found: re.Match[str]) -> DateReading | None:
        groups = found.groupdict()
        year = groups.get("y") or groups.get("y2")
        month, day = int(groups["m"] or groups["m2"]), int(groups.get("d") or groups["d2"])
        return self._day(found, year_of(year), month, day)

    def named(self, found: re.Match[str]) -> DateReading | None:
        said = found["d"]
        day = 1 if said == "premier" else int(said)
        return self._day(found, year_of(found.groupdict().get("y")), meant(found["m"], MONTHS), day)

    def feast(self, found: re.Match[str]) -> DateReading | None:
        return self._day(found, None, *FEASTS[found["w"]])

    def month(self, found: re.Match[str]) -> DateReading | None:
        groups = found.groupdict()
        part = (groups.get("part") or "").split(" ")[0]
        said = found["m"]
        month = int(said) if said.isdigit() else meant(said, MONTHS)
        year = groups.get("y")
        ranged = None if year else year_of_range(self._text, found.end(), month)
        if (
            part in {"de", "d"}
            and not (year or ranged or opens_a_range(self._text, found.end()))
            and said in {"out", "sept", "mars", "mai", "jan", "sep", "dec", "oct", "nov"}
        ):
            return None
        chosen = year_of(year) if year and year.isdigit() else ranged
        chosen = chosen or self._year_of_month(found, month, year)
        day = 15 if part == "mi" else monthrange(chosen, month)[1] if part == "fin" else 1
        return self._point(found, date(chosen, month, day), "month", _SINCE.match(part) is not None)

    def closing_month(self, found: re.Match[str]) -> DateReading | None:
        """`à août` after `de mars`."""
        if not RANGE_OPENED.search(self._text[max(0, found.start() - 40) : found.start()]):
            return None
        return self.month(found)

    def _year_of_month(self, found: re.Match[str], month: int, which: str | None) -> int:
        """The year of a month said without one: the past one, unless the words look forward."""
        if not which and self._is_until(found):
            return until_year(self._text, found.start(), self._today, month, 15)
        if which == "prochain" or self._ahead(found):
            if which != "prochain" and self._only_begins(found):
                return nearest_of_years(self._today, month, 15).year
            return self._today.year + (month < self._today.month)
        return self._today.year - (month > self._today.month)

    def _only_begins(self, found: re.Match[str]) -> bool:
        return not self._forward and only_begins(self._text, *found.span())

    def _is_until(self, found: re.Match[str]) -> bool:
        return found.group().startswith("jusqu") or is_until(self._text, found.start())

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
                found, shift(self._today, months, "months"), "month", self._since(found)
            )
        month = {"ete": 7, "hiver": 1, "printemps": 4}[said.removesuffix(" dernier").split()[-1]]
        year = self._today.year - (month > self._today.month)
        return self._point(found, date(year, month, 1), "month", self._since(found))

    def weekday(self, found: re.Match[str]) -> DateReading | None:
        groups = found.groupdict()
        said = next(groups[name] for name in ("w", "w2", "w3") if groups.get(name))
        ahead = (meant(said, _DAYS_OF_WEEK) - self._today.weekday()) % 7
        which = found["which"] or ""
        if "semaine" in which:
            weeks = 7 if "prochaine" in which else 0 if "cette" in which else -7
            day = self._today + timedelta(
                days=meant(said, _DAYS_OF_WEEK) - self._today.weekday() + weeks
            )
            return self._point(found, day, "day", since=False)
        if which.startswith("en "):
            ahead = (ahead or 7) + (7 if which[3:] in {"huit", "8"} else 14) - (0 if ahead else 7)
            return self._point(found, self._today + timedelta(days=ahead), "day", since=False)
        since = self._since(found) or bool(groups.get("w2"))
        if which.startswith("proch") or (not which and not since and self._ahead(found)):
            return self._point(found, self._today + timedelta(days=ahead or 7), "day", since=False)
        told = TODAY_SAID.search(self._text) if since else None
        if told:  # the length is counted to the day the caller names
            ahead = (meant(said, _DAYS_OF_WEEK) - meant(told["w"], WEEKDAYS)) % 7
        back = (7 - ahead) % 7 or 7
        return self._point(found, self._today - timedelta(days=back), "day", since)

    def weekday_number(self, found: re.Match[str]) -> DateReading | None:
        """`lundi 16`, `mardi le 3`."""
        day = nearest_weekday_number(
            self._today, meant(found["w"], WEEKDAYS), int(found["d"]), forward=self._ahead(found)
        )
        return self._point(found, day, "day", self._since(found)) if day else None

    def week_end(self, found: re.Match[str]) -> DateReading | None:
        """The Saturday of the last week-end, of the next one when the words look forward."""
        back = (self._today.weekday() - 5) % 7 or (0 if not found["which"] else 7)
        if found["which"] == "prochain" or (not found["which"] and self._ahead(found)):
            back -= 7
        day = self._today - timedelta(days=back)
        return self._point(found, day, "day", self._since(found))

    def year(self, found: re.Match[str]) -> DateReading | None:
        year = int(found["y"])
        if year > self._today.year + 1:
            return None
        return self._point(found, date(year, 1, 1), "year", _SINCE.match(found.group()) is not None)

    def day_of_month(self, found: re.Match[str]) -> DateReading | None:
        """`le 12`: the nearest past one, or the next when the words look forward."""
        day = int(found["d"])
        month = self._today.year * 12 + self._today.month - 1
        step = 1 if self._ahead(found) else -1
        for index in (month, month + step, month + 2 * step):
            year, zero = divmod(index, 12)
            if day <= monthrange(year, zero + 1)[1]:
                value = date(year, zero + 1, day)
                if (value - self._today).days * step >= 0:
                    return self._point(found, value, "day", since="selle" in found.group())
        return None

    def _since(self, found: re.Match[str]) -> bool:
        before = self._text[max(0, found.start() - 64) : found.start()]
        return OPENS_DURATION.search(before) is not None

    def _day(
        self, found: re.Match[str], year: int | None, month: int, day: int
    ) -> DateReading | None:
        try:
            if year is None and self._is_until(found):
                year = until_year(self._text, found.start(), self._today, month, day)
            year = year or year_of_range(self._text, found.end(), month)
            if year:
                value = date(year, month, day)
            elif self._ahead(found) and self._only_begins(found):
                value = nearest_of_years(self._today, month, day)
            else:
                forward = self._ahead(found) and not self._since(found)
                value = nearest_year(self._today, month, day, forward=forward)
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
    "pendant": "for",
    "durant": "for",
    "for": "for",
    "dans": "in",
    "d": "in",
    "sous": "in",
}
