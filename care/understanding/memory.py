"""What is known of a patient across the messages of one conversation.

A later word on the same thing replaces the earlier one, but never erases a sign: a symptom once affirmed
stays until a named person says otherwise, because a denial alone may lower nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from care.understanding.facts import Fact, Status, Value

# One value at a time: the newest replaces the older. Everything else accumulates.
_SINGLE = frozenset(
    {"age", "sex", "performance_status", "pack_years", "commune", "rpps", "treatment_day"}
)


def merge_facts(known: Sequence[Fact], new: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the known facts with the new ones added; order is by first mention."""
    merged = list(known)
    said = {_what(fact) for fact in merged}
    for fact in new:
        if _what(fact) in said:
            continue
        if fact.entity in _SINGLE and fact.status is Status.AFFIRMED:
            merged = [
                old
                for old in merged
                if old.entity != fact.entity or old.status is not Status.AFFIRMED
            ]
            said = {_what(old) for old in merged}
        merged.append(fact)
        said.add(_what(fact))
    return tuple(merged)


def _what(fact: Fact) -> tuple[Value | Status | None, ...]:
    return (fact.entity, fact.code, fact.value, fact.status)


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
