"""What is counted without its name, and what looks like a count or a pressure and is none."""

from __future__ import annotations

import pytest

from tests.care.understanding.reading_help import values


@pytest.mark.parametrize(
    "text",
    [
        "il a mal malgré le Skenan, 7 ampoules en plus hier",
        "sous Oxycontin, 7 prises sur 24 h, il souffre",
    ],
)
def test_rescue_doses_without_their_name_are_read_beside_an_opioid(text: str) -> None:
    assert values(text, "count", "rescue_doses") == [7]


def test_any_other_medicine_taken_several_times_a_day_is_no_rescue_dose() -> None:
    assert not values("amoxicilline, 6 prises par jour", "count", "rescue_doses")


def test_a_street_number_is_no_low_blood_pressure() -> None:
    assert not values("j'habite 70/40 rue Paradis", "vital", "systolic")
    assert values("sous chimio, faible, 70/40", "vital", "systolic") == [70]
