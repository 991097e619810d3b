"""Patients made from the clinical table, on both sides of each criterion, graded by the whole engine."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from care.clock import FixedClock
from care.content import Provenance, load_content
from care.triage import Level, grading
from care.triage.assessment import Assessment
from tests.care.triage.facts import grade
from tests.care.triage.told import told

FOLDER = Path(__file__).parent / "cases"


class Case(BaseModel):
    """What the table says, the facts of one patient, and the level that follows; `flag` is a red flag of the table.

    `never` is a flag that must not be raised; `by_default`: no criterion speaks, amber because of rule R3.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: str = Field(min_length=1)
    facts: list[str] = Field(min_length=1)
    level: Level | Literal["not red"] | None
    flag: str | None = None
    never: str | None = None
    by_default: bool = False


class Cases(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    meta: Provenance
    cases: list[Case]


@lru_cache(maxsize=1)
def every_case() -> tuple[Case, ...]:
    paths = sorted(FOLDER.glob("*.yml"))
    return tuple(case for path in paths for case in load_content(path, Cases).cases)


def graded(case: Case, clock: FixedClock) -> Assessment:
    return grade(*told(case.facts), clock=clock)


@pytest.mark.parametrize("case", every_case(), ids=lambda case: case.says[:60])
def test_a_patient_of_the_clinical_table_gets_its_level(case: Case, clock: FixedClock) -> None:
    found = graded(case, clock)
    expected = (
        found.level is not Level.RED if case.level == "not red" else found.level == case.level
    )
    assert expected, (found.level, [(match.item, match.grade) for match in found.matched])
    assert case.flag is None or case.flag in found.red_flags
    assert case.never not in found.red_flags


@pytest.mark.parametrize("case", every_case(), ids=lambda case: case.says[:60])
def test_a_level_comes_from_a_criterion_unless_no_criterion_says_it(
    case: Case, clock: FixedClock
) -> None:
    """The default of R3 speaks only where something vital is missing or no criterion of the table fits."""
    items = {match.item for match in graded(case, clock).matched}
    assert (grading.DEFAULT in items) is case.by_default
