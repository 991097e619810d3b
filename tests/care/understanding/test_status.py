from __future__ import annotations

import re
import unicodedata

import pytest

from care.understanding.facts import Status
from care.understanding.normalise import Normalised
from care.understanding.status import status_of


def status(text: str, word: str) -> Status:
    message = Normalised(text)
    found = re.search(Normalised(word).text, message.text)
    assert found is not None
    return status_of(message, *found.span())


AFFIRMED = [
    ("j'ai pas de fièvre j'ai des douleurs", "douleurs"),
    ("pas de douleur\nfièvre 39,2", "fièvre"),
    ("pas de douleur. Fièvre à 39", "fièvre"),
    ("j'ai pas arrêté de vomir", "vomir"),
    ("je n'arrête pas de vomir", "vomir"),
    ("pas mal de douleurs", "douleurs"),
    ("j'ai jamais eu de douleur comme ça", "douleur"),
    ("je n'ai jamais eu aussi mal au ventre", "mal au ventre"),
    ("je peux pas respirer", "peux pas respirer"),
    ("je ne sens plus mes jambes", "ne sens plus mes jambes"),
    ("ma mère a de la fièvre", "fièvre"),
    ("mon mari vomit depuis ce matin", "vomit"),
    ("mon fils a 39 de fièvre", "fièvre"),
    ("je peux rien avaler sans vomir", "vomir"),
    ("impossible de manger sans avoir mal", "mal"),
    ("il vomit sans arrêt", "vomit"),
    ("sans doute de la fièvre", "fièvre"),
    ("douleur non soulagée par la morphine", "douleur"),
    ("pas de médecin et j'ai de la fièvre", "fièvre"),
    ("toux pas grave mais fièvre", "fièvre"),
    ("pas d'amélioration de la douleur", "douleur"),
    ("pas de fièvre, vomissements ++", "vomissements"),
    ("pas que de la fièvre", "fièvre"),
    ("je sais pas quoi faire j'ai de la fièvre", "fièvre"),
    ("dites moi si c'est grave je vomis du sang", "vomis du sang"),
    ("si vous pouvez me rappeler j'ai de la fièvre", "fièvre"),
    ("j'ai si mal au ventre", "mal au ventre"),
    ("j'ai encore plus de douleurs", "douleurs"),
    ("plus de douleurs que d'habitude", "douleurs"),
    ("de plus en plus de vertiges", "vertiges"),
    ("la fièvre est tombée puis remontée ce matin", "fièvre"),
    ("malaise est tombée ce matin", "malaise"),
    ("fièvre dernière chimio il y a 3 semaines", "fièvre"),
    ("j'ai de la fièvre depuis la semaine dernière", "fièvre"),
    ("j'ai eu de la fièvre cette nuit", "fièvre"),
    ("hier soir j'ai vomi", "vomi"),
    ("griffé par mon chat, fièvre à 39", "fièvre"),
    ("mon chien va bien mais moi j'ai de la fièvre", "fièvre"),
    ("mon voisin dit que j'ai de la fièvre", "fièvre"),
    ("il ne promène plus le chien tellement il est fatigué", "fatigué"),
    ("la tête me fait un mal de chien", "mal"),
    ("le saignement ne s'est pas arrêté", "saignement"),
    ("je n'ai pas dormi à cause de la douleur", "douleur"),
    ("non j'ai de la fièvre", "fièvre"),
    ("j'ai pas pu venir fièvre 39", "fièvre"),
    ("il n'y a pas que les vomissements", "vomissements"),
    ("ça saigne plus que ce matin", "saigne"),
    ("douleur partie dans le bras", "douleur"),
    ("fièvre ? oui", "fièvre"),
]
DENIED = [
    ("le saignement ne s'arrête pas", "saignement ne s'arrête"),
    ("pas de fièvre", "fièvre"),
    ("Pas d'fièvre", "fièvre"),
    ("j'ai pas de fièvre j'ai des douleurs", "fièvre"),
    ("jai pa de fievre", "fievre"),
    ("je n'ai aucune douleur", "douleur"),
    ("sans fièvre ni frissons", "fièvre"),
    ("sans fièvre ni frissons", "frissons"),
    ("fièvre : non", "fièvre"),
    ("fièvre non, vomissements oui", "fièvre"),
    ("de la fièvre ? non", "fièvre"),
    ("plus de fièvre depuis hier", "fièvre"),
    ("je n'ai plus de douleur", "douleur"),
    ("zéro fièvre", "fièvre"),
    ("je n'ai ni fièvre ni toux", "toux"),
    ("pas de fièvre ou de frissons", "frissons"),
    ("pas de fièvre, de frissons, ni de toux", "frissons"),
    ("pas de fièvre, de frissons, ni de toux", "toux"),
    ("ça ne saigne pas", "saigne"),
    ("il vomit pas", "vomit"),
    ("elle ne tousse plus", "tousse"),
    ("absence de fièvre", "fièvre"),
    ("j'ai pas la diarrhée", "diarrhée"),
    ("pas encore vomi", "vomi"),
    ("nie toute douleur", "douleur"),
    ("toujours pas de frissons", "frissons"),
    ("non fébrile", "fébrile"),
    ("embolie pulmonaire éliminée", "embolie pulmonaire"),
]
OTHERS = [
    ("je sais pas si j'ai de la fièvre", "fièvre", Status.UNCERTAIN),
    ("je ne sais pas s'il a de la fièvre, pas de thermomètre", "fièvre", None),
    ("j'ai peut-être de la fièvre", "fièvre", Status.UNCERTAIN),
    ("pas trop de fièvre", "fièvre", Status.UNCERTAIN),
    ("j'ai l'impression d'avoir de la fièvre", "fièvre", Status.UNCERTAIN),
    ("je pense pas avoir de fièvre", "fièvre", Status.UNCERTAIN),
    ("savoir si c'est normal d'avoir de la fièvre", "fièvre", Status.UNCERTAIN),
    ("c'est pas la fièvre qui m'inquiète", "fièvre", Status.UNCERTAIN),
    ("si j'ai de la fièvre je fais quoi", "fièvre", Status.HYPOTHETICAL),
    ("que faire en cas de fièvre", "fièvre", Status.HYPOTHETICAL),
    ("si jamais elle vomit", "vomit", Status.HYPOTHETICAL),
    ("j'ai peur de faire une embolie", "embolie", Status.HYPOTHETICAL),
    ("ça peut donner de la diarrhée ?", "diarrhée", Status.HYPOTHETICAL),
    ("risque de saignement", "saignement", Status.HYPOTHETICAL),
    ("mon chien a de la fièvre", "fièvre", Status.OTHER),
    ("ma voisine vomit", "vomit", Status.OTHER),
    ("fièvre chez mon chien", "fièvre", Status.OTHER),
    ("antécédents familiaux de cancer du sein", "cancer du sein", Status.OTHER),
    ("ATCD d'embolie pulmonaire", "embolie pulmonaire", Status.PAST),
    ("j'ai eu de la fièvre il y a 3 mois", "fièvre", Status.PAST),
    ("le mois dernier j'ai eu des vertiges", "vertiges", Status.PAST),
    ("la fièvre est tombée", "fièvre", Status.PAST),
    ("la diarrhée a disparu", "diarrhée", Status.PAST),
    ("saignement qui s'est arrêté depuis hier", "saignement", Status.PAST),
]


