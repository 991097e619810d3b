"""The loop that keeps the service standing, from the first start to the last process gone."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from bot.supervisor.child import Child, Plan
from bot.supervisor.processes import Guardian

TICK_SECONDS = 0.1
PROBE_EVERY_SECONDS = 5.0
PROBE_WHILE_STARTING_SECONDS = 0.25
HEAD_START_SECONDS = 5.0
TERM_SECONDS = 3.0
KILL_SECONDS = 1.5
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def say(line: str) -> None:
    """Print; a terminal that has gone away must not keep us from stopping cleanly."""
    with contextlib.suppress(OSError, ValueError):
        print(line, flush=True)


class Service:
    """Runs in the main thread; probes run in one thread a process."""

    def __init__(self, plans: Sequence[Plan], logs: Path, *, on_ready: Callable[[], None]) -> None:
        self._stopping = threading.Event()
        self._asked_by = ""
        self._on_ready = on_ready
        self._guardian = Guardian()
        self._children = [Child(plan, logs, self._guardian, say) for plan in plans]

    def run(self) -> int:
        """Until a signal asks to stop; 1 when the front door cannot stand up at all."""
        previous = {number: signal.signal(number, self._asked_to_stop) for number in _SIGNALS}
        try:
            return self._keep_standing()
        finally:
            self._stop_all()
            for number, handler in previous.items():
                signal.signal(number, handler)

    def _keep_standing(self) -> int:
        front = self._children[0]
        began = time.monotonic()
        self._watch_probes()
        announced: set[str] = set()
        while not self._stopping.is_set():
            now = time.monotonic()
            front.tick(now)
            if front.well or now - began > HEAD_START_SECONDS:
                for child in self._children[1:]:
                    child.tick(now)
            if front.never_stood:
                say(f"La porte d'entrée ne démarre pas : le détail est dans {front.log_path}.")
                return 1
            self._announce(announced)
            self._guardian.check()
            self._stopping.wait(TICK_SECONDS)
        say(f"Arrêt demandé ({self._asked_by}) …")
        return 0

    def _announce(self, announced: set[str]) -> None:
        """One line when each stands up for the first time, then the last one: ready."""
        if "ready" in announced:
            return
        for child in self._children:
            if child.well and child.plan.name not in announced:
                announced.add(child.plan.name)
                say(f"{child.plan.name} répond.")
        if all(child.well for child in self._children):
            announced.add("ready")
            self._on_ready()

    def _watch_probes(self) -> None:
        for child in self._children:
            threading.Thread(target=self._probe_forever, args=(child,), daemon=True).start()

    def _probe_forever(self, child: Child) -> None:
        while not self._stopping.is_set():
            group = child.group
            if group is not None:
                child.note(group, child.plan.probe(), time.monotonic())
            pause = PROBE_EVERY_SECONDS if child.settled else PROBE_WHILE_STARTING_SECONDS
            self._stopping.wait(pause)

    def _asked_to_stop(self, number: int, _frame: FrameType | None) -> None:
        self._asked_by = signal.Signals(number).name
        self._stopping.set()

    def _stop_all(self) -> None:
        """TERM to every group, then KILL to what is left; within five seconds."""
        self._stopping.set()
        for number, seconds in ((signal.SIGTERM, TERM_SECONDS), (signal.SIGKILL, KILL_SECONDS)):
            left = [child for child in self._children if child.stop(number)]
            limit = time.monotonic() + seconds
            while left and time.monotonic() < limit:
                left = [child for child in left if not child.reap()]
                time.sleep(0.02)
        self._guardian.close()
        for child in self._children:
            child.close()
