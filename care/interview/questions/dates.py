"""Dates a caller gives: the end of a treatment, the day of an appointment."""

from __future__ import annotations

from datetime import date

from care.interview.case import Case
from care.interview.say import Option, Say
from care.understanding.answers import YesNo, read_yes_no
from care.understanding.dates import DateReading, read_date_or_duration
from care.understanding.normalise import normalise

_NOT_FINISHED = ("pas fini", "pas termine", "en cours", "toujours sous", "encore sous", "continue")


class TreatmentEnd:
    """The end of the last active treatment, to the day or to the month."""

    slot = "treatment_end"
    free = False

    def ask(self, case: Case) -> Say:
        return case.worded(
            case.text("ask_treatment_end"),
            options={self.slot: [Option("Pas encore terminé", "ongoing")]},
        )

    def hear(self, case: Case) -> bool:
        plain = normalise(case.turn.text)
        if case.turn.picked(self.slot) == "ongoing" or any(
            words in plain for words in _NOT_FINISHED
        ):
            case.put("treatment_ongoing", True)
            return True
        if not case.turn.choice and read_yes_no(case.turn.text) is YesNo.NO:
            case.put("treatment_ongoing", True)
            return True
        found = read_date_or_duration(case.turn.text, case.now)
        if found is None:
            return False
        if found.date > case.now.date():
            case.say("treatment_end_in_future")
            return True
        keep_end(case, found)
        return True


def keep_end(case: Case, found: DateReading) -> None:
    case.put("treatment_end", found.date.isoformat())
    counted = (
        found.kind == "duration"
    )  # « il y a 4 mois »: counted back to a day, and said to be about it
    case.put("treatment_end_precision", "day" if counted else found.precision)
    case.put("treatment_end_counted", counted)


def end_of(case: Case) -> date | None:
    value = case.answer("treatment_end")
    return date.fromisoformat(value) if value else None


class AppointmentDay:
    """A second proof that the appointment is the caller's own: the day it is on."""

    slot = "appointment_day"
    free = False

    def ask(self, case: Case) -> Say:
        return case.worded(case.text("ask_appointment_day"))

    def hear(self, case: Case) -> bool:
        found = read_date_or_duration(case.turn.text, case.now, prefer_future=True)
        if found is None:
            return False
        case.put(self.slot, found.date.isoformat())
        return True


DATES = (TreatmentEnd(), AppointmentDay())
