"""Episodes told one by one, by their hours."""

from __future__ import annotations

import pytest

from care.understanding.episode_hours import read_hours_of_episodes
from care.understanding.normalise import Normalised
from care.understanding.numbers import NumericView


def read(text: str) -> dict[str | None, float]:
    found = read_hours_of_episodes(NumericView(Normalised(text)))
    return {draft.code: float(draft.value) for draft in found}


@pytest.mark.parametrize(
    ("text", "code", "count"),
    [
        ("elle a rendu à 22h, minuit et quart, 2h, 4h, 6h30 et là à 8h", "vomits", 6),
        ("vomi à minuit, deux heures, quatre heures et cinq heures", "vomits", 4),
        ("vomi 20h, 22h, 0h", "vomits", 3),
        ("3h, 4h, 5h, 6h : à chaque fois diarrhée", "stools", 4),
    ],
)
def test_each_hour_told_is_an_episode(text: str, code: str, count: int) -> None:
    assert read(text) == {code: count}


@pytest.mark.parametrize(
    "text",
    [
        "j'ai vomi et pris le Zophren à 8h, 14h, 20h",
        "Imodium à 8h, 14h, 20h",
        "rendez-vous à 9h ou 10h",
    ],
)
def test_the_hours_of_something_else_are_left_alone(text: str) -> None:
    assert read(text) == {}
