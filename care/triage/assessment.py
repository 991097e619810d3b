"""What the engine answers: a level with the reasons for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from care.triage.levels import MAX_DELAY_HOURS, Disposition, Level


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fired: its grade, the caller's own words that made it fire, where it comes from."""

    item: str
    grade: str
    evidence: str
    source: str
    group: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answer could change the level; `options` make buttons or keypad choices."""

    slot: str
    text_pro: str
    text_lay: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The stateless answer of triage. `headline_lay` never names a hypothesis."""

    purpose: str | None
    confidence: float
    level: Level | None
    red_flags: tuple[str, ...]
    matched: tuple[Match, ...]
    disposition: Disposition
    missing: tuple[Question, ...]
    entities: Mapping[str, list[dict[str, Any]]]
    protocol_version: str
    headline_pro: str = ""
    headline_lay: str = ""
    actions_pro: tuple[str, ...] = ()
    actions_lay: tuple[str, ...] = ()
    sheet: str | None = None
    speciality: str | None = None
    expected_exams: tuple[str, ...] = ()
    missing_exams: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    site: str | None = None
    vital: bool = False
    validated: bool = False
    max_delay_hours: int | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "max_delay_hours", MAX_DELAY_HOURS[self.disposition])

    @property
    def deadline_delay(self) -> int | None:
        """The longest delay in hours, from the moment the request was opened."""
        return self.max_delay_hours

    def to_json(self) -> dict[str, Any]:
        """The assessment as the public contract shows it."""
        raw = asdict(self)
        raw["level"] = None if self.level is None else self.level.value
        raw["disposition"] = self.disposition.value
        return raw
