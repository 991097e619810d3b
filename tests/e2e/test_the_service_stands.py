"""The real processes: quick to answer, alone on the loopback, mended when they hang, gone when told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from care.settings import ROOT
from tests.e2e.stack import Stack, is_up, wait_until

pytestmark = pytest.mark.engine
_LATER_START_SECONDS = 30


def family(stack: Stack) -> list[psutil.Process]:
    return psutil.Process(stack.process.pid).children(recursive=True)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def engine_of(stack: Stack) -> psutil.Process | None:
    for process in family(stack):
        try:
            if any("launch.py" in word for word in process.cmdline()):
                return process
        except psutil.Error:
            continue
    return None


def listening(processes: list[psutil.Process]) -> set[tuple[str, int]]:
    return {
        (connection.laddr.ip, connection.laddr.port)
        for process in processes
        for connection in process.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    }


def test_only_three_ports_are_open_all_of_them_on_the_loopback(stack: Stack) -> None:
    expected = {("127.0.0.1", stack.port + step) for step in range(3)}
    assert listening(family(stack)) == expected


def test_the_password_is_for_its_owner_and_is_never_printed(stack: Stack) -> None:
    file = stack.data_dir / "console-password.txt"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text().strip() not in stack.output.read_text()
    assert (stack.data_dir / "relais.db").stat().st_mode & 0o077 == 0


def test_the_last_line_says_ready_and_where(stack: Stack) -> None:
    lines = stack.output.read_text().strip().splitlines()
    assert f"Prêt : {stack.url}" in lines


def test_an_engine_that_hangs_is_replaced(own_stack: Stack) -> None:
    hung = engine_of(own_stack)
    assert hung is not None
    hung.suspend()
    wait_until(
        lambda: (now := engine_of(own_stack)) is not None and now.pid != hung.pid,
        60,
        "the hung engine is replaced",
    )
    wait_until(
        lambda: '"engine":"ok"' in _ready(own_stack),
        60,
        "the new engine answers",
        own_stack.process,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopping_leaves_no_process_and_no_port(own_stack: Stack, number: signal.Signals) -> None:
    processes = family(own_stack)
    began = time.monotonic()
    own_stack.process.send_signal(number)
    assert own_stack.process.wait(10) == 0
    assert time.monotonic() - began < 5
    assert alive(processes) == []
    assert not is_up(f"{own_stack.url}/health/live")
    _starts_again_quickly(own_stack)


def test_killing_the_supervisor_outright_leaves_nothing_either(own_stack: Stack) -> None:
    processes = family(own_stack)
    own_stack.process.kill()
    own_stack.process.wait(5)
    wait_until(lambda: alive(processes) == [], 5, "all processes are gone")


def patience(seconds: float) -> float:
    """The limit on a machine that has nothing else to do; longer when other work fills its cores."""
    return seconds * max(1.0, 2 * os.getloadavg()[0] / (os.cpu_count() or 1))


def _ready(stack: Stack) -> str:
    import httpx

    try:
        return httpx.get(f"{stack.url}/health/ready", timeout=5).text.replace(" ", "")
    except httpx.HTTPError:
        return ""


def _starts_again_quickly(stack: Stack) -> None:
    """The front door within 3 s, everything within 30 s, on the data that is there."""
    began = time.monotonic()
    output = stack.data_dir / "again.txt"
    with output.open("w") as out:
        again = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "up"],
            cwd=ROOT,
            env=os.environ | stack.environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until(
            lambda: is_up(f"{stack.url}/health/live"), patience(3), "the front door answers", again
        )
        left = patience(_LATER_START_SECONDS) - (time.monotonic() - began)
        wait_until(lambda: "Prêt" in output.read_text(), left, "the service is ready", again)
    finally:
        again.terminate()
        again.wait(10)
