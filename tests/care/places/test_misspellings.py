"""Measured on our own generator: 1 or 2 keyboard edits, `st`, lost hyphens, words around the name."""

from __future__ import annotations

import random

import pytest

from care.places import Place, PlaceIndex
from care.places.spelling import key_of

_NEIGHBOURS = {
    "a": "zqs", "e": "zrd", "i": "uok", "o": "ipl", "n": "bhj", "s": "qdz", "r": "etf", "t": "ryg", "l": "kmo",
    "m": "lp", "u": "yij", "c": "xvd", "d": "sfe", "p": "om", "g": "fht", "b": "vgn", "v": "cbf", "y": "tu",
}  # fmt: skip
_QUERIES = 3000


def _edited(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(name))
    act = chance.choice("drisw")
    if act == "d":
        return name[:at] + name[at + 1 :]
    if act == "r":
        return name[:at] + name[at] + name[at:]
    if act == "i":
        return name[:at] + chance.choice("aeioustrnl") + name[at:]
    if act == "s":
        return name[:at] + chance.choice(_NEIGHBOURS.get(name[at], "aeiou")) + name[at + 1 :]
    return name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]


def _misspelled(name: str, chance: random.Random) -> str:
    written = key_of(name)
    if chance.random() < 0.3:
        written = written.replace("sainte ", "ste ").replace("saint ", "st ")
    for _ in range(chance.choice((1, 1, 2))):
        written = _edited(written, chance)
    if chance.random() < 0.3:
        written = written.replace(" ", chance.choice(("", "-", "-")))
    return chance.choice(("", "", "", "vers ", "je suis à ", "j'habite ")) + written


@pytest.mark.parametrize("seed", [11, 2026])
def test_misspelled_communes_are_found_and_wrong_ones_are_not_taken(
    places: PlaceIndex, rows: list[dict[str, str]], seed: int
) -> None:
    chance = random.Random(seed)
    communes = [
        row
        for row in rows
        if row["type"] == "COM" and len(key_of(row["nom"]).replace(" ", "")) >= 5
    ]
    found = wrong = silent = 0
    for _ in range(_QUERIES):
        row = chance.choice(communes)
        reading = places.read(_misspelled(row["nom"], chance))

        def right(place: Place, row: dict[str, str] = row) -> bool:
            return place.insee == row["insee"] or key_of(place.name) == key_of(row["nom"])

        offered = any(map(right, reading.suggestions))
        if reading.place is None:
            found += offered
        elif right(reading.place):
            found += 1
        elif not offered:
            wrong += 1
            silent += reading.sure
    assert found / _QUERIES >= 0.97
    assert wrong / _QUERIES < 0.005
    assert silent / _QUERIES < 0.002


def test_every_commune_spelled_right_is_found_or_asked_with_its_namesakes(
    places: PlaceIndex, rows: list[dict[str, str]]
) -> None:
    for row in rows:
        reading = places.read(row["nom"])
        codes = {place.insee for place in (reading.place, *reading.suggestions) if place}
        assert row["insee"] in codes, row["nom"]
        if reading.place is not None:
            assert reading.place.insee == row["insee"], row["nom"]


def test_every_postal_code_leads_to_one_of_its_communes(
    places: PlaceIndex, rows: list[dict[str, str]]
) -> None:
    for row in rows:
        for code in row["codes_postaux"].split("|") if row["codes_postaux"] else ():
            reading = places.read(code)
            codes = [place for place in (reading.place, *reading.suggestions) if place]
            assert codes, code
            assert all(code in place.postal_codes for place in codes)
