"""The test bench: the fast tests are collected once, and each fault is tried on them in a child made by `fork`.

What no fault touches is made once before the first child: the lexicons, the readings of every message, the parsed
files. A child forgets every other cache, puts its fault in, and runs the real tests until one fails.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from care.triage.picture import Picture
from care.triage.protocols import Protocols
from tests.mutation.graft import graft
from tests.mutation.memory import everywhere, forget, remember_readings
from tests.mutation.mutants import Mutant

_LONGEST = 120
# These only read words, or load changed copies of the protocols.
_LEFT_OUT = (
    "tests/care/triage/test_protocols.py",
    "test_every_way_of_saying_a_sign_is_read",
    "test_what_is_denied_or_means_something_else_is_not_read",
)
# These are made from the rules themselves, so they cannot notice a fault of a rule.
_PROPERTIES = "test_properties.py"
_NOT_FOR_RULES = ("tests/care/triage/test_rules.py", f"tests/care/triage/{_PROPERTIES}")
_MESSAGES = "tests/triage/"
_VIGNETTES = "tests/triage/test_vignettes.py"
_SHARED = "test_a_tuned_vignette_gets_its_level"
TOO_LONG = "no end"


class Bench:
    """A pytest plugin: takes the place of the loop over the tests. `work` is given the bench once all is ready."""

    def __init__(self, work: Callable[[Bench], None], *, rules_only: bool) -> None:
        self._work = work
        self._rules_only = rules_only
        self._kills: dict[str, Counter[str]] = defaultdict(Counter)
        self._pictures: dict[str, list[Picture]] = {}
        self._protocols: Protocols
        self._failing: set[str] = set()
        self._items: list[pytest.Item] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from care.triage import load_protocols

        self._items = [item for item in session.items if self._wanted(item)]
        remember_readings()
        load_protocols()  # raises at once when the copy was taken in the middle of an edit
        self._measure()
        gc.collect()
        gc.freeze()
        self._work(self)
        return True

    def _wanted(self, item: pytest.Item) -> bool:
        if any(name in item.nodeid for name in _LEFT_OUT):
            return False
        return _for_rules(item) or not self._rules_only

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

    def disturbed_by(self, modules: Iterable[Path]) -> str:
        """The first test that fails although no fault is made: every module is grafted with its own text."""

        def work() -> str:
            forget(conditions=True)
            for path in modules:
                graft(import_module(f"care.triage.{path.stem}"), path.read_text(encoding="utf-8"))
            return _first_failing([i for i in self._items if i.nodeid not in self._failing])

        return _in_child(work)

    def _measure(self) -> None:
        """Run every test once: learn which patients each grades, what that costs, and which tests fail already."""
        from care.triage import grading, load_protocols, questions

        plain = grading.grade
        graded: dict[int, Any] = {}

        def listener(picture: Any, protocols: Any) -> grading.Grading:
            graded[id(picture)] = picture
            return plain(picture, protocols)

        forget(conditions=True)
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
        forget(conditions=not rules)
        kept = [item for item in self._items if item.nodeid not in self._failing]
        if rules:
            kept = [item for item in kept if _for_rules(item)]
        else:
            graft(import_module(f"care.triage.{fault.path.stem}"), fault.text)
        if rules and not fault.path.name.startswith("windows"):
            kept = self._concerned(kept, fault.what.split()[0])
        kills, name = self._kills[fault.path.name], fault.what.split()[0]
        named = {item.nodeid for item in kept if rules and self._names(item, name)}
        kept.sort(key=lambda item: (item.nodeid not in named, -self._worth(item, kills)))
        return _first_failing(kept)

    def _worth(self, item: pytest.Item, kills: Counter[str]) -> float:
        """What a test noticed in this file so far, for what it costs: itself, and each patient that it grades."""
        graded = len(self._pictures[item.nodeid])
        return (kills[item.nodeid] + (0.05 if graded else 0.005)) / (2.0 + graded)

    def _concerned(self, items: list[pytest.Item], name: str) -> list[pytest.Item]:
        """The tests that could notice: they grade a patient for whom a changed rule now says otherwise, or nobody.

        The tuned vignettes are graded once for all their tests, so one of them brings them all; a test of the table
        that is about another rule or limit is left out.
        """
        from care.triage import load_protocols

        touched = self._touched(list(_changed(self._protocols, load_protocols())))
        shared = any(_SHARED in nodeid for nodeid in touched)
        return [
            item
            for item in items
            if item.nodeid in touched
            or (shared if _shares(item, self._pictures) else self._about(item, name))
        ]

    def _about(self, item: pytest.Item, name: str) -> bool:
        """Whether a test that grades nobody is about everything, or about this rule."""
        if self._pictures[item.nodeid]:
            return False
        return not hasattr(item, "callspec") or self._names(item, name)

    @staticmethod
    def _names(item: pytest.Item, name: str) -> bool:
        """Whether a test was written for a rule or a limit by its name."""
        call = getattr(item, "callspec", None)
        return call is not None and name in str(call.params)

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


def _for_rules(item: pytest.Item) -> bool:
    return not any(name in item.nodeid for name in _NOT_FOR_RULES)


def _shares(item: pytest.Item, pictures: dict[str, list[Picture]]) -> bool:
    """Whether a test looks at the tuned vignettes that the first of them has graded."""
    return _SHARED in item.nodeid or (_VIGNETTES in item.nodeid and not pictures[item.nodeid])


def _first_failing(items: list[pytest.Item]) -> str:
    return next((item.nodeid for item, after in _in_turn(items) if _fails(item, after)), "")


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
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(_LONGEST + 5)  # a child without end does not outlive a parent that was stopped
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        os.write(write, work().encode())
        code = 0
    finally:
        os._exit(code)


def set_up(tests: Sequence[str], work: Callable[[Bench], None], *, rules_only: bool) -> int:
    """Collect the tests here, then hand the bench to `work`."""
    options = ["-q", "-s", "--assert=plain", "--tb=line", "--no-header"]
    off = ["cacheprovider", "logging", "faulthandler"]
    if not any(_PROPERTIES in test for test in tests):
        off.append("hypothesispytest")  # loaded at the end for its summary, it warns
    options += [f"-pno:{name}" for name in off]
    return int(pytest.main([*options, *tests], plugins=[Bench(work, rules_only=rules_only)]))
