"""Which purpose a message opens: the intent proposes, the facts decide where the boundaries matter."""

from __future__ import annotations

import re

from care.interview.case import Case
from care.interview.plans import PLANS
from care.interview.questions.lists import read_role
from care.triage import Level, guess_purpose
from care.understanding.normalise import normalise

CLINICAL = frozenset({"report_suspicion", "report_complication", "vital_emergency"})
_SPEAKS_AS_PROFESSIONAL = re.compile(
    r"\b(patiente?|pte?|ma patiente|mon patient|tdm|oms \d|ps \d|pnn|iao|sau|confrere|cs|atcd|hdj|idel?)\b"
)
_SPEAKS_FOR_ANOTHER = re.compile(
    r"\b(mon mari|ma femme|mon epou\w+|ma mere|mon pere|ma fille|mon fils|ma soeur|mon frere|ma conjointe"
    r"|mon conjoint|ma maman|mon papa|ma compagne|mon compagnon|ma grand mere|mon grand pere)\b"
)
_SPEAKS_OF_SELF = re.compile(r"\b(j ai|je|ma chimio|mon traitement|mes|suis|moi)\b")


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
    if case.conversation.caller != "unknown":
        return
    case.conversation.caller = _who(case) or "unknown"
    if case.request is not None:
        case.request.caller = case.conversation.caller


def _who(case: Case) -> str | None:
    plain = normalise(case.turn.text)
    if re.search(
        r"\bje suis (medecin|docteur|generaliste|infirmi\w+|pharmac\w+|interne|aidante?)\b", plain
    ):
        return read_role(case.turn.text)
    if case.conversation.entry == "professional":
        return "emergency" if re.search(r"\b(sau|iao|urgences|smur)\b", plain) else "gp"
    if _SPEAKS_FOR_ANOTHER.search(plain):
        return "caregiver"
    if _SPEAKS_AS_PROFESSIONAL.search(plain) and not _SPEAKS_OF_SELF.search(plain):
        return "gp"
    if _SPEAKS_OF_SELF.search(plain):
        return "patient"
    return None
