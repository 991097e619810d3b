"""Runs pieces of the engine in its own environment, as the service does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGINE_PYTHON = ROOT / "engine" / ".venv" / "bin" / "python"
sys.path.insert(0, str(ROOT / "engine"))


@pytest.fixture
def in_engine() -> Callable[..., Any]:
    """Give a script and its arguments to the engine's Python; what it prints last is read as JSON."""

    def run(script: str, *arguments: str) -> Any:
        done = subprocess.run(
            [str(ENGINE_PYTHON), "-W", "ignore", "-c", script, *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT / "engine"), "TF_CPP_MIN_LOG_LEVEL": "3"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout.splitlines()[-1])

    return run


@pytest.fixture(scope="session")
def trained() -> Path:
    """The folder of the trained model, brought up to date when its inputs changed."""
    models = Path(os.environ.get("RELAIS_DATA_DIR", ROOT / "var")) / "models"
    subprocess.run(
        [str(ENGINE_PYTHON), str(ROOT / "engine" / "train.py"), "--models", str(models)],
        check=True,
        timeout=900,
    )
    return models
