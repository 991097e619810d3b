"""A place of the region, and what a text says of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Place:
    """A commune, a district of Marseille or a former commune, at its town hall."""

    insee: str
    name: str
    department: str
    department_name: str
    lat: float
    lon: float
    postal_codes: tuple[str, ...] = ()
    population: int = 0
    kind: str = "COM"

    def moved_to(self, lat: float, lon: float) -> Place:
        """The same commune, seen from another point than its town hall."""
        return replace(self, lat=lat, lon=lon)

    @property
    def label(self) -> str:
        """`Gardanne (13120)`, `Marseille (13)`: short enough for a button, read back for confirmation."""
        code = self.postal_codes[0] if len(self.postal_codes) == 1 else self.department
        return f"{self.name} ({code})"

    @property
    def with_department(self) -> str:
        """`Vitrolles (Bouches-du-Rhône)`: what tells two namesakes apart."""
        return f"{self.name} ({self.department_name})"


@dataclass(frozen=True, slots=True)
class Area:
    """A department or a wider area of the region: it says roughly where, a town is still needed."""

    code: str
    name: str
    departments: tuple[str, ...]


class Role(StrEnum):
    """What a message says of a place it names."""

    HOME = "home"
    PLAIN = "plain"
    NEAR = "near"
    AWAY = "away"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named inside a longer message: `text[start:end]` is `evidence`.

    With an `area`, only a department or the region was named: `candidates` are its largest towns.
    """

    start: int
    end: int
    evidence: str
    place: Place | None = None
    candidates: tuple[Place, ...] = ()
    sure: bool = False
    outside_region: bool = False
    role: Role = Role.PLAIN
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What a whole answer says.

    `sure`: exact, usual name or unique postal code. A `place` that is not sure is a confident misspelling or
    a name with a larger namesake (then in `suggestions`): echo it and wait for a yes. Without `place`,
    `suggestions` are to be offered; with neither, ask again. `outside_region` is to be said in words.
    """

    place: Place | None = None
    sure: bool = False
    suggestions: tuple[Place, ...] = ()
    outside_region: bool = False
    evidence: str | None = None
    area: Area | None = None

    def __bool__(self) -> bool:
        """Whether the text said anything of a place."""
        return self.place is not None or bool(self.suggestions) or self.outside_region

    @classmethod
    def of(cls, mention: PlaceMention) -> PlaceReading:
        """A place named inside a longer message, as if it had been the whole answer."""
        return cls(
            place=mention.place,
            sure=mention.sure,
            suggestions=mention.candidates,
            outside_region=mention.outside_region,
            evidence=mention.evidence,
            area=mention.area,
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """What a name, spelled this way, leads to. The common result of every way of looking."""

    place: Place | None = None
    sure: bool = False
    others: tuple[Place, ...] = ()
    outside: bool = False

    def unsure(self) -> Finding:
        """The same, to be confirmed."""
        return replace(self, sure=False)

    def __bool__(self) -> bool:
        return self.place is not None or bool(self.others) or self.outside


@dataclass(frozen=True, slots=True)
class Hint:
    """What surrounds a name and narrows it: departments said, or those of elsewhere (`outside`).

    `bare`: an elsewhere that nothing announces, a number or a word that may be another.
    """

    departments: Collection[str] = field(default_factory=frozenset)
    outside: bool = False
    elsewhere: Collection[str] = field(default_factory=frozenset)
    bare: bool = False

    def allows(self, place: Place) -> bool:
        return not self.departments or place.department in self.departments
