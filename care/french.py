"""French as people read and hear it: dates, distances, phone numbers, lists. One rendering for all channels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import format_date

from care.clock import to_paris


def full_date(day: date) -> str:
    """`mercredi 25 novembre 2026`; the first of a month reads `1er`."""
    text = format_date(day, "EEEE d MMMM y", locale="fr")
    return text.replace(" 1 ", " 1er ", 1) if day.day == 1 else text


def month_of(day: date) -> str:
    """`août 2027`."""
    return format_date(day, "MMMM y", locale="fr")


def short_date(day: date) -> str:
    """`mer. 25 nov.`"""
    return format_date(day, "E d MMM", locale="fr")


def hour(moment: datetime) -> str:
    """`9 h 30`, `14 h`."""
    local = to_paris(moment)
    return f"{local.hour} h {local.minute:02d}" if local.minute else f"{local.hour} h"


def full_moment(moment: datetime) -> str:
    """`mercredi 25 novembre 2026 à 9 h 30`."""
    return f"{full_date(to_paris(moment).date())} à {hour(moment)}"


def short_moment(moment: datetime) -> str:
    """`mer. 25 nov. 9 h 30`."""
    return f"{short_date(to_paris(moment).date())} {hour(moment)}"


def kilometres(distance: float) -> str:
    """Whole kilometres; below one, `moins d'1 km`. The caller adds « à vol d'oiseau » where it matters."""
    return "moins d'1 km" if distance < 1 else f"{distance:.0f} km"


def phone(number: str) -> str:
    """`04 65 71 00 01` from `+33465710001`; short numbers and foreign ones are left as they are."""
    digits = number.replace(" ", "")
    if digits.startswith("+33") and len(digits) == 12:
        digits = "0" + digits[3:]
    if len(digits) == 10 and digits.startswith("0"):
        return " ".join(digits[i : i + 2] for i in range(0, 10, 2))
    return number


def enumerate_words(words: Sequence[str], *, last: str = "et") -> str:
    """`a, b et c`."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def plural(count: int, singular: str, plural_form: str | None = None) -> str:
    """`1 créneau`, `3 créneaux`."""
    return f"{count} {singular if count < 2 else plural_form or singular + 's'}"