@pytest.mark.parametrize(("text", "word"), AFFIRMED)
def test_what_is_present_is_never_lost(text: str, word: str) -> None:
    assert status(text, word) is Status.AFFIRMED


@pytest.mark.parametrize(("text", "word"), DENIED)
def test_a_plain_denial_is_read(text: str, word: str) -> None:
    assert status(text, word) is Status.DENIED


@pytest.mark.parametrize(("text", "word", "expected"), OTHERS)
def test_doubt_hypothesis_past_and_other_people(
    text: str, word: str, expected: Status | None
) -> None:
    if expected is not None:
        assert status(text, word) is expected
    else:
        assert status(text, word) in {Status.UNCERTAIN, Status.HYPOTHETICAL}


@pytest.mark.parametrize(("text", "word"), [*AFFIRMED, *DENIED])
def test_spelling_forms_never_change_a_status(text: str, word: str) -> None:
    expected = status(text, word)
    for other in (text.upper(), unicodedata.normalize("NFD", text), text.replace(" ", "  ")):
        assert status(other, word) is expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("pas de frissons, toux, brûlures ni plaie", "toux", Status.DENIED),
        ("pas de fièvre, vomissements, ne mange ni ne boit", "vomissements", Status.AFFIRMED),
        (
            "pas de fièvre, vomissements, douleurs ou gêne depuis hier",
            "vomissements",
            Status.AFFIRMED,
        ),
        ("pas de fièvre, diarrhée, il ne boit ni ne mange", "diarrhée", Status.AFFIRMED),
        ("examen normal, tousse pas, TA 13/8", "tousse", Status.DENIED),
    ],
)
def test_a_list_is_denied_only_when_it_is_closed_as_one(
    text: str, word: str, expected: Status
) -> None:
    assert status(text, word) is expected
