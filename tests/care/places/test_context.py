"""What stands around a name: where one lives, streets, clinics, measures, other languages."""

from __future__ import annotations

import pytest

from care.places import PlaceIndex


@pytest.mark.parametrize(
    ("message", "insee"),
    [
        ("j'habite à Drap, au dessus de Nice", "06054"),
        ("ma mère vit à Briançon et elle est suivie à Gap", "05023"),
        ("en vacances à Calvi, j'habite Toulon", "83137"),
        ("pas Vitrolles, Rognac", "13081"),
        ("12 avenue de Toulon, Marseille", "13055"),
        ("clinique Saint-Jean à Cagnes", "06027"),
        ("Sorgues près d'Avignon", "84129"),
        ("13010 Marseille", "13210"),
        ("dans le 5ème, vers la Timone à Marseille", "13205"),
        ("je cherche un kiné vers les penne mirabo", "13071"),
        ("au Luc", "83073"),
    ],
)
def test_the_place_that_counts_is_chosen(places: PlaceIndex, message: str, insee: str) -> None:
    reading = places.read_message(message)
    (place,) = filter(None, (reading.place, *reading.suggestions[: not reading.place]))
    assert place.insee == insee


@pytest.mark.parametrize(
    "message",
    [
        "plaquettes à 20000", "20 000 plaquettes", "leucocytes 13200 ce matin", "rue de Lyon", "cours Mirabeau",
        "polyclinique Saint-Jean", "have a nice day", "il est dans le salon", "le voyant est orange",
        "un bouton au menton", "c'est grave", "depuis le 13e jour", "dans le 2e cycle", "13e cure", "Dr Nice",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_place_is_not_one(places: PlaceIndex, message: str) -> None:
    assert not places.read_message(message)
    assert not places.read(message).sure


@pytest.mark.parametrize(
    "message",
    [
        "j'habite Lyon mais je suis à Calvi pour les vacances", "Villeneuve-lès-Avignon", "Bagnols-sur-Cèze",
        "je suis dans le Gard", "patient de Montélimar", "Beaucaire, dans le Gard", "en Ardèche",
    ],
)  # fmt: skip
def test_a_place_elsewhere_is_never_a_town_here(places: PlaceIndex, message: str) -> None:
    for reading in (places.read(message), places.read_message(message)):
        assert reading.place is None
        assert reading.outside_region


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("zéro six huit cents", "06800"),
        ("treize mille six cents", "13600"),
        ("quatre-vingt-quatre mille deux cents", "84200"),
        ("quatre vingt trois cent", "83100"),
        ("treize zéro zéro huit", "13008"),
        ("vingt mille deux cents", "20200"),
    ],
)
def test_a_postal_code_said_in_words_is_read(places: PlaceIndex, said: str, code: str) -> None:
    spoken, written = places.read(said), places.read(code)
    assert (spoken.place, spoken.suggestions) == (written.place, written.suggestions)
    assert written


@pytest.mark.parametrize(
    "name", ["Saint-Julien", "Puget", "Gignac", "Montfort", "Esparron", "flassans"]
)
def test_a_name_that_is_also_the_start_of_another_is_asked(places: PlaceIndex, name: str) -> None:
    reading = places.read(name)
    assert reading.place is None
    assert len(reading.suggestions) > 1
