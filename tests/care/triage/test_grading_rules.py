"""Rules that mutation testing found untested: each is pinned on the side that the clinical table gives it."""

from __future__ import annotations

import pytest

from care.clock import FixedClock
from care.triage import Level
from care.triage.conditions import BadCondition, compile_condition
from care.understanding.facts import Fact, Status
from tests.care.triage.facts import fact, grade, sign, temperature, treatment

FIRST = fact("finding", "first_cycle", "first_cycle", Status.AFFIRMED, 700)
XELODA = treatment("capecitabine", days_ago=8)
NO_TREATMENT = treatment("docetaxel", status=Status.DENIED)


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ((temperature(38.4), sign("dysuria"), treatment("tamoxifen")), Level.AMBER),
        ((temperature(38.4), sign("dysuria"), treatment("docetaxel", days_ago=9)), Level.RED),
        ((sign("mucositis"), FIRST, XELODA), Level.AMBER),
        ((sign("mucositis"), sign("diarrhea", start=90), FIRST, XELODA), Level.RED),
        ((sign("cough"),), Level.AMBER),
        ((sign("cough"), NO_TREATMENT), Level.GREEN),
        ((sign("pneumonitis_word"),), Level.AMBER),
        ((sign("vesicles"),), Level.AMBER),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_rule_stays_on_its_side(facts: tuple[Fact, ...], level: Level, clock: FixedClock) -> None:
    assert grade(*facts, clock=clock).level is level


@pytest.mark.parametrize("raw", [{}, [], 3, {"all": [], "any": []}, {"unknown": 1}])
def test_a_condition_of_another_shape_is_refused(raw: object) -> None:
    with pytest.raises(BadCondition):
        compile_condition(raw, {})
