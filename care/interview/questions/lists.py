"""Questions with a short list of answers, each of which has a key on a telephone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from care.directory.care_types import common_care_types, read_care_types
from care.interview.case import Case
from care.interview.questions.sheets import SheetQuestion
from care.interview.say import Option, Say
from care.references import read_reference
from care.understanding.answers import read_choice, read_number
from care.understanding.facts import Fact
from care.understanding.normalise import normalise

ROLES = (
    Option("Médecin", "gp"),
    Option("Service d'urgences", "emergency"),
    Option("Infirmier ou infirmière", "nurse"),
    Option("Pharmacien ou pharmacienne", "pharmacist"),
    Option("Patient ou patiente", "patient"),
    Option("Proche, aidant", "caregiver"),
)
_ROLE_WORDS = (
    ("emergency", r"\b(urgences|urgentiste|sau|smur|iao)\b"),
    ("nurse", r"\b(infirmi\w+|ide|idel|ipa|idec)\b"),
    ("pharmacist", r"\bpharmac\w+"),
    ("gp", r"\b(medecin|docteur|generaliste|dr|interne|sage femme)\b"),
    ("caregiver", r"\b(proche|aidante?|conjointe?|mari|femme|fille|fils|epou\w+|mere|pere)\b"),
    ("patient", r"\b(patiente?|malade|moi|pour moi)\b"),
)


class CallerRole:
    """Who is speaking: it decides the words, the questions and what may be booked."""

    slot = "caller_role"
    free = False

    def ask(self, case: Case) -> Say:
        return case.worded(case.text("ask_caller_role"), options={self.slot: list(ROLES)})

    def hear(self, case: Case) -> bool:
        role = case.turn.picked(self.slot) or (
            None if case.turn.choice else read_role(case.turn.text)
        )
        if role not in {option.value for option in ROLES}:
            return False
        case.conversation.caller = role
        if case.request is not None:
            case.request.caller = role
        case.put(self.slot, role)
        return True


def read_role(text: str) -> str | None:
    index = read_choice(text, [option.title for option in ROLES])
    if index is not None and 0 <= index < len(ROLES):
        return ROLES[index].value
    plain = normalise(text)
    return next((role for role, words in _ROLE_WORDS if re.search(words, plain)), None)


@dataclass(frozen=True)
class Finding:
    """What makes a cancer suspected. Any text is kept for the team; the rules read what they can of it."""

    slot: str = "finding"
    free: bool = True

    def ask(self, case: Case) -> Say:
        key = "ask_finding_pro" if case.professional else "ask_finding_lay"
        return case.worded(case.text(key), options={self.slot: list(_FINDINGS)})

    def hear(self, case: Case) -> bool:
        picked = case.turn.picked(self.slot)
        if picked in {option.value for option in _FINDINGS}:
            title = next(option.title for option in _FINDINGS if option.value == picked)
            case.remember((_spoken(title, picked),) if picked != "other" else ())
            case.put(self.slot, picked)
            return True
        if case.turn.choice or len(case.turn.text.strip()) < 3:
            return False
        case.put(self.slot, "told")
        return True


_FINDINGS = (
    Option("Image suspecte au scanner ou à la radio", "imaging_suspicious"),
    Option("Masse ou ganglion", "mass_palpable"),
    Option("Saignement inexpliqué", "bleeding_unexplained"),
    Option("Résultat anormal (biopsie, PSA, mammographie)", "result_abnormal"),
    Option("Autre", "other"),
)


def _spoken(title: str, code: str) -> Fact:
    return Fact("finding", title, code, title, 0, len(title))


class PatientAge:
    """Under 18 and over 70 go another way, so an unknown age is asked."""

    slot = "patient_age"
    free = False

    def ask(self, case: Case) -> Say:
        return case.worded(case.text("ask_patient_age"))

    def hear(self, case: Case) -> bool:
        if case.turn.choice:
            return False
        age = case.known("age")
        number = age.value if age else read_number(case.turn.text)
        if not isinstance(number, int | float) or not 0 <= number <= 120:
            return False
        if age is None:
            case.remember((Fact("age", int(number), None, case.turn.text, 0, len(case.turn.text)),))
        case.put(self.slot, int(number))
        return True


class PerformanceStatus:
    """WHO performance status, 0 to 4."""

    slot = "performance_status"
    free = False
    _options = (Option("0", "0"), Option("1", "1"), Option("2", "2"), Option("3-4", "3"))

    def ask(self, case: Case) -> Say:
        return case.worded(
            case.text("ask_performance_status"), options={self.slot: list(self._options)}
        )

    def hear(self, case: Case) -> bool:
        value = case.turn.picked(self.slot) or (None if case.turn.choice else self._read(case))
        if value is None:
            return False
        case.put(self.slot, int(value))
        case.remember((Fact("performance_status", int(value), None, str(value), 0, 1),))
        return True

    def _read(self, case: Case) -> str | None:
        known = case.known("performance_status")
        if known is not None:
            return str(known.value)
        number = read_number(case.turn.text)
        if number is not None and number in {0, 1, 2, 3, 4}:
            return str(int(number))
        return None


class CareTypeQuestion:
    """Which supportive care is looked for."""

    slot = "care_type"
    free = False

    def ask(self, case: Case) -> Say:
        options = [Option(kind.label, kind.code) for kind in common_care_types()]
        return case.worded(case.text("ask_care_type"), options={self.slot: options})

    def hear(self, case: Case) -> bool:
        picked = case.turn.picked(self.slot)
        codes = [picked] if picked else [kind.code for kind in read_care_types(case.turn.text)]
        if not codes or (case.turn.choice and not picked):
            return False
        case.put(self.slot, codes)
        return True


class ReferenceQuestion:
    """The reference of a request or an appointment, as it was dictated."""

    slot = "reference"
    free = False

    def ask(self, case: Case) -> Say:
        return case.worded(
            case.text("ask_reference"), options={self.slot: [Option("Je ne l'ai pas", "none")]}
        )

    def hear(self, case: Case) -> bool:
        if case.turn.picked(self.slot) == "none":
            case.put(self.slot, "none")
            return True
        found = read_reference(case.turn.text)
        if found:
            case.put(self.slot, found)
            return True
        if re.search(r"\b(ON|AC|DR)[ -]?\w", case.turn.text.upper()):
            case.say("reference_wrong")
            return True
        return False


LISTS: Sequence[
    CallerRole
    | Finding
    | PatientAge
    | PerformanceStatus
    | CareTypeQuestion
    | SheetQuestion
    | ReferenceQuestion
] = (
    CallerRole(),
    Finding(),
    PatientAge(),
    PerformanceStatus(),
    CareTypeQuestion(),
    SheetQuestion(),
    ReferenceQuestion(),
)
