"""The test bench: the fast tests are collected once, and each fault is tried on them in a child made by `fork`.

What no fault touches is made once before the first child: the lexicons, the readings of every message, the parsed
files. A child forgets every other cache, puts its fault in, and runs the real tests until one fails.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from care.triage.picture import Picture
from care.triage.protocols import Protocols
from tests.mutation.graft import graft
from tests.mutation.memory import everywhere, forget, remember_readings
from tests.mutation.mutants import Mutant

_LONGEST = 120
# These are made from the rules themselves, so they cannot notice a fault of a rule; or they only read words.
_NOT_FOR_RULES = (
    "tests/care/triage/test_rules.py",
    "tests/care/triage/test_properties.py",
    "tests/care/triage/test_protocols.py",
    "test_every_way_of_saying_a_sign_is_read",
    "test_what_is_denied_or_means_something_else_is_not_read",
)
_MESSAGES = "tests/triage/"
_SHARED = "tests/triage/test_vignettes.py"
TOO_LONG = "no end"


class Bench:
    """A pytest plugin: takes the place of the loop over the tests. `work` is given the bench once all is ready."""

    def __init__(self, work: Callable[[Bench], None]) -> None:
        self._work = work
        self._kills: dict[str, Counter[str]] = defaultdict(Counter)
        self._pictures: dict[str, list[Picture]] = {}
        self._protocols: Protocols
        self._failing: set[str] = set()
        self._items: list[pytest.Item] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from care.triage import load_protocols

        self._items = list(session.items)
        remember_readings()
        load_protocols()  # raises at once when the copy was taken in the middle of an edit
        self._measure()
        gc.collect()
        gc.freeze()
        self._work(self)
        return True

    @property
    def failing(self) -> list[str]:
        """The tests that fail before any fault is made: they are left out."""
        return sorted(self._failing)

    def __len__(self) -> int:
        return len(self._items) - len(self._failing)

    def noticed_by(self, fault: Mutant) -> str | None:
        """The first test that fails with this fault in place, None when every test passes."""
        rules = fault.path.suffix == ".yml"
        before = fault.path.read_text(encoding="utf-8")
        if rules:
            fault.path.write_text(fault.text, encoding="utf-8")
        try:
            found = _in_child(lambda: self._first_failure(fault, rules=rules))
        finally:
            if rules:
                fault.path.write_text(before, encoding="utf-8")
        if found:
            self._kills[fault.path.name][found] += 1
        return found or None

    def _measure(self) -> None:
        """Run every test once: learn which patients each grades, what that costs, and which tests fail already."""
        from care.triage import grading, load_protocols, questions

        plain = grading.grade
        graded: dict[int, Any] = {}

        def listener(picture: Any, protocols: Any) -> grading.Grading:
            graded[id(picture)] = picture
            return plain(picture, protocols)

        forget()
        everywhere("grade", plain, listener)
        for item, following in _in_turn(self._items):
            # whole messages are tested for their level, not for the questions that are tried on them
            vars(questions)["grade"] = plain if _MESSAGES in item.nodeid else listener
            if _fails(item, following):
                self._failing.add(item.nodeid)
            self._pictures[item.nodeid] = list(graded.values())
            graded.clear()
        everywhere("grade", listener, plain)
        self._protocols = load_protocols()

    def _first_failure(self, fault: Mutant, *, rules: bool) -> str:
        forget()
        kept = [item for item in self._items if item.nodeid not in self._failing]
        if rules:
            kept = [item for item in kept if not any(n in item.nodeid for n in _NOT_FOR_RULES)]
        else:
            graft(import_module(f"care.triage.{fault.path.stem}"), fault.text)
        if rules and not fault.path.name.startswith("windows"):
            kept = self._concerned(kept, fault.what.split()[0])
        kills = self._kills[fault.path.name]
        kept.sort(key=lambda item: -(kills[item.nodeid] + 0.05) / self._cost(item))
        for item, following in _in_turn(kept):
            if _fails(item, following):
                return item.nodeid
        return ""

    def _cost(self, item: pytest.Item) -> float:
        """What a test costs: itself, and each patient that it grades."""
        return 2.0 + len(self._pictures[item.nodeid])

    def _concerned(self, items: list[pytest.Item], name: str) -> list[pytest.Item]:
        """The tests that could notice: they grade a patient for whom a changed rule now says otherwise, or nobody.

        The tests of one file of vignettes share what they grade, so one of them brings them all; a test of the table
        that is about another rule or limit is left out.
        """
        from care.triage import load_protocols

        touched = self._touched(list(_changed(self._protocols, load_protocols())))
        shared = any(_SHARED in nodeid for nodeid in touched)
        return [
            item
            for item in items
            if item.nodeid in touched
            or (shared if _SHARED in item.nodeid else self._about(item, name))
        ]

    def _about(self, item: pytest.Item, name: str) -> bool:
        """Whether a test that grades nobody is about everything, or about this rule."""
        if self._pictures[item.nodeid]:
            return False
        call = getattr(item, "callspec", None)
        return call is None or name in str(call.params)

    def _touched(self, changed: list[tuple[Any, Any]]) -> set[str]:
        """The tests that grade somebody of whom a rule now says otherwise."""
        names: set[str] = set()
        for old, new in changed:
            for rule in (old, new):
                names |= getattr(rule, "triggers", None) or ({""} if rule else set())
        seen: dict[int, bool] = {}

        def otherwise(picture: Picture) -> bool:
            if "" not in names and names.isdisjoint(picture.names):
                return False
            if id(picture) not in seen:
                said = ((_said(old, picture), _said(new, picture)) for old, new in changed)
                seen[id(picture)] = any(before != after for before, after in said)
            return seen[id(picture)]

        return {name for name, known in self._pictures.items() if any(map(otherwise, known))}


def _in_turn(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """Each test and the one after it, which pytest wants to know."""
    return zip(items, [*items[1:], None], strict=True)


def _changed(before: Protocols, after: Protocols) -> Iterator[tuple[Any, Any]]:
    """The rules and criteria that decide otherwise, as they were and as they are; None for one that is gone."""
    old, new = _by_name(before), _by_name(after)
    for name in old.keys() | new.keys():
        if before.versions.get(name) != after.versions.get(name):
            yield old.get(name), new.get(name)


def _by_name(protocols: Protocols) -> dict[str, Any]:
    every: list[Any] = [*protocols.rules, *protocols.criteria]
    return {each.id: each for each in every}


def _said(rule: Any, picture: Picture) -> object:
    """What a rule says of a patient: its grade or delay when it fires."""
    if rule is None or not rule.condition(picture):
        return None
    return getattr(rule, "grade", None) or rule.delay


def _fails(item: pytest.Item, following: pytest.Item | None) -> bool:
    reports = runtestprotocol(item, log=False, nextitem=following)
    return any(report.failed for report in reports)


def _in_child(work: Callable[[], str]) -> str:
    """What `work` returns, made in a child process; a child that never ends has noticed something."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _speak(work, write)
    os.close(write)
    previous = signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(_LONGEST)
    try:
        with os.fdopen(read, encoding="utf-8") as said:
            found = said.read()
        _, status = os.waitpid(child, 0)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)
    return found if os.waitstatus_to_exitcode(status) == 0 else found or TOO_LONG


def _speak(work: Callable[[], str], write: int) -> None:
    code = 1
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        os.write(write, work().encode())
        code = 0
    finally:
        os._exit(code)


def set_up(tests: Iterable[str], work: Callable[[Bench], None]) -> int:
    """Collect the tests here, then hand the bench to `work`."""
    options = ["-q", "-s", "--assert=plain", "--tb=line", "--no-header"]
    options += [f"-pno:{name}" for name in ("cacheprovider", "logging", "faulthandler")]
    return int(pytest.main([*options, *tests], plugins=[Bench(work)]))
