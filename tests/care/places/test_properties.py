"""What the keyboard, the ear and the shift key do to a name never leads silently to another commune."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator

import pytest

from care.places import Place, PlaceIndex, PlaceReading
from care.places.gazetteer import Gazetteer
from care.places.spelling import key_of, squeezed

_NEIGHBOURS = {
    "a": "zqs", "b": "vgn", "c": "xvd", "d": "sfe", "e": "zrd", "f": "dg", "g": "fht", "h": "gj", "i": "uok",
    "j": "hk", "k": "jl", "l": "km", "m": "lp", "n": "bh", "o": "ipl", "p": "om", "q": "sa", "r": "etf", "s": "qdz",
    "t": "ryg", "u": "yij", "v": "cbf", "w": "xq", "x": "wc", "y": "tu", "z": "ae",
}  # fmt: skip
_HEARD = [
    ("ph", "f"), ("qu", "k"), ("c", "k"), ("ss", "s"), ("s", "ss"), ("ce", "se"), ("ci", "si"), ("ai", "e"),
    ("er", "e"), ("eau", "o"), ("au", "o"), ("o", "au"), ("y", "i"), ("i", "y"), ("an", "en"), ("en", "an"),
    ("ll", "l"), ("nn", "n"), ("ge", "je"), ("h", ""),
]  # fmt: skip
_MUTE = "sxtdep"


def _slips(name: str, chance: random.Random) -> Iterator[str]:
    """One slip of each kind: a neighbouring key, a letter lost, doubled, swapped, as heard, a mute end."""
    key = key_of(name)
    at, lost, twice, swapped = (
        chance.choice([i for i in range(1, len(key)) if key[i] != " "]) for _ in range(4)
    )
    yield key[:at] + chance.choice(_NEIGHBOURS[key[at]]) + key[at + 1 :]
    yield key[:lost] + key[lost + 1 :]
    yield key[:twice] + key[twice] + key[twice:]
    yield key[: swapped - 1] + key[swapped] + key[swapped - 1] + key[swapped + 1 :]
    heard = [(written, said) for written, said in _HEARD if written in key]
    for written, said in chance.sample(heard, min(2, len(heard))):
        yield key.replace(written, said, 1)
    if key[-1] in _MUTE:
        yield key[:-1]


def _is(place: Place, row: dict[str, str]) -> bool:
    return place.insee == row["insee"] or key_of(place.name) == key_of(row["nom"])


def _verdict(reading: PlaceReading, row: dict[str, str]) -> str:
    if reading.place is not None and _is(reading.place, row):
        return "right"
    if any(_is(place, row) for place in reading.suggestions):
        return "offered"
    if reading.place is not None:
        return "silent" if reading.sure else "to confirm"
    return "others" if reading else "nothing"


@pytest.fixture(scope="module")
def slips(rows: list[dict[str, str]], places: PlaceIndex) -> list[tuple[dict[str, str], str]]:
    """A slip that happens to write another place's very name is that place: nobody could tell."""
    chance = random.Random(2026)
    gazetteer = Gazetteer(filter(None, (places.by_insee(row["insee"]) for row in rows)))
    taken = {*gazetteer.exact, *gazetteer.usual, *gazetteer.outside}
    return [
        (row, slip)
        for row in rows
        if row["type"] == "COM" and len(squeezed(key_of(row["nom"]))) >= 6
        for slip in _slips(row["nom"], chance)
        if slip not in taken and slip.removeprefix("le ").removeprefix("la ") not in taken
    ]


def test_one_slip_in_any_name_is_found_proposed_or_asked(
    places: PlaceIndex, slips: list[tuple[dict[str, str], str]]
) -> None:
    verdicts = [(_verdict(places.read(slip), row), slip, row["nom"]) for row, slip in slips]
    assert len(verdicts) > 6_000
    assert [one for one in verdicts if one[0] == "silent"] == []
    good = sum(one[0] in ("right", "offered") for one in verdicts)
    assert good / len(verdicts) >= 0.99
    wrong = sum(one[0] == "to confirm" for one in verdicts)
    assert wrong / len(verdicts) <= 0.002


def test_one_slip_inside_a_sentence_never_leads_silently_elsewhere(
    places: PlaceIndex, slips: list[tuple[dict[str, str], str]]
) -> None:
    verdicts = [
        (_verdict(places.read_message(f"un kiné vers {slip} svp"), row), slip, row["nom"])
        for row, slip in slips[::4]
    ]
    assert [one for one in verdicts if one[0] == "silent"] == []
    good = sum(one[0] in ("right", "offered") for one in verdicts)
    assert good / len(verdicts) >= 0.95


def _written_otherwise(name: str) -> Iterator[str]:
    yield name.upper()
    yield name.lower()
    yield unicodedata.normalize("NFD", name)
    yield unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    yield name.replace("-", " ")
    yield name.replace("-", "‑").replace("'", "’")
    yield f"  {name} !"
    if name.startswith(("Saint-", "Sainte-")):
        yield name.replace("Sainte-", "Ste ", 1).replace("Saint-", "St ", 1)
        yield name.replace("Sainte-", "ste-", 1).replace("Saint-", "st. ", 1)


def test_accents_case_hyphens_and_saints_never_change_the_place(
    places: PlaceIndex, rows: list[dict[str, str]]
) -> None:
    def same(reading: PlaceReading) -> tuple[Place | None, bool, tuple[Place, ...]]:
        return reading.place, reading.sure, reading.suggestions

    for row in rows:
        expected = same(places.read(row["nom"]))
        for written in _written_otherwise(row["nom"]):
            if "œ" not in row["nom"]:
                assert same(places.read(written)) == expected, written
