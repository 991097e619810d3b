"""The sample slots: enough of them, near everybody, working hours, and never at a real structure."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from care.booking import book, ensure_sample_slots, free_slots
from care.calendar import is_holiday
from care.clock import PARIS, FixedClock, to_paris
from care.storage.booking import Slot
from care.storage.database import Database
from tests.care.booking.places import add_structure

TOWNS = {
    "04": ((43.83, 5.78), "04112"),
    "05": ((44.56, 6.08), "05061"),
    "06": ((43.71, 7.26), "06088"),
    "13": ((43.30, 5.37), "13055"),
    "83": ((43.12, 5.93), "83137"),
    "84": ((43.95, 4.81), "84007"),
    "2A": ((41.92, 8.74), "2A004"),
    "2B": ((42.70, 9.45), "2B033"),
}


@pytest.fixture
def region(any_database: Database) -> Database:
    with any_database.session() as session:
        for department, (at, insee) in TOWNS.items():
            add_structure(session, f"onco-{department}", at, insee=insee, label_from=None)
            add_structure(session, f"label-{department}", at, insee=insee, oncology=False)
        add_structure(session, "real", is_sample=False)
    return any_database


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 23, 9, 0, tzinfo=PARIS),
        datetime(2026, 12, 24, 18, 0, tzinfo=PARIS),
        datetime(2027, 5, 7, 19, 0, tzinfo=PARIS),
    ],
)
def test_fourteen_days_hold_four_hundred_bookings_of_each_kind(
    region: Database, clock: FixedClock, now: datetime
) -> None:
    clock.set(now)
    ensure_sample_slots(region, clock)
    for kind in ("oncology", "after_cancer"):
        with region.read() as session:
            found = free_slots(
                session, kind=kind, now=now, end=now + timedelta(days=14), limit=5000
            )
        assert len(found) >= 400
        assert {slot.commune_insee[:2] for slot in found} == set(TOWNS)


def test_near_everybody_something_is_free_within_two_days_and_a_week(
    region: Database, clock: FixedClock
) -> None:
    friday_evening = datetime(2026, 11, 27, 18, 30, tzinfo=PARIS)
    for now in (clock.now(), friday_evening):
        clock.set(now)
        ensure_sample_slots(region, clock)
        for near, _ in TOWNS.values():
            with region.read() as session:
                soon = free_slots(
                    session, kind="oncology", now=now, near=near, within_hours=48, radius_km=40
                )
                after = free_slots(
                    session, kind="after_cancer", now=now, near=near, within_hours=168, radius_km=40
                )
            assert len(soon) >= 3
            assert len(after) >= 3


def test_children_have_slots_of_their_own_where_there_is_a_team_for_them(
    database: Database, clock: FixedClock
) -> None:
    with database.session() as session:
        add_structure(session, "timone", insee="13205")
        add_structure(session, "manosque", insee="04112")
    ensure_sample_slots(database, clock)
    with database.read() as session:
        found = free_slots(
            session, kind="oncology", now=clock.now(), speciality="paediatric", limit=50
        )
    assert len(found) >= 20
    assert {slot.structure_id for slot in found} == {"timone"}
    assert found[0].what == "consultation d'oncologie pédiatrique"


def test_a_second_start_adds_nothing_and_a_later_one_only_the_missing_days(
    region: Database, clock: FixedClock
) -> None:
    begun = time.perf_counter()
    first = ensure_sample_slots(region, clock)
    assert time.perf_counter() - begun < 4  # under two seconds on a quiet machine
    assert first > 1600
    assert ensure_sample_slots(region, clock) == 0
    with region.session() as session:
        offered = free_slots(session, kind="oncology", now=clock.now(), limit=1)[0]
        book(session, slot_id=offered.id, now=clock.now())
    clock.set(clock.now() + timedelta(days=5))
    added = ensure_sample_slots(region, clock)
    assert 0 < added < first / 2
    with region.read() as session:
        last = session.scalars(select(func.max(Slot.starts_at))).one()
    assert last > clock.now() + timedelta(days=14)


def test_only_working_hours_in_paris_and_only_sample_structures(
    region: Database, clock: FixedClock
) -> None:
    clock.set(datetime(2027, 3, 22, 9, 0, tzinfo=PARIS))
    ensure_sample_slots(region, clock)
    columns = (Slot.structure_id, Slot.is_sample, Slot.starts_at)
    with region.read() as session:
        rows = session.execute(select(*columns)).all()
    assert "real" not in {structure_id for structure_id, _, _ in rows}
    assert all(is_sample for _, is_sample, _ in rows)
    starts = [to_paris(starts_at) for _, _, starts_at in rows]
    assert min(at.hour for at in starts) >= 9
    assert max(at.hour for at in starts) <= 16
    assert all(at.weekday() < 6 and not is_holiday(at.date()) for at in starts)
