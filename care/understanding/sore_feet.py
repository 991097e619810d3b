"""A walk made hard by the soles: `syndrome main-pied, la marche est difficile` tells of sore feet, not of the spine.

Read so only when one message says both, and nothing of the back or of the nerves of the legs: in doubt it stays the
walk that fails, which is graded red.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from care.understanding.facts import Fact, Status

_HARD_WALK = "hard_walk"
_SORE_SOLES = "hand_foot_painful"
_SOLES = frozenset({"hand_foot", "hand_foot_painful", "hand_foot_severe"})
_OF_THE_SPINE = frozenset(
    {"back_pain", "severe_back_pain", "tingling", "leg_weakness", "legs_numb", "cannot_walk", "sphincter", "saddle"}
)  # fmt: skip


def with_walk_of_sore_feet(facts: Sequence[Fact]) -> Iterable[Fact]:
    """The facts, a hard walk told with sore soles alone being that of the soles."""
    said = {fact.code for fact in facts if fact.status in {Status.AFFIRMED, Status.UNCERTAIN}}
    if _HARD_WALK not in said or said.isdisjoint(_SOLES) or said & _OF_THE_SPINE:
        return facts
    return [replace(f, code=_SORE_SOLES) if f.code == _HARD_WALK else f for f in facts]
