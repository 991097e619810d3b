"""When a complaint began, as against when the treatment was given: `Gemzar il y a huit jours` begins no complaint."""

from __future__ import annotations

from collections.abc import Sequence

from care.understanding.facts import Fact

ONSET = "onset_word"
_GIVEN_THEN = frozenset({"last_treatment", "treatment_end"})


def without_days_of_treatment(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, less the words of onset that stand inside the day of the last dose."""
    given = _days_given(facts)
    return [
        fact
        for fact in facts
        if fact.code != ONSET
        or not any(day.start <= fact.start and fact.end <= day.end for day in given)
    ]


def durations_of_signs(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """What may tell how long a complaint lasts: the age of a cure does so only when nothing else is told."""
    told = [fact for fact in facts if fact.entity == "duration"]
    given = _days_given(facts)
    own = [
        fact
        for fact in told
        if not any(day.start <= fact.start and fact.end <= day.end for day in given)
    ]
    return tuple(own or told)


def _days_given(facts: Sequence[Fact]) -> list[Fact]:
    return [
        fact
        for fact in facts
        if fact.entity == "date" and fact.attributes.get("role") in _GIVEN_THEN
    ]
