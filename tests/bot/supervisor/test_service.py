"""The service stands, is mended, and goes away without leaving anything: with real processes."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from care.settings import ROOT

Start = Callable[..., "Running"]


class Running:
    def __init__(self, logs: Path, *hows: str) -> None:
        self.logs = logs
        self.ports = [_free_port() for _ in hows]
        described = [f"{port}:{how}" for port, how in zip(self.ports, hows, strict=True)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bot.supervisor.runner", str(logs), *described],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.family: set[psutil.Process] = set()

    def ready(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("Prêt"):
                self.family = set(psutil.Process(self.process.pid).children(recursive=True))
                return
        raise AssertionError("it ended before it was ready")

    def left(self) -> list[psutil.Process]:
        return [p for p in self.family if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]

    def pid_on(self, number: int) -> int | None:
        for process in psutil.Process(self.process.pid).children(recursive=True):
            try:
                command = process.cmdline()
            except psutil.Error:
                continue
            if str(self.ports[number]) in command:
                return process.pid
        return None


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Running] = []

    def begin(*hows: str) -> Running:
        started.append(Running(tmp_path / "logs", *hows))
        return started[-1]

    yield begin
    for running in started:
        if running.process.poll() is None:
            running.process.kill()
        running.process.wait(10)
        if running.process.stdout is not None:
            running.process.stdout.close()
        for process in running.left():
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_within_five_seconds(start: Start, number: signal.Signals) -> None:
    running = start("", "stubborn", "")
    running.ready()
    began = time.monotonic()
    running.process.send_signal(number)
    assert running.process.wait(10) == 0
    assert time.monotonic() - began < 5
    assert running.left() == []
    assert not any(_answers(port) for port in running.ports)


def test_killing_the_supervisor_outright_leaves_nothing(start: Start) -> None:
    running = start("", "stubborn")
    running.ready()
    running.process.kill()
    running.process.wait(5)
    _wait_for(lambda: running.left() == [])
    assert not any(_answers(port) for port in running.ports)


def test_a_process_that_dies_is_started_again(start: Start) -> None:
    running = start("", "")
    running.ready()
    before = running.pid_on(1)
    _ask(running.ports[1], "/die")
    _wait_for(lambda: running.pid_on(1) not in {None, before} and _answers(running.ports[1]))


def test_a_process_that_hangs_is_replaced(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    running = start("", "")
    running.ready()
    before = running.pid_on(1)
    _ask(running.ports[1], "/hang")
    _wait_for(lambda: running.pid_on(1) not in {None, before} and _answers(running.ports[1]), 25)


def test_a_front_door_that_cannot_start_ends_the_service_with_a_sentence(start: Start) -> None:
    running = start("refuse", "")
    output, _ = running.process.communicate(timeout=20)
    assert running.process.returncode == 1
    assert "Le modèle manque : lancez « relais train »." in output
    assert "ne démarre pas" in output
    assert "Traceback" not in output


def test_the_front_door_stands_while_the_engine_keeps_failing(start: Start) -> None:
    running = start("", "refuse")
    _wait_for(lambda: _answers(running.ports[0]))
    time.sleep(1)
    assert running.process.poll() is None
    assert _answers(running.ports[0])
    assert "lancez" in (running.logs / "1.log").read_text()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _ask(port: int, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=0.5)
    try:
        connection.request("GET", path)
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return
    finally:
        connection.close()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_for(true: Callable[[], bool], seconds: float = 10) -> None:
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, "it never came"
        time.sleep(0.05)
