"""Levels and dispositions in order. A level only rises; a promise, once made, is only made sooner."""

from __future__ import annotations

from datetime import datetime

_LEVELS = (None, "green", "amber", "red")
_URGENCY = (
    "none",
    "self_care",
    "directory",
    "booked",
    "within_14d",
    "advice_callback",
    "within_7d",
    "within_48h",
    "human",
    "same_day",
    "on_call_now",
    "call_15",
)


def level_rank(level: str | None) -> int:
    """0 for none, 3 for red. Raises ValueError for what is no level."""
    plain = None if level is None else str(level)
    if plain not in _LEVELS:
        raise ValueError(f"{plain} is no level")
    return _LEVELS.index(plain)


def urgency(disposition: str) -> int:
    """Raises ValueError for what is no disposition of the public contract."""
    if str(disposition) not in _URGENCY:
        raise ValueError(f"{disposition} is no disposition")
    return _URGENCY.index(str(disposition))


def sooner(a: datetime | None, b: datetime | None) -> datetime | None:
    """The earlier of two deadlines; None is no deadline at all."""
    return min((moment for moment in (a, b) if moment is not None), default=None)
