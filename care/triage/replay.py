"""Stored decisions taken again: with the same protocols to prove them, with a draft to see what it would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from care.triage.engine import assess
from care.triage.floor import speaks_of_suicide
from care.triage.levels import Level, more_severe, rank
from care.triage.protocols import Protocols
from care.understanding.facts import Fact

SAFETY_NET = "safety_net"
FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Stored:
    """A decision as it was kept. `rules` are (id, grade, version) of what fired then."""

    name: str
    at: datetime
    caller: str
    by: str
    level: Level | None
    rules: tuple[tuple[str, str, str], ...]
    facts: tuple[Fact, ...]
    protocol_version: str = ""


@dataclass(frozen=True, slots=True)
class Replayed:
    """A decision beside the answer of today, or of a draft."""

    stored: Stored
    level: Level | None
    lost: tuple[str, ...]
    gained: tuple[str, ...]

    @property
    def raised(self) -> bool:
        return rank(self.level) > rank(self.stored.level)

    @property
    def lowered(self) -> bool:
        return rank(self.level) < rank(self.stored.level)

    @property
    def changed(self) -> bool:
        """Another level; other rules alone change the reasons, not the answer."""
        return self.raised or self.lowered

    @property
    def other_reasons(self) -> bool:
        return not self.changed and bool(self.lost or self.gained)

    @property
    def red_lowered(self) -> bool:
        return self.lowered and self.stored.level is Level.RED


@dataclass(frozen=True, slots=True)
class Tally:
    """How a whole replay went."""

    total: int
    same: int
    other_reasons: int
    raised: int
    lowered: int
    red_lowered: int
    unread: int


def take_again(stored: Stored, protocols: Protocols) -> Replayed:
    """The answer these facts get, at the moment they were said."""
    answer = assess(stored.facts, caller=stored.caller, now=stored.at, protocols=protocols)
    level = answer.level
    if stored.by == SAFETY_NET and speaks_of_suicide(stored.facts):
        level = Level.RED
    if stored.by == FOLLOW_UP:  # « moins bien », the next day: never less than amber
        level = more_severe(level, Level.AMBER)
    before = {(item, grade) for item, grade, _ in stored.rules}
    after = {(match.item, match.grade) for match in answer.matched}
    return Replayed(
        stored,
        level,
        lost=tuple(sorted(item for item, _ in before - after)),
        gained=tuple(sorted(item for item, _ in after - before)),
    )


def can_be_taken_again(stored: Stored) -> bool:
    """Facts of an erased conversation are gone; the first release kept only those of the last message."""
    return bool(stored.facts) and all(version for _, _, version in stored.rules)


def replay(decisions: Iterable[Stored], protocols: Protocols) -> tuple[list[Replayed], int]:
    """Every decision that can be taken again, and how many cannot."""
    found: list[Replayed] = []
    unread = 0
    for one in decisions:
        if can_be_taken_again(one):
            found.append(take_again(one, protocols))
        else:
            unread += 1
    return found, unread


def tally(replayed: Sequence[Replayed], unread: int = 0) -> Tally:
    return Tally(
        total=len(replayed),
        same=sum(not one.changed and not one.other_reasons for one in replayed),
        other_reasons=sum(one.other_reasons for one in replayed),
        raised=sum(one.raised for one in replayed),
        lowered=sum(one.lowered for one in replayed),
        red_lowered=sum(one.red_lowered for one in replayed),
        unread=unread,
    )
