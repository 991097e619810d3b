"""The three levels of a request, and what each disposition allows as a delay."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Level(StrEnum):
    """RED: assessed in person now. AMBER: the same day, 24 h at most. GREEN: advice and a call-back."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


_RANK = {None: 0, Level.GREEN: 1, Level.AMBER: 2, Level.RED: 3}


def rank(level: Level | None) -> int:
    return _RANK[level]


def more_severe(a: Level | None, b: Level | None) -> Level | None:
    """Return the graver of two levels; None is no level at all."""
    return a if rank(a) >= rank(b) else b


def worst(levels: Iterable[Level | None]) -> Level | None:
    """Return the gravest level (rule R1), None when there is none."""
    return max(levels, key=rank, default=None)


class Disposition(StrEnum):
    """What happens next, in the words of the public contract."""

    CALL_15 = "call_15"
    ON_CALL_NOW = "on_call_now"
    SAME_DAY = "same_day"
    WITHIN_48H = "within_48h"
    WITHIN_7D = "within_7d"
    WITHIN_14D = "within_14d"
    ADVICE_CALLBACK = "advice_callback"
    SELF_CARE = "self_care"
    NONE = "none"


MAX_DELAY_HOURS: dict[Disposition, int | None] = {
    Disposition.CALL_15: 0,
    Disposition.ON_CALL_NOW: 0,
    Disposition.SAME_DAY: 24,
    Disposition.WITHIN_48H: 48,
    Disposition.WITHIN_7D: 7 * 24,
    Disposition.WITHIN_14D: 14 * 24,
    Disposition.ADVICE_CALLBACK: 72,
    Disposition.SELF_CARE: 72,
    Disposition.NONE: None,
}
