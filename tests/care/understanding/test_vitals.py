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
