"""`GET /api/v1/slots`: the free slots, best first. Public: it says what is free, and of nobody."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from bot.api.directory import PlaceOut, Places, place_out, read_near
from bot.api.problems import Problem
from bot.api.slot_shape import SlotOut, slot_out
from bot.background import Job
from care.booking import KINDS, ensure_sample_slots, free_slots, rules_of
from care.clock import Clock, paris_moment
from care.people import prepare_sample_people
from care.places import PlaceIndex, PlaceReading, load_places
from care.settings import Settings
from care.storage.database import Database
from care.storage.directory import Structure

_LONGEST = 200
_MOST_SLOTS = 1000
_MOST_HOURS = 24 * 60
_MOST_KILOMETRES = 1000
_HALF_A_DAY = 12 * 3600
_SPACE_FOR_PLUS = re.compile(r"(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) (\d{2}:?\d{2})$")
_DATE_ADVICE = "écrivez la date et l'heure avec leur fuseau, par exemple 2026-11-24T09:00:00+01:00."


class SlotsOut(BaseModel):
    """The slots, and how the place was read: `place` null with `suggestions` means « which one? »."""

    slots: list[SlotOut]
    place: PlaceOut | None = None
    suggestions: list[PlaceOut] = []
    outside_region: bool = False


def build_router(
    database: Database,
    clock: Clock,
    settings: Settings,
    load: Callable[[], PlaceIndex] | None = None,
) -> APIRouter:
    router = APIRouter(prefix="/api/v1", tags=["slots"])
    places = Places(load or (lambda: load_places(database)))
    rules = rules_of(settings)

    @router.get("/slots", summary="Créneaux libres, les meilleurs d'abord")
    def list_slots(
        kind: Annotated[
            str | None, Query(max_length=_LONGEST, description="`oncology` ou `after_cancer`")
        ] = None,
        near: Annotated[
            str | None, Query(max_length=_LONGEST, description="Ville, code postal ou `lat,lon`")
        ] = None,
        site: Annotated[
            str | None,
            Query(max_length=_LONGEST, description="Localisation du cancer, ou id d'une structure"),
        ] = None,
        start: Annotated[
            str | None,
            Query(alias="from", max_length=_LONGEST, description="À partir de (ISO 8601)"),
        ] = None,
        end: Annotated[
            str | None, Query(alias="to", max_length=_LONGEST, description="Jusqu'à (ISO 8601)")
        ] = None,
        within_hours: Annotated[
            float | None, Query(gt=0, le=_MOST_HOURS, allow_inf_nan=False)
        ] = None,
        radius_km: Annotated[
            float | None, Query(gt=0, le=_MOST_KILOMETRES, allow_inf_nan=False)
        ] = None,
        limit: Annotated[int, Query(ge=1, le=_MOST_SLOTS)] = 20,
    ) -> SlotsOut:
        wanted = read_kind(kind)
        starts, ends = read_window(start, end)
        reading = read_near(near, places) if near is not None and near.strip() else PlaceReading()
        if near is not None and near.strip() and reading.place is None:
            return _which_place(reading)
        place = reading.place
        with database.read() as session:
            structure = session.get(Structure, site) if site and "\0" not in site else None
            found = free_slots(
                session,
                kind=wanted,
                now=clock.now(),
                near=(place.lat, place.lon) if place else None,
                site=None if structure else (site or "").strip() or None,
                structure_id=structure.id if structure else None,
                start=starts,
                end=ends,
                within_hours=within_hours,
                radius_km=radius_km if place else None,
                limit=limit,
                rules=rules,
            )
        return SlotsOut(
            slots=[slot_out(slot) for slot in found], place=place_out(place) if place else None
        )

    return router


def build_jobs(database: Database, clock: Clock, settings: Settings) -> list[Job]:
    """In demonstration, sample slots and rota roll on however long the service stays up."""
    if settings.mode != "demo":
        return []

    async def roll() -> None:
        await asyncio.to_thread(ensure_sample_slots, database, clock)
        await asyncio.to_thread(prepare_sample_people, database, clock)

    return [Job("sample_slots", _HALF_A_DAY, roll)]


def read_kind(kind: str | None) -> str:
    """Raises Problem: a kind is never guessed, the two lead to different people."""
    if kind not in KINDS:
        raise Problem(
            422,
            "Précisez kind : oncology (consultation d'oncologie) ou after_cancer (parcours après cancer).",
        )
    return kind


def read_window(start: str | None, end: str | None) -> tuple[datetime | None, datetime | None]:
    """The two moments. Raises Problem for a date that is not one, has no offset, or an empty window."""
    starts = read_moment("from", start, time(0), days=0)
    ends = read_moment("to", end, time(0), days=1)
    if starts and ends and ends < starts:
        raise Problem(422, "La date `to` est avant la date `from` : inversez-les.")
    return starts, ends


def read_moment(name: str, text: str | None, at: time, *, days: int) -> datetime | None:
    """An ISO moment with its offset, or a day of Paris (its start, or with `days` the following one's).

    A `+` that became a space in the address is put back.
    """
    if text is None or not text.strip():
        return None
    plain = _SPACE_FOR_PLUS.sub(r"\1+\2", text.strip())
    try:
        if "T" not in plain.upper():
            return paris_moment(date.fromisoformat(plain) + timedelta(days=days), at)
        moment = datetime.fromisoformat(plain)
    except (ValueError, OverflowError) as error:
        raise Problem(422, f"La date `{name}` n'est pas lisible : {_DATE_ADVICE}") from error
    if moment.tzinfo is None:
        raise Problem(422, f"La date `{name}` n'a pas de fuseau horaire : {_DATE_ADVICE}")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise Problem(422, f"La date `{name}` n'est pas lisible : {_DATE_ADVICE}") from error


def _which_place(reading: PlaceReading) -> SlotsOut:
    return SlotsOut(
        slots=[],
        suggestions=[place_out(place) for place in reading.suggestions],
        outside_region=reading.outside_region,
    )
