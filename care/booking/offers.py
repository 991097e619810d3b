"""A slot as it is offered, and in which order.

Order. Without a place: soonest first. With one: a day sooner is worth so many kilometres, many for
an oncology opinion (delay harms), few for an after-cancer assessment (travel tires), so that the
nearest of the soon ones comes first. A slot across the sea always comes after every other and is
flagged: it is never the silent "nearest" of a Corsican caller, nor Corsica that of the continent.
A short list varies: one slot for each structure and half-day first, the others only to fill it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, radians, sin, sqrt

from care.booking.specialities import consultation_label
from care.clock import to_paris
from care.french import kilometres, short_moment

KILOMETRES_A_DAY = {"oncology": 25.0, "after_cancer": 8.0}
VARIED_UP_TO = 12
_NOON = 13
_EARTH = 6371.0
_CORSICA = (41.2, 43.1, 8.4, 9.7)  # latitudes, longitudes

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A free slot, where it is, how far it is as the crow flies."""

    id: str
    kind: str
    speciality: str | None
    starts_at: datetime
    ends_at: datetime
    structure_id: str
    structure_name: str
    commune_insee: str
    commune: str
    address: str
    phone: str | None
    lat: float
    lon: float
    distance_km: float | None
    across_sea: bool
    is_sample: bool

    @property
    def department(self) -> str:
        return self.commune_insee[:2]

    @property
    def what(self) -> str:
        """`consultation d'oncologie thoracique`."""
        return consultation_label(self.kind, self.speciality)

    @property
    def title(self) -> str:
        """`mer. 25 nov. 9 h 30 — Manosque (3 km)`, short enough for a button."""
        notes = []
        if self.distance_km is not None:
            notes.append(kilometres(self.distance_km))
        if self.across_sea:
            notes.append("traversée à prévoir")
        place = f"{self.commune} ({', '.join(notes)})" if notes else self.commune
        return f"{short_moment(self.starts_at)} — {place}"


def in_corsica(point: Point) -> bool:
    south, north, west, east = _CORSICA
    return south <= point[0] <= north and west <= point[1] <= east


def kilometres_between(start: Point, end: Point) -> float:
    """Great-circle distance: « à vol d'oiseau », which misleads in the Alps and over the sea."""
    lat1, lon1, lat2, lon2 = (radians(value) for value in (*start, *end))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))


def ranked(offers: Iterable[FreeSlot], now: datetime, limit: int) -> list[FreeSlot]:
    """The best `limit` offers, best first, by the order of this module."""
    ordered = sorted(offers, key=lambda offer: (*_cost(offer, now), offer.starts_at, offer.id))
    return _varied(ordered, limit) if limit <= VARIED_UP_TO else ordered[:limit]


def _cost(offer: FreeSlot, now: datetime) -> tuple[bool, float]:
    days = (offer.starts_at - now).total_seconds() / 86400
    if offer.distance_km is None:
        return offer.across_sea, days
    return offer.across_sea, days + offer.distance_km / KILOMETRES_A_DAY[offer.kind]


def _varied(ordered: Sequence[FreeSlot], limit: int) -> list[FreeSlot]:
    seen: set[tuple[object, ...]] = set()
    first: list[FreeSlot] = []
    rest: list[FreeSlot] = []
    for offer in ordered:
        local = to_paris(offer.starts_at)
        key = (offer.structure_id, local.date(), local.hour < _NOON)
        (rest if key in seen or offer.across_sea else first).append(offer)
        seen.add(key)
        if len(first) == limit:
            break
    return [*first, *rest][:limit]
