"""Somebody answers at any hour, as near as the rota has."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from care.clock import PARIS, FixedClock
from care.people import ensure_sample_rota, on_call
from care.storage.database import Database
from care.storage.people import OnCallShift

AREAS = ("04", "05", "06", "13", "83", "84", "2A", "2B")


@pytest.mark.parametrize(
    "started",
    [
        datetime(2026, 11, 23, 0, 30, tzinfo=PARIS),
        datetime(2026, 11, 29, 23, 59, tzinfo=PARIS),
        datetime(2027, 3, 27, 12, 0, tzinfo=PARIS),
    ],
)
def test_the_sample_rota_has_no_hole_for_sixty_days(database: Database, started: datetime) -> None:
    with database.session() as session:
        ensure_sample_rota(session, started)
    with database.read() as session:
        for hour in range(0, 60 * 24, 7):
            at = started + timedelta(hours=hour)
            area = AREAS[hour % 8]
            found = on_call(session, "general", area, at)
            assert found is not None
            assert found.area == area
            assert found.phone.startswith("+3346571")
            assert found.until > at


def test_a_speciality_has_its_regional_team_and_the_rest_falls_back(
    any_database: Database, clock: FixedClock
) -> None:
    with any_database.session() as session:
        ensure_sample_rota(session, clock.now())
    with any_database.read() as session:
        chest = on_call(session, "thoracic", "2B", clock.now())
        assert chest is not None
        assert (chest.speciality, chest.area) == ("thoracic", "region")
        for need in (None, "", "rate", "general"):
            local = on_call(session, need, "2B", clock.now())
            assert local is not None
            assert (local.speciality, local.area) == ("general", "2B")
        for area in (None, "75", "region"):
            regional = on_call(session, "general", area, clock.now())
            assert regional is not None
            assert regional.area == "region"


def test_the_rota_rolls_and_leaves_what_somebody_changed(
    database: Database, clock: FixedClock
) -> None:
    with database.session() as session:
        ensure_sample_rota(session, clock.now())
        shift = session.query(OnCallShift).filter_by(area="84").first()
        assert shift is not None
        shift.phone, changed = "+33465719999", shift.id
        assert ensure_sample_rota(session, clock.now()) == 0
        assert ensure_sample_rota(session, clock.now() + timedelta(days=21)) > 0
    with database.read() as session:
        kept = session.get(OnCallShift, changed)
        assert kept is not None
        assert kept.phone == "+33465719999"
        assert on_call(session, "general", "84", clock.now() + timedelta(days=80)) is not None


def test_an_empty_rota_says_so(database: Database, clock: FixedClock) -> None:
    with database.read() as session:
        assert on_call(session, "general", "04", clock.now()) is None
