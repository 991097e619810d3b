"""A suspected or proven cancer: an oncology appointment inside the deadline, or a call-back for a patient."""

from __future__ import annotations

from care.booking import consultation_label
from care.french import full_moment
from care.interview.booking_act import booked
from care.interview.case import Case
from care.interview.echo import echo
from care.interview.grading import keep_decision
from care.interview.plans.base import first_missing
from care.requests import set_disposition
from care.triage import Level

_DEFAULT = (
    "within_7d"  # S3: a doctor's hunch is enough to be seen; the commitment is 48 h to 7 days
)


class OncologyAppointment:
    """`report_suspicion` and `book_oncology`: the first needs a finding, the second a known disease."""

    def __init__(self, *, needs_finding: bool) -> None:
        self._needs_finding = needs_finding

    def open(self, case: Case) -> None:
        read_known_answers(case)
        if self._needs_finding and self._found_something(case):
            case.put("finding", "told")
            self._grade(case)
        elif not self._needs_finding and case.request is not None:
            set_disposition(case.session, case.request, _DEFAULT, now=case.now)
            case.say("book_oncology_opened", echo=echo(case.facts) or case.text("nothing_yet"))

    def next_slot(self, case: Case) -> str | None:
        if case.conversation.caller == "unknown":
            return "caller_role"
        if self._needs_finding and case.answer("finding") is None:
            return "finding"
        if self._needs_finding and not case.answer("graded"):
            self._grade(case)
        if not case.professional:
            return first_missing(case, "town", "callback_number")
        if case.answer("callback_wanted"):
            return first_missing(case, "callback_number")
        read_known_answers(case)
        return first_missing(case, *_age(case), "performance_status", "town", "rpps", "slot_choice")

    def conclude(self, case: Case) -> None:
        if not case.professional or case.answer("callback_wanted"):
            self._conclude_with_callback(case)
            return
        appointment, slot, structure = booked(case, case.threads.last_booking or "")
        if case.request is not None:
            set_disposition(case.session, case.request, "booked", now=case.now)
        case.say(
            "oncology_held" if appointment.to_confirm else "oncology_booked",
            when=full_moment(slot.starts_at),
            where=structure.name,
            what=consultation_label(slot.kind, case.request.speciality if case.request else None),
            reference=appointment.reference,
            exams=self._exams(case),
            sample=case.text("sample_mark") if structure.is_sample else "",
        )

    def _conclude_with_callback(self, case: Case) -> None:
        if case.request is not None and not case.professional:
            set_disposition(case.session, case.request, "advice_callback", now=case.now)
        reference = case.request.reference if case.request else ""
        case.say("suspicion_patient_end", reference=reference, by=deadline_words(case))

    def _found_something(self, case: Case) -> bool:
        assessment = case.assessment()
        return bool(assessment.matched) or any(
            fact.entity in {"finding", "exam"} for fact in case.facts
        )

    def _grade(self, case: Case) -> None:
        """Say what was understood and the deadline, from the rules; without a rule, the default promise."""
        assessment = case.assessment()
        case.put("graded", True)
        disposition: str = assessment.disposition
        if not assessment.matched or disposition in {"none", "human", "directory"}:
            disposition = _DEFAULT
        if case.request is not None:
            case.request.speciality = assessment.speciality or case.request.speciality
            set_disposition(
                case.session, case.request, disposition, now=case.now, assessment=assessment
            )
            keep_decision(case, assessment)
        if assessment.level is Level.RED:
            return  # the red answer is given by whoever opened the request
        if case.professional:
            case.say(
                "suspicion_graded",
                echo=echo(case.facts) or case.text("nothing_yet"),
                headline=assessment.headline_pro or case.text("suspicion_default_headline"),
                promise=case.text(f"promise_{disposition}"),
            )
        elif case.conversation.caller != "unknown":
            case.say("suspicion_patient_opened")

    def _exams(self, case: Case) -> str:
        exams = case.assessment().expected_exams
        return f" À joindre si déjà faits : {', '.join(exams)}." if exams else ""


def read_known_answers(case: Case) -> None:
    """Use what a message already says, so that it is never asked again."""
    performance = case.known("performance_status")
    if performance is not None and case.answer("performance_status") is None:
        case.put("performance_status", performance.value)
    age = case.known("age")
    if age is not None and case.answer("patient_age") is None:
        case.put("patient_age", age.value)


def deadline_words(case: Case) -> str:
    deadline = case.request.deadline_at if case.request else None
    return full_moment(deadline) if deadline else ""


def _age(case: Case) -> tuple[str, ...]:
    return () if case.known("age") else ("patient_age",)
