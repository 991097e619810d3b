"""Recognising a professional, and the sample that makes it possible to try."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from care.clock import FixedClock
from care.people import identify, is_valid_rpps, prepare_sample_people
from care.storage.database import Database
from care.storage.people import Professional


@pytest.fixture
def region(any_database: Database, clock: FixedClock) -> Database:
    prepare_sample_people(any_database, clock)
    return any_database


def test_a_registered_number_gives_a_name_however_it_is_spaced(region: Database) -> None:
    with region.read() as session:
        for typed in ("10099999996", "100 999 999 96", " 1009999999 6", "10.09.99.99.99.6"):
            found = identify(session, typed)
            assert (found.status, found.name, found.commune) == (
                "registered",
                "Dr Exemple",
                "Manosque",
            )


def test_a_right_key_outside_the_register_is_declared_and_a_wrong_one_invalid(
    region: Database,
) -> None:
    with region.read() as session:
        assert identify(session, "10001234567").status == "invalid"
        right = next(
            number for number in map(str, range(10001234560, 10001234570)) if is_valid_rpps(number)
        )
        assert identify(session, right).status == "declared"
        assert identify(session, right).name == ""


@pytest.mark.parametrize(
    "typed",
    ["", "1009999999", "100999999960", "00000000000", "1009999999X", "１００９９９９９９９６"],
)
def test_what_is_not_eleven_plain_digits_is_invalid(region: Database, typed: str) -> None:
    with region.read() as session:
        assert identify(session, typed).status == "invalid"


def test_every_single_wrong_digit_is_caught() -> None:
    right = "10099999996"
    for place in range(11):
        for digit in "0123456789":
            wrong = right[:place] + digit + right[place + 1 :]
            assert is_valid_rpps(wrong) is (wrong == right)


def test_the_sample_covers_every_department_with_right_keys_and_says_it_is_one(
    region: Database,
) -> None:
    with region.read() as session:
        people = list(session.scalars(select(Professional)))
        departments = {person.commune_insee[:2] for person in people if person.commune_insee}
        assert departments == {"04", "05", "06", "13", "83", "84", "2A", "2B"}
        assert len(people) >= 16
        assert all(is_valid_rpps(person.rpps) and person.is_sample for person in people)
        assert all("Exemple" in person.family_name for person in people)


def test_preparing_twice_adds_nothing(region: Database, clock: FixedClock) -> None:
    assert prepare_sample_people(region, clock) == (0, 0)
