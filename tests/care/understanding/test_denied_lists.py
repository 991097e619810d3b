"""Denials told as lists, of any length: each item is denied, and what stands beside the list is not."""

from __future__ import annotations

import pytest

from care.understanding.facts import Status
from care.understanding.normalise import Normalised
from care.understanding.status import status_of

SIGNS = (
    "fièvre", "frissons", "toux", "diarrhée", "brûlures", "vertiges", "rougeur", "saignement", "nausée", "malaise",
    "gonflement", "essoufflement",
)  # fmt: skip
LENGTHS = range(1, len(SIGNS) + 1)


def status(text: str, sign: str) -> Status:
    message = Normalised(text)
    word = Normalised(sign).text
    start = message.text.rindex(word)
    return status_of(message, start, start + len(word))


def each_with_its_no(signs: tuple[str, ...], no: str) -> str:
    return ", ".join(f"{no} {sign}" for sign in signs)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize(
    "no", ["pas de", "ni", "aucun", "sans", "jamais de", "pas de vraie", "zéro"]
)
def test_each_item_that_has_its_own_no_is_denied(length: int, no: str) -> None:
    said = each_with_its_no(SIGNS[:length], no)
    assert {status(said, sign) for sign in SIGNS[:length]} == {Status.DENIED}


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("opener", ["pas de", "sans", "il n'a pas de", "je n'ai pas de"])
def test_each_item_of_a_list_that_goes_on_with_de_is_denied(length: int, opener: str) -> None:
    said = f"{opener} {', de '.join(SIGNS[:length])}"
    assert {status(said, sign) for sign in SIGNS[:length]} == {Status.DENIED}


@pytest.mark.parametrize("length", LENGTHS[1:])
@pytest.mark.parametrize("opener", ["pas de", "sans", "elle n'a pas de", "aucune"])
@pytest.mark.parametrize("last", [" ni ", " ni de ", ", ni "])
def test_each_bare_item_of_a_list_that_ni_closes_is_denied(
    length: int, opener: str, last: str
) -> None:
    *first, end = SIGNS[:length]
    said = f"{opener} {', '.join(first)}{last}{end}"
    assert {status(said, sign) for sign in SIGNS[:length]} == {Status.DENIED}


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize(
    "link", [" mais des", " mais de la", ". Par contre des", " ; elle a des", ", juste des"]
)
def test_what_follows_a_list_of_denials_stays_affirmed(length: int, link: str) -> None:
    said = f"{each_with_its_no(SIGNS[:length], 'pas de')}{link} douleurs"
    assert status(said, "douleurs") is Status.AFFIRMED


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("j'arrête pas de vomir, de tousser", "tousser"),
        ("elle n'arrête pas de vomir ni de tousser", "tousser"),
        ("pas mal de toux, de fièvre", "fièvre"),
        ("pas moyen de boire, de gros frissons", "frissons"),
        ("pas de fièvre, vomit beaucoup depuis hier, de gros frissons", "frissons"),
        ("pas seulement de la fièvre, des frissons", "frissons"),
        ("des points rouges qui ne s'effacent pas", "points rouges qui ne s effacent"),
        ("il ne boit plus rien, de grosses diarrhées", "diarrhées"),
        ("il ne garde rien du repas, de frissons secoué", "frissons"),
    ],
)
def test_what_only_looks_like_a_list_denies_nothing(text: str, sign: str) -> None:
    assert status(text, sign) is Status.AFFIRMED


@pytest.mark.parametrize(
    ("text", "sign", "expected"),
    [
        ("je n'ai mal nulle part", "mal", Status.DENIED),
        ("ça ne saigne de nulle part", "saigne", Status.DENIED),
        ("elle n'a jamais reçu d'immunothérapie", "immunothérapie", Status.DENIED),
        ("la lumière ne le gêne pas", "gêne", Status.DENIED),
        ("rien d'opéré récemment", "opéré récemment", Status.DENIED),
        ("le voisin de mon patient a un zona", "zona", Status.OTHER),
        ("mon patient a un zona", "zona", Status.AFFIRMED),
        ("le patient de ma collègue a un zona", "zona", Status.AFFIRMED),
        ("je bois plus d'un litre par jour", "un litre par jour", Status.AFFIRMED),
        ("je n'ai plus d'appétit", "appétit", Status.DENIED),
    ],
)
def test_other_ways_to_deny_or_to_speak_of_another(text: str, sign: str, expected: Status) -> None:
    assert status(text, sign) is expected
