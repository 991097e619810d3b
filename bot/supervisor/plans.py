"""Which processes make the service, from the settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.supervisor.child import Plan
from bot.supervisor.errors import SupervisorError
from bot.supervisor.probes import EngineProbe, HttpProbe
from bot.supervisor.settings import ServiceSettings
from setup.place import ROOT

ENGINE_PYTHON = ROOT / "engine" / ".venv" / "bin" / "python"
LOOPBACK = "127.0.0.1"
# Compiled modules are kept (PYTHONDONTWRITEBYTECODE): without them the front door is a second late at each start.
_NOT_SHARED = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")


def service_plans(settings: ServiceSettings, secrets: Mapping[str, str]) -> list[Plan]:
    """The front door first, then what it talks to; no local engine when others are named."""
    environment = {k: v for k, v in os.environ.items() if k not in _NOT_SHARED}
    environment.update(secrets)
    environment.update(PYTHONUNBUFFERED="1", RELAIS_DATA_DIR=str(settings.data_dir.resolve()))
    plans = [_front_door(settings, environment), _actions(settings, environment)]
    if settings.engine_urls is None:
        plans.append(_engine(settings, environment))
    return plans


def reachable_host(host: str) -> str:
    """An address to reach ourselves at, when we listen on every one."""
    return {"0.0.0.0": LOOPBACK, "::": "::1"}.get(host, host)  # noqa: S104


def _front_door(settings: ServiceSettings, environment: dict[str, str]) -> Plan:
    return Plan(
        name="La porte d'entrée",
        log="front-door.log",
        command=[sys.executable, "-m", "bot.main"],
        environment=environment,
        folder=ROOT,
        probe=HttpProbe(reachable_host(settings.host), settings.port, "/health/live"),
        start_seconds=60,
    )


def _actions(settings: ServiceSettings, environment: dict[str, str]) -> Plan:
    return Plan(
        name="Le serveur d'actions",
        log="actions.log",
        command=[sys.executable, "-m", "actions"],
        environment=environment | {"SANIC_HOST": LOOPBACK},
        folder=ROOT,
        probe=HttpProbe(LOOPBACK, settings.actions_port, "/health"),
        start_seconds=60,
        trimmed=True,
    )


def _engine(settings: ServiceSettings, environment: dict[str, str]) -> Plan:
    if not _can_run(ENGINE_PYTHON):
        raise SupervisorError(
            "L'environnement du moteur de dialogue n'est pas installé : lancez d'abord « make run »."
        )
    token = environment["RELAIS_ENGINE_TOKEN"]
    return Plan(
        name="Le moteur de dialogue",
        log="engine.log",
        command=[
            str(ENGINE_PYTHON),
            str(ROOT / "engine" / "launch.py"),
            "--port",
            str(settings.engine_port),
        ],
        environment=environment
        | {"RELAIS_ACTIONS_URL": f"http://{LOOPBACK}:{settings.actions_port}/webhook"},
        folder=ROOT,
        probe=EngineProbe(settings.engine_port, token),
        start_seconds=180,
        trimmed=True,
    )


def _can_run(python: Path) -> bool:
    return python.exists() and os.access(python, os.X_OK)
