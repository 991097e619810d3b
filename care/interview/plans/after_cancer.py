"""The after-cancer pathway: is it open, until when, what is paid, and an appointment at a labelled structure."""

from __future__ import annotations

from care.clock import paris_day
from care.french import full_date, full_moment, month_of, phone
from care.interview.booking_act import booked
from care.interview.case import Case
from care.interview.places import place_of
from care.interview.plans.base import first_missing
from care.interview.questions.dates import end_of, keep_end
from care.pathway import Entry, assess_entry, load_pathway_rules
from care.requests import set_disposition
from care.understanding.dates import read_date_or_duration


class AfterCancer:
    """Asks the end of treatment, says whether the pathway is open, then the prescription, town and time."""

    def open(self, case: Case) -> None:
        found = read_date_or_duration(case.turn.text, case.now)
        if found is not None and found.date <= paris_day(case.now):
            keep_end(case, found)

    def next_slot(self, case: Case) -> str | None:
        if case.answer("treatment_ongoing"):
            return None
        if end_of(case) is None:
            return "treatment_end"
        if not case.answer("told_entry"):
            self._tell(case)
        if end_of(case) is None:
            return "treatment_end"
        if case.answer("entry") != "open":
            return None
        if case.answer("callback_wanted"):
            return first_missing(case, "callback_number")
        return first_missing(case, "prescription", *_told(case), "town", "slot_choice")

    def conclude(self, case: Case) -> None:
        if case.answer("treatment_ongoing"):
            self._close(case, "after_cancer_ongoing")
            return
        if case.answer("entry") != "open":
            self._close(case, None)
            return
        if case.answer("callback_wanted"):
            case.say("callback_noted", reference=case.request.reference if case.request else "")
            return
        appointment, slot, structure = booked(case, case.threads.last_booking or "")
        if case.request is not None:
            set_disposition(case.session, case.request, "booked", now=case.now)
        case.say(
            "after_cancer_booked",
            when=full_moment(slot.starts_at),
            where=f"{structure.name}, {structure.commune_name}",
            phone_there=phone(structure.phone or case.tools.phone_number),
            reference=appointment.reference,
            last_day=self._entry(case).last_day_text,
            prescription="" if case.answer("prescription") else case.text("bring_prescription"),
        )

    def _close(self, case: Case, key: str | None) -> None:
        if case.request is not None:
            set_disposition(case.session, case.request, "directory", now=case.now)
        if key:
            case.say(key)

    def _entry(self, case: Case) -> Entry:
        age = case.known("age")
        return assess_entry(
            treatment_end=end_of(case),
            precision=case.answer("treatment_end_precision") or "day",
            today=paris_day(case.now),
            prescription=case.answer("prescription"),
            treatment_ongoing=bool(case.answer("treatment_ongoing")),
            age=int(age.value) if age else None,
            rules=load_pathway_rules(),
        )

    def _tell(self, case: Case) -> None:
        entry = self._entry(case)
        if "treatment_end_day" in entry.missing and not case.answer("asked_day"):
            case.put("asked_day", True)
            case.put("treatment_end", None)
            case.say("after_cancer_need_day")
            return
        case.put("told_entry", True)
        case.put("entry", entry.status)
        end = end_of(case)
        if end is None:
            return
        about = "autour du " if case.answer("treatment_end_counted") else ""
        monthly = case.answer("treatment_end_precision") == "month"
        case.say(
            f"after_cancer_{entry.status}",
            end=month_of(end) if monthly else f"{about}{full_date(end)}",
            last_day=entry.last_day_text,
        )


def _told(case: Case) -> tuple[str, ...]:
    """Say once what is paid and that a prescription is needed, after that answer; asks nothing more."""
    if (
        case.answer("prescription") is not None
        and not case.answer("told_paid")
        and place_of(case) is None
    ):
        case.put("told_paid", True)
        case.say("prescription_there" if case.answer("prescription") else "prescription_missing")
    return ()
