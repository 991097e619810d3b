"""What `make check` runs, one after the other; and Rasa's own test stories."""

from __future__ import annotations

import subprocess
import sys

from setup import shell
from setup.place import APP, ENGINE, ROOT, read_data_dir, read_settings

PYTHON = str(APP / "bin" / "python")
ENGINE_PYTHON = str(ENGINE / "bin" / "python")
TRAINING = ("data/nlu", "data/rules")
_CLI = ("-m", "relais_engine.cli")
_RASA = {
    "RELAIS_ACTIONS_URL": "http://127.0.0.1:9/webhook",
    "RELAIS_TRACKER_URL": "sqlite://",
    "PYTHONPATH": str(ROOT / "engine"),
    "PYTHONWARNINGS": "ignore",
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def check_all() -> list[str]:
    """Run every check, showing what each says; the names of those that failed."""
    checks = {
        "ruff check": ([str(APP / "bin" / "ruff"), "check", "."], {}),
        "ruff format": ([str(APP / "bin" / "ruff"), "format", "--check", "."], {}),
        "mypy": ([str(APP / "bin" / "mypy")], {}),
        "protocoles et contenus": ([PYTHON, "-m", "bot.cli", "protocols", "check"], {}),
        "rasa data validate": (_validation(), _RASA),
    }
    return [name for name, (command, env) in checks.items() if not _passes(name, command, env)]


def run_stories() -> bool:
    """Rasa's end-to-end test stories: they read each sentence with the trained model."""
    command = [ENGINE_PYTHON, *_CLI, "test", "core", "--e2e", "--stories", "tests/rasa"]
    results = str(ROOT / "var" / "stories")
    models = str(read_data_dir(read_settings()) / "models")
    command += ["--fail-on-prediction-errors", "--no-plot", "--model", models, "--out", results]
    return _passes("rasa test", command, _RASA)


def _validation() -> list[str]:
    command = [ENGINE_PYTHON, *_CLI, "data", "validate", "--fail-on-warnings"]
    return [*command, "--domain", "domain.yml", "--data", *TRAINING]


def _passes(name: str, command: list[str], env: dict[str, str]) -> bool:
    shell.say(f"== {name}")
    sys.stdout.flush()
    environment = shell.clean_environment(**env)
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False
    )
    return ended.returncode == 0
