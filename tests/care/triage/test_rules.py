"""Every rule and criterion: it can fire, each of its conditions is needed, each limit is on the serious side."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from care.clock import FixedClock
from care.triage.picture import picture_of
from care.triage.protocols import Protocols, load_protocols
from care.understanding.facts import Fact
from tests.care.triage.making import (
    Facts,
    limit_of,
    measured,
    mild_of,
    raw_criteria,
    raw_rules,
    thresholds,
    thresholds_in,
    ways,
)

ALL: dict[str, Any] = {**raw_rules(), **raw_criteria()}


@lru_cache(maxsize=1)
def protocols() -> Protocols:
    return load_protocols()


@lru_cache(maxsize=1)
def conditions() -> dict[str, Any]:
    known = protocols()
    return {each.id: each.condition for each in (*known.rules, *known.criteria)}


def fires(name: str, facts: Facts, clock: FixedClock) -> bool:
    picture = picture_of(facts, now=clock.now(), windows=protocols().windows)
    return bool(conditions()[name](picture))


def firing(name: str, clock: FixedClock) -> Facts:
    found = next((facts for facts in ways(ALL[name].when) if fires(name, facts, clock)), None)
    assert found is not None, f"{name} never fires"
    return found


@pytest.mark.parametrize("name", ALL)
def test_a_rule_can_fire(name: str, clock: FixedClock) -> None:
    assert firing(name, clock)


@pytest.mark.parametrize("name", ALL)
def test_a_rule_needs_each_of_its_conditions(name: str, clock: FixedClock) -> None:
    raw = ALL[name].when
    facts = firing(name, clock)
    if isinstance(raw, str) or "all" not in raw:
        assert not fires(name, (), clock)
        return
    for index, part in enumerate(raw["all"]):
        own = [f for f in facts if index * 500 <= f.start < (index + 1) * 500]
        if not own or _implied(name, part, facts, own, clock):
            continue
        rest = tuple(f for f in facts if f not in own)
        assert not fires(name, rest, clock), (name, part)


def _implied(name: str, part: Any, facts: Facts, own: list[Fact], clock: FixedClock) -> bool:
    """Whether another part of the rule already says the same (`{treatment: known}` beside a named drug)."""
    rest = tuple(f for f in facts if f not in own)
    picture = picture_of(rest, now=clock.now(), windows=protocols().windows)
    from care.triage.conditions import compile_condition
    from tests.care.triage.making import definitions

    class Named:
        def __init__(self, when: Any) -> None:
            self.when = when

    names: dict[str, Any] = {
        **thresholds(),
        **{f"is:{k}": Named(v) for k, v in definitions().items()},
    }
    return compile_condition(part, names)(picture) is not None


def _measured_rules() -> list[tuple[str, str]]:
    return [
        (name, limit) for name, rule in ALL.items() for limit in sorted(thresholds_in(rule.when))
    ]


@pytest.mark.parametrize(("name", "limit"), _measured_rules())
def test_the_limit_belongs_to_the_serious_side(name: str, limit: str, clock: FixedClock) -> None:
    """Wherever a measure makes the rule fire, the limit does and a step below does not, unless something else does."""
    measure = thresholds()[limit].measure
    if measure in {"hours", "days", "age"}:
        return
    for facts in _with_measure(name, measure, limit_of(limit), clock):
        others = tuple(f for f in facts if not _is_of(f, measure))
        if fires(name, others, clock):
            continue
        at = next(f.start for f in facts if _is_of(f, measure))
        assert fires(name, (*others, measured(measure, limit_of(limit), at)), clock)
        mild = (*others, measured(measure, mild_of(limit), at))
        if not any(
            _reaches(other, measure, mild_of(limit)) for other in thresholds_in(ALL[name].when)
        ):
            assert not fires(name, mild, clock), (name, limit)
        return


def _with_measure(name: str, measure: str, value: float, clock: FixedClock) -> list[Facts]:
    found = []
    for facts in ways(ALL[name].when):
        said = [f.value for f in facts if _is_of(f, measure)]
        if said == [value] and fires(name, facts, clock):
            found.append(facts)
        if len(found) >= 3:
            break
    return found


def _is_of(one: Fact, measure: str) -> bool:
    return one.entity == measure or (one.entity == "lab" and one.code == measure)


def _reaches(name: str, measure: str, value: float) -> bool:
    threshold = thresholds()[name]
    if threshold.measure != measure:
        return False
    low, high = threshold.at_least, threshold.at_most
    return (low is None or value >= low) and (high is None or value <= high)


def _lasting() -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []

    def walk(name: str, raw: Any) -> None:
        if isinstance(raw, str):
            return
        ((key, value),) = raw.items()
        if key in {"all", "any"}:
            for part in value:
                walk(name, part)
        elif key in {"lasts", "since"}:
            found.append((name, raw))

    for name, rule in ALL.items():
        walk(name, rule.when)
    return found


@pytest.mark.parametrize(
    ("name", "raw"), _lasting(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_duration_turns_a_rule_on_its_limit(name: str, raw: Any, clock: FixedClock) -> None:
    from care.triage.conditions import compile_condition

    condition = compile_condition(raw, dict(thresholds()))
    facts = next(ways(raw))
    now, windows = clock.now(), protocols().windows
    assert condition(picture_of(facts, now=now, windows=windows))
    ((key, value),) = raw.items()
    limit = value.get("threshold") or value["below"]
    wrong = mild_of(limit) if "threshold" in value else limit_of(limit)
    moved = tuple(_moved(each, key, wrong) for each in facts)
    assert not condition(picture_of(moved, now=now, windows=windows)), name


def _moved(one: Fact, key: str, hours: float) -> Fact:
    if key == "lasts" and one.entity == "duration":
        return replace(one, value=hours, attributes={"hours": hours})
    if key == "since" and one.entity == "treatment":
        return replace(one, attributes={**one.attributes, "days_ago": hours / 24})
    return one


def test_age_limits_turn_a_rule(clock: FixedClock) -> None:
    for name, rule in ALL.items():
        for low, high in _ages(rule.when):
            for inside, outside in ((low, low and low - 1), (high, high and high + 1)):
                if inside is None or outside is None:
                    continue
                facts = _with_age(name, inside, clock)
                if facts is None:
                    continue
                rest = tuple(f for f in facts if f.entity != "age")
                if fires(name, rest, clock):
                    continue
                aged = replace(next(f for f in facts if f.entity == "age"), value=outside)
                assert not fires(name, (*rest, aged), clock), (name, inside, outside)


def _ages(raw: Any) -> list[tuple[int | None, int | None]]:
    if isinstance(raw, str):
        return []
    ((key, value),) = raw.items()
    if key in {"all", "any"}:
        return [pair for part in value for pair in _ages(part)]
    if key == "age" and isinstance(value, dict) and value:
        return [(value.get("min"), value.get("max"))]
    return []


def _with_age(name: str, age: int, clock: FixedClock) -> Facts | None:
    for facts in ways(ALL[name].when):
        if any(f.entity == "age" and f.value == age for f in facts) and fires(name, facts, clock):
            return facts
    return None
