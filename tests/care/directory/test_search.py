from __future__ import annotations

from datetime import date

import pytest

from care.directory import care_types, search
from care.places import PlaceIndex, distance_km
from care.storage.database import Database
from care.storage.directory import Structure

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("town", ["Gardanne", "Gap", "Menton", "Calvi", "Orange", "Istres"])
def test_results_are_nearest_first_at_their_true_distance(
    directory: Database, places: PlaceIndex, town: str
) -> None:
    place = places.read(town).place
    assert place is not None
    with directory.read() as session:
        found = search(session, today=TODAY, place=place, care="dietetics", limit=None)
    distances = [one.distance_km for one in found]
    assert len(found) > 10
    assert distances == sorted(distances, key=lambda distance: distance or 0)
    for one in found:
        assert one.distance_km == pytest.approx(distance_km(place.lat, place.lon, one.lat, one.lon))


def test_lay_words_and_codes_find_the_same(directory: Database) -> None:
    with directory.read() as session:
        by_code = search(session, today=TODAY, lat=43.5, lon=5.4, care="psycho_oncology")
        by_words = search(session, today=TODAY, lat=43.5, lon=5.4, care="une psy")
    assert by_code == by_words != []


def test_an_unknown_care_finds_nothing_rather_than_everything(directory: Database) -> None:
    with directory.read() as session:
        assert search(session, today=TODAY, care="cardiologie") == []


def test_the_continent_is_flagged_from_corsica_and_corsica_from_the_continent(
    directory: Database, places: PlaceIndex
) -> None:
    for town in ("Bonifacio", "Antibes"):
        place = places.read(town).place
        assert place is not None
        with directory.read() as session:
            found = search(session, today=TODAY, place=place, limit=None)
        for one in found:
            island = one.commune_insee.startswith(("2A", "2B"))
            assert one.across_sea is (island != place.department.startswith("2"))
        assert not found[0].across_sea


def test_a_label_vanishes_the_day_after_its_last_one(directory: Database) -> None:
    with directory.session() as session:
        structure = session.get(Structure, "ex-001")
        assert structure is not None
        structure.label_until = TODAY

    def labelled(day: date) -> set[str]:
        with directory.read() as session:
            return {one.id for one in search(session, today=day, labelled=True, limit=None)}

    assert "ex-001" in labelled(TODAY)
    assert "ex-001" not in labelled(date(2026, 11, 24))
    assert "ex-001" not in labelled(date(2023, 12, 31))
    with directory.read() as session:
        everyone = search(session, today=date(2026, 11, 24), limit=None)
    assert "ex-001" in {one.id for one in everyone}


def test_after_cancer_keeps_only_labelled_structures_that_offer_it(directory: Database) -> None:
    with directory.read() as session:
        found = search(session, today=TODAY, after_cancer=True, limit=None)
    assert len(found) == 25
    assert all(
        one.labelled and any(service.after_cancer for service in one.services) for one in found
    )


def test_an_inactive_structure_is_never_shown(directory: Database) -> None:
    with directory.session() as session:
        structure = session.get(Structure, "ex-002")
        assert structure is not None
        structure.active = False
    with directory.read() as session:
        assert "ex-002" not in {one.id for one in search(session, today=TODAY, limit=None)}


def test_the_radius_and_the_limit_are_kept(directory: Database) -> None:
    with directory.read() as session:
        near = search(session, today=TODAY, lat=43.7, lon=7.26, radius_km=20, limit=None)
        assert near
        assert all((one.distance_km or 0) <= 20 for one in near)
        assert len(search(session, today=TODAY, limit=3)) == 3


def test_a_caregiver_gets_what_is_meant_for_caregivers(directory: Database) -> None:
    with directory.read() as session:
        found = search(session, today=TODAY, audience="caregiver", limit=None)
    assert found
    assert all(
        {service.audience for service in one.matched} <= {"caregiver", "both"} for one in found
    )


def test_words_of_the_name_are_found_without_accents(directory: Database) -> None:
    with directory.read() as session:
        found = search(session, today=TODAY, q="ete", limit=None)
        named = search(session, today=TODAY, q="hopital JASMINS", limit=None)
    assert [one.name for one in named] == ["Hôpital des Jasmins (exemple)"]
    assert isinstance(found, list)


def test_a_result_says_what_must_be_known_before_going(directory: Database) -> None:
    with directory.read() as session:
        (one,) = search(session, today=TODAY, lat=43.4533, lon=5.4697, care="dietetics", limit=1)
    shown = one.as_json()
    assert shown["cost"]
    assert isinstance(shown["prescription"], bool)
    assert shown["phone"].startswith("04 65 71")
    assert shown["sample"] is True
    assert shown["services"][0]["modality"]
    assert set(shown["care_types"]) <= set(care_types())
    assert date.fromisoformat(shown["verified_on"]) <= TODAY
