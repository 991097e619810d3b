"""What a message says: one `Fact` per thing read, with the exact words it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Value = str | float | int
GUESSED = "guessed"
"""The attribute of a fact that no lexicon read: a second look supposes it, and nobody has confirmed it."""


class Status(StrEnum):
    """How far a fact counts as present now in the patient. Only AFFIRMED and UNCERTAIN may raise a level."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    UNCERTAIN = "uncertain"
    PAST = "past"
    HYPOTHETICAL = "hypothetical"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing read. `evidence` is always `text[start:end]` of the message as it was written."""

    entity: str
    value: Value
    code: str | None
    evidence: str
    start: int
    end: int
    status: Status = Status.AFFIRMED
    attributes: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole message read: the text and its facts in reading order."""

    text: str
    facts: tuple[Fact, ...]

    def of(
        self, entity: str, code: str | None = None, status: Status | None = None
    ) -> tuple[Fact, ...]:
        """The facts of one entity, narrowed to a code or a status when given."""
        return tuple(
            fact
            for fact in self.facts
            if fact.entity == entity
            and (code is None or fact.code == code)
            and (status is None or fact.status == status)
        )
