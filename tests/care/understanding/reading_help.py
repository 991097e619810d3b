"""Shared helpers of the reading tests: one clock, one short way to read."""

from __future__ import annotations

from datetime import datetime

from care.clock import PARIS
from care.understanding.facts import Fact, Value
from care.understanding.reading import read_message

NOW = datetime(2026, 11, 23, 9, tzinfo=PARIS)  # a Monday


def facts(text: str, entity: str, code: str | None = None) -> tuple[Fact, ...]:
    return read_message(text, now=NOW).of(entity, code)


def values(text: str, entity: str, code: str | None = None) -> list[Value]:
    return [fact.value for fact in facts(text, entity, code)]
