"""The supervisor reads its few settings by itself, and reads them as care/settings.py does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.supervisor.errors import SupervisorError
from bot.supervisor.plans import service_plans
from bot.supervisor.settings import read_service_settings
from care.settings import ROOT, Settings

SHARED = ("host", "port", "data_dir", "console_login", "engine_port", "actions_port")


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"RELAIS_PORT": "9100", "RELAIS_HOST": "0.0.0.0"},
        {"RELAIS_CONSOLE_LOGIN": "camille", "RELAIS_DATA_DIR": "/srv/relais"},
        {"RELAIS_ENGINE_URLS": "http://10.0.0.2:8081,http://10.0.0.3:8081"},
    ],
)
def test_both_readers_agree(told: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"RELAIS_{name.upper()}", raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    mine, theirs = read_service_settings(), Settings()
    for name in SHARED:
        assert getattr(mine, name) == getattr(theirs, name), name
    assert mine.engine_urls == theirs.engine_urls


def test_a_wrong_port_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELAIS_PORT", "huit")
    with pytest.raises(SupervisorError, match="RELAIS_PORT"):
        read_service_settings()


def test_named_engines_mean_no_engine_of_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELAIS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("RELAIS_ENGINE_URLS", "http://10.0.0.2:8081")
    plans = service_plans(read_service_settings(), {"RELAIS_ENGINE_TOKEN": "x"})
    assert [plan.log for plan in plans] == ["front-door.log", "actions.log"]


@pytest.mark.parametrize("name", ["PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "VIRTUAL_ENV"])
def test_the_processes_get_no_python_setting_of_the_caller(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without compiled modules and the kept tree of phrases the front door is seconds late at each start."""
    monkeypatch.setenv("RELAIS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("RELAIS_ENGINE_URLS", "http://10.0.0.2:8081")
    monkeypatch.setenv(name, "1")
    plans = service_plans(read_service_settings(), {"RELAIS_ENGINE_TOKEN": "x"})
    assert [name in plan.environment for plan in plans] == [False, False]


def test_the_supervisor_loads_nothing_heavy() -> None:
    program = (
        "import sys, bot.supervisor.up; print(*sorted({n.split('.')[0] for n in sys.modules}))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"pydantic", "sqlalchemy", "fastapi", "yaml", "httpx"} & set(loaded)
