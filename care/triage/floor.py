"""What stands whatever the rules grade: words of suicide are red, a complaint nobody could read is amber."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from care.triage.assessment import Assessment, Match
from care.triage.grading import DEFAULT
from care.triage.levels import Disposition, Level
from care.understanding.facts import Fact, Status

SUICIDAL = frozenset({"suicidal_act", "suicidal_plan", "suicidal_ideas", "death_wish"})
_CURRENT = frozenset({Status.AFFIRMED, Status.UNCERTAIN})
_REPORTED = frozenset({"report_complication", "vital_emergency"})
_UNREAD = "principe de sécurité du projet : une plainte que rien n'a pu lire est vue le jour même"
_EVIDENCE_LENGTH = 120


def speaks_of_suicide(facts: Iterable[Fact]) -> bool:
    return any(fact.code in SUICIDAL and fact.status in _CURRENT for fact in facts)


def amber_when_unread(assessment: Assessment, purpose: str | None, text: str) -> Assessment:
    """Raise to amber what is reported as a complication although no rule could read it (R3).

    `purpose` may come from the language model: the doubt it makes only ever raises "no level", and goes no higher.
    """
    if assessment.level is not None or purpose not in _REPORTED:
        return assessment
    words = text if len(text) <= _EVIDENCE_LENGTH else f"{text[:_EVIDENCE_LENGTH]}…"
    return replace(
        assessment,
        level=Level.AMBER,
        disposition=Disposition.SAME_DAY,
        matched=(Match(DEFAULT, Level.AMBER.value, words, _UNREAD),),
        headline_pro="Plainte à préciser : à évaluer le jour même.",
        headline_lay="Un soignant doit voir cela aujourd'hui.",
    )
