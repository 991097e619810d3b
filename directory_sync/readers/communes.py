"""The commune table: communes, the districts of Marseille, former communes with a code of their own."""

from __future__ import annotations

import re
from datetime import date

from care.content import Provenance, Strict, load_content
from care.places import PlaceIndex
from directory_sync.files import SourceFile, csv_rows
from directory_sync.readers.checks import (
    DUPLICATE,
    OUTSIDE,
    REGION_DEPARTMENTS,
    in_region,
    missing_of,
    point_of,
)
from directory_sync.rows import Extract, Values

COLUMNS = [
    "insee",
    "nom",
    "type",
    "commune_parente",
    "departement",
    "departement_nom",
    "codes_postaux",
    "population",
    "lat",
    "lon",
]
_CODE = re.compile(r"(?:0[1-9]|[1-9][0-9]|2[AB])[0-9]{3}")
_KINDS = ("COM", "ARM", "COMD", "COMA")


class _Vintage(Strict):
    meta: Provenance
    data_date: date


def read(source: SourceFile, _places: PlaceIndex) -> Extract:
    """Raises UnreadableSource for a file without the expected columns."""
    extract = Extract(data_date=_data_date(source))
    rows = list(csv_rows(source, COLUMNS))
    rows.sort(key=lambda numbered: _rank(numbered[1]["type"]))
    seen: set[str] = set()
    for line, row in rows:
        extract.read += 1
        values = _values(row)
        reason = _reason(row, seen) if isinstance(values, dict) else values
        if reason is not None:
            extract.refuse(line, f"{row['insee']} {row['nom']}", reason)
        elif isinstance(values, dict):
            seen.add(row["insee"])
            extract.communes.append(values)
    return extract


def _rank(kind: str) -> int:
    """Today's communes first: a former commune that shares their code is the one refused."""
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _reason(row: dict[str, str], seen: set[str]) -> str | None:
    if row["departement"] not in REGION_DEPARTMENTS or not in_region(
        float(row["lat"]), float(row["lon"])
    ):
        return OUTSIDE
    if row["insee"] in seen:
        return f"{DUPLICATE} : code déjà pris par une commune actuelle"
    return None


def _values(row: dict[str, str]) -> Values | str:
    """The columns to store, or the reason why not."""
    missing = missing_of(
        (name, row[name]) for name in ("insee", "nom", "departement", "departement_nom")
    )
    if missing:
        return missing
    if not _CODE.fullmatch(row["insee"]) or row["type"] not in _KINDS:
        return "code INSEE ou type inconnu"
    point = point_of(row["lat"], row["lon"])
    if point is None or not (row["population"] or "0").isdigit():
        return "coordonnées ou population illisibles"
    return {
        "insee": row["insee"],
        "name": row["nom"],
        "kind": row["type"],
        "parent": row["commune_parente"] or None,
        "department": row["departement"],
        "department_name": row["departement_nom"],
        "postal_codes": row["codes_postaux"],
        "population": int(row["population"] or 0),
        "lat": point[0],
        "lon": point[1],
    }


def _data_date(source: SourceFile) -> date | None:
    """From the file of the same name in `.yml`, where there is one."""
    beside = source.path.with_suffix(".yml")
    return load_content(beside, _Vintage).data_date if beside.exists() else None
