"""What the appointment calls do, and what they show."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field
from sqlalchemy.orm import Session
from starlette.responses import JSONResponse

from bot.api.appointment_problems import in_french
from bot.api.problems import Problem
from bot.api.slot_shape import SlotOut, slot_out
from bot.api.who import Who
from bot.turns.parts import MaskedText
from care import requests
from care.booking import (
    Answer,
    BookingRules,
    For,
    book,
    cancel,
    claim,
    find,
    free_slot,
    move,
    remember,
    status_at,
)
from care.clock import Clock, to_paris
from care.errors import NotFound
from care.people import Identified, identify
from care.storage.booking import Appointment, Slot
from care.storage.conversations import Conversation
from care.storage.database import Database
from care.storage.requests import CareRequest

SlotId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{1,40}$")]
_ACTOR = {True: "api", False: "caller"}


class NewAppointment(BaseModel):
    """No identity of the patient, ever: it is given to the secretariat, by telephone or MSSanté."""

    slot_id: SlotId
    kind: Literal["oncology", "after_cancer"] | None = None
    rpps: Annotated[str | int | None, Field(description="RPPS du professionnel qui demande")] = None
    request_ref: Annotated[str | None, Field(max_length=60)] = None


class Moving(BaseModel):
    slot_id: SlotId


class Cancelling(BaseModel):
    reason: Annotated[str | None, Field(max_length=200)] = None


class AppointmentOut(BaseModel):
    """`held` with `to_confirm` waits for the team; `sequence` grows at each move."""

    reference: str
    status: str
    to_confirm: bool
    kind: str
    sequence: int
    hold_expires_at: datetime | None
    request_ref: str | None
    slot: SlotOut


class ProblemOut(BaseModel):
    """RFC 9457. `slots`, on a 409 about a slot: others that are free."""

    type: str
    title: str
    status: int
    slots: list[SlotOut] | None = None


@dataclass(frozen=True)
class Desk:
    """One method for each call."""

    database: Database
    clock: Clock
    rules: BookingRules
    mask: Callable[[str], MaskedText] | None

    def book(self, who: Who, key: str, seal: str, body: NewAppointment) -> JSONResponse:
        now = self.clock.now()
        with self._french(body.slot_id), self.database.session() as session:
            before = claim(session, f"book:{who.scope}", key, seal, now)
            if before is not None:
                return _replayed(before)
            request = _request(session, who, body.request_ref)
            known = _professional(session, body.rpps or (request.rpps if request else None))
            appointment = book(
                session,
                slot_id=body.slot_id,
                now=now,
                kind=body.kind,
                whom=_whom(who, known, request),
                rules=self.rules,
                to_confirm=_to_confirm(session, who, known, body.slot_id),
            )
            if request is not None:
                requests.link_appointment(session, request, appointment, now=now)
                requests.set_disposition(session, request, "booked", now=now)
            return self._answered(session, f"book:{who.scope}", key, appointment, 201)

    def show(self, who: Who, reference: str) -> AppointmentOut:
        with self._french(), self.database.read() as session:
            return self._shown(session, _own(session, who, reference))

    def move(self, who: Who, reference: str, key: str, seal: str, body: Moving) -> JSONResponse:
        """Idempotent without a key too: moving to the slot it is on changes nothing."""
        now, scope = self.clock.now(), f"move:{who.scope}"
        with self._french(body.slot_id), self.database.session() as session:
            before = claim(session, scope, key, seal, now) if key else None
            if before is not None:
                return _replayed(before)
            exact = _own(session, who, reference).reference
            actor = _ACTOR[who.conversation_id is None]
            moved = move(session, exact, body.slot_id, now=now, actor=actor, rules=self.rules)
            return self._answered(session, scope, key, moved, 200)

    def cancel(self, who: Who, reference: str, reason: str) -> AppointmentOut:
        now = self.clock.now()
        with self._french(), self.database.session() as session:
            own = _own(session, who, reference)
            was_live = status_at(own, now) in ("held", "booked")
            actor = _ACTOR[who.conversation_id is None]
            words = self.mask(reason).text if self.mask else ""
            gone = cancel(session, own.reference, reason=words, now=now, actor=actor)
            request = session.get(CareRequest, gone.request_id) if gone.request_id else None
            if was_live and request is not None and request.status != "closed":
                requests.appointment_cancelled(session, request, gone, now=now)
            return self._shown(session, gone)

    def _french(self, slot_id: str | None = None) -> AbstractContextManager[None]:
        return in_french(self.database, self.clock, self.rules, slot_id)

    def _answered(
        self, session: Session, scope: str, key: str, appointment: Appointment, code: int
    ) -> JSONResponse:
        body: dict[str, Any] = self._shown(session, appointment).model_dump(mode="json")
        if key:
            remember(session, scope, key, Answer(code, body))
        return JSONResponse(body, status_code=code)

    def _shown(self, session: Session, appointment: Appointment) -> AppointmentOut:
        slot = free_slot(session, appointment.slot_id)
        if slot is None:
            raise NotFound("slot", appointment.slot_id)
        linked = appointment.request_id
        request = session.get(CareRequest, linked) if linked else None
        until = appointment.hold_expires_at
        return AppointmentOut(
            reference=appointment.reference,
            status=status_at(appointment, self.clock.now()),
            to_confirm=appointment.to_confirm,
            kind=appointment.kind,
            sequence=appointment.sequence,
            hold_expires_at=to_paris(until) if until else None,
            request_ref=request.reference if request else None,
            slot=slot_out(slot),
        )


def _replayed(answer: Answer) -> JSONResponse:
    return JSONResponse(
        answer.response, status_code=answer.status_code, headers={"Idempotent-Replayed": "true"}
    )


def _professional(session: Session, rpps: str | int | None) -> Identified | None:
    if rpps is None or not str(rpps).strip():
        return None
    found = identify(session, str(rpps))
    if found.status == "invalid":
        raise Problem(422, "Ce numéro RPPS est faux : vérifiez ses 11 chiffres.")
    return found


def _to_confirm(session: Session, who: Who, known: Identified | None, slot_id: str) -> bool:
    if known is not None:
        return known.status == "declared"
    slot = session.get(Slot, slot_id)
    return who.conversation_id is not None and slot is not None and slot.kind == "oncology"


def _whom(who: Who, known: Identified | None, request: CareRequest | None) -> For:
    api = who.conversation_id is None
    return For(
        request_id=request.id if request else None,
        conversation_id=request.conversation_id if api and request else who.conversation_id,
        rpps=known.rpps if known else None,
        booked_by="api" if api else "caller",
    )


def _request(session: Session, who: Who, reference: str | None) -> CareRequest | None:
    """The request named, else the one under way in the conversation. Raises Problem for somebody else's."""
    if reference is None or not reference.strip():
        if who.conversation_id is None:
            return None
        conversation = session.get(Conversation, who.conversation_id)
        current = conversation.request_id if conversation else None
        request = session.get(CareRequest, current) if current else None
        return request if request is not None and request.status != "closed" else None
    try:
        request = requests.find_request(session, reference)
    except NotFound:
        request = None
    mine = who.conversation_id is None or (
        request is not None and request.conversation_id == who.conversation_id
    )
    if request is None or not mine:
        raise Problem(
            422, "Cette référence de demande est inconnue : vérifiez-la ou ne l'envoyez pas."
        )
    return request


def _own(session: Session, who: Who, reference: str) -> Appointment:
    """Somebody else's appointment is as unknown as one that does not exist."""
    appointment = find(session, reference)
    if not who.may_see(appointment):
        raise NotFound("appointment", appointment.reference)
    return appointment
