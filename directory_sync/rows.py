"""What readers hand over: rows ready to be stored, and rows refused with their reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not kept: its line (or rank), what identifies it, and why in a few French words."""

    line: int
    identifier: str
    reason: str


@dataclass(frozen=True, slots=True)
class StructureRow:
    """A structure and its services, as columns of the tables."""

    values: Mapping[str, Any]
    services: tuple[Mapping[str, Any], ...] = ()

    @property
    def id(self) -> str:
        return str(self.values["id"])

    def digest(self) -> str:
        """Changes exactly when something stored changes."""
        content = json.dumps(
            [dict(self.values), [dict(one) for one in self.services]], sort_keys=True, default=str
        )
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(slots=True)
class Extract:
    """One source as its reader understood it."""

    read: int = 0
    data_date: date | None = None
    communes: list[Values] = field(default_factory=list)
    structures: list[StructureRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, line: int, identifier: str, reason: str) -> None:
        self.refusals.append(Refusal(line, identifier[:60], reason))

    @property
    def kept(self) -> int:
        return len(self.communes) + len(self.structures)
