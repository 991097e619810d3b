"""A reassuring word said with a doubt lowers nothing."""

from __future__ import annotations

import pytest

from care.triage.onset import durations_of_signs
from care.triage.reassuring import proves_nothing
from care.understanding.facts import Fact, Status


def said(code: str, status: Status) -> Fact:
    return Fact("finding", code, code, code, 0, 5, status, {})


@pytest.mark.parametrize(
    ("code", "status", "nothing"),
    [
        ("immunity_proven", Status.UNCERTAIN, True),
        ("immunity_proven", Status.AFFIRMED, False),
        ("eats_drinks_well", Status.UNCERTAIN, True),
        ("no_own_sign", Status.UNCERTAIN, True),
        ("nausea", Status.UNCERTAIN, False),
    ],
)
def test_only_a_doubt_on_what_reassures_proves_nothing(
    code: str, status: Status, nothing: bool
) -> None:
    assert proves_nothing(said(code, status)) is nothing


def lasting(start: int, hours: int) -> Fact:
    return Fact("duration", hours, None, "x", start, start + 5, Status.AFFIRMED, {"hours": hours})


def test_the_age_of_a_cure_is_no_length_of_a_complaint_told_with_its_own() -> None:
    given = Fact(
        "date", "2026-11-18", None, "x", 10, 15, Status.AFFIRMED, {"role": "last_treatment"}
    )
    cure, own = lasting(10, 120), lasting(40, 24)
    assert durations_of_signs([given, cure, own]) == (own,)
    assert durations_of_signs([given, cure]) == (cure,)
