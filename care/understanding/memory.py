"""What is known of a patient across the messages of one conversation.

A later word on the same thing replaces the earlier one, but never erases a sign: a symptom once affirmed
stays until a named person says otherwise, because a denial alone may lower nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from care.understanding.facts import Fact, Status

# One value at a time: the newest replaces the older. Everything else accumulates.
_SINGLE = frozenset(
    {"age", "sex", "performance_status", "pack_years", "commune", "rpps", "treatment_day"}
)


def merge_facts(known: Sequence[Fact], new: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the known facts with the new ones added; order is by first mention."""
    merged = list(known)
    for fact in new:
        if any(_says_the_same(old, fact) for old in merged):
            continue
        if fact.entity in _SINGLE and fact.status is Status.AFFIRMED:
            merged = [
                old
                for old in merged
                if old.entity != fact.entity or old.status is not Status.AFFIRMED
            ]
        merged.append(fact)
    return tuple(merged)


def _says_the_same(old: Fact, new: Fact) -> bool:
    return (old.entity, old.code, old.value, old.status) == (
        new.entity,
        new.code,
        new.value,
        new.status,
    )


def facts_to_json(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    return [
        {
            "entity": fact.entity,
            "value": fact.value,
            "code": fact.code,
            "evidence": fact.evidence,
            "start": fact.start,
            "end": fact.end,
            "status": fact.status.value,
            "attributes": dict(fact.attributes),
        }
        for fact in facts
    ]


def facts_from_json(data: Iterable[dict[str, Any]]) -> tuple[Fact, ...]:
    return tuple(Fact(**{**item, "status": Status(item["status"])}) for item in data)
