"""Running a command of a step: output to var/logs/setup.log, a sign of life every 15 seconds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from setup.failures import SetupFailure, StepFailed
from setup.place import LOG, ROOT

_SIGN_OF_LIFE_SECONDS = 15
_TAIL_CHARACTERS = 6000
_LOG_LIMIT = 2_000_000
_SAID = 2
STEP_SECONDS = 45 * 60


def say(text: str) -> None:
    print(text, flush=True)


def run(
    command: list[str],
    *,
    env: dict[str, str] | None = None,
    timeout: float = STEP_SECONDS,
    log: Path = LOG,
) -> str:
    """Run quietly; return the end of what it printed. Raises StepFailed with that same end."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.unlink()
    with log.open("ab") as out:
        start = out.tell()
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env or clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code = _wait(child, timeout)
        finally:
            _stop(child)
    output = _tail(log, start)
    if code:
        raise StepFailed(code, output)
    return output


def run_shown(command: list[str], *, env: dict[str, str] | None = None, log: Path = LOG) -> None:
    """Run one of our own commands, showing its progress lines as they come.

    Ours end with code 2 after saying one French sentence on stderr: SetupFailure repeats it.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        start = out.tell()
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env or clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=out,
            start_new_session=True,
        )
        try:
            for line in child.stdout or ():
                say("      " + line.decode("utf-8", "replace").strip())
            code = child.wait()
        finally:
            _stop(child)
    output = _tail(log, start)
    if code == _SAID and output.strip():
        raise SetupFailure(output.strip().splitlines()[-1])
    if code:
        raise StepFailed(code, output)


def clean_environment(**more: str) -> dict[str, str]:
    """The caller's environment without another Python environment's leftovers."""
    env = {
        k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH")
    }
    env.update(more)
    return env


def _wait(child: subprocess.Popen[bytes], timeout: float) -> int:
    began = time.monotonic()
    while True:
        try:
            return child.wait(_SIGN_OF_LIFE_SECONDS)
        except subprocess.TimeoutExpired:
            passed = time.monotonic() - began
            if passed > timeout:
                return 124
            say(f"      … toujours en cours ({passed:.0f} s)")


def _stop(child: subprocess.Popen[bytes]) -> None:
    """Leave no process behind: Ctrl-C does not reach a child in its own session."""
    if child.poll() is not None:
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(child.pid, number)
            child.wait(3)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
        return


def _tail(log: Path, start: int) -> str:
    with log.open("rb") as written:
        written.seek(max(start, log.stat().st_size - _TAIL_CHARACTERS))
        return written.read().decode("utf-8", "replace")


def complain(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
