"""The real commune table, indexed once."""

from __future__ import annotations

import csv

import pytest

from care.content import DATA
from care.places import PlaceIndex


@pytest.fixture(scope="session")
def rows() -> list[dict[str, str]]:
    with (DATA / "communes" / "communes.csv").open(encoding="utf-8", newline="") as file:
        found: dict[str, dict[str, str]] = {}
        for row in csv.DictReader(file):
            found.setdefault(row["insee"], row)
    return list(found.values())


@pytest.fixture(scope="session")
def places(rows: list[dict[str, str]]) -> PlaceIndex:
    return PlaceIndex.from_rows(rows)
