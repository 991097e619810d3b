"""How long is left, as a person says it."""

from __future__ import annotations

from datetime import datetime, timedelta

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def span(length: timedelta) -> str:
    """`35 min`, `2 h 10`, `3 jours`: two digits at most matter to whoever reads a list."""
    if length < _HOUR:
        return f"{length // _MINUTE} min"
    if length < 2 * _DAY:
        hours, minutes = length // _HOUR, (length % _HOUR) // _MINUTE
        return f"{hours} h {minutes:02d}" if minutes and hours < 12 else f"{hours} h"
    return f"{length // _DAY} jours"


def time_left(deadline: datetime | None, now: datetime) -> str:
    """`reste 2 h 10`, `en retard de 35 min`, or `sans délai`."""
    if deadline is None:
        return "sans délai"
    if deadline <= now:
        late = now - deadline
        return "à l'instant" if late < _MINUTE else f"en retard de {span(late)}"
    return f"reste {span(deadline - now)}"


def is_overdue(deadline: datetime | None, now: datetime) -> bool:
    return deadline is not None and deadline <= now


def since(moment: datetime, now: datetime) -> str:
    """`depuis 12 min`."""
    return "depuis moins d'une minute" if now - moment < _MINUTE else f"depuis {span(now - moment)}"
