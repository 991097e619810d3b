"""Commands of a step: their failure is told, and nothing is left running."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from setup.failures import SetupFailure, StepFailed
from setup.shell import run, run_shown
from setup.tools import uv_environment


def test_a_failed_command_carries_what_it_printed(tmp_path: Path) -> None:
    program = "import sys; print('no space'); sys.exit(3)"
    with pytest.raises(StepFailed) as failed:
        run([sys.executable, "-c", program], log=tmp_path / "setup.log")
    assert failed.value.code == 3
    assert "no space" in failed.value.output


def test_our_own_command_s_sentence_is_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = "import sys; print('créneaux'); sys.stderr.write('bruit\\nRelancez.\\n'); sys.exit(2)"
    with pytest.raises(SetupFailure, match=r"^Relancez\.$"):
        run_shown([sys.executable, "-c", program], log=tmp_path / "setup.log")
    assert "créneaux" in capsys.readouterr().out


def test_a_command_that_never_ends_is_stopped_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("setup.shell._SIGN_OF_LIFE_SECONDS", 0.2)
    mark = tmp_path / "alive"
    program = f"while true; do date > {mark}; sleep 0.1; done & wait"
    with pytest.raises(StepFailed):
        run(["/bin/sh", "-c", program], timeout=0.3, log=tmp_path / "setup.log")
    time.sleep(0.3)
    seen = mark.stat().st_mtime_ns
    time.sleep(0.4)
    assert mark.stat().st_mtime_ns == seen


def test_uv_is_told_of_the_mirror_that_pip_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://mirror.invalid/simple")
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.delenv("UV_INDEX_URL", raising=False)
    assert uv_environment()["UV_DEFAULT_INDEX"] == "http://mirror.invalid/simple"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://chosen.invalid/simple")
    assert uv_environment()["UV_DEFAULT_INDEX"] == "http://chosen.invalid/simple"
