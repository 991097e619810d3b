"""What a condition names, and what must be known before it is worth a look."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from care.triage.triggers import names_in, triggers_of

NAMES: dict[str, Any] = {
    "hot": SimpleNamespace(measure="temperature"),
    "is:shivers": SimpleNamespace(when={"any": ["chills", "strong_chills"]}),
}


def _name(told: object) -> str:
    """A set is told in order: two workers must give a case the same name."""
    return str(sorted(told, key=str)) if isinstance(told, set | frozenset) else str(told)


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("cough", {("sign", "cough")}),
        ({"context": ["car_t", "bcg"]}, {("context", "car_t"), ("context", "bcg")}),
        ({"threshold": "hot"}, {("threshold", "hot")}),
        ({"is": "fever"}, {("is", "fever")}),
        ({"age": "old"}, {("threshold", "old")}),
        ({"days": "week"}, {("threshold", "week")}),
        ({"age": {"min": 40}}, set()),
        ({"sex": "male"}, set()),
        ({"lasts": {"sign": "cough", "threshold": "t"}}, {("sign", "cough"), ("threshold", "t")}),
        ({"lasts": {"sign": "cough", "below": "t"}}, {("sign", "cough"), ("threshold", "t")}),
        ({"since": {"window": "bcg", "threshold": "t"}}, {("window", "bcg"), ("threshold", "t")}),
        ({"all": ["a", {"none": ["b"]}]}, {("sign", "a"), ("sign", "b")}),
        ({"two_of": ["a", "b"]}, {("sign", "a"), ("sign", "b")}),
        (3, set()),
    ],
    ids=_name,
)
def test_every_name_of_a_condition_is_told_with_its_kind(
    raw: Any, names: set[tuple[str, str]]
) -> None:
    assert set(names_in(raw)) == names


@pytest.mark.parametrize(
    ("raw", "needed"),
    [
        ("cough", {"cough"}),
        ({"context": ["car_t"]}, {"car_t"}),
        ({"threshold": "hot"}, {"measure:temperature"}),
        ({"window": "chemo"}, {"window:chemo"}),
        ({"drug": ["a", "b"]}, {"drug:a", "drug:b"}),
        ({"drug_class": "c"}, {"drug:c"}),
        ({"treated": True}, {"window:any"}),
        ({"treated": False}, None),
        ({"lasts": {"sign": "cough", "threshold": "t"}}, {"cough"}),
        ({"since": {"window": "bcg", "threshold": "t"}}, {"window:bcg"}),
        ({"age": {"min": 40}}, {"age"}),
        ({"age": {}}, None),
        ({"sex": "male"}, None),
        ({"is": "shivers"}, {"chills", "strong_chills"}),
        ({"none": ["a"]}, None),
        ({"any": ["a", {"sex": "male"}]}, None),
        ({"any": ["a", "b"]}, {"a", "b"}),
        ({"two_of": ["a", "b"]}, {"a", "b"}),
        ({"all": [{"any": ["a", "b"]}, "c"]}, {"c"}),
        ({"all": [{"none": ["a"]}, {"sex": "male"}]}, None),
        (3, None),
    ],
    ids=_name,
)
def test_a_rule_is_looked_at_when_one_of_its_names_is_known(
    raw: Any, needed: set[str] | None
) -> None:
    assert triggers_of(raw, NAMES) == needed
