"""Stools told against the usual number: the difference, or the whole count when the other number is in doubt."""

from __future__ import annotations

import pytest

from care.understanding.compared_stools import read_compared_stools
from care.understanding.facts import Value
from care.understanding.normalise import Normalised
from care.understanding.numbers import NumericView
from tests.care.understanding.reading_help import facts, values


def read(text: str) -> set[tuple[Value, Value | None, Value | None]]:
    found = read_compared_stools(NumericView(Normalised(text)))
    return {
        (draft.value, draft.attributes.get("total"), draft.attributes.get("extra"))
        for draft in found
    }


@pytest.mark.parametrize(
    ("text", "more", "total"),
    [
        ("d'habitude une fois, hier neuf", 8, 9),
        ("d'habitude c'est une fois le matin et là hier j'ai compté je suis allée neuf fois", 8, 9),
        ("six fois hier au lieu d'une", 5, 6),
        ("moi qui vais une fois par jour, hier c'était huit", 7, 8),
        ("de une selle je suis passée à neuf", 8, 9),
        ("c'est une fois le matin normalement, hier j'y suis retournée huit fois", 7, 8),
        ("D'ordinaire je vais une fois par jour, depuis hier je suis à huit", 7, 8),
        ("8 selles hier pour 2 habituellement", 6, 8),
        ("avant la chimio j'allais deux fois par jour, maintenant neuf fois", 7, 9),
    ],
)
def test_stools_are_counted_against_the_usual_number(text: str, more: int, total: int) -> None:
    assert read(text) == {(more, total, 1)}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("9 selles contre 4 fois hier", 9),
        ("9 selles contre 2 fois hier", 9),
        ("avant-hier 3 selles, hier 9", 9),
        ("avant le repas 2 selles, après 7", 7),
        ("avant deux fois par jour, maintenant deux fois, de l'eau", 2),
    ],
)
def test_a_number_that_may_not_be_the_usual_one_takes_nothing_off(text: str, count: int) -> None:
    assert read(text) == {(count, None, None)}


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("il va cinq fois de plus que d'habitude", 5),
        ("deux passages de plus par jour depuis la cure", 2),
        ("selles plus molles, trois de plus par jour", 3),
    ],
)
def test_a_number_more_is_a_difference_already(text: str, more: int) -> None:
    assert read(text) == {(more, None, 1)}


@pytest.mark.parametrize(
    "text",
    [
        "d'habitude j'urine une fois la nuit, hier cinq",
        "d'habitude un comprimé 2 fois par jour, hier 4",
        "je vois deux télés au lieu d'une",
        "Dosage DPD avant 5-FU : quel tube, quel délai, et uracilémie limite à 14 on fait quoi ?",
    ],
)
def test_other_comparisons_are_left_alone(text: str) -> None:
    assert read(text) == set()


def test_the_total_and_the_usual_number_are_no_other_count() -> None:
    (read_one,) = facts("de une selle je suis passée à neuf", "count")
    assert (read_one.value, read_one.attributes["total"]) == (8, 9)


def test_a_range_beyond_the_number_compared_stays() -> None:
    read_all = values("d'habitude 1 selle par jour, hier 5-8 selles", "count", "stools")
    assert max(float(value) for value in read_all) >= 7


def test_more_than_usual_needs_no_verb_where_the_bowels_are_spoken_of() -> None:
    assert read("sept fois de plus que d'habitude depuis hier, que du liquide") == {(7, None, 1)}
    assert read("il sourit trois fois de plus que d'habitude") == set()
