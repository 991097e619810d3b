from __future__ import annotations

import pytest

from care.understanding.facts import Status
from care.understanding.sore_feet import with_walk_of_sore_feet
from tests.care.triage.facts import sign


def codes(*facts: object) -> list[str | None]:
    return [fact.code for fact in with_walk_of_sore_feet(facts)]  # type: ignore[arg-type]


def test_a_hard_walk_with_sore_soles_is_that_of_the_soles() -> None:
    assert codes(sign("hand_foot"), sign("hard_walk", start=40)) == [
        "hand_foot",
        "hand_foot_painful",
    ]


@pytest.mark.parametrize("other", ["back_pain", "tingling", "leg_weakness", "sphincter"])
def test_with_a_sign_of_the_spine_it_stays_a_walk_that_fails(other: str) -> None:
    said = (sign("hand_foot"), sign("hard_walk", start=40), sign(other, start=80))
    assert codes(*said) == ["hand_foot", "hard_walk", other]


def test_without_sore_soles_or_with_denied_ones_it_stays_a_walk_that_fails() -> None:
    assert codes(sign("hard_walk")) == ["hard_walk"]
    denied = sign("hand_foot", Status.DENIED)
    assert codes(denied, sign("hard_walk", start=40)) == ["hand_foot", "hard_walk"]
