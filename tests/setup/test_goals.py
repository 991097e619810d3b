"""`python3 -m setup`, as make calls it: what it refuses, it refuses at once and in one sentence."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time

import pytest

from care.settings import ROOT


def _set_up(goal: str, **variables: str) -> tuple[int, str, float]:
    began = time.monotonic()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("RELAIS_")} | variables
    ended = subprocess.run(
        [sys.executable, "-m", "setup", goal],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return ended.returncode, ended.stderr, time.monotonic() - began


def test_a_port_in_use_is_told_before_anything_is_built() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        code, said, took = _set_up("run", RELAIS_PORT=str(min(port, 65533)))
    assert code == 1
    assert str(port) in said
    assert len(said.strip().splitlines()) == 1
    assert took < 3


@pytest.mark.parametrize("port", ["quatre-vingts", "0", "99999"])
def test_a_port_that_is_none_is_one_sentence(port: str) -> None:
    code, said, _ = _set_up("run", RELAIS_PORT=port)
    assert code == 1
    assert said.startswith("RELAIS_PORT")
    assert len(said.strip().splitlines()) == 1


def test_an_unknown_goal_names_the_known_ones() -> None:
    code, said, _ = _set_up("voler")
    assert code == 2
    assert "run" in said
    assert "Traceback" not in said
