"""Which purpose a message opens: the intent proposes, the facts decide where the boundaries matter."""

from __future__ import annotations

from care.interview.case import Case
from care.interview.plans import PLANS
from care.triage import Level, guess_purpose
from care.understanding.speaker import read_speaker

CLINICAL = frozenset({"report_suspicion", "report_complication", "vital_emergency"})


def choose_purpose(case: Case, intent: str) -> str | None:
    """Return the purpose to open, or None when nothing in the message calls for one.

    A symptom present now wins over an administrative request (intents.md, boundary 12); a purely
    clinical message opens its purpose whatever was predicted.
    """
    assessment = case.assessment()
    guessed = guess_purpose(case.facts, case.turn.text)
    urgent = assessment.level in {Level.RED, Level.AMBER} and guessed in {
        "report_complication",
        "vital_emergency",
    }
    if urgent and intent not in CLINICAL:
        return "report_complication"
    if intent == "vital_emergency":
        return "report_complication"
    if intent in PLANS and not (intent == "report_suspicion" and urgent):
        return intent
    if urgent:
        return "report_complication"
    if guessed == "vital_emergency":
        return "report_complication"
    return guessed if guessed in PLANS else None


def recognise_caller(case: Case) -> None:
    """Guess who is speaking from how they speak, when nobody said; it only chooses words and questions."""
    if case.conversation.caller == "unknown":
        professional = case.conversation.entry == "professional"
        case.conversation.caller = (
            read_speaker(case.turn.text, professional_entry=professional) or "unknown"
        )
    if case.request is not None:
        case.request.caller = case.conversation.caller
