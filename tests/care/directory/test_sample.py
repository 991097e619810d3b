"""The sample directory keeps the shape of the real one, and can never be taken for it."""

from __future__ import annotations

from collections import Counter
from datetime import date

from care.directory import FoundStructure, care_types, search
from care.directory.identifiers import is_valid_finess
from care.storage.database import Database

TODAY = date(2026, 11, 23)


def _all(directory: Database) -> list[FoundStructure]:
    with directory.read() as session:
        return search(session, today=TODAY, limit=None)


def test_the_mix_is_the_one_of_the_2024_report(directory: Database) -> None:
    everyone = _all(directory)
    labelled = [one for one in everyone if one.labelled]
    assert len(everyone) == 60
    assert Counter(one.kind for one in labelled) == {
        "hospital": 15,
        "community": 5,
        "association": 5,
    }


def test_every_department_and_every_care_is_there(directory: Database) -> None:
    everyone = _all(directory)
    assert {one.commune_insee[:2] for one in everyone} == {
        "04",
        "05",
        "06",
        "13",
        "83",
        "84",
        "2A",
        "2B",
    }
    assert {code for one in everyone for code in one.care_types} == set(care_types())
    corsica = [one for one in everyone if one.commune_insee[:2] in ("2A", "2B")]
    assert sum(one.labelled for one in corsica) >= 2
    assert sum(one.oncology for one in corsica) >= 2


def test_every_structure_is_marked_as_an_example(directory: Database) -> None:
    for one in _all(directory):
        assert one.sample
        assert "(exemple)" in one.name
        assert one.phone is not None
        assert one.phone.startswith("+3346571")
        assert (one.finess is None) is (one.kind == "association")
        if one.finess:
            assert is_valid_finess(one.finess)
            assert one.finess[2:6] == "9999"


def test_phones_are_not_shared(directory: Database) -> None:
    phones = [one.phone for one in _all(directory)]
    assert len(set(phones)) == len(phones)


def test_oncology_is_in_hospitals_spread_over_the_region(directory: Database) -> None:
    oncology = [one for one in _all(directory) if one.oncology]
    assert len(oncology) == 22
    assert {one.kind for one in oncology} == {"hospital"}
    assert len({one.commune_insee[:2] for one in oncology}) == 8
