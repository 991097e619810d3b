"""Which measure a fact carries: a number of the right kind, under the name of the thresholds, or nothing."""

from __future__ import annotations

import pytest

from care.triage.measures import measure_name, measure_value
from care.understanding.facts import Fact


def fact(entity: str, value: str | float, code: str | None) -> Fact:
    return Fact(entity, value, code, str(value), 0, 3)


@pytest.mark.parametrize(
    ("entity", "code", "name"),
    [
        ("temperature", None, "temperature"),
        ("lab", "platelets", "platelets"),
        ("lab", "asat", "transaminases_ratio"),
        ("vital", "pain", "pain"),
        ("count", "stools", "stools_per_day"),
        ("exam", "size", "size_mm"),
        ("lab", None, None),
        ("pack_years", None, "pack_years"),
        ("performance_status", None, "performance_status"),
        ("symptom", "platelets", None),
        ("age", None, None),
    ],
)
def test_a_fact_names_its_measure(entity: str, code: str | None, name: str | None) -> None:
    assert measure_name(fact(entity, 1, code)) == name


def test_a_word_is_no_value() -> None:
    assert measure_value(fact("lab", "élevé", "platelets")) is None
    assert measure_value(fact("lab", "45", "platelets")) == 45
