"""The application around the calls: probes, figures, headers, documentation, and a start that is fast."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from bot.errors import EngineUnreachable
from care.storage.database import Database
from tests.bot.conftest import MakeCaller
from tests.bot.fakes import FakeEngine, dead_engine

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).resolve().parents[2]


async def test_live_answers_whatever_the_engine_does(at_the_door: MakeCaller) -> None:
    answer = await at_the_door(dead_engine()).client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_ready_waits_for_the_engine_once_then_bears_its_fall(at_the_door: MakeCaller) -> None:
    engine = dead_engine()
    client = at_the_door(engine).client
    starting = await client.get("/health/ready")
    assert (starting.status_code, starting.json()["status"]) == (503, "starting")
    assert starting.json()["checks"]["engine"] == "down"
    engine.failure = None
    ready = await client.get("/health/ready")
    assert (ready.status_code, ready.json()["status"]) == (200, "ready")
    engine.failure = EngineUnreachable()
    fallen = await client.get("/health/ready")
    assert (fallen.status_code, fallen.json()["status"]) == (200, "degraded")


async def test_without_a_database_we_are_not_ready_but_a_red_message_is_answered(
    at_the_door: MakeCaller, tmp_path: Path
) -> None:
    caller = at_the_door(database=Database(f"sqlite:///{tmp_path}/relais.db"))
    await caller.open()
    caller.house.database.engine.dispose()
    take_away(tmp_path)
    assert (await caller.client.get("/health/ready")).status_code == 503
    red = await caller.say("je ne sens plus mes jambes")
    assert red.status_code == 200
    assert "15" in red.json()["messages"][0]["text"]
    assert red.json()["state"]["level"] == "red"
    calm = await caller.say("bonjour")
    assert calm.status_code == 503
    assert "15" in calm.json()["title"]


async def test_figures_carry_no_words_and_no_ids(at_the_door: MakeCaller) -> None:
    caller = at_the_door(dead_engine())
    await caller.open()
    await caller.say("une phrase reconnaissable")
    await caller.client.get("/une-adresse-inconnue")
    figures = (await caller.client.get("/metrics")).text
    assert 'relais_turns_total{route="engine",safe="true"} 1.0' in figures
    assert 'relais_incidents_total{kind="engine_unreachable"} 1.0' in figures
    for leak in (caller.id, caller.token, "reconnaissable", "inconnue"):
        assert leak not in figures


@pytest.mark.parametrize("path", ["/", "/docs", "/health/live", "/nowhere", "/api/v1/nothing"])
async def test_every_answer_keeps_other_hosts_out(at_the_door: MakeCaller, path: str) -> None:
    headers = (await at_the_door().client.get(path)).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_the_documentation_lists_the_calls_and_loads_nothing_from_elsewhere(
    at_the_door: MakeCaller,
) -> None:
    client = at_the_door().client
    page = (await client.get("/docs")).text
    schema = (await client.get("/openapi.json")).json()
    for path in ("/api/v1/conversations", "/api/v1/triage", "/health/ready"):
        assert path in page
        assert path in schema["paths"]
    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in page


async def test_every_call_says_how_it_may_refuse(at_the_door: MakeCaller) -> None:
    schema = (await at_the_door().client.get("/openapi.json")).json()
    for path, methods in schema["paths"].items():
        for operation in methods.values():
            assert {"400", "422", "503"} <= operation["responses"].keys(), path


async def test_an_unforeseen_error_becomes_a_french_problem(at_the_door: MakeCaller) -> None:
    class Broken(FakeEngine):
        async def parse(self, text: str) -> None:  # type: ignore[override]
            raise RuntimeError(f"boom {text}")

    caller = at_the_door(Broken())
    answer = await caller.client.post("/api/v1/triage", json={"text": "bonjour tout le monde"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "15" in answer.json()["title"]
    assert "boom" not in answer.text


def test_nothing_heavy_is_loaded_to_open_the_door() -> None:
    code = (
        "import sys, bot.app\n"
        "print([m for m in ('twilio', 'telegram', 'alembic', 'rasa_sdk', 'selenium') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ast.literal_eval(done.stdout) == []


def test_a_port_in_use_gives_one_french_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = start(taken.getsockname()[1], tmp_path)
        _, said = done.communicate(timeout=20)
    assert done.returncode == 2
    assert "RELAIS_PORT" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_a_red_answer_comes_soon_after_the_start_without_any_engine(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path / 'relais.db'}").migrate()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.monotonic()
    process = start(port, tmp_path)
    try:
        opened = until_answered(f"http://127.0.0.1:{port}/api/v1/conversations")
        red = httpx.post(
            f"http://127.0.0.1:{port}/api/v1/conversations/{opened['id']}/messages",
            json={"text": "je ne sens plus mes jambes depuis ce matin"},
            headers={"Authorization": f"Bearer {opened['token']}"},
            timeout=5,
        )
        took = time.monotonic() - began
    finally:
        process.terminate()
        _, said = process.communicate(timeout=20)
    assert process.returncode in {0, -15}
    assert "15" in red.json()["messages"][0]["text"]
    assert red.json()["state"]["level"] == "red"
    assert took < 15, said  # 3 s on a machine that does nothing else


def take_away(folder: Path) -> None:
    for path in folder.glob("relais.db*"):
        path.unlink()
    (folder / "relais.db").mkdir()


def start(port: int, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot.main"],
        cwd=ROOT,
        env={**os.environ, "RELAIS_PORT": str(port), "RELAIS_DATA_DIR": str(folder)},
        stderr=subprocess.PIPE,
        text=True,
    )


def until_answered(url: str) -> dict[str, str]:
    for _ in range(200):
        try:
            answer = httpx.post(url, timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            opened: dict[str, str] = answer.json()
            return opened
    raise AssertionError("the front door never answered")
