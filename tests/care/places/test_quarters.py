"""A quarter, a district in words, a landmark, a product: what is said around a town decides, or is asked."""

from __future__ import annotations

import pytest

from care.places import PlaceIndex


@pytest.mark.parametrize(
    ("text", "insee"),
    [
        ("le Panier, à Marseille", "13202"), ("Marseille, quartier de la Rose", "13213"),
        ("la Blancarde à Marseille", "13204"),
        ("Marseille saint loup", "13210"), ("à Marseille, au Canet", "13214"), ("la Pointe Rouge", "13208"),
        ("dans le quinze à Marseille", "13215"), ("Marseille douze", "13212"), ("Marseille huitième", "13208"),
        ("Mars 4e", "13204"), ("marseye dizieme", "13210"), ("je vis à marsaille dans le 8", "13208"),
        ("la garde près de toulon", "83062"), ("beausolleil juste au dessus de monaco", "06012"),
        ("Vitrolles près de l'aéroport de Marignane", "13117"), ("Vitrolles près de Gap", "05184"),
        ("le Castellet, celui du circuit, dans le Var", "83035"), ("Châteauneuf à côté de Grasse", "06038"),
    ],
)  # fmt: skip
def test_what_is_said_around_a_town_decides(places: PlaceIndex, text: str, insee: str) -> None:
    for reading in (places.read(text), places.read_message(text)):
        assert reading.place is not None
        assert reading.place.insee == insee


@pytest.mark.parametrize(
    "text",
    [
        "rdv à marseille dans 15 jours", "rdv à marseille dans quinze jours", "vingt jours à Marseille",
        "marseille dix sept",
        "j'ai deux enfants à Marseille", "Marseille deux fois par semaine", "rdv à Marseille le 15 mars",
    ],
)  # fmt: skip
def test_what_is_counted_beside_marseille_is_no_district(places: PlaceIndex, text: str) -> None:
    for reading in (places.read(text), places.read_message(text)):
        assert reading.place is not None
        assert reading.place.name == "Marseille"


def test_a_day_of_the_month_is_never_taken_for_a_district_without_a_question(
    places: PlaceIndex,
) -> None:
    assert not places.read_message("rdv le 15 à Marseille").sure


def test_a_quarter_over_two_districts_is_asked(places: PlaceIndex) -> None:
    reading = places.read("la Plaine à Marseille")
    assert {place.insee for place in reading.suggestions} == {"13205", "13206"}


@pytest.mark.parametrize(
    "text",
    [
        "on m'a lavée au savon de Marseille", "santons d'Aubagne", "calissons d'Aix", "violette de Toulouse",
        "salade niçoise",
        "j'ai mangé des berlingots de Carpentras", "melon de Cavaillon", "coquilles saint jacques",
        "carnaval de Nice", "aïoli",
        "le 4 mars", "le 1er mars",
    ],
)  # fmt: skip
def test_a_product_or_a_date_is_no_place(places: PlaceIndex, text: str) -> None:
    assert not places.read(text)
    assert not places.read_message(text)


@pytest.mark.parametrize(
    "text",
    ["aubenas en ardèche", "Les Angles, 30133", "Saint-Rémy dans la Drôme", "Beaumont en Auvergne", "Bourg d'Oisans",
     "Martigues en Bretagne", "Vitrolles en Isère", "Gap dans l'Ain"],
)  # fmt: skip
def test_a_department_elsewhere_is_never_a_town_here_without_a_question(
    places: PlaceIndex, text: str
) -> None:
    for reading in (places.read(text), places.read_message(text)):
        assert reading.place is None
        assert reading.outside_region or reading.suggestions


@pytest.mark.parametrize(
    ("text", "insee"),
    [
        ("rokbiyère", "06103"), ("pujé ténié", "06099"), ("villeuneve loubé", "06161"), ("lile sur sorgue", "84054"),
        ("aillaccio", "2A004"), ("vilfranche sur mère", "06159"), ("sollièsse pont", "83130"),
        ("kagne sur mere", "06027"),
    ],
)  # fmt: skip
def test_a_name_written_as_it_is_heard_is_found_and_never_sure(
    places: PlaceIndex, text: str, insee: str
) -> None:
    reading = places.read(text)
    assert not reading.sure
    found = (reading.place, *reading.suggestions)
    assert [place.insee for place in found if place][:1] == [insee]
