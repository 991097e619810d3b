from __future__ import annotations

import pytest

from care.places import PlaceIndex, distance_km
from care.places.distance import in_corsica


def test_distances_are_great_circles() -> None:
    assert distance_km(43.2965, 5.3698, 43.2965, 5.3698) == 0
    assert distance_km(43.2965, 5.3698, 43.7102, 7.2620) == pytest.approx(
        159.5, abs=1
    )  # Marseille, Nice
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015, abs=1)


def test_corsica_is_told_from_the_continent(places: PlaceIndex, rows: list[dict[str, str]]) -> None:
    for row in rows:
        place = places.by_insee(row["insee"])
        assert place is not None
        assert in_corsica(place.lat, place.lon) is (place.department in ("2A", "2B"))


def test_the_nearest_commune_of_a_town_hall_is_its_own(places: PlaceIndex) -> None:
    place = places.by_insee("05023")
    assert place is not None
    assert places.nearest(place.lat, place.lon) == place
