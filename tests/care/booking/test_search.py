"""What is offered, and in which order."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from care.booking import FreeSlot, alternatives, book, free_slots, hold
from care.clock import PARIS, FixedClock
from care.storage.database import Database
from tests.care.booking.places import (
    AIX,
    AJACCIO,
    GAP,
    MANOSQUE,
    NICE,
    add_slot,
    add_structure,
)

HOUR = timedelta(hours=1)


def search(database: Database, clock: FixedClock, **wishes: object) -> list[FreeSlot]:
    wishes = {"kind": "oncology", "limit": 10, **wishes}
    with database.read() as session:
        return free_slots(session, now=clock.now(), **wishes)  # type: ignore[arg-type]


@pytest.fixture
def region(database: Database, clock: FixedClock) -> Database:
    with database.session() as session:
        for name, at, insee in (
            ("manosque", MANOSQUE, "04112"),
            ("aix", AIX, "13001"),
            ("gap", GAP, "05061"),
            ("ajaccio", AJACCIO, "2A004"),
            ("nice", NICE, "06088"),
        ):
            add_structure(session, name, at, insee=insee, commune=name.capitalize())
            for hours in (24, 25, 48, 96):
                add_slot(session, name, clock.now() + hours * HOUR, slot_id=f"{name}-{hours}")
    return database


def test_without_a_place_the_soonest_comes_first(region: Database, clock: FixedClock) -> None:
    found = search(region, clock, limit=100)
    assert len(found) == 20
    assert [slot.starts_at for slot in found] == sorted(slot.starts_at for slot in found)
    assert all(slot.distance_km is None for slot in found)


def test_the_nearest_of_the_soon_ones_comes_first_and_the_list_varies(
    region: Database, clock: FixedClock
) -> None:
    found = search(region, clock, near=MANOSQUE, within_hours=72, limit=3)
    assert [slot.id for slot in found] == ["manosque-24", "manosque-48", "aix-24"]
    assert found[0].distance_km == 0
    assert found[2].distance_km == pytest.approx(43.4, abs=1)


def test_a_full_list_repeats_no_slot(region: Database, clock: FixedClock) -> None:
    for limit in (1, 4, 7, 12, 13, 100):
        found = search(region, clock, near=GAP, limit=limit)
        assert len({slot.id for slot in found}) == len(found) == min(limit, 20)


def test_the_continent_is_never_the_silent_nearest_of_corsica(
    region: Database, clock: FixedClock
) -> None:
    bastia = (42.6977, 9.4508)
    found = search(region, clock, near=bastia, limit=6)
    assert [slot.structure_id for slot in found][:4] == ["ajaccio"] * 4
    assert [slot.across_sea for slot in found] == [False] * 4 + [True] * 2
    assert "traversée" in found[-1].title
    back = search(region, clock, near=NICE, limit=100)
    assert [slot.across_sea for slot in back] == [False] * 16 + [True] * 4


def test_the_radius_the_window_and_the_deadline_all_bound(
    region: Database, clock: FixedClock
) -> None:
    near = search(region, clock, near=MANOSQUE, radius_km=60, limit=50)
    assert {slot.structure_id for slot in near} == {"manosque", "aix"}
    now = clock.now()
    window = search(region, clock, start=now + 25 * HOUR, end=now + 48 * HOUR, limit=50)
    assert {slot.starts_at - now for slot in window} == {25 * HOUR, 48 * HOUR}
    assert len(search(region, clock, within_hours=24, limit=50)) == 5
    assert len(search(region, clock, deadline=now + 25 * HOUR, within_hours=90, limit=50)) == 10
    assert search(region, clock, within_hours=1) == []


def test_nothing_inside_the_minimum_notice_is_offered(
    database: Database, clock: FixedClock
) -> None:
    with database.session() as session:
        add_structure(session, "manosque")
        add_slot(session, "manosque", clock.now() - HOUR)
        add_slot(session, "manosque", clock.now() + HOUR)
        late_enough = add_slot(session, "manosque", clock.now() + 2 * HOUR)
    assert [slot.id for slot in search(database, clock)] == [late_enough]


def test_a_need_sees_its_own_slots_and_the_open_ones(database: Database, clock: FixedClock) -> None:
    day = clock.now() + 24 * HOUR
    with database.session() as session:
        add_structure(session, "manosque")
        add_slot(session, "manosque", day, speciality="thoracic", slot_id="chest")
        add_slot(session, "manosque", day, speciality="breast", slot_id="breast")
        add_slot(session, "manosque", day, slot_id="any")
        add_slot(session, "manosque", day, speciality="general", slot_id="general")
    for asked in ("poumon", "Poumons", "cancer du poumon", "thoracic", "bronches"):
        found = search(database, clock, site=asked)
        assert {slot.id for slot in found} == {"chest", "any", "general"}
    assert (
        search(database, clock, speciality="thoracic")[0].what
        == "consultation d'oncologie thoracique"
    )
    unknown = search(database, clock, site="rate")
    assert {slot.id for slot in unknown} == {"any", "general"}
    assert len(search(database, clock)) == 4


def test_a_child_never_sees_an_adult_oncologist_nor_an_adult_a_childrens_slot(
    database: Database, clock: FixedClock
) -> None:
    day = clock.now() + 24 * HOUR
    with database.session() as session:
        add_structure(session, "manosque")
        add_slot(session, "manosque", day, slot_id="any")
        add_slot(session, "manosque", day, speciality="general", slot_id="general")
        add_slot(session, "manosque", day, speciality="paediatric", slot_id="child")
    for asked in ("paediatric", "enfant", "pediatrie"):
        assert [slot.id for slot in search(database, clock, site=asked)] == ["child"]
    for asked in (None, "poumon", "general", "rate"):
        found = {slot.id for slot in search(database, clock, site=asked)}
        assert found == {"any", "general"}
    assert len(search(database, clock, kind=None, ids=["child", "any"])) == 2


def test_a_lapsed_label_hides_the_after_cancer_slots_the_same_day(
    database: Database, clock: FixedClock
) -> None:
    day = clock.now() + 24 * HOUR
    with database.session() as session:
        add_structure(session, "never", label_from=None)
        add_structure(session, "tomorrow", label_until=date(2026, 11, 24))
        add_structure(session, "yesterday", label_until=date(2026, 11, 22))
        add_structure(session, "future", label_from=date(2026, 11, 25))
        for name in ("never", "tomorrow", "yesterday", "future"):
            add_slot(session, name, day, kind="after_cancer", slot_id=name)
            add_slot(session, name, day + 24 * HOUR, kind="after_cancer", slot_id=f"{name}-later")
    assert [slot.id for slot in search(database, clock, kind="after_cancer")] == ["tomorrow"]


def test_what_is_held_is_hidden_until_the_hold_is_over(region: Database, clock: FixedClock) -> None:
    with region.session() as session:
        hold(session, slot_id="gap-24", now=clock.now())
        book(session, slot_id="gap-25", now=clock.now())
    assert {slot.id for slot in search(region, clock, structure_id="gap")} == {"gap-48", "gap-96"}
    clock.set(clock.now() + timedelta(minutes=10))
    assert "gap-24" in {slot.id for slot in search(region, clock, structure_id="gap")}


def test_those_still_free_among_slots_shown_before(region: Database, clock: FixedClock) -> None:
    shown = ["nice-24", "gap-24", "aix-48"]
    with region.session() as session:
        book(session, slot_id="gap-24", now=clock.now())
    assert {slot.id for slot in search(region, clock, kind=None, ids=shown)} == {
        "nice-24",
        "aix-48",
    }
    assert search(region, clock, kind=None, ids=[]) == []


def test_who_lost_a_slot_is_offered_others_around_it(region: Database, clock: FixedClock) -> None:
    with region.session() as session:
        book(session, slot_id="gap-24", now=clock.now())
        others = alternatives(session, "gap-24", clock.now())
        assert alternatives(session, "unknown", clock.now()) == []
    assert len(others) == 3
    assert others[0].structure_id == "gap"
    assert "gap-24" not in {slot.id for slot in others}


def test_the_title_is_short_and_in_paris_time_on_both_sides_of_a_clock_change(
    database: Database, clock: FixedClock
) -> None:
    clock.set(datetime(2027, 3, 26, 9, 0, tzinfo=PARIS))
    with database.session() as session:
        add_structure(session, "manosque")
        for day in (27, 29):
            at = datetime(2027, 3, day, 9, 30, tzinfo=PARIS)
            add_slot(session, "manosque", at)
    found = search(database, clock, near=MANOSQUE)
    assert [slot.title for slot in found] == [
        "sam. 27 mars 9 h 30 — Manosque (moins d'1 km)",
        "lun. 29 mars 9 h 30 — Manosque (moins d'1 km)",
    ]
