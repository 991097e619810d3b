"""Time left, as a person says it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.console.time_left import is_overdue, since, time_left

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(minutes=35), "reste 35 min"),
        (timedelta(hours=2, minutes=5), "reste 2 h 05"),
        (timedelta(hours=3), "reste 3 h"),
        (timedelta(hours=30, minutes=20), "reste 30 h"),
        (timedelta(days=6, hours=3), "reste 6 jours"),
        (timedelta(), "à l'instant"),
        (-timedelta(seconds=20), "à l'instant"),
        (-timedelta(minutes=8), "en retard de 8 min"),
        (-timedelta(days=3), "en retard de 3 jours"),
    ],
)
def test_the_time_left_is_short_and_plain(left: timedelta, said: str) -> None:
    assert time_left(NOW + left, NOW) == said


def test_without_a_deadline_nothing_is_late() -> None:
    assert time_left(None, NOW) == "sans délai"
    assert not is_overdue(None, NOW)


def test_how_long_somebody_has_waited() -> None:
    assert since(NOW - timedelta(seconds=5), NOW) == "depuis moins d'une minute"
    assert since(NOW - timedelta(minutes=12), NOW) == "depuis 12 min"
