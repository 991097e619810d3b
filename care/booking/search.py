"""Free slots: computed when asked, and checked again when one is taken."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from care.booking.offers import FreeSlot, Point, in_corsica, kilometres_between, ranked
from care.booking.rules import DEFAULT_RULES, BookingRules
from care.booking.slots import is_labelled, is_live
from care.booking.specialities import GENERAL, exclusive_specialities, read_speciality
from care.storage.booking import Appointment, Slot
from care.storage.directory import Structure

HORIZON = timedelta(days=60)
Range = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class _Query:
    kind: str | None
    ids: tuple[str, ...] | None
    now: datetime
    window: Range
    wanted: tuple[str, ...] | None
    near: Point | None
    radius_km: float | None
    structure_id: str | None


def free_slots(
    session: Session,
    *,
    now: datetime,
    kind: str | None = None,
    ids: Sequence[str] | None = None,
    near: Point | None = None,
    site: str | None = None,
    speciality: str | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    within_hours: float | None = None,
    deadline: datetime | None = None,
    radius_km: float | None = None,
    structure_id: str | None = None,
    exclude: Collection[str] = (),
    limit: int = 5,
    rules: BookingRules = DEFAULT_RULES,
) -> list[FreeSlot]:
    """The free slots of a kind, best first (the order is that of `care.booking.offers`).

    `exclude` leaves out what was shown already.
    `ids` keeps only those still free among slots offered before, in the same order of merit.
    `end`, `within_hours` and `deadline` all bound the start of the slot: the earliest wins. A
    speciality (or the one of the cancer `site`) keeps its own slots and those open to any need, which
    are then offered for it; an unknown site keeps only the latter; a child's need only its own. Never
    one inside the notice.
    """
    ends = [moment for moment in (end, deadline, now + HORIZON) if moment is not None]
    if within_hours is not None:
        ends.append(now + timedelta(hours=within_hours))
    earliest = now + rules.minimum_notice
    query = _Query(
        kind=kind,
        ids=None if ids is None else tuple(ids),
        now=now,
        window=(max(start or earliest, earliest), min(ends)),
        wanted=_wanted(speciality, site),
        near=near,
        radius_km=radius_km,
        structure_id=structure_id,
    )
    offers = [offer for offer in _candidates(session, query) if offer.id not in exclude]
    return ranked(offers, now, limit)


def free_slot(session: Session, slot_id: str) -> FreeSlot | None:
    """One slot as it would be offered, free or not; None when there is no such slot."""
    found = session.execute(
        select(Slot, Structure)
        .join(Structure, Structure.id == Slot.structure_id)
        .where(Slot.id == slot_id)
    ).one_or_none()
    return _offer(found[0], found[1]) if found else None


def alternatives(
    session: Session,
    slot_id: str,
    now: datetime,
    rules: BookingRules = DEFAULT_RULES,
    limit: int = 3,
) -> list[FreeSlot]:
    """Other slots for somebody who just lost this one: same kind, same need, around the same place."""
    lost = free_slot(session, slot_id)
    if lost is None:
        return []
    return free_slots(
        session,
        kind=lost.kind,
        now=now,
        near=(lost.lat, lost.lon),
        speciality=lost.speciality,
        limit=limit,
        rules=rules,
    )


def _wanted(speciality: str | None, site: str | None) -> tuple[str, ...] | None:
    asked = speciality or site
    if asked is None:
        return None
    code = read_speciality(asked)
    return (code, GENERAL) if code else (GENERAL,)


def _candidates(session: Session, query: _Query) -> list[FreeSlot]:
    places = _structures(session, query)
    if not places or query.window[0] > query.window[1]:
        return []
    columns = (Slot.id, Slot.structure_id, Slot.kind, Slot.speciality, Slot.starts_at, Slot.ends_at)
    rows = session.execute(select(*columns, Slot.is_sample).where(*_conditions(query, places)))
    need = query.wanted[0] if query.wanted else None
    offers = []
    for slot_id, structure_id, kind, speciality, starts_at, ends_at, sample in rows:
        structure, base = places[structure_id]
        if kind == "after_cancer" and not is_labelled(structure, starts_at, query.now):
            continue
        offers.append(
            replace(
                base,
                id=slot_id,
                kind=kind,
                speciality=speciality or need,
                starts_at=starts_at,
                ends_at=ends_at,
                is_sample=sample,
            )
        )
    return offers


def _conditions(
    query: _Query, places: dict[str, tuple[Structure, FreeSlot]]
) -> list[ColumnElement[bool]]:
    taken = exists().where(and_(Appointment.slot_id == Slot.id, is_live(query.now)))
    conditions: list[ColumnElement[bool]] = [
        Slot.starts_at.between(*query.window),
        Slot.withdrawn.is_(False),
        Slot.structure_id.in_(places),
        ~taken,
    ]
    if query.kind is not None:
        conditions.append(Slot.kind == query.kind)
    if query.ids is not None:
        conditions.append(Slot.id.in_(query.ids))
    if query.ids is None:
        conditions.append(_serves(query.wanted))
    return conditions


def _serves(wanted: tuple[str, ...] | None) -> ColumnElement[bool]:
    """Slots of the need and those open to any; an exclusive need has its own only, and keeps them."""
    alone = exclusive_specialities()
    if wanted is None:
        return or_(Slot.speciality.is_(None), Slot.speciality.not_in(alone))
    if alone.intersection(wanted):
        return Slot.speciality == wanted[0]
    return or_(Slot.speciality.is_(None), Slot.speciality.in_(wanted))


def _structures(session: Session, query: _Query) -> dict[str, tuple[Structure, FreeSlot]]:
    """The places within reach, each with the half of its offers that does not depend on the slot."""
    with_slots = select(Slot.structure_id).distinct()
    if query.kind is not None:
        with_slots = with_slots.where(Slot.kind == query.kind)
    active = select(Structure).where(Structure.active.is_(True), Structure.id.in_(with_slots))
    if query.structure_id is not None:
        active = active.where(Structure.id == query.structure_id)
    within: dict[str, tuple[Structure, FreeSlot]] = {}
    for structure in session.scalars(active):
        base = _base(structure, query)
        far = query.radius_km is not None and (base.distance_km or 0) > query.radius_km
        if not far:
            within[structure.id] = (structure, base)
    return within


def _base(structure: Structure, query: _Query) -> FreeSlot:
    here = (structure.lat, structure.lon)
    near = query.near
    distance = round(kilometres_between(near, here), 1) if near else None
    across = near is not None and in_corsica(near) != in_corsica(here)
    return _offered(structure, query.kind or "", query.now, distance, across=across)


def _offer(slot: Slot, structure: Structure) -> FreeSlot:
    return replace(
        _offered(structure, slot.kind, slot.starts_at, None, across=False),
        id=slot.id,
        speciality=slot.speciality,
        ends_at=slot.ends_at,
        is_sample=slot.is_sample,
    )


def _offered(
    structure: Structure, kind: str, at: datetime, distance: float | None, *, across: bool
) -> FreeSlot:
    return FreeSlot(
        id="",
        kind=kind,
        speciality=None,
        starts_at=at,
        ends_at=at,
        structure_id=structure.id,
        structure_name=structure.name,
        commune_insee=structure.commune_insee,
        commune=structure.commune_name,
        address=structure.address,
        phone=structure.phone,
        lat=structure.lat,
        lon=structure.lon,
        distance_km=distance,
        across_sea=across,
        is_sample=structure.is_sample,
    )
