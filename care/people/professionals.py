"""Recognising a professional by their RPPS number: a recognition, not an authentication.

A right key outside the register counts as *declared*: the slot is then held for the team, not refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from care.people.rpps import is_valid_rpps, squeeze_rpps
from care.storage.people import Professional

RppsStatus = Literal["registered", "declared", "invalid"]


@dataclass(frozen=True, slots=True)
class Identified:
    """Who a number is. `name` and `commune` are empty unless registered."""

    status: RppsStatus
    rpps: str = ""
    name: str = ""
    commune: str = ""
    commune_insee: str | None = None
    profession: str = ""
    is_sample: bool = False


def find_professional(session: Session, rpps: str) -> Professional | None:
    return session.get(Professional, squeeze_rpps(rpps))


def identify(session: Session, rpps: str) -> Identified:
    """Read a number as typed, spaces allowed."""
    number = squeeze_rpps(rpps)
    if not is_valid_rpps(number):
        return Identified("invalid")
    known = session.get(Professional, number)
    if known is None:
        return Identified("declared", rpps=number)
    return Identified(
        "registered",
        rpps=number,
        name=f"{known.title} {known.family_name}".strip(),
        commune=known.commune_name,
        commune_insee=known.commune_insee,
        profession=known.profession,
        is_sample=known.is_sample,
    )
