"""What changed between two folders of protocols, and whether a change raises levels or lowers them.

A rule met more often raises, unless it is a green one: then it explains a sign that stayed amber by default. What
its shape alone cannot tell is « to be looked at », never « nothing ».
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from care.triage.catalogue import Catalogue, Item
from care.triage.direction import LESS, MORE, SAME, UNKNOWN, limits, opposite, reach
from care.triage.usage import signs_of_use

RAISES, LOWERS, NEUTRAL, LOOK = "raises", "lowers", "neutral", "look"
ADDED, REMOVED, CHANGED = "added", "removed", "changed"

_RANK = {"green": 1, "amber": 2, "red": 3}
_DELAYS = ("usual", "14d", "7d", "48h", "24h", "immediate")
_GRADED = ("grade", "level", "fever", "delay")
# Words, sources and questions: they change what is said or asked, not what is graded.
_WORDS = frozenset(
    {
        *("title", "label", "source", "confidence", "note", "why", "sheet", "pro", "lay", "options", "reads"),
        *("headline_pro", "headline_lay", "amber_pro", "amber_lay", "actions_pro", "actions_lay"),
        *("exams", "pitfalls", "speciality", "asks", "unit"),
    }
)  # fmt: skip
_INSIDE = frozenset({"rules", "criteria", "id", "slot"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one item, before and after, and what it does to levels."""

    field: str
    before: Any
    after: Any
    direction: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One item added, removed or changed."""

    how: str
    item: Item
    direction: str
    changes: tuple[Change, ...] = ()


def differences(before: Catalogue, after: Catalogue) -> list[Difference]:
    """Every difference, in the order of the files of the newer folder; removed items last."""
    found: list[Difference] = []
    for key, item in after.items.items():
        old = before.items.get(key)
        if old is None:
            found.append(Difference(ADDED, item, _whole(item)))
            continue
        uses = signs_of_use(before, old) | signs_of_use(after, item)
        changes = tuple(_in_use(change, item, uses) for change in _changes(old, item))
        if changes:
            found.append(
                Difference(CHANGED, item, together([c.direction for c in changes]), changes)
            )
    gone = [item for key, item in before.items.items() if key not in after.items]
    found += [Difference(REMOVED, item, _turned(_whole(item))) for item in gone]
    return found


def _in_use(change: Change, item: Item, uses: frozenset[int]) -> Change:
    """A threshold or a definition does what the rules that name it make of it."""
    if item.kind not in ("threshold", "definition", "window") or change.direction == NEUTRAL:
        return change
    if not uses:
        return change if item.kind == "window" else replace(change, direction=NEUTRAL)
    if (
        len(uses) > 1
    ):  # it lowers somewhere: said when that is its main use, never hidden by a raising
        return change if change.direction == LOWERS else replace(change, direction=LOOK)
    return change if 1 in uses else replace(change, direction=_turned(change.direction))


def meta_changes(before: Catalogue, after: Catalogue) -> Iterator[tuple[str, str, str, str]]:
    """(file, field, before, after) for who answers for each file: state, version, review date, signature."""
    for name in sorted({*before.metas, *after.metas}):
        old, new = before.metas.get(name, {}), after.metas.get(name, {})
        for field in ("state", "signed_by", "version", "reviewed", "author", "owner"):
            if old.get(field) != new.get(field):
                yield name, field, str(old.get(field) or "—"), str(new.get(field) or "—")


def together(directions: list[str]) -> str:
    """One word for several changes: a lowering is never hidden behind a raising."""
    said = {each for each in directions if each != NEUTRAL}
    if not said:
        return NEUTRAL
    return said.pop() if len(said) == 1 else (LOWERS if LOWERS in said else LOOK)


def _changes(old: Item, new: Item) -> Iterator[Change]:
    if old.parent != new.parent:
        yield Change("parent", old.parent, new.parent, LOOK)
    for field in sorted({*old.data, *new.data} - _INSIDE):
        before, after = old.data.get(field), new.data.get(field)
        if before != after:
            yield Change(field, before, after, _direction(field, old, new))


def _direction(field: str, old: Item, new: Item) -> str:
    before, after = old.data.get(field), new.data.get(field)
    if field in _WORDS:
        return NEUTRAL
    if field in _GRADED:
        return _compared(_severity(field, before), _severity(field, after))
    if field in ("at_least", "at_most"):
        return _of_reach(limits(old.data, new.data))
    if field == "when":
        return _of_reach(reach(before, after), new)
    if field in ("vital", "call_15", "never_green", "days", "hours", "lifelong"):
        return _compared(float(before or 0), float(after or 0))
    if field in ("signs", "again"):
        return _of_reach(reach({"any": before or []}, {"any": after or []}))
    return LOOK


def _severity(field: str, value: object) -> float:
    if field == "delay":
        return float(_DELAYS.index(str(value))) if value in _DELAYS else -1.0
    return float(_RANK.get(str(value), 0))


def _compared(before: float, after: float) -> str:
    if before == after:
        return NEUTRAL
    return RAISES if after > before else LOWERS


def _of_reach(direction: str, item: Item | None = None) -> str:
    """A green rule met more often takes a sign out of the amber it had by default."""
    if item is not None and item.data.get("grade") == "green":
        direction = opposite(direction)
    return {MORE: RAISES, LESS: LOWERS, SAME: NEUTRAL, UNKNOWN: LOOK}[direction]


def _whole(item: Item) -> str:
    """What adding this item does."""
    if item.kind in ("rule", "criterion"):
        return LOWERS if item.data.get("grade") == "green" else RAISES
    if item.kind in ("duplicate", "family"):
        return LOWERS  # two problems that count once no longer make a red
    if item.kind in ("question", "threshold", "definition", "flag"):
        return NEUTRAL  # nothing by itself: the rules that name it say what it does
    return LOOK if item.kind != "group" else RAISES


def _turned(direction: str) -> str:
    return {RAISES: LOWERS, LOWERS: RAISES}.get(direction, direction)


def counted(found: list[Difference]) -> Mapping[str, int]:
    return {
        direction: sum(each.direction == direction for each in found)
        for direction in (RAISES, LOWERS, LOOK, NEUTRAL)
    }
