from __future__ import annotations

import time

import pytest

from care.places import PlaceIndex


@pytest.mark.parametrize(
    ("message", "evidence", "insee"),
    [
        ("je cherche une dieteticienne vers gardane", "gardane", "13041"),
        (
            "Patiente 62 ans, 40 PA, nodule spiculé 25 mm, Manosque. Que faire ?",
            "Manosque",
            "04112",
        ),
        ("IAO Gap, patient sous pembrolizumab", "Gap", "05061"),
        ("une psy a cote d'Aix s'il vous plait", "Aix", "13001"),
        ("j'habite à Bras", "Bras", "83021"),
        ("patient de Vitrolles (13), cancer du poumon", "Vitrolles", "13117"),
        ("suivie à Marseille 9e depuis mai", "Marseille 9e", "13209"),
        ("habite 13013, fatigue", "13013", "13213"),
        ("Mon père va à Nice demain", "Nice", "06088"),
        ("nodule, gap, que faire", "gap", "05061"),
    ],
)
def test_a_place_is_found_in_a_message_with_its_exact_words(
    places: PlaceIndex, message: str, evidence: str, insee: str
) -> None:
    (mention,) = places.find_in(message)
    assert mention.place is not None
    assert mention.place.insee == insee
    assert message[mention.start : mention.end] == mention.evidence
    assert mention.evidence.startswith(evidence)


@pytest.mark.parametrize(
    "message",
    [
        "gap de réponse depuis deux cures",
        "douleur au bras, ongles abîmés, plaquettes 20000",
        "plaquettes : 13000, PNN 500, Hb 8",
        "signes de sepsis, faut-il appeler la garde ?",
        "urines orange, selles 6/j",
        "je sens plus mes jambes depuis ce matin",
        "K colon FOLFOX J9, 38.4 ce matin, frissons",
        "SIGNES DE SEPSIS, BRAS GONFLE",
        "Dr Grasse, compte rendu",
        "le drap est taché, les gars, faut voir les murs",
        "elle marche avec des cannes, mange peu de matière grasse",
        "Marie tousse, ça monte, viens vite",
        "vomit à midi, à jeun, à distance de la cure, à domicile",
        "",
    ],
)
def test_a_word_that_is_also_a_commune_is_not_a_place(places: PlaceIndex, message: str) -> None:
    assert places.find_in(message) == ()


def test_homonyms_in_a_message_are_candidates(places: PlaceIndex) -> None:
    (mention,) = places.find_in("un kiné près de Vitrolles svp")
    assert mention.place is None
    assert {place.insee for place in mention.candidates} == {"13117", "05184"}


def test_two_places_are_two_mentions(places: PlaceIndex) -> None:
    found = places.find_in("plutôt à Porto-Vecchio ou à Bastia")
    assert [mention.place.insee for mention in found if mention.place] == ["2A247", "2B033"]


def test_a_large_town_elsewhere_is_mentioned_as_outside(places: PlaceIndex) -> None:
    (mention,) = places.find_in("elle est suivie à Montpellier")
    assert mention.outside_region
    assert mention.place is None


def test_a_long_message_is_searched_quickly(places: PlaceIndex) -> None:
    message = "patiente suivie à Gardanne, vers la ciotat, sous folfox, fatigue et nausées. " * 130
    assert len(places.find_in(message)) == 260


@pytest.mark.parametrize(
    "unit", ["vers gardane a coté de marseye ", "13 ", "marseille dans le ", "vers ", "a", "20000 "]
)
def test_ten_thousand_characters_of_anything_are_read_in_a_fraction_of_a_second(
    places: PlaceIndex, unit: str
) -> None:
    message = (unit * 10_000)[:10_000]
    started = time.process_time()  # of the processor: a machine busy elsewhere says nothing of us
    places.find_in(message)
    places.read(message)
    assert time.process_time() - started < 1
