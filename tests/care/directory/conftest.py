"""A database with the communes and the sample directory."""

from __future__ import annotations

import pytest

from care.clock import FixedClock
from care.places import PlaceIndex, load_places
from care.storage.database import Database
from directory_sync import load_everything


@pytest.fixture
def directory(database: Database, clock: FixedClock) -> Database:
    load_everything(database, clock)
    return database


@pytest.fixture
def places(directory: Database) -> PlaceIndex:
    return load_places(directory)
