"""The hours, delays and words of what follows an answer, as reviewed data."""

from __future__ import annotations

from datetime import time
from functools import lru_cache
from typing import Literal

from pydantic import Field

from care.content import DATA, Provenance, Strict, load_content

Answer = Literal["better", "same", "worse", "refused"]


class CheckRules(Strict):
    channels: tuple[str, ...]
    at: time
    opens: time
    closes: time
    earliest_hours: int
    too_late_hours: int
    quiet_minutes: int
    most: int = Field(ge=1)
    window_hours: dict[str, float]


class Step(Strict):
    """Whom to tell, and how long to wait for somebody to open the request."""

    to: Literal["on_call", "team"]
    minutes: int = Field(ge=1)


class Notices(Strict):
    red: tuple[Step, ...] = Field(min_length=1)
    amber: tuple[Step, ...] = Field(min_length=1)

    def steps(self, level: str) -> tuple[Step, ...]:
        return self.red if level == "red" else self.amber


class Words(Strict):
    refused: tuple[str, ...]
    worse: tuple[str, ...]
    same: tuple[str, ...]
    better: tuple[str, ...]


class FollowUpRules(Strict):
    meta: Provenance
    check: CheckRules
    notices: Notices
    words: Words


@lru_cache(maxsize=1)
def load_follow_up_rules() -> FollowUpRules:
    """Raises InvalidContent naming the field that is wrong."""
    return load_content(DATA / "requests" / "follow_up.yml", FollowUpRules)
