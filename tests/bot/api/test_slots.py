"""`GET /api/v1/slots`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from care.clock import PARIS, FixedClock
from care.settings import Settings
from care.storage.database import Database
from tests.bot.api.booking_door import Door, open_door


@pytest.fixture
def door(database: Database, clock: FixedClock, settings: Settings) -> Door:
    return open_door(database, clock, settings)


def listed(door: Door, **params: Any) -> list[dict[str, Any]]:
    answer = door.call("GET", "/slots", params={"kind": "oncology", **params})
    assert answer.status_code == 200, answer.text
    slots: list[dict[str, Any]] = answer.json()["slots"]
    return slots


def test_a_slot_says_what_where_when_in_paris_time_and_how_far(door: Door) -> None:
    first = listed(door, near="Manosque", site="poumon", limit=1)[0]
    assert first["id"] == first["slot_id"] == "onco-0"
    assert first["what"] == "consultation d'oncologie thoracique"
    assert first["starts_at"] == "2026-11-24T09:00:00+01:00"
    assert first["title"] == "mar. 24 nov. 9 h — Manosque (moins d'1 km)"
    assert (first["distance_km"], first["across_sea"]) == (0.0, False)


def test_the_answers_are_near_first_and_the_sea_last(door: Door) -> None:
    found = listed(door, near="manosque", limit=50)
    assert len(found) == 11
    assert [slot["across_sea"] for slot in found] == [False] * 10 + [True]
    assert len(listed(door, near="manosque", radius_km=20)) == 8
    assert {slot["id"] for slot in listed(door, site="gap")} == {"gap-0", "gap-1"}
    assert {slot["id"] for slot in listed(door, kind="after_cancer")} == {"after-0", "after-1"}


def test_the_window_and_the_hours_bound(door: Door, clock: FixedClock) -> None:
    assert {slot["id"] for slot in listed(door, within_hours=24.5)} == {"onco-0"}
    start = (clock.now() + timedelta(hours=30)).isoformat()
    assert {slot["id"] for slot in listed(door, **{"from": start})} == {"onco-6", "onco-7"}
    spaced = "2026-11-24T15:00:00 01:00"  # a + that the address turned into a space
    assert {slot["id"] for slot in listed(door, **{"from": spaced})} == {"onco-6", "onco-7"}
    assert len(listed(door, **{"from": "2026-11-24", "to": "2026-11-24"})) == 11
    assert listed(door, to="2026-11-23") == []


def test_a_doubtful_place_gives_suggestions_and_no_slots(door: Door) -> None:
    answer = door.call("GET", "/slots", params={"kind": "oncology", "near": "saint"}).json()
    assert (answer["slots"], answer["place"]) == ([], None)
    assert [place["name"] for place in answer["suggestions"]] == ["Manosque"]
    outside = door.call("GET", "/slots", params={"kind": "oncology", "near": "Paris"}).json()
    assert (outside["slots"], outside["outside_region"]) == ([], True)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "kind"),
        ({"kind": "dental"}, "after_cancer"),
        ({"kind": "oncology", "from": "2026-11-24T09:00"}, "fuseau"),
        ({"kind": "oncology", "from": "demain"}, "from"),
        ({"kind": "oncology", "to": "2026-13-40"}, "to"),
        ({"kind": "oncology", "to": "9999-12-31"}, "to"),
        ({"kind": "oncology", "from": "0001-01-01T00:00:00+14:00"}, "from"),
        ({"kind": "oncology", "from": "2026-11-25", "to": "2026-11-23"}, "inversez"),
        ({"kind": "oncology", "limit": "0"}, "limit"),
        ({"kind": "oncology", "limit": "100000"}, "limit"),
        ({"kind": "oncology", "limit": "beaucoup"}, "limit"),
        ({"kind": "oncology", "within_hours": "-3"}, "within_hours"),
        ({"kind": "oncology", "within_hours": "nan"}, "within_hours"),
        ({"kind": "oncology", "near": "91.5,5.7"}, "latitude"),
    ],
)
def test_a_wrong_question_is_answered_by_what_to_do(
    door: Door, params: dict[str, str], words: str
) -> None:
    answer = door.call("GET", "/slots", params=params)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["title"]


def test_odd_texts_never_break_the_search(door: Door) -> None:
    for odd in ("\0", "a\0b", "🎗️", "\u202epoumon", "' OR 1=1 --", "%", "x" * 200):
        for field in ("near", "site"):
            answer = door.call("GET", "/slots", params={"kind": "oncology", field: odd})
            assert answer.status_code in (200, 422)


def test_the_minimum_notice_holds_at_night_too(door: Door) -> None:
    door.clock.set(datetime(2026, 11, 24, 7, 30, tzinfo=PARIS))
    assert "onco-0" not in {slot["id"] for slot in listed(door)}
