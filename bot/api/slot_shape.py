"""A slot as the API shows it."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from care.booking import FreeSlot
from care.clock import to_paris
from care.french import phone


class StructureOut(BaseModel):
    id: str
    name: str
    commune: str
    insee: str
    department: str
    address: str
    phone: str | None
    lat: float
    lon: float


class SlotOut(BaseModel):
    """`id` and `slot_id` are the same; `title` is short enough for a button, `what` says what for."""

    id: str
    slot_id: str
    kind: str
    speciality: str | None
    what: str
    title: str
    starts_at: datetime
    ends_at: datetime
    structure: StructureOut
    distance_km: float | None
    across_sea: bool
    is_sample: bool


def slot_out(slot: FreeSlot) -> SlotOut:
    """Times with the offset of Paris, as people read them."""
    return SlotOut(
        id=slot.id,
        slot_id=slot.id,
        kind=slot.kind,
        speciality=slot.speciality,
        what=slot.what,
        title=slot.title,
        starts_at=to_paris(slot.starts_at),
        ends_at=to_paris(slot.ends_at),
        structure=StructureOut(
            id=slot.structure_id,
            name=slot.structure_name,
            commune=slot.commune,
            insee=slot.commune_insee,
            department=slot.department,
            address=slot.address,
            phone=phone(slot.phone) if slot.phone else None,
            lat=slot.lat,
            lon=slot.lon,
        ),
        distance_km=slot.distance_km,
        across_sea=slot.across_sea,
        is_sample=slot.is_sample,
    )
