"""Booking, looking at, moving and cancelling appointments. One call, one transaction.

An oncology appointment taken through a conversation without a registered RPPS is held for the team's
confirmation; a partner's software is trusted, unless it names a professional the register does not know.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Header, Path, Query
from starlette.responses import JSONResponse

from bot.api.appointment_acts import (
    AppointmentOut,
    Cancelling,
    Desk,
    Moving,
    NewAppointment,
    ProblemOut,
)
from bot.api.problems import Problem
from bot.api.who import Gate, Who
from bot.turns.parts import Readers
from care.booking import body_hash, rules_of
from care.clock import Clock
from care.settings import Settings
from care.storage.database import Database

_REFUSALS: dict[int | str, dict[str, Any]] = {
    code: {"model": ProblemOut} for code in (400, 401, 404, 409, 422, 429)
}

Key = Annotated[str | None, Header(alias="Idempotency-Key", max_length=120)]
Reference = Annotated[str, Path(max_length=60, description="Référence, comme ON-7K3F-2")]


def build_router(
    database: Database, clock: Clock, settings: Settings, readers: Readers | None = None
) -> APIRouter:
    router = APIRouter(prefix="/api/v1/appointments", tags=["appointments"])
    known: Who = Depends(Gate(database, settings))
    desk = Desk(database, clock, rules_of(settings), readers.mask if readers else None)

    @router.post(
        "", status_code=201, response_model=AppointmentOut, responses=_REFUSALS, summary="Réserver"
    )
    def book_one(
        body: NewAppointment, idempotency_key: Key = None, who: Who = known
    ) -> JSONResponse:
        return desk.book(who, _required(idempotency_key), body_hash(body.model_dump()), body)

    @router.get(
        "/{reference}", response_model=AppointmentOut, responses=_REFUSALS, summary="Consulter"
    )
    def look_at_one(reference: Reference, who: Who = known) -> AppointmentOut:
        return desk.show(who, reference)

    @router.patch(
        "/{reference}", response_model=AppointmentOut, responses=_REFUSALS, summary="Déplacer"
    )
    def move_one(
        reference: Reference, body: Moving, idempotency_key: Key = None, who: Who = known
    ) -> JSONResponse:
        seal = body_hash([reference, body.model_dump()])
        return desk.move(who, reference, (idempotency_key or "").strip(), seal, body)

    @router.delete(
        "/{reference}", response_model=AppointmentOut, responses=_REFUSALS, summary="Annuler"
    )
    def cancel_one(
        reference: Reference,
        body: Annotated[Cancelling | None, Body()] = None,
        reason: Annotated[str | None, Query(max_length=200)] = None,
        who: Who = known,
    ) -> AppointmentOut:
        return desk.cancel(who, reference, (body.reason if body else None) or reason or "")

    return router


def _required(key: str | None) -> str:
    if key is None or not key.strip():
        raise Problem(
            400,
            "Ajoutez un en-tête Idempotency-Key, différent pour chaque réservation : "
            "si la réponse se perd, le même envoi ne réserve pas deux fois.",
        )
    return key.strip()
