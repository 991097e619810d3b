"""Each word of the condition language, true on one side and false on the other, without any protocol file."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from care.clock import FixedClock
from care.triage.conditions import compile_condition
from care.triage.levels import Level
from care.triage.picture import picture_of
from care.triage.schema import Window
from care.understanding.facts import Fact, Status

LIMITS: dict[str, Any] = {
    "hot": SimpleNamespace(measure="temperature", at_least=38.0, at_most=None),
    "cold": SimpleNamespace(measure="temperature", at_least=None, at_most=35.9),
    "old": SimpleNamespace(measure="age", at_least=75, at_most=None),
    "young": SimpleNamespace(measure="age", at_least=None, at_most=17),
    "two_days": SimpleNamespace(measure="hours", at_least=48, at_most=None),
    "week": SimpleNamespace(measure="days", at_least=None, at_most=7),
    "is:shivers": SimpleNamespace(when={"any": ["chills", "strong_chills"]}),
}
WINDOWS = {
    "chemo": Window(id="chemo", label="", fever=Level.RED, days=42, source="x"),
    "bcg": Window(id="bcg", label="", fever=Level.AMBER, days=90, source="x"),
}


def fact(
    entity: str, value: Any, code: str | None = None, status: Status = Status.AFFIRMED, **more: Any
) -> Fact:
    return Fact(entity, value, code, str(value), 0, 5, status, more)


def sign(code: str, status: Status = Status.AFFIRMED) -> Fact:
    return fact("symptom", code, code, status)


def drug(code: str, window: str | None, **more: Any) -> Fact:
    named: dict[str, Any] = {} if window is None else {"windows": window}
    return fact("treatment", code, code, kind="drug", **named, **more)


def holds(raw: Any, *facts: Fact, clock: FixedClock) -> bool:
    """Whether the condition is true of somebody who says these facts."""
    picture = picture_of(facts, now=clock.now(), windows=WINDOWS)
    return compile_condition(raw, LIMITS)(picture) is not None


DENIED, PAST = Status.DENIED, Status.PAST
CHEMO = drug("docetaxel", "chemo", days_ago=3)


@pytest.mark.parametrize(
    ("raw", "true_of", "false_of"),
    [
        ("chills", [sign("chills")], [sign("chills", PAST)]),
        ({"context": ["car_t"]}, [sign("car_t", PAST)], [sign("car_t", DENIED)]),
        ({"threshold": "hot"}, [fact("temperature", 38.0)], [fact("temperature", 37.9)]),
        ({"threshold": "cold"}, [fact("temperature", 35.9)], [fact("temperature", 36.0)]),
        ({"window": "chemo"}, [CHEMO], [drug("docetaxel", "chemo", days_ago=43)]),
        ({"window": ["bcg", "chemo"]}, [CHEMO], []),
        ({"window": ["red_fever"]}, [CHEMO], [drug("bcg", "bcg")]),
        ({"drug": "docetaxel"}, [CHEMO], [drug("paclitaxel", "chemo")]),
        ({"drug_class": ["taxanes"]}, [drug("x", "chemo", **{"class": "taxanes"})], [CHEMO]),
        ({"treated": True}, [CHEMO], []),
        ({"treated": False}, [], [CHEMO]),
        ({"treatment": "known"}, [fact("treatment", "x", "x", DENIED)], []),
        ({"treatment": "unknown"}, [], [fact("treatment", "x", "x", DENIED)]),
        ({"denied": ["chills"]}, [sign("chills", DENIED)], [sign("chills")]),
        ({"denied": ["chills"]}, [sign("chills", DENIED)], []),
        ({"silent": True}, [fact("finding", "x", "x")], [sign("cough")]),
        ({"silent": False}, [sign("cough")], [sign("cough", PAST)]),
        ({"silent": False}, [fact("worry", "x", "x")], []),
        ({"asking": True}, [fact("request", "x", "x")], [fact("request", "x", "x", DENIED)]),
        ({"asking": True}, [fact("care_type", "x", "x")], []),
        ({"asking": False}, [sign("cough")], [fact("request", "x", "x")]),
        ({"is": "shivers"}, [sign("strong_chills")], [sign("cough")]),
        ({"age": {"min": 40}}, [fact("age", 40)], [fact("age", 39)]),
        ({"age": {"min": 40, "max": 49}}, [fact("age", 49)], [fact("age", 50)]),
        ({"age": {"max": 17}}, [fact("age", 0)], [fact("age", 18)]),
        ({"age": {}}, [fact("age", 0)], []),
        ({"age": {}}, [fact("age", 110)], []),
        ({"age": "old"}, [fact("age", 75)], [fact("age", 74)]),
        ({"age": "young"}, [fact("age", 17)], [fact("age", 18)]),
        ({"age": "young"}, [fact("age", 0)], []),
        ({"sex": "male"}, [fact("sex", "male")], [fact("sex", "female")]),
        ({"days": "week"}, [drug("x", "chemo", days_ago=7)], [drug("x", "chemo", days_ago=8)]),
        ({"days": "week"}, [], [drug("x", "chemo", days_ago=9)]),
        ({"all": ["cough", "chills"]}, [sign("cough"), sign("chills")], [sign("cough")]),
        ({"any": ["cough", "chills"]}, [sign("chills")], [sign("rash")]),
        ({"none": ["cough", "chills"]}, [sign("rash")], [sign("chills")]),
        ({"two_of": ["a", "b", "c"]}, [sign("a"), sign("c")], [sign("b")]),
    ],
    ids=str,
)
def test_a_condition_is_true_on_its_side_only(
    raw: Any, true_of: list[Fact], false_of: list[Fact], clock: FixedClock
) -> None:
    assert holds(raw, *true_of, clock=clock)
    assert not holds(raw, *false_of, clock=clock)


@pytest.mark.parametrize(
    ("raw", "hours", "expected"),
    [
        ({"sign": "no_stool", "threshold": "two_days"}, 48, True),
        ({"sign": "no_stool", "threshold": "two_days"}, 47, False),
        ({"sign": "no_stool", "below": "two_days"}, 47, True),
        ({"sign": "no_stool", "below": "two_days"}, 48, False),
        ({"sign": "cough", "threshold": "two_days"}, 48, False),
    ],
)
def test_a_duration_counts_for_its_own_sign_and_its_limit_is_serious(
    raw: dict[str, str], hours: int, expected: bool, clock: FixedClock
) -> None:
    said = (sign("no_stool"), fact("duration", hours, None, hours=hours))
    assert holds({"lasts": raw}, *said, clock=clock) is expected
    assert not holds({"lasts": raw}, sign("no_stool"), clock=clock)


@pytest.mark.parametrize(("days", "expected"), [(2, True), (47 / 24, False), (1, False)])
def test_a_treatment_given_long_enough_ago(days: float, expected: bool, clock: FixedClock) -> None:
    raw = {"since": {"window": "bcg", "threshold": "two_days"}}
    assert holds(raw, drug("bcg", "bcg", days_ago=days), clock=clock) is expected
    other_day = fact("treatment_day", days)
    assert holds(raw, drug("bcg", "bcg"), other_day, clock=clock) is expected
    assert not holds(raw, drug("bcg", "bcg"), clock=clock)
    assert not holds(raw, drug("docetaxel", "chemo", days_ago=days), clock=clock)


def test_the_evidence_is_each_fact_once_and_a_denial_gives_none(clock: FixedClock) -> None:
    both = (sign("cough"), sign("chills"))
    picture = picture_of(both, now=clock.now(), windows=WINDOWS)
    every = compile_condition({"all": ["cough", {"any": ["cough", "chills"]}]}, LIMITS)
    two = compile_condition({"two_of": ["cough", "chills", "rash"]}, LIMITS)
    assert every(picture) == (both[0],)
    assert two(picture) == both
    assert compile_condition({"none": ["rash"]}, LIMITS)(picture) == ()
