"""One watched process: started, probed, replaced with a growing pause when it dies or hangs."""

from __future__ import annotations

import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.supervisor.output import Output, RotatingFile
from bot.supervisor.processes import Guardian, group_exists, signal_group, start_process

PAUSES_SECONDS = (0.2, 1.0, 2.0, 5.0, 10.0, 30.0)
FAILURES_BEFORE_HUNG = 3
STEADY_SECONDS = 60.0
SAID_WHY = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """What to start and how to know that it is well."""

    name: str  # French, shown to the operator
    log: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    probe: Callable[[], bool]
    start_seconds: float  # beyond this without a first good probe, it is stuck
    trimmed: bool = False  # prints callers' words when it fails: keep only the skeleton


class Child:
    """Times are those of a monotonic clock, passed in by the supervisor's loop."""

    def __init__(
        self, plan: Plan, logs: Path, guardian: Guardian, say: Callable[[str], None]
    ) -> None:
        self.plan = plan
        self.well = False
        self.starts = 0
        self._say = say
        self._guardian = guardian
        self._file = RotatingFile(logs / plan.log)
        self._output: Output | None = None
        self._reader: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._failures = 0
        self._fast_ends = 0
        self._ever_well = False
        self._stood = False  # this very process has answered
        self._started_at = 0.0
        self._next_start = 0.0

    @property
    def group(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def log_path(self) -> Path:
        return self._file.path

    @property
    def settled(self) -> bool:
        """Well, with no failed probe since: no hurry to ask again."""
        return self.well and self._failures == 0

    @property
    def never_stood(self) -> bool:
        """Ended several times without ever having answered."""
        return not self._ever_well and self._fast_ends >= FAILURES_BEFORE_HUNG

    def note(self, group: int | None, answered: bool, now: float) -> None:
        """Take in a probe's result, unless the process was replaced meanwhile."""
        if group is None or group != self.group:
            return
        if answered:
            self.well = self._ever_well = self._stood = True
            self._failures = 0
            if now - self._started_at > STEADY_SECONDS:
                self._fast_ends = 0
        else:
            self._failures += 1

    def tick(self, now: float) -> None:
        """Start, or find dead or hung and replace."""
        if self._process is None:
            if now >= self._next_start:
                self._start(now)
            return
        code = self._process.poll()
        if code is not None:
            self._ended(f": arrêt inattendu (code {code})", now)
        elif self._hung(now):
            self._ended("ne répond plus", now)

    def stop(self, number: signal.Signals) -> bool:
        """Signal the whole group; True while somebody is left in it."""
        if self._process is None:
            return False
        self._process.poll()
        return signal_group(self._process.pid, number)

    def reap(self) -> bool:
        """Whether the process and its group are gone."""
        if self._process is None:
            return True
        gone = self._process.poll() is not None and not group_exists(self._process.pid)
        if gone:
            self._guardian.forget(self._process.pid)
        return gone

    def close(self) -> None:
        self._file.close()

    def _start(self, now: float) -> None:
        plan = self.plan
        self.well = self._stood = False
        self._failures, self._started_at = 0, now
        self.starts += 1
        process = start_process(plan.command, plan.environment, plan.folder)
        self._guardian.watch(process.pid)
        self._process = process
        if process.stdout is not None:
            self._output = Output(self._file, trimmed=plan.trimmed)
            self._reader = threading.Thread(
                target=self._output.pump, args=(process.stdout,), daemon=True
            )
            self._reader.start()

    def _hung(self, now: float) -> bool:
        if self.well:
            return self._failures >= FAILURES_BEFORE_HUNG
        return now - self._started_at > self.plan.start_seconds

    def _ended(self, how: str, now: float) -> None:
        process = self._process
        if process is None:
            return
        signal_group(process.pid, signal.SIGKILL)
        process.wait()
        self._guardian.forget(process.pid)
        pause = PAUSES_SECONDS[min(self._fast_ends, len(PAUSES_SECONDS) - 1)]
        self._fast_ends += 1
        self._next_start = now + pause
        self._process, self.well = None, False
        self._say(f"{self.plan.name} {how} ; nouvel essai dans {pause:.1f} s.{self._why(process)}")

    def _why(self, process: subprocess.Popen[bytes]) -> str:
        """Our own programs end with code 2 after printing one French sentence."""
        if self._output is None or self._reader is None or self._stood:
            return ""
        self._reader.join(1)
        self._output.write_tail()
        return f" {self._output.last_words()}" if process.returncode == SAID_WHY else ""
