"""Facts as a caller of the API writes and reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.turns.text import clean
from care.directory.care_types import find_care_types
from care.understanding.facts import Fact, Status
from care.understanding.reading import PlaceReader, read_message, read_places

_MAX_LENGTH = 200
_MAX_VALUES = 20
_MAX_NUMBER = 1e9


def given_facts(facts: Mapping[str, Any], now: datetime) -> tuple[Fact, ...]:
    """Read `{"age": 62, "treatment": ["FOLFOX"]}` as affirmed facts.

    A text is read like a message, so that a treatment finds its code; what no lexicon knows is kept as given.
    An item may also be `{"value", "code", "status"}`, the shape this API returns.
    """
    return tuple(
        fact
        for entity, value in facts.items()
        for item in _items(value)
        for fact in _facts_of(clean(str(entity))[:40], item, now)
    )


def _items(value: Any) -> list[Any]:  # noqa: ANN401
    return value[:_MAX_VALUES] if isinstance(value, list) else [value]


def _facts_of(entity: str, item: Any, now: datetime) -> list[Fact]:  # noqa: ANN401
    if isinstance(item, Mapping):
        return _from_mapping(entity, item, now)
    if not _is_plain(item):
        return []
    if isinstance(item, str):
        text = clean(item)[:_MAX_LENGTH]
        read = [fact for fact in read_message(text, now=now).facts if fact.entity == entity]
        return read or ([_fact(entity, text, None, Status.AFFIRMED)] if text else [])
    return [_fact(entity, item, None, Status.AFFIRMED)]


def _is_plain(item: Any) -> bool:  # noqa: ANN401
    """A text, or a number that could be a measure: JSON as Python reads it also has NaN and endless integers."""
    if isinstance(item, bool):
        return False
    if isinstance(item, int | float):
        return -_MAX_NUMBER <= item <= _MAX_NUMBER
    return isinstance(item, str)


def _from_mapping(entity: str, item: Mapping[str, Any], now: datetime) -> list[Fact]:
    code, value = item.get("code"), item.get("value", item.get("code"))
    try:
        status = Status(item.get("status", "affirmed"))
    except ValueError:
        return []
    if code is None:
        return (
            [_with_status(fact, status) for fact in _facts_of(entity, value, now)]
            if not isinstance(value, Mapping)
            else []
        )
    if not _is_plain(value):
        return []
    known = clean(value)[:_MAX_LENGTH] if isinstance(value, str) else value
    return [_fact(entity, known, clean(str(code))[:_MAX_LENGTH], status)]


def _with_status(fact: Fact, status: Status) -> Fact:
    return _fact(fact.entity, fact.value, fact.code, status)


def _fact(entity: str, value: str | float, code: str | None, status: Status) -> Fact:
    return Fact(entity, value, code, "", 0, 0, status)


def where_and_what(text: str, places: PlaceReader) -> tuple[Fact, ...]:
    """Communes and kinds of care: what the safety net does not read, because no level depends on them."""
    communes = sorted(read_places(text, places), key=lambda fact: (fact.start, fact.end))
    cares = tuple(
        Fact(
            "care_type",
            mention.care.label,
            mention.care.code,
            text[mention.start : mention.end],
            mention.start,
            mention.end,
        )
        for mention in find_care_types(text)
    )
    return (*communes, *cares)


def entities_of(facts: Iterable[Fact]) -> dict[str, list[dict[str, Any]]]:
    """By entity, in the shape of the contract, each once."""
    entities: dict[str, list[dict[str, Any]]] = {}
    for fact in facts:
        entry = {
            "value": fact.value,
            "code": fact.code,
            "evidence": fact.evidence,
            "status": fact.status.value,
        }
        found = entities.setdefault(fact.entity, [])
        if entry not in found:
            found.append(entry)
    return entities
