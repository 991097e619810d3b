"""The shape of a purpose: what it still has to ask, and how it ends."""

from __future__ import annotations

from typing import Protocol

from care.interview.case import Case


class Plan(Protocol):
    """`open` says what was understood; `next_slot` names the next question; `conclude` acts and says so."""

    def open(self, case: Case) -> None: ...

    def next_slot(self, case: Case) -> str | None: ...

    def conclude(self, case: Case) -> None: ...


def first_missing(case: Case, *slots: str) -> str | None:
    """Return the first of these questions that has no answer yet."""
    return next((slot for slot in slots if case.answer(slot) is None), None)
