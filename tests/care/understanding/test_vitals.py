"""Vital signs said in words: what falls, what moved, what is said a few words later."""

from __future__ import annotations

import pytest

from tests.care.understanding.reading_help import facts


@pytest.mark.parametrize(
    ("text", "value", "lost"),
    [
        ("SpO2 97 % au dernier HDJ et 93 % aujourd'hui au repos", 93, 4),
        ("sat à 91 contre 97 la semaine dernière", 91, 6),
        ("sat 98 la semaine dernière, là 92", 92, 6),
    ],
)
def test_two_saturations_give_the_lower_and_the_points_lost(
    text: str, value: int, lost: int
) -> None:
    read = {f.code: f.value for f in facts(text, "vital")}
    assert (read["spo2"], read["spo2_drop"]) == (value, lost)


@pytest.mark.parametrize("text", ["SpO2 97 et FC 88", "sat 98 %, pouls 88", "sat 96, il a 71 ans"])
def test_another_figure_after_a_saturation_is_no_fall(text: str) -> None:
    assert "spo2_drop" not in {f.code for f in facts(text, "vital")}


def test_a_pain_that_went_from_three_to_eight_is_an_eight() -> None:
    (pain,) = facts("douleur dorsale passée de 3 à 8 en quatre jours", "vital")
    assert (pain.code, pain.value) == ("pain", 8)


def test_a_pressure_said_a_few_words_later_is_read() -> None:
    (pressure,) = facts("sa tension ce matin était à 9", "vital")
    assert (pressure.code, pressure.value) == ("systolic", 90)


@pytest.mark.parametrize(
    ("text", "high", "low"),
    [
        ("l'appareil dit 17 sur 10", 170, 100),
        ("ma tension c'est 18/10 même après repos", 180, 100),
        ("J'ai 17/9 à la maison", 170, 90),
        ("elle a 18/10 et mal à la tête", 180, 100),
    ],
)
def test_a_pressure_needs_no_word_of_its_own(text: str, high: int, low: int) -> None:
    read = {f.code: f.value for f in facts(text, "vital")}
    assert (read["systolic"], read["diastolic"]) == (high, low)


@pytest.mark.parametrize(
    "text", ["le 17/9 à la consultation", "rendez-vous le 18/10", "12/20 en maths"]
)
def test_a_day_or_a_mark_is_no_pressure(text: str) -> None:
    assert "systolic" not in {f.code for f in facts(text, "vital")}


@pytest.mark.parametrize(
    ("text", "code", "value"),
    [
        ("Sa saturation ne dépasse pas 90", "spo2", 90),
        ("Saturation oscille entre 88 et 91", "spo2", 88),
        ("L'appareil de mon voisin indique 87 quand je mets mon doigt", "spo2", 87),
        ("SpO2 chutant de 5 points à la marche", "spo2_drop", 5),
        ("Désaturation de 5 points à l'effort", "spo2_drop", 5),
        ("essoufflé, mon appareil dit 93 au lieu de 97", "spo2_drop", 4),
        ("Elle ventile à 27 par minute", "respiratory_rate", 27),
        ("FR comptée à 25", "respiratory_rate", 25),
        ("190 de tension", "systolic", 190),
    ],
)
def test_a_vital_sign_is_read_as_it_is_said(text: str, code: str, value: int) -> None:
    assert {f.code: f.value for f in facts(text, "vital")}[code] == value


def test_a_limit_that_is_not_passed_is_no_pressure() -> None:
    assert "systolic" not in {f.code for f in facts("Sa saturation ne dépasse pas 90", "vital")}
