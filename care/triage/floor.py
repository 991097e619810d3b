"""What is red whatever the rules grade: words of suicide are answered at once."""

from __future__ import annotations

from collections.abc import Iterable

from care.understanding.facts import Fact, Status

SUICIDAL = frozenset({"suicidal_act", "suicidal_plan", "suicidal_ideas", "death_wish"})
_CURRENT = frozenset({Status.AFFIRMED, Status.UNCERTAIN})


def speaks_of_suicide(facts: Iterable[Fact]) -> bool:
    return any(fact.code in SUICIDAL and fact.status in _CURRENT for fact in facts)
