"""A date or a duration given as an answer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from care.clock import paris_day
from care.understanding.calendar import DateReading, bare_dates_in, dates_in
from care.understanding.normalise import Normalised
from care.understanding.numbers import NumericView

_KEYED = re.compile(
    r"^\s*(?:(?P<day>\d{2})[ /.-]?)?(?P<month>0[1-9]|1[0-2])[ /.-]?(?P<year>20\d{2})\s*#?$"
)

__all__ = ["DateReading", "read_date_or_duration"]


def read_date_or_duration(
    text: str, now: datetime, *, prefer_future: bool = False
) -> DateReading | None:
    """Return the date a text gives, the most precise one; None when it gives none. `4 mois`, `août`, `le 12` count.

    A telephone keypad gives `082026` or `15082026`. With `prefer_future`, a day that may be past or to come is to come.
    """
    keyed = _KEYED.match(text)
    if keyed:
        day = f"{keyed['day']}/" if keyed["day"] else ""
        text = (
            f"le {day}{keyed['month']}/{keyed['year']}"
            if day
            else f"en {keyed['month']}/{keyed['year']}"
        )
    message = Normalised(text)
    view = NumericView(message)
    found = list(dates_in(view.text, now, forward=prefer_future))
    found = found or list(bare_dates_in(view.text, now, forward=prefer_future))
    today = paris_day(now)
    if prefer_future:
        coming = [reading for reading in found if reading.date >= today]
        found = coming or found
    order = {"day": 0, "month": 1, "year": 2}
    chosen = min(found, key=lambda reading: order[reading.precision], default=None)
    if chosen is None:
        return None
    start, end = message.span(*view.span(chosen.start, chosen.end))
    return replace(chosen, evidence=message.original[start:end], start=start, end=end)
