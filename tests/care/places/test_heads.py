"""A name and what describes it: the name is read, however it is spelled, and what situates it is not taken for it."""

from __future__ import annotations

import pytest

from care.places import PlaceIndex, PlaceReading


def _likeliest(reading: PlaceReading) -> str | None:
    """The commune taken, to confirm, or the only one offered: what a yes would settle."""
    if reading.place is not None:
        return reading.place.name
    return reading.suggestions[0].name if len(reading.suggestions) == 1 else None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("mantn, au bord de la mer", "Menton"),
        ("brianson, la ville fortifiée", "Briançon"),
        ("sisteront, la citadelle", "Sisteron"),
        ("pertuy, dans le sud luberon", "Pertuis"),
        ("carpantra, au pied du ventoux", "Carpentras"),
        ("cavaion, la ville du melon", "Cavaillon"),
        ("martigue, la venise provençale", "Martigues"),
        ("barjol, le village des fontaines", "Barjols"),
        ("bonifacio tout en bas de la corse", "Bonifacio"),
        ("cogoline dans le golfe de saint tropez", "Cogolin"),
        ("barcelonette dans les alpes du sud", "Barcelonnette"),
        ("cassi, le petit port", "Cassis"),
        ("ansui près de pertuis", "Ansouis"),
        ("meyreuille à côté d'aix", "Meyreuil"),
        ("merindol près de cavaillon", "Mérindol"),
        ("la turbi, au dessus de monaco", "La Turbie"),
        ("mollége, entre saint remy et cavaillon", "Mollégès"),
        ("tourves, entre brignoles et saint maximin", "Tourves"),
        ("Roquevaire, vers Aubagne", "Roquevaire"),
        ("Menton, frontière Vintimille", "Menton"),
        ("antibe juan les pin", "Antibes"),
        ("aix puyricar", "Aix-en-Provence"),
        ("hyere giens", "Hyères"),
        ("ajaccio mezavia", "Ajaccio"),
    ],
)
def test_a_misspelt_name_before_its_description_is_read(
    places: PlaceIndex, said: str, name: str
) -> None:
    for reading in (places.read(said), places.read_message(said)):
        assert _likeliest(reading) == name


@pytest.mark.parametrize(
    "said",
    [
        "xyzbourg près de pertuis", "le hameau des farnoux près de forcalquier", "bocaire en face de tarascon",
        "j'habite à xyzbourg, en face de Toulon", "rousé près d'aix", "xyzville juste à côté de Gap",
    ],
)  # fmt: skip
def test_the_town_said_to_be_near_an_unread_name_is_confirmed(
    places: PlaceIndex, said: str
) -> None:
    for reading in (places.read(said), places.read_message(said)):
        assert not reading.sure


@pytest.mark.parametrize(
    "said",
    [
        "j'habite à coté de Digne dans un petit hameau", "je cherche un kiné près de Digne",
        "une stomathérapeute près de Digne", "quelle structure labellisée près de Digne ?",
    ],
)  # fmt: skip
def test_the_town_near_which_somebody_lives_or_looks_is_taken(
    places: PlaceIndex, said: str
) -> None:
    reading = places.read_message(said)
    assert reading.place is not None
    assert reading.place.name == "Digne-les-Bains"
    assert reading.sure


@pytest.mark.parametrize(
    "said",
    [
        "tamoxifène, arrêté la semaine dernière", "Sarah, 45 ans, cancer du sein", "lovenox, en piqûre le soir",
        "kiné, au centre", "une boule, sous le bras", "prothèze, en face de la gare", "le picc line, côté droit",
        "port à cath, au dessus du sein", "entre deux cures", "mélanome, dans le dos", "nodule, dans le lobe supérieur",
        "Cher confrère, un patient de ma consultation", "je pars en Tunisie au soleil", "CRP 45", "mardi 9h15",
        "le rendez-vous à 14 h ou 15 h", "merci de me lire entre deux consultations", "plaquettes 84 000",
        "diagnostiqué en Espagne et suivi en France depuis", "sa sœur repart en Bretagne la semaine prochaine",
        "J'ai changé d'avis, retirez ma consultation du 4",
    ],
)  # fmt: skip
def test_what_is_described_is_no_place_when_it_is_none(places: PlaceIndex, said: str) -> None:
    assert not places.read_message(said)
    assert not places.read(said).sure
