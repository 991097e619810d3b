"""French working days."""

from __future__ import annotations

from datetime import date

import pytest

from care.calendar import is_working_day, next_working_day


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 11, 27), date(2026, 11, 30)),  # a Friday
        (date(2026, 12, 24), date(2026, 12, 28)),  # Christmas on a Friday
        (date(2027, 3, 27), date(2027, 3, 30)),  # Easter Monday
        (date(2027, 5, 5), date(2027, 5, 7)),  # Ascension
        (date(2026, 12, 31), date(2027, 1, 4)),  # across the year
    ],
)
def test_the_next_working_day_jumps_weekends_and_holidays(day: date, following: date) -> None:
    assert next_working_day(day) == following
    assert is_working_day(following)
