"""What a search gives: a structure, how far it is, and what a person must know before going."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from care import french
from care.directory.care_types import care_types


@dataclass(frozen=True, slots=True)
class FoundService:
    """One care offered, with its cost and whether a prescription is needed."""

    care_type: str
    label: str
    audience: str
    after_cancer: bool
    prescription: bool
    cost: str
    modality: str

    def as_json(self) -> dict[str, Any]:
        return {
            "care_type": self.care_type,
            "label": self.label,
            "audience": self.audience,
            "after_cancer": self.after_cancer,
            "prescription": self.prescription,
            "cost": self.cost,
            "modality": self.modality,
        }


@dataclass(frozen=True, slots=True)
class FoundStructure:
    """A structure found. `matched` are the services that answer the question asked, of all its `services`.

    `distance_km` is a straight line; `across_sea` says that the sea lies between.
    """

    id: str
    name: str
    kind: str
    finess: str | None
    commune_insee: str
    commune_name: str
    address: str
    lat: float
    lon: float
    precision: str
    phone: str | None
    email: str | None
    website: str | None
    hours: str | None
    oncology: bool
    labelled: bool
    services: tuple[FoundService, ...]
    verified_on: date
    updated_at: datetime
    sample: bool
    matched: tuple[FoundService, ...] = ()
    distance_km: float | None = None
    across_sea: bool = False

    @property
    def commune(self) -> str:
        return self.commune_name

    @property
    def cost(self) -> str:
        """What the care asked for costs here; empty when no care was asked."""
        return self.matched[0].cost if self.matched else ""

    @property
    def prescription(self) -> bool:
        """Whether the care asked for needs a prescription here."""
        return bool(self.matched) and self.matched[0].prescription

    @property
    def care_types(self) -> tuple[str, ...]:
        """Codes, each once, in the order of the vocabulary."""
        offered = {service.care_type for service in self.services}
        return tuple(code for code in care_types() if code in offered)

    def service(self, care: str) -> FoundService | None:
        return next((one for one in self.services if one.care_type == care), None)

    def as_json(self) -> dict[str, Any]:
        """The public shape of the contract; phones are written as people read them."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "finess": self.finess,
            "commune": {"insee": self.commune_insee, "name": self.commune_name},
            "address": self.address,
            "lat": self.lat,
            "lon": self.lon,
            "precision": self.precision,
            "distance_km": None if self.distance_km is None else round(self.distance_km, 1),
            "across_sea": self.across_sea,
            "labelled": self.labelled,
            "oncology": self.oncology,
            "care_types": list(self.care_types),
            "cost": self.cost,
            "prescription": self.prescription,
            "services": [service.as_json() for service in self.services],
            "phone": french.phone(self.phone) if self.phone else None,
            "email": self.email,
            "website": self.website,
            "hours": self.hours,
            "verified_on": self.verified_on.isoformat(),
            "updated_at": self.updated_at.isoformat(),
            "sample": self.sample,
        }
