from __future__ import annotations

import pytest

from care.places import PlaceIndex


@pytest.mark.parametrize(
    ("answer", "insee"),
    [
        ("Gardanne", "13041"),
        ("FORCALQUIER !", "04088"),
        ("13120", "13041"),
        ("13 120", "13041"),
        ("Pertuis 84120", "84089"),
        ("04200 Sisteron", "04209"),
        ("j'habite du côté de Carpentras svp", "84031"),
        ("aix", "13001"),
        ("Salon", "13103"),
        ("St-Raph", "83118"),
        ("Ajacciu", "2A004"),
        ("l’Île-Rousse", "2B134"),
        ("Cagnes", "06027"),
        ("digne", "04070"),
        ("la ciotat", "13028"),
        ("saint maximin", "83116"),
        ("isle sur sorgue", "84054"),
        ("Ribiers", "05118"),
        ("gap", "05061"),
        ("Apt", "84003"),
        ("porto vecchio", "2A247"),
        ("I\u0302le Rousse", "2B134"),
        ("mon mari est suivi à Hyères", "83069"),
        ("20137 porto-vecchio", "2A247"),
        ("Vitrolles (13)", "13117"),
        ("vitrolles hautes alpes", "05184"),
        ("Mirabeau dans le Vaucluse", "84076"),
        ("la garde var", "83062"),
        ("marseille", "13055"),
    ],
)
def test_a_clear_name_or_code_is_sure(places: PlaceIndex, answer: str, insee: str) -> None:
    reading = places.read(answer)
    assert reading.place is not None
    assert (reading.place.insee, reading.sure, reading.outside_region) == (insee, True, False)


@pytest.mark.parametrize(
    ("answer", "insee"),
    [
        ("13e", "13213"),
        ("le 4ème", "13204"),
        ("dans le 8 eme arrondissement", "13208"),
        ("Marseille 15", "13215"),
        ("marseille 1er", "13201"),
        ("dixième arrondissement de Marseille", "13210"),
        ("13016", "13216"),
        ("Marseille 13005", "13205"),
        ("13009 marseille", "13209"),
    ],
)
def test_a_district_of_marseille_is_found(places: PlaceIndex, answer: str, insee: str) -> None:
    reading = places.read(answer)
    assert reading.place is not None
    assert (reading.place.insee, reading.sure) == (insee, True)


def test_a_small_bare_ordinal_may_be_a_choice_and_is_not_sure(places: PlaceIndex) -> None:
    assert places.read("le premier").place is None
    reading = places.read("le 2e")
    assert reading.place is not None
    assert not reading.sure


@pytest.mark.parametrize(
    ("answer", "insee"),
    [
        ("gardane", "13041"),
        ("aix en provance", "13001"),
        ("Barcelonette", "04019"),
        ("draguinian", "83050"),
        ("chateau arnou", "04049"),
        ("carpantras", "84031"),
        ("vers Forcalquié", "04088"),
        ("sainte maxim", "83115"),
        ("j'habite a coté de manosqe", "04112"),
    ],
)
def test_a_confident_misspelling_is_never_sure(places: PlaceIndex, answer: str, insee: str) -> None:
    reading = places.read(answer)
    assert reading.place is not None
    assert (reading.place.insee, reading.sure) == (insee, False)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Vitrolles", {"13117", "05184"}),
        ("mirabeau", {"84076", "04122"}),
        ("La Garde", {"83062", "04092"}),
        ("le castelet", {"83035", "04041"}),
        ("la seyne", {"83126", "04205"}),
        ("marseye", {"13055"}),
        ("la cieuta", {"13028"}),
        ("vance", {"06157"}),
        ("bastya", {"2B033"}),
        ("grace", {"06069"}),
        ("saint raf", {"83118"}),
        ("04200", {"04209"}),
        ("Gardanne 13100", {"13041", "13001"}),
        ("entre Gap et Sisteron", {"05061", "04209"}),
        ("chateauneuf", {"13026", "06038"}),
    ],
)
def test_a_doubt_is_asked_not_guessed(places: PlaceIndex, answer: str, expected: set[str]) -> None:
    reading = places.read(answer)
    assert reading.place is None
    assert expected <= {place.insee for place in reading.suggestions}
    assert not reading.outside_region


@pytest.mark.parametrize(
    ("answer", "larger"),
    [
        ("Villeneuve", "Villeneuve-Loubet"),
        ("Saint-Julien", "Saint-Julien-en-Champsaur"),
        ("la motte", "La Motte-d'Aigues"),
    ],
)
def test_a_name_that_begins_longer_ones_is_asked(
    places: PlaceIndex, answer: str, larger: str
) -> None:
    reading = places.read(answer)
    assert reading.place is None
    assert {answer.casefold(), larger.casefold()} <= {
        place.name.casefold() for place in reading.suggestions
    }


@pytest.mark.parametrize(
    "answer",
    [
        "oui", "non", "mal", "merci", "je ne sais pas", "chez moi", "asdf qwerty", "azertyuiop", "blablabla",
        "?", "", "   ", "👍", "…", "demain matin", "00000", "la bas", "jkhg fdsq", "dupont",
    ],
)  # fmt: skip
def test_what_is_not_a_place_gives_nothing(places: PlaceIndex, answer: str) -> None:
    reading = places.read(answer)
    assert (reading.place, reading.suggestions, reading.outside_region) == (None, (), False)


@pytest.mark.parametrize(
    "answer",
    [
        "Paris", "je suis à Lyon", "Lyon 3e", "montpelier", "Nimes", "Toulouse", "Monaco", "98000", "75013", "69003",
        "34000 Montpellier", "Béziers", "alès", "Genève", "Alger", "Vintimille", "en Bretagne", "le Gard",
        "20e arrondissement", "Valence", "Grenoble svp", "Strasbour", "97400", "Saint-Denis 93",
    ],
)  # fmt: skip
def test_a_place_outside_the_region_is_said_to_be_outside(places: PlaceIndex, answer: str) -> None:
    reading = places.read(answer)
    assert reading.outside_region
    assert reading.place is None


@pytest.mark.parametrize(
    ("answer", "area", "town"),
    [
        ("dans le Var", "83", "Toulon"),
        ("84", "84", "Avignon"),
        ("en Corse", "corse", "Ajaccio"),
        ("2B", "2B", "Bastia"),
    ],
)
def test_a_department_is_an_area_and_its_towns_are_offered(
    places: PlaceIndex, answer: str, area: str, town: str
) -> None:
    reading = places.read(answer)
    assert reading.area is not None
    assert reading.area.code == area
    assert reading.place is None
    assert town in {place.name for place in reading.suggestions}


def test_a_postal_code_of_another_department_is_not_trusted_for_the_department(
    places: PlaceIndex,
) -> None:
    reading = places.read("05110")
    assert {"04", "05"} <= {place.department for place in reading.suggestions}


def test_evidence_is_a_slice_of_the_answer(places: PlaceIndex) -> None:
    assert places.read("  Je suis vers Hyères, merci").evidence == "Hyères"


@pytest.mark.parametrize(
    "answer", ["a" * 10_000, "gardanne " * 1_000, "1" * 5_000, "\x00\x00", "é" * 300, "()[]{}"]
)
def test_odd_answers_are_read_without_an_error(places: PlaceIndex, answer: str) -> None:
    assert places.read(answer).outside_region is False
