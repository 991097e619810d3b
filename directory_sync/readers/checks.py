"""Checks every reader shares. Reasons are short French words: they are shown in the report."""

from __future__ import annotations

import re
from collections.abc import Iterable

import phonenumbers

from care.places import Place, distance_km
from care.places.distance import in_corsica

REGION_DEPARTMENTS = frozenset({"04", "05", "06", "13", "83", "84", "2A", "2B"})

MISSING = "champ manquant"
BAD_FINESS = "clé FINESS fausse"
DUPLICATE = "doublon"
OUTSIDE = "hors de la région"
SUSPECT_POINT = "coordonnées suspectes"
UNKNOWN_COMMUNE = "commune introuvable"

_FAR_FROM_COMMUNE_KM = 30.0
_PHONE_BORDER = re.compile(r"[/;,]")


def missing_of(fields: Iterable[tuple[str, str]]) -> str | None:
    """The reason naming the first empty field, or None."""
    empty = next((name for name, value in fields if not value), None)
    return f"{MISSING} : {empty}" if empty else None


def in_region(lat: float, lon: float) -> bool:
    """A generous box around PACA and another around Corsica."""
    return in_corsica(lat, lon) or (42.9 <= lat <= 45.2 and 4.2 <= lon <= 7.8)


def point_of(lat: str, lon: str) -> tuple[float, float] | None:
    try:
        return float(lat.replace(",", ".")), float(lon.replace(",", "."))
    except ValueError:
        return None


def far_from(place: Place, lat: float, lon: float) -> bool:
    """A point that cannot be in its commune."""
    return distance_km(place.lat, place.lon, lat, lon) > _FAR_FROM_COMMUNE_KM


def e164(written: str) -> str | None:
    """`+33491223333` from the first French number written, or None. Short numbers are kept as they are."""
    first = _PHONE_BORDER.split(written)[0].strip()
    digits = re.sub(r"\D", "", first)
    if 2 <= len(digits) <= 6:
        return digits
    if len(digits) == 9 and not first.startswith(("0", "+")):
        first = f"0{digits}"  # a spreadsheet ate the zero
    try:
        number = phonenumbers.parse(first, "FR")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
