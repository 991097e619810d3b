"""The database, its sample data and the trained model: built by our own commands, in our environments."""

from __future__ import annotations

import time
from pathlib import Path

from setup import checks, shell
from setup.place import ROOT, read_data_dir, read_settings
from setup.stamps import Stamp, digest

_INPUTS = (
    "data/communes",
    "data/directory",
    "data/sample",
    "data/booking",
    "data/people",
    "care/storage",
    "care/booking",
    "care/people",
    "directory_sync",
    "bot/cli/prepare.py",
)


_SETTINGS = (
    "RELAIS_MODE",
    "RELAIS_DATABASE_URL",
    "RELAIS_CONSOLE_LOGIN",
    "RELAIS_CONSOLE_PASSWORD",
)
_TEAM_FILE = "console-password.txt"


def prepare_data() -> None:
    """Migrate and load what is missing. Skipped when nothing changed today: slots roll every day."""
    stamp = Stamp("data")
    if stamp.matches(_state_of_data()):
        return
    stamp.begin()
    shell.run_shown([checks.PYTHON, "-m", "bot.cli", "prepare"])
    stamp.done(_state_of_data())


def train_model() -> None:
    """Both learners know themselves whether their inputs changed."""
    env = shell.clean_environment(RELAIS_DATA_DIR=str(read_data_dir(read_settings())))
    shell.run_shown([checks.PYTHON, "-m", "bot.cli", "train"], env=env)


def _state_of_data() -> str:
    settings = read_settings()
    url = settings.get("RELAIS_DATABASE_URL", "")
    today = time.strftime("%Y-%m-%d", time.gmtime())
    data_dir = read_data_dir(settings)
    chosen = [f"{name}={value}" for name, value in sorted(settings.items()) if name in _SETTINGS]
    inputs = [ROOT / name for name in _INPUTS]
    return digest([*inputs, data_dir / _TEAM_FILE], today, _which_file(url, data_dir), *chosen)


def _which_file(url: str, data_dir: Path) -> str:
    """The database file itself: a new one must be filled again. A server cannot be told: never the same."""
    if url and not url.startswith("sqlite:///"):
        return str(time.time_ns())
    path = Path(url.replace("sqlite:///", "", 1)) if url else data_dir / "relais.db"
    return f"{path} {path.stat().st_ino}" if path.is_file() else "none"
