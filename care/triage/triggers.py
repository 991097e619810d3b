"""What a condition names, and what must be known for it to be true: rules with nothing to see are not evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_MANY = frozenset({"all", "any", "none", "two_of"})
_NAMED = frozenset({"context", "window", "drug", "drug_class", "threshold"})


def names_in(raw: object) -> Iterator[tuple[str, str]]:
    """Yield (kind, name) for every sign, context, threshold, window or drug that a condition names."""
    if isinstance(raw, str):
        yield "sign", raw
    elif isinstance(raw, Mapping):
        for key, value in raw.items():
            yield from _names_of(str(key), value)


def _names_of(key: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    if key in _MANY:
        for part in value:
            yield from names_in(part)
    elif key == "is":
        yield "is", str(value)
    elif key in _NAMED:
        for name in value if isinstance(value, list) else [value]:
            yield key, str(name)
    elif key in {"lasts", "since"}:
        yield (
            ("sign" if key == "lasts" else "window"),
            str(value["sign" if key == "lasts" else "window"]),
        )
        yield "threshold", str(value.get("threshold", value.get("below")))
    elif key in {"days", "age"} and isinstance(value, str):
        yield "threshold", value


def triggers_of(raw: object, names: Mapping[str, Any]) -> frozenset[str] | None:
    """The names of which one at least must be known for the condition to be true; None when none is needed."""
    if isinstance(raw, str):
        return frozenset({raw})
    if not isinstance(raw, Mapping):
        return None
    ((key, value),) = raw.items()
    if key == "is":
        return triggers_of(names[f"is:{value}"].when, names)
    if key == "all":
        bounds = [found for part in value if (found := triggers_of(part, names)) is not None]
        return min(bounds, key=len) if bounds else None
    if key in {"any", "two_of"}:
        parts = [triggers_of(part, names) for part in value]
        known = [part for part in parts if part is not None]
        return frozenset().union(*known) if len(known) == len(parts) else None
    return _leaf(str(key), value, names)


def _leaf(key: str, value: Any, names: Mapping[str, Any]) -> frozenset[str] | None:  # noqa: ANN401
    listed = value if isinstance(value, list) else [value]
    if key == "context":
        return frozenset(listed)
    if key == "threshold":
        return frozenset({f"measure:{names[str(value)].measure}"})
    if key == "window":
        return frozenset(f"window:{name}" for name in listed)
    if key in {"drug", "drug_class"}:
        return frozenset(f"drug:{name}" for name in listed)
    if key == "treated" and value:
        return frozenset({"window:any"})
    if key == "lasts":
        return frozenset({value["sign"]})
    if key == "since":
        return frozenset({f"window:{value['window']}"})
    return frozenset({"age"}) if key == "age" and value else None
