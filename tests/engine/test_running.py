"""The real engine, started by its launcher: closed to strangers, on the loopback interface, silent about words."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.engine.conftest import ENGINE_PYTHON, ROOT

pytestmark = [pytest.mark.engine, pytest.mark.slow]

TOKEN = "a-token-for-this-test"
START_SECONDS = 60.0
MEMORY_LIMIT_MEGABYTES = 900
PLANTED = "Plantagenêt"


@dataclass(frozen=True, slots=True)
class Engine:
    url: str
    process: int
    log: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the engine stopped while it started"
        try:
            if httpx.get(url, timeout=1, trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    pytest.fail("the engine did not start in time")


@pytest.fixture(scope="module")
def engine(trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("engine")
    port, log = _free_port(), folder / "engine.log"
    environment = {
        "PATH": os.environ["PATH"],
        "RELAIS_DATA_DIR": str(folder),
        "RELAIS_ENGINE_TOKEN": TOKEN,
        "RELAIS_ACTIONS_URL": "http://127.0.0.1:9/webhook",
    }
    command = [
        str(ENGINE_PYTHON),
        str(ROOT / "engine" / "launch.py"),
        "--port",
        str(port),
        "--models",
        str(trained),
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process)
        yield Engine(url, process.pid, log)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _say(engine: Engine, text: str, token: str | None = TOKEN) -> httpx.Response:
    return httpx.post(
        f"{engine.url}/webhooks/rest/webhook",
        params={"token": token} if token else {},
        json={"sender": "test", "message": text},
        timeout=20,
        trust_env=False,
    )


def _parse(engine: Engine, text: str) -> tuple[str, float]:
    answer = httpx.post(
        f"{engine.url}/model/parse",
        params={"token": TOKEN},
        json={"text": text},
        timeout=20,
        trust_env=False,
    ).json()
    return answer["intent"]["name"], answer["intent"]["confidence"]


@pytest.mark.parametrize("token", [None, "", "another"])
def test_a_stranger_is_refused(engine: Engine, token: str | None) -> None:
    assert _say(engine, "bonjour", token).status_code == httpx.codes.UNAUTHORIZED


def test_it_reads_a_first_message_of_a_doctor(engine: Engine) -> None:
    assert _parse(engine, "K sein sous EC J9, 38°6, frissons, que faire ?")[0] == (
        "report_complication"
    )


@pytest.mark.parametrize("noise", ["?", "👍", "asdf qwerty", "…"])
def test_noise_falls_back(engine: Engine, noise: str) -> None:
    assert _parse(engine, noise)[0] == "nlu_fallback"


def test_a_failing_action_leaves_no_word_in_the_log(engine: Engine) -> None:
    answer = _say(engine, f"je m'appelle {PLANTED} et je cherche une diététicienne vers Gardanne")
    assert answer.json() == []
    log = engine.log.read_text(encoding="utf-8", errors="replace")
    assert "ERROR" in log
    assert PLANTED not in log
    assert "Gardanne" not in log


def test_it_listens_on_the_loopback_interface_only(engine: Engine) -> None:
    port = f"{int(engine.url.rsplit(':', 1)[1]):04X}"
    listening = [
        line.split()[1]
        for name in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{name}").read_text(encoding="ascii").splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{port}")
    ]
    assert listening == [f"0100007F:{port}"]


def test_it_is_light(engine: Engine) -> None:
    status = Path(f"/proc/{engine.process}/status").read_text(encoding="utf-8")
    resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    assert int(resident.split()[1]) / 1024 < MEMORY_LIMIT_MEGABYTES
    assert "tensorflow" not in Path(f"/proc/{engine.process}/maps").read_text(encoding="utf-8")


def test_the_token_is_not_on_the_command_line(engine: Engine) -> None:
    command = Path(f"/proc/{engine.process}/cmdline").read_bytes().decode()
    assert TOKEN not in command
