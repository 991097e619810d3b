"""A name of the region with another's qualifier, and the towns around the region: never a commune here in silence."""

from __future__ import annotations

import pytest

from care.places import PlaceIndex


@pytest.mark.parametrize(
    "said",
    [
        "Villefranche-de-Rouergue", "Saint-Rémy-de-Maurienne", "Tarascon sur Ariège", "tarascon en ariege",
        "j'habite à Tarascon-sur-Ariège", "Roquefort-sur-Soulzon", "Valence d'Agen", "Rousset-les-Vignes",
        "La Garde-Adhémar", "Montfort-l'Amaury", "Cannes-Écluse", "Sainte-Marie-aux-Mines", "Roquefort en Aveyron",
        "Beaucaire, en face de Tarascon", "Saint-Paul-Trois-Châteaux, près de Bollène", "Laudun", "Remoulins",
        "Vintimille en Italie", "vintimile en italie", "Bordighera", "Dolceacqua, en Italie", "Alès dans les Cévennes",
        "Valloire en Maurienne", "Viviers en Ardèche", "Die dans la Drôme", "Vienne en Isère", "Florac", "Modane",
        "Montbrun-les-Bains", "Séderon", "Fontvieille à Monaco", "Genève en Suisse", "Barcelone en Espagne", "Guéret",
        "je vis en Sardaigne", "j'habite dans les Cévennes", "perpignant", "montelimare",
    ],
)  # fmt: skip
def test_a_town_elsewhere_is_said_to_be_elsewhere(places: PlaceIndex, said: str) -> None:
    reading = places.read(said)
    assert reading.place is None
    assert reading.outside_region


@pytest.mark.parametrize(
    "said",
    [
        "Vitrolles-sur-Trucmuche", "Carry-le-Pont", "Sainte-Maxime-la-Forêt", "Nice-sur-Isère", "Castellane-sur-Mer",
        "Saint Maximin la Forêt", "Gap sur Trucmuche", "Aix-en-Othe", "Orange en Australie", "Nice aux Etats-Unis",
        "Menton en Italie", "Cagnes-Mandelieu", "La Mure",
    ],
)  # fmt: skip
def test_a_name_that_goes_on_is_never_taken_in_silence(places: PlaceIndex, said: str) -> None:
    sentence = f"je cherche une psychologue vers {said}"
    for reading in (places.read(said), places.read_message(said), places.read_message(sentence)):
        assert not reading.sure


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Les Arcs sur Argens", "Les Arcs"),
        ("Isle sur la Sorgue", "L'Isle-sur-la-Sorgue"),
        ("Salon-de-Provence nord", "Salon-de-Provence"),
        ("chateau renard", "Châteaurenard"),
        ("st remy de pce", "Saint-Rémy-de-Provence"),
        ("Sault en Provence", "Sault"),
        ("Noyers sur Jabron", "Noyers-sur-Jabron"),
    ],
)
def test_a_name_with_its_own_qualifier_stays_itself(
    places: PlaceIndex, said: str, name: str
) -> None:
    sentence = f"je cherche une psychologue vers {said}"
    for reading in (places.read(said), places.read_message(said), places.read_message(sentence)):
        assert reading.place is not None
        assert reading.place.name == name


@pytest.mark.parametrize(
    ("said", "insee"),
    [("mon code postal c'est 83 700", "83118"), ("cp 06 600", "06004"), ("13 120", "13041")],
)
def test_a_postal_code_with_a_space_is_read(places: PlaceIndex, said: str, insee: str) -> None:
    reading = places.read(said)
    assert reading.place is not None
    assert reading.place.insee == insee
