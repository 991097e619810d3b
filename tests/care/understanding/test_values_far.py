"""Saturations by any device and far from their name, glucose by its prick, and counts told by what was done."""

from __future__ import annotations

import pytest

from tests.care.understanding.reading_help import values


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("Saturation prise trois fois, doigts réchauffés, air ambiant, assis : 91, 91, 92", 91),
        ("elle souffle et le capteur affiche 90 % à l'air libre", 90),
        ("saturation ce matin 89 au repos, confirmée sur deux doigts", 89),
        ("je trouve 89 % assise, elle s'essouffle", 89),
    ],
)
def test_a_saturation_is_read_without_its_usual_words(text: str, percent: int) -> None:
    assert percent in values(text, "vital", "spo2")


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("oxymètre à 93 au repos ; la fois d'avant j'avais écrit 98", 5),
        ("Saturation 94 % en air ambiant, son carnet indique toujours 99", 5),
        ("s'essouffle, 94 % assise et 91 après le couloir ; elle est à 98 d'habitude", 4),
    ],
)
def test_a_saturation_is_set_against_the_usual_one(text: str, points: int) -> None:
    assert points in values(text, "vital", "spo2_drop")


@pytest.mark.parametrize(
    "text",
    [
        "saturation 96, pouls toujours à 100",
        "Sat 97, FR 16, PAS : 90",
        "batterie du capteur à 80 % de charge",
    ],
)
def test_another_number_is_no_saturation_nor_a_usual_one(text: str) -> None:
    assert not values(text, "vital", "spo2_drop")
    assert set(values(text, "vital", "spo2")) <= {96, 97}


def test_a_prick_gives_a_glucose_without_its_name() -> None:
    assert values("Contrôle au doigt : 2,2 g/L à jeun", "lab", "glucose") == [12.32]


@pytest.mark.parametrize(
    ("text", "times"), [("bilirubine 9", 0.5294), ("bili 3", 3), ("bilirubine 6 N", 6)]
)
def test_a_bilirubin_without_unit_is_in_micromoles_when_it_is_too_high_for_a_multiple(
    text: str, times: float
) -> None:
    assert values(text, "lab", "bilirubin") == [times]


def test_going_twenty_times_to_pass_water_is_no_count_of_stools() -> None:
    assert values("Ça brûle en urinant et j'y vais vingt fois par jour", "count", "stools") == []
    assert values("j'ai la diarrhée et j'y vais vingt fois par jour", "count", "stools") == [20]


def test_a_tablet_taken_for_rescue_several_times_is_counted() -> None:
    assert values("six fois son comprimé de secours depuis hier", "count", "rescue_doses") == [6]


def test_a_heart_that_beats_at_a_number_has_that_rate() -> None:
    assert values("la patiente s'arrête tous les cinq pas et bat à 122", "vital", "heart_rate") == [
        122
    ]


def test_the_hour_of_a_measure_is_no_measure() -> None:
    assert values("Le dextro de 11 h sort à 3,1 g", "lab", "glucose") == [17.36]
    assert values("créatinine de 8 h : 168", "lab", "creatinine") == [168]


def test_an_earlier_creatinine_in_a_letter_is_the_base_line() -> None:
    text = "Créatinine 168. Il est sous cisplatine et son courrier du mois dernier mentionnait 74"
    assert values(text, "lab", "creatinine_ratio") == [2.27]


def test_the_usual_number_of_stools_may_end_a_sentence_before_the_new_one() -> None:
    text = "D'ordinaire je vais à la selle deux fois. Hier j'ai fait des croix : neuf."
    assert max(values(text, "count", "stools")) == 7
    assert max(values("Une selle par jour en temps normal, six hier", "count", "stools")) == 5


@pytest.mark.parametrize("usual", ["en temps ordinaire", "d'ordinaire", "d'habitude"])
def test_stools_against_the_usual_number_are_never_added_up(usual: str) -> None:
    text = f"J'ai 5 selles par jour contre 2 {usual}, depuis mercredi"
    assert values(text, "count", "stools") == [3]
