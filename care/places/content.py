"""The hand-written knowledge of names: usual names, places elsewhere, words that are not places."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from care.content import DATA, Provenance, Strict, load_content
from care.errors import InvalidContent
from care.places.spelling import key_of

_ARTICLED = re.compile(r"(?:le|la|les|l) \w+ \w")  # « Le Bourg-d'Oisans », said without its article
_WELL_KNOWN, _TOWN = 100_000, 20_000  # inhabitants, where none are written
FOLDER = DATA / "communes"


class Names(Strict):
    meta: Provenance
    usual: dict[str, list[str]]
    ambiguous: dict[str, list[str]]


class Quarters(Strict):
    """By city, then by code of the commune or district."""

    meta: Provenance
    beside: dict[str, dict[str, list[str]]]


class Elsewhere(Strict):
    meta: Provenance
    places: list[str]
    towns: list[str]
    regions: list[str]
    departments: dict[str, list[str]]
    areas: dict[str, list[str]]
    landscapes: dict[str, list[str]]
    landscapes_elsewhere: dict[str, list[str]]


class Words(Strict):
    meta: Provenance
    before: frozenset[str]
    after: frozenset[str]
    lead: frozenset[str]
    sure_lead: frozenset[str]
    never: frozenset[str]
    also_words: frozenset[str]
    mostly_words: frozenset[str]
    determiners: frozenset[str]
    street: frozenset[str]
    products: frozenset[str]
    houses: frozenset[str]
    english: frozenset[str]
    foreign: frozenset[str]
    measures: frozenset[str]
    counted: frozenset[str]
    home_lead: frozenset[str]
    living: frozenset[str]
    near_lead: frozenset[str]
    landmark: frozenset[str]
    describing: frozenset[str]
    situating: frozenset[str]
    place_nouns: frozenset[str]
    away_lead: frozenset[str]
    not_lead: frozenset[str]

    @cached_property
    def any_lead(self) -> frozenset[str]:
        return self.lead | self.sure_lead | self.home_lead

    def is_word(self, key: str) -> bool:
        """Whether a name is also a word of every day."""
        return key in self.also_words or key in self.mostly_words or key in self.never


class Everyday(Strict):
    meta: Provenance
    words: str


@dataclass(frozen=True, slots=True)
class Outsider:
    """A place outside the region; `large` ones are recognised even when misspelled."""

    key: str
    department: str
    population: int


@lru_cache(maxsize=1)
def names() -> Names:
    return load_content(FOLDER / "names.yml", Names)


@lru_cache(maxsize=1)
def quarters() -> Quarters:
    return load_content(FOLDER / "quarters.yml", Quarters)


@lru_cache(maxsize=1)
def elsewhere() -> Elsewhere:
    return load_content(FOLDER / "elsewhere.yml", Elsewhere)


@lru_cache(maxsize=1)
def words() -> Words:
    return load_content(FOLDER / "words.yml", Words)


@lru_cache(maxsize=1)
def everyday() -> frozenset[str]:
    """Words that a misspelled town is not looked for in."""
    listed = load_content(FOLDER / "everyday.yml", Everyday).words
    return frozenset(listed.split()) | {word for word in words().never if " " not in word}


@lru_cache(maxsize=1)
def outsiders(path: Path = FOLDER / "outside.csv") -> dict[str, Outsider]:
    """Communes and places outside the region by key. Raises InvalidContent when the table is unreadable."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        found: dict[str, Outsider] = {}
        for row in rows:
            key = key_of(row["nom"])
            found.setdefault(key, Outsider(key, row["departement"], int(row["population"])))
    except (OSError, KeyError, ValueError) as error:
        raise InvalidContent(str(path), "unreadable table") from error
    for key in [key for key in found if _ARTICLED.match(key)]:
        found.setdefault(key.partition(" ")[2], found[key])
    content = elsewhere()
    for name in (*content.places, *content.regions):
        found.setdefault(key_of(name), Outsider(key_of(name), "", _WELL_KNOWN))
    for name in content.towns:
        found.setdefault(key_of(name), Outsider(key_of(name), "", _TOWN))
    return found
