"""The town question: a doubt is confirmed or chosen, never taken in silence."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.care.interview.conftest import Talk

Start = Callable[..., Talk]


def _asked(talk: Start, answer: str) -> Talk:
    patient = talk()
    patient.open("je cherche une diététicienne", "find_support_care")
    assert patient.slot == "town"
    patient.answer(answer)
    return patient


@pytest.mark.parametrize("answer", ["gardane", "marseye", "obagne", "cavayon"])
def test_a_misspelled_town_is_read_back_for_a_yes(talk: Start, answer: str) -> None:
    patient = _asked(talk, answer)
    assert patient.slot == "town"
    titles = [title for title, _ in patient.buttons]
    assert titles[0] == "Oui"
    assert titles[-1] == "Non"
    patient.answer("oui")
    assert patient.slot != "town"


def test_a_no_with_the_right_name_is_enough(talk: Start) -> None:
    patient = _asked(talk, "gardane")
    patient.answer("non, Fuveau")
    assert patient.slot != "town"


@pytest.mark.parametrize(
    "answer", ["Saint-Julien", "Villeneuve", "la motte", "04200", "dans le Var"]
)
def test_a_name_of_several_places_gives_buttons(talk: Start, answer: str) -> None:
    patient = _asked(talk, answer)
    assert patient.slot == "town"
    assert len(patient.buttons) >= 3
    (choice,) = re.findall(r"town:\w+", patient.buttons[0][1])
    patient.tap(choice)
    assert patient.slot != "town"


@pytest.mark.parametrize("answer", ["il est dans le salon", "c'est grave", "gap de réponse", "oui"])
def test_a_word_that_is_no_town_is_asked_again(talk: Start, answer: str) -> None:
    patient = _asked(talk, answer)
    assert patient.slot == "town"
    assert not [title for title, _ in patient.buttons if title == "Oui"]


def test_the_town_where_one_lives_counts_before_the_hospital(talk: Start) -> None:
    patient = talk()
    said = patient.open(
        "je cherche une diététicienne, je suis suivie à Marseille mais j'habite à Gardanne",
        "find_support_care",
    )
    assert patient.slot != "town"
    assert "Gardanne" in said
