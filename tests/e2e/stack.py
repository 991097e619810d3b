"""The real service for end-to-end tests: front door, action server and engine, started by its supervisor."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from care.settings import ROOT

_READY_SECONDS = 120.0
_FIRST_PORT, _PORTS = 18_000, 13_000


@dataclass
class Stack:
    """One running service and where it keeps its things."""

    url: str
    data_dir: Path
    process: subprocess.Popen[str]
    environment: dict[str, str]
    output: Path

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)

    def written(self) -> bytes:
        """Return every byte the service wrote: databases, journals of SQLite, logs."""
        files = (
            path
            for path in self.data_dir.rglob("*")
            if path.is_file() and "models" not in path.parts
        )
        return b"".join(path.read_bytes() for path in files) + self.output.read_bytes()


def trained_model() -> Path | None:
    """Return the folder of the model `make test` trained, or None."""
    folder = ROOT / "var" / "models"
    return folder if any(folder.glob("*.tar.gz")) else None


def start_stack(data_dir: Path, **settings: str) -> Stack:
    """Prepare a data folder and start the service on three free ports; returns once it is ready."""
    model = trained_model()
    assert model is not None, "no trained model"
    data_dir.mkdir(parents=True, exist_ok=True)
    shutil.copytree(model, data_dir / "models", dirs_exist_ok=True)
    port = _free_ports()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RELAIS_")}
    environment = kept | {"RELAIS_DATA_DIR": str(data_dir), "RELAIS_PORT": str(port)} | settings
    command = [sys.executable, "-m", "bot.cli"]
    subprocess.run(
        [*command, "prepare"],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        timeout=120,
    )
    output = data_dir / "output.txt"
    with output.open("w") as out:
        process = subprocess.Popen(
            [*command, "up"],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
        )
    stack = Stack(f"http://127.0.0.1:{port}", data_dir, process, environment, output)
    wait_until(
        lambda: "Prêt :" in output.read_text(), _READY_SECONDS, "the service is ready", process
    )
    return stack


def wait_until(
    true: object, seconds: float, what: str, process: subprocess.Popen[str] | None = None
) -> None:
    """Poll a condition; fails naming what never came."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():  # type: ignore[operator]
            return
        if process is not None and process.poll() is not None:
            raise AssertionError(f"{what}: the service stopped with {process.returncode}")
        time.sleep(0.05)
    raise AssertionError(f"not after {seconds} s: {what}")


def is_up(url: str) -> bool:
    try:
        return httpx.get(url, timeout=1.0).status_code == 200
    except httpx.HTTPError:
        return False


def _free_ports() -> int:
    """Return a port followed by two free ones, below those the system lends to outgoing connections: one of
    these can be taken between this choice and the start of the service."""
    for _ in range(200):
        port = _FIRST_PORT + secrets.randbelow(_PORTS)
        if all(_is_free(port + step) for step in range(3)):
            return port
    raise AssertionError("no three free ports in a row")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
