"""The real FINESS hospital file of 6 March 2020, kept outside the project and read where it is.

Six years old: it proves the reader on real rows and serves comparisons. What it holds is stored inactive
and never shown. Its postal codes are often CEDEX codes, so the commune is found by its name.
"""

from __future__ import annotations

import re
from datetime import date

from care.directory.identifiers import is_valid_finess
from care.places import Place, PlaceIndex
from directory_sync.files import SourceFile, csv_rows
from directory_sync.readers.checks import (
    BAD_FINESS,
    DUPLICATE,
    OUTSIDE,
    REGION_DEPARTMENTS,
    SUSPECT_POINT,
    UNKNOWN_COMMUNE,
    e164,
    far_from,
    in_region,
    missing_of,
    point_of,
)
from directory_sync.rows import Extract, StructureRow

COLUMNS = [
    "finess_et",
    "departement",
    "nom",
    "categorie_libelle",
    "numero",
    "voie",
    "code_postal",
    "commune",
    "lat",
    "lon",
    "telephone",
    "date_reference",
    "coord_suspecte",
]
_CEDEX = re.compile(r"\s*\bCEDEX\b.*$", re.IGNORECASE)
_NUMBER_AT_END = re.compile(r"\s+(\d{1,2})\s*(?:ER|E|EME)?$", re.IGNORECASE)


def read(source: SourceFile, places: PlaceIndex) -> Extract:
    """Raises UnreadableSource for a file without the expected columns."""
    extract = Extract()
    seen: set[str] = set()
    for line, row in csv_rows(source, COLUMNS):
        extract.read += 1
        extract.data_date = extract.data_date or _date(row["date_reference"])
        outcome = _read_row(row, places, seen)
        if isinstance(outcome, str):
            extract.refuse(line, f"{row['finess_et']} {row['nom']}", outcome)
        else:
            seen.add(row["finess_et"])
            extract.structures.append(outcome)
    return extract


def _read_row(row: dict[str, str], places: PlaceIndex, seen: set[str]) -> StructureRow | str:
    """The row to store, or the reason why not."""
    missing = missing_of(
        (name, row[name]) for name in ("finess_et", "nom", "commune", "lat", "lon")
    )
    if missing:
        return missing
    if not is_valid_finess(row["finess_et"]):
        return BAD_FINESS
    if row["finess_et"] in seen:
        return DUPLICATE
    if row["departement"] not in REGION_DEPARTMENTS:
        return OUTSIDE
    point = point_of(row["lat"], row["lon"])
    if point is None or row["coord_suspecte"] == "1":
        return SUSPECT_POINT
    if not in_region(*point):
        return OUTSIDE
    place = commune_of(row["commune"], row["departement"], row["code_postal"], places)
    if place is None:
        return UNKNOWN_COMMUNE
    if far_from(place, *point):
        return SUSPECT_POINT
    return _structure(row, place, point)


def commune_of(name: str, department: str, postal_code: str, places: PlaceIndex) -> Place | None:
    """The commune of a postal label: `MARSEILLE CEDEX 09`, `AIX EN PROVENCE CEDEX 1`, `NICE`."""
    bare = _NUMBER_AT_END.sub("", _CEDEX.sub("", name)).strip()
    for question in (f"{bare} {postal_code}", f"{bare} {department}", bare):
        reading = places.read(question)
        if reading.place is not None and reading.place.department == department:
            return reading.place
    return None


def _structure(row: dict[str, str], place: Place, point: tuple[float, float]) -> StructureRow:
    address = " ".join(filter(None, (row["numero"], row["voie"])))
    return StructureRow(
        values={
            "id": f"finess-{row['finess_et']}",
            "name": row["nom"][:160],
            "kind": "hospital",
            "finess": row["finess_et"],
            "siret": None,
            "rna": None,
            "commune_insee": place.insee,
            "commune_name": place.name,
            "address": address[:200],
            "lat": point[0],
            "lon": point[1],
            "precision": "address" if row.get("geo_qual") == "1" else "commune",
            "phone": e164(row["telephone"]) if row["telephone"] else None,
            "hours": None,
            "oncology": False,
            "label_from": None,
            "label_until": None,
            "verified_on": _date(row["date_reference"]) or date(2020, 3, 6),
            "is_sample": False,
        }
    )


def _date(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
