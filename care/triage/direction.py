"""Whether a changed condition is met more often or less often than before, when its shape can tell."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

MORE, SAME, LESS, UNKNOWN = "more", "same", "less", "unknown"
_OPPOSITE = {MORE: LESS, LESS: MORE, SAME: SAME, UNKNOWN: UNKNOWN}
_WIDENING = frozenset({"any", "two_of"})
_LISTS = frozenset({"context", "window", "drug", "drug_class"})


def reach(before: object, after: object) -> str:
    """MORE when all that met the old condition meets the new one, LESS the other way round."""
    if _key(before) == _key(after):
        return SAME
    one, other = _parts(before), _parts(after)
    if one is None and other is None:
        return UNKNOWN
    if one and other and one[0] == other[0]:
        return _same_kind(one[0], one[1], other[1])
    return _nested(before, after, one, other)


def _same_kind(kind: str, before: Any, after: Any) -> str:  # noqa: ANN401
    if kind in _WIDENING:
        return _lists(before, after, grows=MORE)
    if kind == "all":
        return _lists(before, after, grows=LESS)
    if kind == "none":
        return opposite(_lists(before, after, grows=MORE))
    if kind in _LISTS:
        return _lists(_as_list(before), _as_list(after), grows=MORE)
    if kind == "age":
        return _ages(before, after)
    return UNKNOWN


def _lists(before: Sequence[Any], after: Sequence[Any], *, grows: str) -> str:
    """Compare two lists of parts; one part changed alone is compared for itself."""
    old, new = {_key(part): part for part in before}, {_key(part): part for part in after}
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    if not gone:
        return grows
    if not come:
        return _OPPOSITE[grows]
    if len(gone) == len(come) == 1:
        return reach(old[next(iter(gone))], new[next(iter(come))])
    return UNKNOWN


def _nested(
    before: object, after: object, one: tuple[str, Any] | None, other: tuple[str, Any] | None
) -> str:
    """A condition put among alternatives is met more often; put among requirements, less often."""
    if other is not None and _holds(other, before):
        return {"any": MORE, "all": LESS}.get(other[0], UNKNOWN)
    if one is not None and _holds(one, after):
        return {"any": LESS, "all": MORE}.get(one[0], UNKNOWN)
    return UNKNOWN


def _holds(parts: tuple[str, Any], inside: object) -> bool:
    kind, value = parts
    return kind in ("any", "all") and any(_key(part) == _key(inside) for part in value)


def _ages(before: Any, after: Any) -> str:  # noqa: ANN401
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return UNKNOWN
    low = float(before.get("min", 0)), float(after.get("min", 0))
    high = float(before.get("max", 200)), float(after.get("max", 200))
    if low[1] <= low[0] and high[1] >= high[0]:
        return MORE
    if low[1] >= low[0] and high[1] <= high[0]:
        return LESS
    return UNKNOWN


def limits(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """A threshold: MORE when more values are on its serious side."""
    found = []
    for name, sign in (("at_least", -1), ("at_most", 1)):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if old is None or new is None:
            found.append(MORE if new is None else LESS)
        else:
            found.append(MORE if sign * (float(new) - float(old)) > 0 else LESS)
    if not found:
        return SAME
    return found[0] if len(set(found)) == 1 else UNKNOWN


def opposite(direction: str) -> str:
    return _OPPOSITE[direction]


def _parts(raw: object) -> tuple[str, Any] | None:
    if isinstance(raw, Mapping) and len(raw) == 1:
        ((kind, value),) = raw.items()
        return str(kind), value
    return None


def _as_list(value: Any) -> list[Any]:  # noqa: ANN401
    return value if isinstance(value, list) else [value]


def _key(raw: object) -> str:
    """The same text for the same condition; the order of the parts of a list does not matter."""
    return json.dumps(_sorted(raw), sort_keys=True, ensure_ascii=False, default=str)


def _sorted(raw: object) -> object:
    if isinstance(raw, Mapping):
        return {str(key): _sorted(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return sorted(
            (_sorted(part) for part in raw), key=lambda part: json.dumps(part, default=str)
        )
    return raw
