"""Which range a number falls in: both ends belong to « à » and « ou plus », neither to « plus de » and « moins de »."""

from __future__ import annotations

import pytest

from care.triage.ranges import range_of

STOOLS = ["1 à 3", "4 à 6", "7 ou plus"]
FEVER = ["Moins de 37,5", "37,5 à 37,9", "38 ou plus"]


@pytest.mark.parametrize(
    ("number", "titles", "index"),
    [
        (1, STOOLS, 0),
        (3, STOOLS, 0),
        (4, STOOLS, 1),
        (6, STOOLS, 1),
        (7, STOOLS, 2),
        (12, STOOLS, 2),
        (0, STOOLS, None),
        (3.5, STOOLS, None),
        (37.4, FEVER, 0),
        (37.5, FEVER, 1),
        (37.9, FEVER, 1),
        (38.0, FEVER, 2),
        (7, ["Plus de 6 semaines"], 0),
        (6, ["Plus de 6 semaines"], None),
        (6, ["7 fois ou plus"], None),
        (7, ["7 fois ou plus"], 0),
        (5, ["1 à 6", "5 ou plus"], None),
        (5, ["Je ne sais pas"], None),
        (5, [], None),
    ],
)
def test_a_number_is_put_in_the_one_range_that_holds_it(
    number: float, titles: list[str], index: int | None
) -> None:
    assert range_of(number, titles) == index
