"""When a complaint began, as against when the treatment was given: `Gemzar il y a huit jours` begins no complaint."""

from __future__ import annotations

from collections.abc import Sequence

from care.understanding.facts import Fact

ONSET = "onset_word"
_GIVEN_THEN = frozenset({"last_treatment", "treatment_end"})


def without_days_of_treatment(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, less the words of onset that stand inside the day of the last dose."""
    given = [
        fact
        for fact in facts
        if fact.entity == "date" and fact.attributes.get("role") in _GIVEN_THEN
    ]
    return [
        fact
        for fact in facts
        if fact.code != ONSET
        or not any(day.start <= fact.start and fact.end <= day.end for day in given)
    ]
