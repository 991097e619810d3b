"""Facts that make a condition true, built from the condition itself, so that every rule is tried without prose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product
from typing import Any

from care.content import load_content
from care.triage.protocols import PROTOCOLS
from care.triage.schema import ComplicationFile, ReferenceFile, SuspicionFile, Threshold
from care.understanding.facts import Fact, Status
from care.understanding.library import phrase_lexicon

Facts = tuple[Fact, ...]
_PLAIN = {"temperature", "pack_years", "performance_status"}
_MOST = 60
_GAP = 500


@lru_cache(maxsize=1)
def definitions() -> dict[str, Any]:
    file = load_content(PROTOCOLS / "definitions.yml", ReferenceFile)
    return {each.id: each.when for each in file.definitions}


@lru_cache(maxsize=1)
def thresholds() -> dict[str, Threshold]:
    file = load_content(PROTOCOLS / "thresholds.yml", ReferenceFile)
    return {each.id: each for each in file.thresholds}


@lru_cache(maxsize=1)
def raw_rules() -> dict[str, Any]:
    """Every complication rule as written, by id."""
    files = [
        load_content(path, ComplicationFile)
        for path in sorted(PROTOCOLS.glob("complications_*.yml"))
    ]
    return {rule.id: rule for file in files for group in file.groups for rule in group.rules}


@lru_cache(maxsize=1)
def raw_criteria() -> dict[str, Any]:
    files = [
        load_content(path, SuspicionFile) for path in sorted(PROTOCOLS.glob("suspicion_*.yml"))
    ]
    return {each.id: each for file in files for site in file.sites for each in site.criteria}


@lru_cache(maxsize=1)
def _entities() -> dict[str, str]:
    signs = {"symptom", "finding", "worry"}
    return {e.code: e.entity for e in phrase_lexicon().entries if e.entity in signs}


def entity_of(code: str) -> str:
    """Whether the lexicons call this code a symptom or a finding."""
    return _entities().get(code, "symptom")


def fact(
    entity: str,
    value: Any,
    code: str | None,
    at: int,
    status: Status = Status.AFFIRMED,
    **more: Any,
) -> Fact:
    return Fact(entity, value, code, str(code or value), at, at + 5, status, more)


def ways(raw: Any, at: int = 0) -> Iterator[Facts]:
    """Every simple set of facts that could make the condition true, most direct first; `none` is left to the caller."""
    if isinstance(raw, str):
        yield (fact(entity_of(raw), raw, raw, at),)
        return
    ((key, value),) = raw.items()
    yield from _WAYS[key](value, at)


def step(threshold: Threshold) -> float:
    """The smallest step that means something for this measure."""
    limit = threshold.at_least if threshold.at_least is not None else threshold.at_most
    if threshold.measure in {"hours", "days", "age", "spo2", "systolic", "diastolic", "heart_rate"}:
        return 1.0 if (limit or 0) >= 1 else 0.05
    return 0.1 if (limit or 0) < 20 else 1.0


def measured(name: str, value: float, at: int) -> Fact:
    if name in _PLAIN:
        return fact(name, value, None, at)
    return fact("lab", value, name, at)


def limit_of(name: str) -> float:
    """The limit itself, which belongs to the serious side."""
    threshold = thresholds()[name]
    limit = threshold.at_least if threshold.at_least is not None else threshold.at_most
    assert limit is not None
    return limit


def mild_of(name: str) -> float:
    """Just on the other side of the limit."""
    threshold = thresholds()[name]
    return (
        limit_of(name) - step(threshold)
        if threshold.at_least is not None
        else limit_of(name) + step(threshold)
    )


def _threshold(value: str, at: int) -> Iterator[Facts]:
    yield (measured(thresholds()[value].measure, limit_of(value), at),)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _context(value: Any, at: int) -> Iterator[Facts]:
    for code in _listed(value):
        yield (fact("finding", code, code, at),)


def _window(value: Any, at: int) -> Iterator[Facts]:
    names = {"red_fever": "chimio_cytotoxique", "amber_fever": "radiotherapie"}
    for name in _listed(value):
        window = names.get(name, name)
        yield (fact("treatment", window, "t", at, windows=window, kind="drug", days_ago=0),)


def _drug(value: Any, at: int) -> Iterator[Facts]:
    for code in _listed(value):
        yield (fact("treatment", code, code, at, kind="drug", days_ago=1),)


def _treated(value: Any, at: int) -> Iterator[Facts]:
    yield (
        (fact("treatment", "chemo", "chemo", at, windows="cible_autre", kind="drug", days_ago=0),)
        if value
        else ()
    )


def _treatment(value: Any, at: int) -> Iterator[Facts]:
    denied = fact(
        "treatment",
        "chemo",
        "chemo",
        at,
        Status.DENIED,
        windows="chimio_cytotoxique",
        kind="generic",
    )
    yield (denied,) if value == "known" else ()


def _age(value: Any, at: int) -> Iterator[Facts]:
    if isinstance(value, str):
        yield (fact("age", limit_of(value), None, at),)
    elif "min" in value:
        yield (fact("age", value["min"], None, at),)
    else:
        yield (fact("age", value.get("max", 40), None, at),)


def _lasts(value: Any, at: int) -> Iterator[Facts]:
    sign = fact("symptom", value["sign"], value["sign"], at)
    hours = limit_of(value["threshold"]) if "threshold" in value else mild_of(value["below"])
    if "threshold" in value and "below" in value:
        hours = limit_of(value["threshold"])
    yield (sign, fact("duration", hours, None, at + 6, hours=hours))


def _since(value: Any, at: int) -> Iterator[Facts]:
    days = limit_of(value["threshold"]) / 24
    yield (
        fact(
            "treatment",
            value["window"],
            "t",
            at,
            windows=value["window"],
            kind="drug",
            days_ago=days,
        ),
    )


def _all(value: Any, at: int) -> Iterator[Facts]:
    parts = [list(islice(ways(part, at + _GAP * index), 40)) for index, part in enumerate(value)]
    for chosen in islice(product(*parts), _MOST * 40):
        yield tuple(one for each in chosen for one in each)


def _any(value: Any, at: int) -> Iterator[Facts]:
    for part in value:
        yield from ways(part, at)


def _two(value: Any, at: int) -> Iterator[Facts]:
    yield from _all(value[:2], at)


def _denied(value: Any, at: int) -> Iterator[Facts]:
    yield (fact("symptom", value[0], value[0], at, Status.DENIED),)


def _nothing(_value: Any, _at: int) -> Iterator[Facts]:
    yield ()


_WAYS: dict[str, Any] = {
    "context": _context,
    "threshold": _threshold,
    "window": _window,
    "drug": _drug,
    "drug_class": _drug,
    "treated": _treated,
    "treatment": _treatment,
    "age": _age,
    "sex": lambda value, at: iter([(fact("sex", value, None, at),)]),
    "is": lambda value, at: ways(definitions()[value], at),
    "lasts": _lasts,
    "since": _since,
    "days": _nothing,
    "denied": _denied,
    "silent": _nothing,
    "asking": _nothing,
    "none": _nothing,
    "all": _all,
    "any": _any,
    "two_of": _two,
}


def thresholds_in(raw: Any) -> set[str]:
    """The thresholds that a condition names, definitions opened."""
    if isinstance(raw, str):
        return set()
    ((key, value),) = raw.items()
    if key == "is":
        return thresholds_in(definitions()[value])
    if key in {"all", "any", "none", "two_of"}:
        return set().union(*(thresholds_in(part) for part in value))
    if key == "threshold":
        return {value}
    if key in {"lasts", "since"}:
        return {value[name] for name in ("threshold", "below") if name in value}
    return {value} if key in {"age", "days"} and isinstance(value, str) else set()
