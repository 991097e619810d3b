"""Moving, cancelling and asking about what was booked or asked before."""

from __future__ import annotations

from care.booking import cancel, status_at
from care.clock import paris_day
from care.errors import NotFound
from care.french import full_moment
from care.interview.booking_act import booked
from care.interview.case import Case
from care.interview.plans.base import first_missing
from care.interview.plans.known_references import appointment_here, take_reference
from care.requests import appointment_cancelled, find_request

_LIVE = {"held", "booked"}


class _Existing:
    """Finds the appointment meant: this conversation's own, else by reference and a second proof."""

    def open(self, case: Case) -> None:
        take_reference(case)
        if case.answer("appointment_reference") is None and case.answer("reference") is None:
            own = appointment_here(case)
            if own is not None:
                self._use(case, own)

    def next_slot(self, case: Case) -> str | None:
        if case.answer("refused"):
            return None
        if case.answer("appointment_reference") is None:
            asked = first_missing(case, "reference")
            if asked:
                return asked
            return self._prove(case)
        return self.next_question(case)

    def next_question(self, case: Case) -> str | None:
        raise NotImplementedError

    def _prove(self, case: Case) -> str | None:
        """A reference from elsewhere also needs the day it is on: a code may be overheard."""
        reference = case.answer("reference")
        try:
            appointment, slot, _ = booked(case, reference)
        except NotFound:
            self._refuse(case, "appointment_unknown")
            return None
        if appointment.conversation_id == case.conversation.id:
            self._use(case, appointment.reference)
            return self.next_slot(case)
        if case.answer("appointment_day") is None:
            return "appointment_day"
        if case.answer("appointment_day") != paris_day(slot.starts_at).isoformat():
            self._refuse(case, "appointment_not_proven")
            return None
        self._use(case, appointment.reference)
        return self.next_slot(case)

    def _use(self, case: Case, reference: str) -> None:
        appointment, slot, structure = booked(case, reference)
        if status_at(appointment, case.now) not in _LIVE:
            self._refuse(case, "appointment_over")
            return
        case.put("appointment_reference", reference)
        case.put("appointment_kind", appointment.kind)
        case.put("appointment_text", f"{full_moment(slot.starts_at)}, {structure.name}")
        if case.answer("town") is None and case.request is not None and case.request.commune_insee:
            case.put("town", case.request.commune_insee)

    def _refuse(self, case: Case, key: str) -> None:
        case.put("refused", key)


class Reschedule(_Existing):
    """Offers other times; the old one is kept until the new one is taken."""

    def next_question(self, case: Case) -> str | None:
        if not case.answer("told_current"):
            case.put("told_current", True)
            case.say("reschedule_current", appointment=case.answer("appointment_text"))
        if case.answer("callback_wanted"):
            return first_missing(case, "callback_number")
        return first_missing(case, "slot_choice")

    def conclude(self, case: Case) -> None:
        if case.answer("refused") or case.answer("callback_wanted"):
            case.say(case.answer("refused") or "callback_noted", reference=_reference(case))
            return
        appointment, slot, structure = booked(case, case.answer("appointment_reference"))
        case.say(
            "rescheduled",
            when=full_moment(slot.starts_at),
            where=structure.name,
            reference=appointment.reference,
        )


class Cancel(_Existing):
    """Cancels after a clear yes, and frees the time for somebody else at once."""

    def next_question(self, case: Case) -> str | None:
        return first_missing(case, "cancel_confirm")

    def conclude(self, case: Case) -> None:
        refused = case.answer("refused")
        if refused:
            case.say(refused, reference=_reference(case))
            return
        reference = case.answer("appointment_reference")
        if not case.answer("cancel_confirm"):
            case.say(
                "cancel_kept", appointment=case.answer("appointment_text"), reference=reference
            )
            return
        appointment = cancel(
            case.session, reference, reason="à la demande de l'appelant", now=case.now
        )
        if case.request is not None:
            appointment_cancelled(case.session, case.request, appointment, now=case.now)
        case.say("cancelled", reference=reference, appointment=case.answer("appointment_text"))


class Check:
    """News of a request or an appointment: what, when, under which reference."""

    def open(self, case: Case) -> None:
        take_reference(case)
        if case.answer("reference") is None:
            own = appointment_here(case) or (case.request.reference if case.request else None)
            if own is not None:
                case.put("reference", own)

    def next_slot(self, case: Case) -> str | None:
        return first_missing(case, "reference")

    def conclude(self, case: Case) -> None:
        reference = case.answer("reference")
        if reference.startswith("DR-"):
            self._tell_request(case, reference)
            return
        try:
            appointment, slot, structure = booked(case, reference)
        except NotFound:
            case.say("appointment_unknown", reference=reference)
            return
        status = status_at(appointment, case.now)
        own = appointment.conversation_id == case.conversation.id
        key = f"check_{status}" if own or status not in _LIVE else "check_exists"
        case.say(
            key,
            when=full_moment(slot.starts_at),
            where=structure.name,
            reference=appointment.reference,
        )

    def _tell_request(self, case: Case, reference: str) -> None:
        try:
            request = find_request(case.session, reference)
        except NotFound:
            case.say("request_unknown")
            return
        deadline = full_moment(request.deadline_at) if request.deadline_at else "dès que possible"
        closed = request.status == "closed"
        case.say("request_closed" if closed else "request_open", reference=reference, by=deadline)


def _reference(case: Case) -> str:
    return str(case.answer("reference") or (case.request.reference if case.request else ""))
