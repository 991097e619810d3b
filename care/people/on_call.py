"""Who answers now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.booking.specialities import GENERAL, read_speciality
from care.storage.people import OnCallShift

REGION = "region"


@dataclass(frozen=True, slots=True)
class OnCall:
    """A team on call and its number, in international form."""

    name: str
    phone: str
    role: str
    area: str
    speciality: str
    until: datetime
    is_sample: bool


def on_call(
    session: Session, speciality: str | None, area: str | None, now: datetime
) -> OnCall | None:
    """The team on call for this need, as near as the rota has one.

    The need in the department, the need in the region, then oncology in the department, then oncology
    in the region. None only when the rota has a hole: the caller is then given the single number.
    """
    need = read_speciality(speciality) or GENERAL
    place = area or REGION
    shifts = session.scalars(
        select(OnCallShift).where(
            OnCallShift.starts_at <= now,
            OnCallShift.ends_at > now,
            OnCallShift.speciality.in_((need, GENERAL)),
            OnCallShift.area.in_((place, REGION)),
        )
    ).all()
    order = [(need, place), (need, REGION), (GENERAL, place), (GENERAL, REGION)]
    found = min(
        shifts,
        key=lambda shift: (order.index((shift.speciality, shift.area)), shift.id),
        default=None,
    )
    if found is None:
        return None
    return OnCall(
        name=found.structure_name,
        phone=found.phone,
        role=found.role,
        area=found.area,
        speciality=found.speciality,
        until=found.ends_at,
        is_sample=found.is_sample,
    )
