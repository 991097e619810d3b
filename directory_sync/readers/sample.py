"""The sample directory: invented structures in real communes, every one marked « (exemple) »."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError

from care.content import Provenance, Strict
from care.directory.care_types import care_types
from care.directory.identifiers import is_valid_finess
from care.places import Place, PlaceIndex
from directory_sync.errors import UnreadableSource
from directory_sync.files import SourceFile
from directory_sync.readers.checks import (
    BAD_FINESS,
    DUPLICATE,
    MISSING,
    OUTSIDE,
    SUSPECT_POINT,
    UNKNOWN_COMMUNE,
    e164,
    far_from,
    in_region,
)
from directory_sync.rows import Extract, StructureRow

_MARK = "exemple"


class _Label(Strict):
    start: date = Field(alias="from")
    end: date | None = Field(None, alias="until")


class _Service(Strict):
    care: str
    cost: str
    prescription: bool
    modality: str
    after_cancer: bool = False
    audience: Literal["patient", "caregiver", "both"] = "patient"


class _Structure(Strict):
    id: str
    name: str
    kind: Literal["hospital", "community", "association"]
    insee: str
    commune: str
    address: str
    lat: float
    lon: float
    finess: str | None = None
    siret: str | None = None
    rna: str | None = None
    phone: str
    hours: str | None = None
    oncology: bool = False
    label: _Label | None = None
    verified_on: date
    services: tuple[_Service, ...]


class _Head(Strict):
    meta: Provenance
    data_date: date
    structures: list[Any]


def read(source: SourceFile, places: PlaceIndex) -> Extract:
    """Each structure is checked alone: one that is wrong is refused, the others are kept."""
    head = _head(source)
    extract = Extract(data_date=head.data_date)
    seen: set[str] = set()
    for rank, raw in enumerate(head.structures, start=1):
        extract.read += 1
        identifier = str(raw.get("id", "?")) if isinstance(raw, dict) else "?"
        try:
            one = _Structure.model_validate(raw)
        except ValidationError as error:
            extract.refuse(rank, identifier, _problem(error))
            continue
        place = places.by_insee(one.insee)
        reason = _reason(one, place, seen)
        if reason or place is None:
            extract.refuse(rank, identifier, reason or UNKNOWN_COMMUNE)
            continue
        seen.update(filter(None, (one.id, one.finess)))
        extract.structures.append(_row(one, place))
    return extract


def _head(source: SourceFile) -> _Head:
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        return _Head.model_validate(yaml.load(source.text(), Loader=loader))  # noqa: S506
    except (yaml.YAMLError, ValidationError) as error:
        raise UnreadableSource(str(source.path), "ni en-tête ni structures lisibles") from error


def _problem(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{MISSING} : {where}" if first["type"] == "missing" else f"champ invalide : {where}"


def _reason(one: _Structure, place: Place | None, seen: set[str]) -> str | None:
    if one.id in seen or (one.finess and one.finess in seen):
        return DUPLICATE
    if one.finess is not None and not is_valid_finess(one.finess):
        return BAD_FINESS
    if place is None:
        return UNKNOWN_COMMUNE
    if not in_region(one.lat, one.lon):
        return OUTSIDE
    if far_from(place, one.lat, one.lon):
        return SUSPECT_POINT
    return _content_reason(one)


def _content_reason(one: _Structure) -> str | None:
    if _MARK not in one.name:
        return "exemple non signalé dans le nom"
    unknown = next(
        (service.care for service in one.services if service.care not in care_types()), None
    )
    if unknown:
        return f"soin inconnu : {unknown}"
    return None if one.services else f"{MISSING} : services"


def _row(one: _Structure, place: Place) -> StructureRow:
    return StructureRow(
        values={
            "id": one.id,
            "name": one.name,
            "kind": one.kind,
            "finess": one.finess,
            "siret": one.siret,
            "rna": one.rna,
            "commune_insee": place.insee,
            "commune_name": place.name,
            "address": one.address,
            "lat": one.lat,
            "lon": one.lon,
            "precision": "address",
            "phone": e164(one.phone),
            "hours": one.hours,
            "oncology": one.oncology,
            "label_from": one.label.start if one.label else None,
            "label_until": one.label.end if one.label else None,
            "verified_on": one.verified_on,
            "is_sample": True,
        },
        services=tuple(
            {
                "care_type": service.care,
                "audience": service.audience,
                "after_cancer": service.after_cancer,
                "prescription": service.prescription,
                "cost": service.cost,
                "modality": service.modality,
            }
            for service in one.services
        ),
    )
