"""Arithmetic on days, and whether the words around a day look forward or back.

`jusqu'au 28 septembre` may have ended or be to come: a past tense before it says so, a present one looks ahead, and
else it is the nearest of the two.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from care.understanding.calendar_words import BACKWARD, FORWARD, HOURS, MONTH_WORD, MONTHS
from care.understanding.slips import meant

_CLAUSE = re.compile(r"[.;!?\n](?!\d)")
_REACH = 70
_UNTIL = re.compile(
    r"(?<![a-z])jusqu (?:au|a|en)(?: (?:le|la|fin|debut|mi|du|de|d|mois|environ|a peu pres))*$"
)
_WAS = re.compile(
    r"(?<![a-z])(?:(?:etai|avai|prenai|recevai|faisai)\w*|ete|eue?s?|recue?s?|pris|prise|traitee?|soignee?"
    r"|fini\w*|termine\w*|stoppe\w*|arrete\w*|suivie?|en (?:19|20)\d\d|antecedents?|atcd)(?![a-z])"
)
_IS = re.compile(
    r"(?<![a-z])(?:absent\w*|conges?|vacances|arret (?:de travail|maladie)|valable|prolonge\w*|ferme\w*|repos|encore"
    r"|reste\w*|continue\w*|prevue?s?|dois|doit|devons|va|vais|vont|peut|peux|faut|attendre|repousse\w*|disponible"
    r"|(?:je|j|il|elle|on) (?:suis|est|ai|a|prends|prend))(?![a-z])"
)
_LONG_GONE = timedelta(days=45)
# `débuté mi-septembre` and `débute mi-janvier` are spelt alike here: the nearest of the two years is meant.
_BEGINS = re.compile(r"(?<![a-z])(?:commence|debute|demarre)e?s?(?![a-z])")
# `de mars à août 2026`, `du 3 mars au 12 août 2026`: the year said at the end is that of both ends.
_TO_THE_END = re.compile(
    rf"^ ?(?:a|au|et|jusqu (?:a|en|au)|/)? ?(?:fin |debut |mi |le )?(?:\d{{1,2}}(?:er)? )?(?P<m>{MONTH_WORD})\.?"
    r"(?: (?P<y>20\d\d|19\d\d)(?!\d)|(?![a-z]))"
)


def looks_forward(text: str, start: int, end: int) -> bool:
    """The clause around a day speaks of what is to come; what ended, was done or lasts since then does not."""
    left = _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
    right = _CLAUSE.split(text[end : end + _REACH], maxsplit=1)[0]
    if BACKWARD.search(left):
        return False
    return FORWARD.search(f"{left}{text[start:end]}{right}") is not None


def only_begins(text: str, start: int, end: int) -> bool:
    """Whether nothing but a bare `débute` or `débuté` looks forward."""
    left, right = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    without = _BEGINS.sub("", left) + text[start:end] + _BEGINS.sub("", right)
    at = len(_BEGINS.sub("", left))
    return not looks_forward(without, at, at + end - start)


def year_of_range(text: str, end: int, month: int) -> int | None:
    """The year of a month whose range closes on a month with its year; the year before when that month is earlier."""
    closed = _TO_THE_END.match(text[end : end + _REACH])
    if closed is None or not closed["y"]:
        return None
    return int(closed["y"]) - (month > meant(closed["m"], MONTHS))


def opens_a_range(text: str, end: int) -> bool:
    """`de mars` followed by `à août`."""
    return _TO_THE_END.match(text[end : end + _REACH]) is not None


def nearest_of_years(today: date, month: int, day: int) -> date:
    """The day without a year nearest to today, past or to come."""
    days = [date(today.year + step, month, day) for step in (-1, 0, 1)]
    return min(days, key=lambda each: abs((each - today).days))


def nearest_year(today: date, month: int, day: int, *, forward: bool) -> date:
    """The day without a year: the nearest past one, the next when the words look forward; the day must exist."""
    value = date(today.year, month, day)
    if not forward and value > today + _LONG_GONE:
        return date(today.year - 1, month, day)
    if forward and value < today - _LONG_GONE:
        return date(today.year + 1, month, day)
    return value


def is_until(text: str, start: int) -> bool:
    """Whether the words before a day are `jusqu'au`."""
    return _UNTIL.search(text[max(0, start - _REACH) : start].rstrip()) is not None


def until_year(text: str, start: int, today: date, month: int, day: int) -> int:
    """The year of the day up to which something lasted or will last. Raises ValueError when there is no such day."""
    left = _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
    days = [date(today.year + step, month, day) for step in (-1, 0, 1)]
    nearest = min(days, key=lambda each: abs((each - today).days))
    if _WAS.search(left):
        return max(each for each in days if each <= today).year
    if _IS.search(left):
        return min(each for each in days if each >= today).year
    return nearest.year


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
    """Whole months and years keep the day of the month where it exists; half a month is days."""
    if unit not in {"months", "years"}:
        return day + timedelta(hours=amount * HOURS[unit])
    exact = amount * (12 if unit == "years" else 1)
    months = int(exact)
    day += timedelta(days=round((exact - months) * 30))
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return day
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
