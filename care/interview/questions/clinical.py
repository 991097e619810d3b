"""The question the triage rules want next, and its answer turned into a fact."""

from __future__ import annotations

from care.interview.case import Case
from care.interview.say import Option, Say
from care.triage import Assessment
from care.triage import Question as TriageQuestion
from care.triage.answering import facts_from_answer

_MOST = 6


class ClinicalAnswer:
    """One question at a time, at most six in a request; a denial is kept as a denial and lowers nothing."""

    slot = "clinical_answer"
    free = False

    def ask(self, case: Case) -> Say:
        question = next_clinical(case, case.assessment())
        if question is None:
            return case.worded(case.text("ask_more_detail"))
        case.put("clinical_asked_now", question.slot)
        text = question.text_pro if case.professional else question.text_lay
        options = [Option(title, str(number)) for number, title in enumerate(question.options)]
        return case.worded(text, options={self.slot: options})

    def hear(self, case: Case) -> bool:
        slot = case.answer("clinical_asked_now")
        asked = case.tools.protocols.questions.get(slot) if slot else None
        if asked is None:
            return False
        question = TriageQuestion(
            slot, asked.pro, asked.lay, tuple(option.title for option in asked.options)
        )
        if slot not in {missing.slot for missing in case.assessment().missing}:
            skip_clinical(case)  # the message itself already answered it
            return True
        picked = case.turn.picked(self.slot)
        text = case.turn.text
        if picked is not None and picked.isdigit() and int(picked) < len(question.options):
            text = question.options[int(picked)]
        elif case.turn.choice:
            return False
        found = facts_from_answer(question, text, now=case.now)
        if found is None:
            return False
        case.remember(found)
        case.put("clinical_asked", [*(case.answer("clinical_asked") or []), question.slot])
        case.put("clinical_asked_now", None)
        return True


def skip_clinical(case: Case) -> None:
    """Leave a question that cannot be answered: what stays unknown reassures nobody."""
    slot = case.answer("clinical_asked_now")
    if slot:
        case.put("clinical_asked", [*(case.answer("clinical_asked") or []), slot])
        case.put("clinical_asked_now", None)


def next_clinical(case: Case, assessment: Assessment) -> TriageQuestion | None:
    """Return the first question of the rules not asked yet, or None after six."""
    asked = case.answer("clinical_asked") or []
    if len(asked) >= _MOST:
        return None
    return next((question for question in assessment.missing if question.slot not in asked), None)


CLINICAL = (ClinicalAnswer(),)
