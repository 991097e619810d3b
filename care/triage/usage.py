"""Where a threshold, a window or a definition is used: to raise a level, to hold one back, or both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from care.triage.catalogue import Catalogue, Item

_NAMED = {
    "threshold": frozenset({"threshold", "below", "age", "days"}),
    "window": frozenset({"window"}),
    "definition": frozenset({"is"}),
}
_DEEPEST = 6


def signs_of_use(catalogue: Catalogue, item: Item) -> frozenset[int]:
    """+1 where meeting it raises a level, -1 where it holds one back (inside `none`, or in a green rule)."""
    keys = _NAMED.get(item.kind)
    return frozenset() if keys is None else frozenset(_uses(catalogue, item.id, keys, _DEEPEST))


def _uses(catalogue: Catalogue, name: str, keys: frozenset[str], deep: int) -> Iterator[int]:
    for one in catalogue.items.values():
        if one.kind not in ("rule", "criterion", "definition"):
            continue
        for sign in _signs(one.data.get("when"), name, keys, 1):
            if one.kind != "definition":
                yield -sign if one.data.get("grade") == "green" else sign
            elif deep:
                inner = _uses(catalogue, one.id, _NAMED["definition"], deep - 1)
                yield from (sign * each for each in inner)


def _signs(raw: object, name: str, keys: frozenset[str], sign: int) -> Iterator[int]:
    if isinstance(raw, list):
        for part in raw:
            yield from _signs(part, name, keys, sign)
    elif isinstance(raw, Mapping):
        for key, value in raw.items():
            if key in keys and _named(value, name):
                yield -sign if key == "below" else sign
            else:
                yield from _signs(value, name, keys, -sign if key == "none" else sign)


def _named(value: Any, name: str) -> bool:  # noqa: ANN401
    return name in value if isinstance(value, list) else bool(value == name)
