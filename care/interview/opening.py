"""Which purpose a message opens: the intent proposes, the facts decide where the boundaries matter."""

from __future__ import annotations

from care.directory import read_care_types
from care.interview.case import Case
from care.interview.plans import PLANS
from care.references import read_reference
from care.triage import Level, guess_purpose
from care.triage.repeats import comes_back
from care.triage.wanted import CLINICAL, settle_purpose
from care.understanding.facts import Status
from care.understanding.speaker import read_speaker

SIGNS = frozenset({"symptom", "temperature", "lab", "vital", "count"})
PRESENT = frozenset({Status.AFFIRMED, Status.UNCERTAIN})
SUPPORT = frozenset(
    {
        "find_support_care",
        "find_caregiver_support",
        "book_after_cancer",
        "refer_complex_case",
        "ask_advice",
        "get_practice_sheet",
    }
)
BEARABLE = frozenset(
    {
        "fatigue",
        "anxiety",
        "insomnia",
        "isolation",
        "pain",
        "relieved_pain",
        "moderate_pain",
        "arthralgia",
        "itching",
    }
)
UNSURE = frozenset({"nlu_fallback", "inform"})


def choose_purpose(case: Case, intent: str) -> str | None:
    """Return the purpose to open, or None when nothing in the message calls for one.

    A symptom present now wins over an administrative request (intents.md, boundary 12); a purely
    clinical message opens its purpose whatever was predicted.
    """
    guessed = guess_purpose(case.heard, case.turn.text)
    urgent = guessed in {"report_complication", "vital_emergency"} and _calls_for_care_now(
        case, intent
    )
    if urgent and intent not in CLINICAL:
        return "report_complication"
    if intent == "vital_emergency":
        return "report_complication"
    if intent in CLINICAL and guessed in CLINICAL and not urgent:
        intent = settle_purpose(intent, case.turn.confidence, guessed, red=False) or intent
    if intent in PLANS and not (intent == "report_suspicion" and urgent):
        return intent
    if urgent:
        return "report_complication"
    if guessed == "vital_emergency":
        return "report_complication"
    if guessed in PLANS:
        return guessed
    if intent not in PLANS and comes_back(case.facts, case.now):
        return "report_complication"
    return _purpose_of_words(case) if intent in UNSURE else None


def _purpose_of_words(case: Case) -> str | None:
    """When the language model does not know: a reference asks for news, a kind of care asks where."""
    if read_reference(case.turn.text):
        return "check_request"
    if read_care_types(case.turn.text):
        return "find_support_care"
    return None


def _calls_for_care_now(case: Case, intent: str) -> bool:
    """A new sign in this very message, graded with all that is known. Tiredness or worry alone leave a
    request for help with them what it is."""
    signs = [fact for fact in case.heard if fact.entity in SIGNS and fact.status in PRESENT]
    if not signs:
        return False
    level = case.assessment().level
    if level is Level.RED:
        return True
    if intent in SUPPORT and all(fact.code in BEARABLE for fact in signs):
        return False
    return level is Level.AMBER


def recognise_caller(case: Case) -> None:
    """Guess who is speaking from how they speak, when nobody said; it only chooses words and questions."""
    if case.conversation.caller == "unknown":
        professional = case.conversation.entry == "professional"
        case.conversation.caller = (
            read_speaker(case.turn.text, professional_entry=professional) or "unknown"
        )
    if case.request is not None:
        case.request.caller = case.conversation.caller
