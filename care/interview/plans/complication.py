"""A symptom or an abnormal result under treatment: graded by the rules, then an act for each level."""

from __future__ import annotations

from care.french import phone
from care.interview.booking_act import on_call_number
from care.interview.case import Case
from care.interview.closing import end_green, sheet_links
from care.interview.echo import echo
from care.interview.grading import grade, keep_decision, say_red
from care.interview.plans.base import first_missing
from care.interview.plans.suspicion import deadline_words
from care.interview.questions.clinical import next_clinical
from care.requests import raise_level
from care.storage.requests import CareRequest
from care.triage import Level
from care.triage.floor import amber_when_unread


class Complication:
    """Questions stop the moment the level is red. Amber ends in a call-back today, green in advice."""

    def open(self, case: Case) -> None:
        assessment = grade(case)
        if assessment.level is Level.RED and self._red(case):
            say_red(case, assessment)
            return
        understood = echo(case.facts)
        if understood and assessment.matched and case.conversation.caller != "unknown":
            headline = assessment.headline_pro if case.professional else assessment.headline_lay
            asks = next_clinical(case, assessment) is not None
            opened = "complication_opened" if asks else "complication_heard"
            case.say(opened, echo=understood, headline=headline)

    def next_slot(self, case: Case) -> str | None:
        before = case.request.level if case.request else None
        assessment = grade(case)
        if assessment.level is Level.RED and before != "red" and self._red(case):
            say_red(case, assessment)
        if case.request is not None and case.request.level == "red":
            return (
                first_missing(case, "callback_number") if case.answer("callback_wanted") else None
            )
        if case.conversation.caller == "unknown":
            return "caller_role"
        if next_clinical(case, assessment) is not None:
            return "clinical_answer"
        if not assessment.matched and case.answer("need_text") is None:
            return "need_text"
        return None if self._green(case) else first_missing(case, "callback_number")

    def _red(self, case: Case) -> bool:
        """Not what the same signs would make again once a named person has lowered the level."""
        return case.request is None or case.request.level == "red"

    def _green(self, case: Case) -> bool:
        return case.request is not None and case.request.level == "green"

    def conclude(self, case: Case) -> None:
        request = case.request
        reference = request.reference if request else ""
        level = request.level if request else None
        if level == "red":
            if case.answer("callback_number"):
                case.say(
                    "red_callback_noted", reference=reference, number=phone(on_call_number(case))
                )
            return
        if level == "green":
            end_green(case, case.assessment())
            return
        if request is not None and level is None:
            self._raise_unread(case, request)
        case.say(
            "amber_end",
            reference=reference,
            by=deadline_words(case),
            echo=echo(case.facts),
            attachments=sheet_links(case, case.assessment()),
        )

    def _raise_unread(self, case: Case, request: CareRequest) -> None:
        """A complaint that no rule could read is seen the same day, on the team's screen as on the API."""
        complaint = str(case.answer("need_text") or "")
        assessment = amber_when_unread(case.assessment(), "report_complication", complaint)
        raise_level(case.session, request, assessment, now=case.now)
        keep_decision(case, assessment)
