"""By when a request is due: French working days, Paris hours."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from care.clock import PARIS
from care.requests import deadline_for


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("disposition", "asked", "due"),
    [
        ("call_15", "2026-11-23T03:12", "2026-11-23T03:12"),
        ("on_call_now", "2026-12-25T23:59", "2026-12-25T23:59"),
        ("same_day", "2026-11-23T09:00", "2026-11-23T20:00"),
        ("same_day", "2026-11-23T16:59", "2026-11-23T20:00"),
        ("same_day", "2026-11-23T17:00", "2026-11-24T12:00"),
        ("same_day", "2026-11-23T23:50", "2026-11-24T12:00"),
        ("within_48h", "2026-11-23T09:00", "2026-11-25T09:00"),
        ("within_7d", "2026-11-23T09:00", "2026-11-30T09:00"),
        ("within_14d", "2026-11-23T09:00", "2026-12-07T09:00"),
        ("advice_callback", "2026-11-27T15:00", "2026-11-30T18:00"),
        ("advice_callback", "2026-12-24T15:00", "2026-12-28T18:00"),
        ("advice_callback", "2027-05-05T10:00", "2027-05-07T18:00"),
        ("human", "2026-11-23T09:00", "2026-11-23T09:30"),
        ("human", "2026-11-23T18:29", "2026-11-23T18:59"),
        ("human", "2026-11-23T18:30", "2026-11-24T09:00"),
        ("human", "2026-11-23T06:00", "2026-11-23T09:00"),
        ("human", "2026-07-14T11:00", "2026-07-15T09:00"),
        ("human", "2027-03-27T11:00", "2027-03-30T09:00"),
    ],
)
def test_each_disposition_has_its_deadline(disposition: str, asked: str, due: str) -> None:
    assert deadline_for(disposition, at(asked)) == at(due)


def test_what_is_settled_owes_nothing_and_an_unknown_word_is_an_error() -> None:
    for settled in ("self_care", "directory", "booked", "none"):
        assert deadline_for(settled, at("2026-11-23T09:00")) is None
    with pytest.raises(KeyError):
        deadline_for("later", at("2026-11-23T09:00"))


def test_the_protocol_can_only_shorten() -> None:
    asked = at("2026-11-23T09:00")
    assert deadline_for("within_7d", asked, max_delay_hours=24) == asked + timedelta(hours=24)
    assert deadline_for("within_48h", asked, max_delay_hours=72) == asked + timedelta(hours=48)


def test_the_same_day_is_never_more_than_a_day_away() -> None:
    for minutes in range(0, 3 * 1440, 45):
        asked = at("2026-10-24T00:00") + timedelta(minutes=minutes)
        due = deadline_for("same_day", asked)
        assert due is not None
        assert timedelta(0) < due - asked <= timedelta(hours=25)
