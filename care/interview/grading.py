"""Grading what is known and keeping the decision. The level only rises, and never comes from a model."""

from __future__ import annotations

from care.french import phone
from care.interview.booking_act import on_call_number
from care.interview.case import Case
from care.interview.say import Option
from care.requests import raise_level, record_when_new
from care.triage import Assessment
from care.triage.answers import first_answer


def grade(case: Case) -> Assessment:
    """Assess everything known so far, raise the request's level, and keep the decision when it is a new one."""
    assessment = case.assessment()
    request = case.request
    if request is None:
        return assessment
    request.speciality = assessment.speciality or request.speciality
    if assessment.level is not None:
        raise_level(case.session, request, assessment, now=case.now)
        keep_decision(case, assessment)
    return assessment


def keep_decision(case: Case, assessment: Assessment) -> None:
    """Store what was decided in the transaction of this turn, with the facts it was decided on."""
    if case.request is None or assessment.level is None:
        return
    if case.request.caller == "unknown":
        case.request.caller = case.conversation.caller
    record_when_new(
        case.session,
        case.request,
        facts=case.conversation.facts,
        assessment=assessment,
        by="interview",
        now=case.now,
    )


def say_red(case: Case, assessment: Assessment) -> None:
    """Give the red answer at once: what to do, who answers now, and under which reference."""
    answer = first_answer(assessment, caller=case.conversation.caller)
    case.said.append(answer)
    if case.professional:
        case.say(
            "red_on_call",
            number=phone(on_call_number(case)),
            reference=case.request.reference if case.request else "",
            options={"on_call": [Option("Être rappelé tout de suite", "callback")]},
        )
