"""The launcher gives the engine only what it needs, and says in French why it cannot start."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import launch  # type: ignore[import-not-found]
import pytest

from tests.engine.conftest import ENGINE_PYTHON, ROOT


def test_the_secrets_of_the_channels_never_reach_the_engine() -> None:
    given = {
        "PATH": "/bin",
        "RELAIS_TELEGRAM_TOKEN": "s1",
        "RELAIS_TWILIO_AUTH_TOKEN": "s2",
        "RELAIS_DATABASE_URL": "s3",
        "AWS_SECRET": "s4",
        "RELAIS_ENGINE_TOKEN": "kept",
    }
    environment = launch.clean_environment(given)
    assert not {"s1", "s2", "s3", "s4"} & set(environment.values())
    assert environment["RELAIS_ENGINE_TOKEN"] == "kept"
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert environment["SANIC_WORKERS"] == "1"


def test_the_lock_outlives_the_longest_action() -> None:
    assert launch.LOCK_LIFETIME_SECONDS > launch.ACTION_TIMEOUT_SECONDS


def test_a_postgresql_tracker_is_reached_by_the_engines_driver_within_a_limit() -> None:
    given = {"RELAIS_TRACKER_URL": "postgresql+psycopg://u:p@db/relais?sslmode=require"}
    assert launch.clean_environment(given)["RELAIS_TRACKER_URL"] == (
        "postgresql+psycopg2://u:p@db/relais?sslmode=require&connect_timeout=3"
    )


def test_the_tracker_is_a_file_of_the_data_folder_by_default(tmp_path: Path) -> None:
    environment = launch.clean_environment({"RELAIS_DATA_DIR": str(tmp_path)})
    assert environment["RELAIS_TRACKER_URL"] == f"sqlite:///{tmp_path / 'tracker.db'}"


@pytest.mark.engine
def test_without_a_trained_model_the_engine_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(ENGINE_PYTHON), str(ROOT / "engine" / "launch.py"), "--port", "1"],
        env={"PATH": "/usr/bin:/bin", "RELAIS_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "relais train" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.engine
def test_a_tracker_database_that_is_down_does_not_hold_the_start_for_ever(
    in_engine: Callable[..., Any],
) -> None:
    script = """
import json, sys, time, launch
from relais_engine.artefact import ArtefactError
started = time.monotonic()
try:
    launch.check_tracker("postgresql+psycopg2://u:p@127.0.0.1:9/none?connect_timeout=1", attempts=2, pause=0.1)
    said = ""
except ArtefactError as problem:
    said = str(problem)
print(json.dumps({"said": said, "seconds": time.monotonic() - started}))
"""
    seen = in_engine(script)
    assert "RELAIS_TRACKER_URL" in seen["said"]
    assert "u:p" not in seen["said"]
    assert seen["seconds"] < 10
