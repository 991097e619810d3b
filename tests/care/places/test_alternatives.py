"""« A ou B », « entre A et B »: both are offered, and none is taken."""

from __future__ import annotations

import pytest

from care.places import PlaceIndex


@pytest.mark.parametrize(
    ("said", "insee"),
    [
        ("Aubagne ou Gémenos", {"13005", "13042"}),
        ("obagne ou gémenos", {"13005", "13042"}),
        ("gap ou embrun", {"05061", "05046"}),
        ("soit nice soit antibes", {"06088", "06004"}),
        ("je sais pas, Nice ou Cannes", {"06088", "06029"}),
        ("Hyères / Toulon", {"83069", "83137"}),
        ("entre aix et gardane", {"13001", "13041"}),
        ("entre Corte et Ajaccio", {"2B096", "2A004"}),
        ("j'hésite entre Toulon et Marseille", {"83137", "13055"}),
        ("je suis à la limite de Marseille et Aubagne", {"13055", "13005"}),
        ("Marseille 8e ou 9e, je suis à la limite", {"13208", "13209"}),
        ("Marseille 4e/5e", {"13204", "13205"}),
        ("marseille, 10 ou 11", {"13210", "13211"}),
        ("13008 ou 13009", {"13208", "13209"}),
        ("dans le 1er ou le 2e arrondissement de marseille", {"13201", "13202"}),
        ("un psy sur digne ou gap pour une patiente", {"04070", "05061"}),
    ],
)
def test_both_sides_of_an_alternative_are_offered(
    places: PlaceIndex, said: str, insee: set[str]
) -> None:
    for reading in (places.read(said), places.read_message(said)):
        assert reading.place is None
        assert {place.insee for place in reading.suggestions} == insee


@pytest.mark.parametrize(
    "said", ["Nîmes ou Avignon", "Lyon ou Marseille", "Pont-Saint-Esprit ou Bollène"]
)
def test_a_town_said_beside_one_elsewhere_is_confirmed(places: PlaceIndex, said: str) -> None:
    for reading in (places.read(said), places.read_message(said)):
        assert not reading.sure


@pytest.mark.parametrize(
    "said",
    [
        "oui ou non", "hormono ou chimio", "le 15 ou le 16", "2 ou 3 fois par jour", "entre 38 et 39 de fièvre",
        "une diététicienne ou une psychologue", "38/39 de fièvre", "TA 12/8", "docetaxel ou paclitaxel",
        "j'ai le choix entre tumorectomie et mastectomie", "le bus ou le train",
    ],
)  # fmt: skip
def test_an_alternative_between_other_things_is_no_place(places: PlaceIndex, said: str) -> None:
    assert not places.read_message(said)
    assert not places.read(said).sure


def test_one_place_beside_another_choice_stays_that_place(places: PlaceIndex) -> None:
    reading = places.read_message("une psychologue ou un kiné à Toulon")
    assert reading.place is not None
    assert reading.place.name == "Toulon"
    assert reading.sure
