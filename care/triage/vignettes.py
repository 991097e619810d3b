"""Vignettes: a text, who wrote it, and what a clinician would grade. Counted, they say how good the triage is.

Levels: red, amber, green, or none when there is nothing to grade. The targets are those that we publish.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from care.content import load_yaml
from care.errors import InvalidContent
from care.triage.assessment import Assessment
from care.triage.levels import Level

NONE = "none"
LEVELS = ("red", "amber", "green", NONE)


class Vignette(BaseModel):
    """One case. `why` says where the gold level comes from; `disposition` is checked when it is given."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str = Field(min_length=1)
    caller: str
    level: Level | None = None
    purpose: str | None = None
    disposition: str | None = None
    why: str | None = None

    @property
    def gold(self) -> str:
        return NONE if self.level is None else self.level.value


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the triage made of one vignette."""

    batch: str
    vignette: Vignette
    assessment: Assessment

    @property
    def found(self) -> str:
        return NONE if self.assessment.level is None else self.assessment.level.value

    @property
    def exact(self) -> bool:
        return self.found == self.vignette.gold

    @property
    def purpose_right(self) -> bool:
        return self.assessment.purpose == self.vignette.purpose


@dataclass(frozen=True, slots=True)
class Target:
    """One published measure: how many out of how many, and the bound."""

    name: str
    count: int
    total: int
    bound: float
    at_most: bool

    @property
    def share(self) -> float:
        return self.count / self.total if self.total else (0.0 if self.at_most else 1.0)

    @property
    def reached(self) -> bool:
        return self.share <= self.bound if self.at_most else self.share >= self.bound


def load_vignettes(path: Path) -> tuple[Vignette, ...]:
    """Read one batch. Raises InvalidContent naming the vignette at fault."""
    raw = load_yaml(path)
    listed = raw.get("vignettes") if isinstance(raw, dict) else raw
    if not isinstance(listed, list):
        raise InvalidContent(str(path), "a list of vignettes was expected")
    found = []
    for number, item in enumerate(listed, start=1):
        try:
            found.append(Vignette.model_validate(item))
        except ValueError as error:
            raise InvalidContent(f"{path} ({number})", str(error)) from error
    return tuple(found)


def confusion(outcomes: Iterable[Outcome]) -> Counter[tuple[str, str]]:
    """How often each gold level was given each level."""
    return Counter((each.vignette.gold, each.found) for each in outcomes)


def targets(outcomes: Sequence[Outcome]) -> tuple[Target, ...]:
    """The published measures. No level at all counts as green when something was to be graded."""
    counts = confusion(outcomes)

    def cases(gold: Sequence[str], found: Sequence[str]) -> int:
        return sum(counts[(want, got)] for want in gold for got in found)

    low, graded = ("green", NONE), LEVELS[:3]
    exact = sum(counts[(level, level)] for level in graded)
    asked = [each for each in outcomes if each.vignette.purpose is not None]
    right = sum(each.purpose_right for each in asked)
    return (
        Target("rouge classé vert", cases(["red"], low), cases(["red"], LEVELS), 0.0, True),
        Target(
            "rouge sous-gradé", cases(["red"], ("amber", *low)), cases(["red"], LEVELS), 0.02, True
        ),
        Target("orange classé vert", cases(["amber"], low), cases(["amber"], LEVELS), 0.03, True),
        Target(
            "vert ou orange classé rouge",
            cases(["amber", "green"], ["red"]),
            cases(["amber", "green"], LEVELS),
            0.12,
            True,
        ),
        Target("niveau exact", exact, cases(graded, LEVELS), 0.88, False),
        Target("motif exact", right, len(asked), 0.93, False),
    )


def by(outcomes: Iterable[Outcome], key: Callable[[Outcome], str]) -> dict[str, list[Outcome]]:
    """The outcomes in groups, in the order in which the groups first appear."""
    groups: dict[str, list[Outcome]] = {}
    for each in outcomes:
        groups.setdefault(key(each), []).append(each)
    return groups
