"""`GET /api/v1/directory/search`: who offers which care near where, nearest first. Nothing asked is stored."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from bot.api.problems import Problem
from care.clock import Clock, paris_day
from care.directory import care_types, read_care_types, search
from care.places import Place, PlaceIndex, PlaceReading, distance_km, load_places
from care.storage.database import Database

_POINT = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d{1,15})?)\s*[,;]\s*([+-]?\d{1,3}(?:\.\d{1,15})?)\s*")
_REACH_KM = 30.0
_MOST_RESULTS = 100
_LONGEST = 200


class PlaceOut(BaseModel):
    """A commune as the contract shows it."""

    insee: str
    name: str
    department: str
    lat: float
    lon: float
    department_name: str = ""
    postal_codes: list[str] = []
    label: str = ""


class DirectoryOut(BaseModel):
    """What was understood of the place, and what was found around it."""

    place: PlaceOut | None
    results: list[dict[str, Any]]
    suggestions: list[PlaceOut]
    outside_region: bool


class Places:
    """The index of places, built when first needed and again while the commune table is still empty."""

    def __init__(self, load: Callable[[], PlaceIndex]) -> None:
        self._load = load
        self._index: PlaceIndex | None = None

    def index(self) -> PlaceIndex:
        if self._index is None or not len(self._index):
            self._index = self._load()
        return self._index


def build_router(database: Database, clock: Clock) -> APIRouter:
    router = APIRouter(prefix="/api/v1/directory", tags=["directory"])
    places = Places(lambda: load_places(database))

    @router.get("/search", summary="Chercher un soin de support près d'un lieu")
    def search_directory(
        near: Annotated[
            str | None, Query(max_length=_LONGEST, description="Ville, code postal ou `lat,lon`")
        ] = None,
        care: Annotated[
            str | None, Query(max_length=_LONGEST, description="Code ou mots courants")
        ] = None,
        q: Annotated[
            str | None, Query(max_length=_LONGEST, description="Mots du nom de la structure")
        ] = None,
        labelled: bool | None = None,
        after_cancer: bool = False,
        radius_km: Annotated[float | None, Query(gt=0, le=1000, allow_inf_nan=False)] = None,
        limit: Annotated[int, Query(ge=1, le=_MOST_RESULTS)] = 20,
    ) -> DirectoryOut:
        codes = _care_codes(care)
        reading = read_near(near, places) if near is not None and near.strip() else None
        if reading is not None and reading.place is None:
            return DirectoryOut(
                place=None,
                results=[],
                suggestions=[place_out(place) for place in reading.suggestions],
                outside_region=reading.outside_region,
            )
        with database.read() as session:
            found = search(
                session,
                today=paris_day(clock.now()),
                place=reading.place if reading else None,
                care=codes,
                q=q.strip() if q else None,
                labelled=labelled,
                after_cancer=after_cancer,
                radius_km=radius_km if reading else None,
                limit=limit,
            )
        return DirectoryOut(
            place=place_out(reading.place) if reading and reading.place else None,
            results=[one.as_json() for one in found],
            suggestions=[place_out(place) for place in reading.suggestions] if reading else [],
            outside_region=False,
        )

    return router


def _care_codes(care: str | None) -> list[str] | None:
    """Raises Problem when the care is not recognised: an empty list would look like « nobody offers it »."""
    if care is None or not care.strip():
        return None
    if care.strip() in care_types():
        return [care.strip()]
    codes = [kind.code for kind in read_care_types(care)]
    if not codes:
        known = ", ".join(kind.label for kind in care_types().values())
        raise Problem(422, f"Soin non reconnu. Soins connus : {known}.")
    return codes


def read_near(near: str, places: Places) -> PlaceReading:
    point = _POINT.fullmatch(near)
    if point is None:
        return places.index().read(near)
    lat, lon = float(point.group(1)), float(point.group(2))
    if abs(lat) > 90 or abs(lon) > 180:
        raise Problem(
            422, "Coordonnées impossibles : latitude entre -90 et 90, longitude entre -180 et 180."
        )
    return _read_point(lat, lon, places.index())


def _read_point(lat: float, lon: float, index: PlaceIndex) -> PlaceReading:
    """The commune around a point, at that very point; far from every commune is outside the region."""
    nearest = index.nearest(lat, lon)
    if nearest is None or distance_km(lat, lon, nearest.lat, nearest.lon) > _REACH_KM:
        return PlaceReading(outside_region=True)
    return PlaceReading(nearest.moved_to(lat, lon), sure=True)


def place_out(place: Place) -> PlaceOut:
    return PlaceOut(
        insee=place.insee,
        name=place.name,
        department=place.department,
        lat=place.lat,
        lon=place.lon,
        department_name=place.department_name,
        postal_codes=list(place.postal_codes),
        label=place.label,
    )
