"""The index of places: one per process, built from the commune table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import select

from care.places.alternatives import Alternatives
from care.places.answers import AnswerReader
from care.places.choice import chosen
from care.places.content import FOLDER
from care.places.distance import distance_km
from care.places.fuzzy import Misspellings
from care.places.gazetteer import Gazetteer
from care.places.heads import HeadReader
from care.places.mentions import MentionFinder
from care.places.model import Place, PlaceMention, PlaceReading
from care.storage.database import Database
from care.storage.directory import Commune

TABLE = FOLDER / "communes.csv"


class PlaceIndex:
    """Reads places in what people write. Immutable once built; safe to share between threads."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._gazetteer = Gazetteer(places)
        misspellings = Misspellings(self._gazetteer)
        self._answers = AnswerReader(self._gazetteer, misspellings)
        self._alternatives = Alternatives(self._gazetteer, self._answers)
        self._heads = HeadReader(self._gazetteer, self._answers)
        self._mentions = MentionFinder(self._gazetteer, misspellings)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> PlaceIndex:
        """From rows of the commune table (`insee`, `nom`, `departement`…), without a database."""
        return cls(place_of_row(row) for row in rows)

    @classmethod
    def from_table(cls, path: Path = TABLE) -> PlaceIndex:
        """From the commune table that the project carries, without a database: for measurements.

        A former commune that kept the code of the new one comes after it, and is left out.
        """
        with path.open(encoding="utf-8", newline="") as file:
            rows = {row["insee"]: row for row in reversed(list(csv.DictReader(file)))}
        return cls.from_rows(rows.values())

    def __len__(self) -> int:
        return len(self._gazetteer.places)

    def by_insee(self, insee: str) -> Place | None:
        return self._gazetteer.places.get(insee)

    def nearest(self, lat: float, lon: float) -> Place | None:
        """The commune or district whose town hall is nearest to a point; None while the table is empty."""
        return min(
            self._gazetteer.places.values(),
            key=lambda place: distance_km(lat, lon, place.lat, place.lon),
            default=None,
        )

    def read(self, text: str) -> PlaceReading:
        """The place a whole answer names: `gardane`, `13120`, `vers Aix`, `le 13e`, `Vitrolles 13`."""
        found = self._mentions.find(text) if self._alternatives.offered(text) else ()
        several = self._alternatives.completed(text, found, asked=True)
        if several:
            return chosen(self._heads.situated(text, several, asked=True))
        answer = self._answers.read(text)
        reading = answer.as_reading(text)
        if answer.settled:
            return reading
        named = chosen(self._heads.situated(text, self._mentions.find(text), asked=True))
        return reading if answer.finding and named.place is None else named

    def find_in(self, text: str) -> tuple[PlaceMention, ...]:
        """The places a message names, in order, with their exact spans."""
        return self._whole_or(text, self._mentions.find(text))

    def _whole_or(self, text: str, found: tuple[PlaceMention, ...]) -> tuple[PlaceMention, ...]:
        whole = self._answers.mention(text)
        if any(one.place is not None for one in found) and not _within(found, whole):
            return found
        return whole or found

    def read_message(self, text: str) -> PlaceReading:
        """The one place that counts among those a message names; several are asked."""
        found = self._mentions.find(text)
        several = self._alternatives.completed(text, found, asked=False)
        if several is None:
            several = self._whole_or(text, found)
        return chosen(self._heads.situated(text, several, asked=False))


def _within(found: tuple[PlaceMention, ...], whole: tuple[PlaceMention, ...]) -> bool:
    """The only place found is a part of the name that the whole message makes."""
    if len(found) != 1 or len(whole) != 1 or found[0].place == whole[0].place:
        return False
    return (
        len(whole[0].evidence) > len(found[0].evidence) and found[0].evidence in whole[0].evidence
    )


def place_of_row(row: Mapping[str, str]) -> Place:
    """One line of the commune table. Raises KeyError or ValueError for an incomplete one."""
    return Place(
        insee=row["insee"],
        name=row["nom"],
        department=row["departement"],
        department_name=row["departement_nom"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        postal_codes=tuple(code for code in row["codes_postaux"].split("|") if code),
        population=int(row["population"] or 0),
        kind=row["type"],
    )


def load_places(database: Database) -> PlaceIndex:
    """The index of the communes stored by the last synchronisation; empty before the first."""
    with database.read() as session:
        return PlaceIndex(map(_place_of, session.scalars(select(Commune).order_by(Commune.insee))))


def _place_of(commune: Commune) -> Place:
    return Place(
        insee=commune.insee,
        name=commune.name,
        department=commune.department,
        department_name=commune.department_name,
        lat=commune.lat,
        lon=commune.lon,
        postal_codes=tuple(code for code in commune.postal_codes.split("|") if code),
        population=commune.population,
        kind=commune.kind,
    )
