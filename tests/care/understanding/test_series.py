"""Of several values of one measure the present one grades; the others are kept as past."""

from __future__ import annotations

import pytest

from care.understanding.facts import Status
from care.understanding.reading import read_message
from tests.care.understanding.reading_help import NOW, values


def now_and_then(text: str, code: str) -> tuple[list[object], list[object]]:
    facts = [fact for fact in read_message(text, now=NOW).facts if fact.code == code]
    present = [fact.value for fact in facts if fact.status is Status.AFFIRMED]
    return present, [fact.value for fact in facts if fact.status is Status.PAST]


@pytest.mark.parametrize(
    ("text", "code", "present", "past"),
    [
        ("Calcium corrigé à 2,58 en mai, 2,74 aujourd'hui", "calcium", [2.74], [2.58]),
        ("potassium de M. V. : 5,1 vendredi, 5,7 ce matin", "potassium", [5.7], [5.1]),
        ("Plaquettes 140, puis 62, maintenant 38.", "platelets", [38], [140, 62]),
        (
            "neutrophiles à 0,4 il y a huit jours, remontés à 1,1 ce matin",
            "neutrophils",
            [1.1],
            [0.4],
        ),
        ("Hb 7,6 ce jour, 9,1 il y a deux semaines", "hemoglobin", [7.6], [9.1]),
        ("Calcémie 3,1 ce matin contre 2,6 la semaine dernière", "calcium", [3.1], [2.6]),
        ("K 5,9 non 6,9 pardon", "potassium", [6.9], [5.9]),
        (
            "Potassium à 5,2… excusez-moi, je me suis décalée d'une ligne, 6,2",
            "potassium",
            [6.2],
            [5.2],
        ),
        (
            "Mardi trois selles de plus que mon habitude, hier quatre, aujourd'hui cinq",
            "stools",
            [5],
            [3, 4],
        ),
    ],
)
def test_the_value_of_now_is_the_present_one(
    text: str, code: str, present: list[object], past: list[object]
) -> None:
    assert now_and_then(text, code) == (present, past)


@pytest.mark.parametrize(
    ("text", "temperature"),
    [
        ("Plaquettes 90, 38,5 de fièvre", 38.5),
        ("Plaquettes à 40 hier, 38 de température", 38),
        ("Plaquettes 60, passées à 38 de fièvre", 38),
        ("CRP 120, 39 ce matin", 39),
        ("PNN 0,4, puis 39 ce soir", 39),
    ],
)
def test_a_fever_after_a_laboratory_value_stays_a_fever(text: str, temperature: float) -> None:
    assert values(text, "temperature") == [temperature]


def test_stools_told_in_two_parts_of_a_day_are_no_improvement() -> None:
    present, past = now_and_then(
        "hier je suis allé huit fois à la selle et cette nuit deux", "stools"
    )
    assert 8 in present
    assert past == []


def test_a_creatinine_is_told_against_its_lowest_former_value() -> None:
    text = "Créatinine à 78 en janvier, 80 début mars, 171 sur la prise de sang de ce matin."
    assert now_and_then(text, "creatinine") == ([171], [78, 80])
    assert now_and_then(text, "creatinine_ratio") == ([2.19], [])
