"""Searching the directory: nearest first, by great circle.

Policy: only active structures are shown; a label counts on its own days only (a lapsed one vanishes the same
day, the structure stays). The order is the true distance; a structure with the sea in between carries
`across_sea`, which whoever shows it must say: nobody in Corsica is sent to the continent in silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from care.directory.care_types import care_types, label_of, read_care_types
from care.directory.found import FoundService, FoundStructure
from care.places.distance import distance_km, in_corsica, is_corsican
from care.places.model import Place
from care.storage.directory import Service, Structure
from care.understanding.normalise import normalise

_ALIKE = 85.0


@dataclass(frozen=True, slots=True)
class _Wanted:
    cares: frozenset[str]
    after_cancer: bool
    audience: str | None

    def accepts(self, service: Service) -> bool:
        if self.cares and service.care_type not in self.cares:
            return False
        if self.after_cancer and not service.after_cancer:
            return False
        return self.audience is None or service.audience in (self.audience, "both")

    @property
    def anything(self) -> bool:
        return not self.cares and not self.after_cancer and self.audience is None


def search(
    session: Session,
    *,
    today: date,
    place: Place | None = None,
    lat: float | None = None,
    lon: float | None = None,
    department: str | None = None,
    care: str | Iterable[str] | None = None,
    q: str | None = None,
    labelled: bool | None = None,
    after_cancer: bool = False,
    oncology: bool | None = None,
    radius_km: float | None = None,
    limit: int | None = 20,
    audience: str | None = None,
) -> list[FoundStructure]:
    """Structures that offer what is asked, nearest first (by name when no origin is known).

    `care` is one or several codes of the vocabulary, or lay words; unknown words find nothing rather than
    everything. `today` is the Paris day on which labels are judged. `audience` is `patient` or `caregiver`.
    `department` settles on which side of the sea the caller is.
    """
    cares = _codes(care)
    if care is not None and not cares:
        return []
    wanted = _Wanted(cares, after_cancer, audience)
    if place is not None:
        lat, lon, department = place.lat, place.lon, place.department
    origin = (lat, lon) if lat is not None and lon is not None else None
    found: list[FoundStructure] = []
    for structure, services in _active(session):
        matched = [service for service in services if wanted.accepts(service)]
        if not (matched or wanted.anything):
            continue
        one = _found(structure, services, [] if wanted.anything else matched, today)
        if _kept(one, labelled=labelled or after_cancer or None, oncology=oncology, q=q):
            found.append(_placed(one, origin, department))
    within = [one for one in found if radius_km is None or (one.distance_km or 0) <= radius_km]
    return sorted(within, key=lambda one: (one.distance_km or 0, one.name, one.id))[:limit]


def _codes(care: str | Iterable[str] | None) -> frozenset[str]:
    if care is None:
        return frozenset()
    known = care_types()
    codes: set[str] = set()
    for word in [care] if isinstance(care, str) else care:
        codes.update({word} if word in known else {one.code for one in read_care_types(word)})
    return frozenset(codes)


def _active(session: Session) -> Iterable[tuple[Structure, list[Service]]]:
    """Two queries whatever the size: the structures shown, and all they offer."""
    services: dict[str, list[Service]] = defaultdict(list)
    for service in session.scalars(select(Service).order_by(Service.id)):
        services[service.structure_id].append(service)
    for structure in session.scalars(select(Structure).where(Structure.active.is_(True))):
        yield structure, services[structure.id]


def _kept(
    one: FoundStructure, *, labelled: bool | None, oncology: bool | None, q: str | None
) -> bool:
    if labelled is not None and one.labelled is not labelled:
        return False
    if oncology is not None and one.oncology is not oncology:
        return False
    return not q or _named(one, q)


def _named(one: FoundStructure, q: str) -> bool:
    """Every word asked is in the name, the town or the care, or the name looks like it."""
    labels = " ".join(service.label for service in one.services)
    text = normalise(f"{one.name} {one.commune_name} {one.address} {labels} {one.finess or ''}")
    asked = normalise(q)
    return (
        all(word in text for word in asked.split())
        or fuzz.token_set_ratio(asked, normalise(one.name)) >= _ALIKE
    )


def is_labelled(structure: Structure, day: date) -> bool:
    """Whether the label runs on this day, both ends included."""
    if structure.label_from is None or structure.label_from > day:
        return False
    return structure.label_until is None or day <= structure.label_until


def _found(
    structure: Structure, services: list[Service], matched: list[Service], today: date
) -> FoundStructure:
    return FoundStructure(
        id=structure.id,
        name=structure.name,
        kind=structure.kind,
        finess=structure.finess,
        commune_insee=structure.commune_insee,
        commune_name=structure.commune_name,
        address=structure.address,
        lat=structure.lat,
        lon=structure.lon,
        precision=structure.precision,
        phone=structure.phone,
        email=structure.email,
        website=structure.website,
        hours=structure.hours,
        oncology=structure.oncology,
        labelled=is_labelled(structure, today),
        services=tuple(map(_service, services)),
        matched=tuple(map(_service, matched)),
        verified_on=structure.verified_on,
        updated_at=structure.updated_at,
        sample=structure.is_sample,
    )


def _service(service: Service) -> FoundService:
    return FoundService(
        care_type=service.care_type,
        label=label_of(service.care_type),
        audience=service.audience,
        after_cancer=service.after_cancer,
        prescription=service.prescription,
        cost=service.cost,
        modality=service.modality,
    )


def _placed(
    one: FoundStructure, origin: tuple[float, float] | None, department: str | None
) -> FoundStructure:
    if origin is None:
        return one
    island = is_corsican(department) if department else in_corsica(*origin)
    return replace(
        one,
        distance_km=distance_km(*origin, one.lat, one.lon),
        across_sea=island != in_corsica(one.lat, one.lon),
    )
