"""`relais doctor`: one line a point, what is well and what is not. Code 1 when something is wrong."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.cli.sentences import sentence_for
from care.settings import ROOT, Settings, load_settings
from care.storage.database import Database

_LOW_DISK_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """`problem` is what must be mended; a closed channel is no problem, only worth saying."""

    about: str
    says: str
    problem: bool = False

    def line(self) -> str:
        return f"{'✗' if self.problem else '✓'} {self.about} : {self.says}"


Check = Callable[[Settings], Iterable[Finding]]


def run(_options: argparse.Namespace) -> int:
    settings = load_settings()
    findings = [finding for check in checks() for finding in _safely(check, settings)]
    for finding in findings:
        print(finding.line())
    return 1 if any(finding.problem for finding in findings) else 0


def _safely(check: Check, settings: Settings) -> list[Finding]:
    """A check that fails is a finding too: the others must still be read."""
    try:
        return list(check(settings))
    except Exception as error:  # noqa: BLE001 - told as a finding
        return [Finding(check.__name__.strip("_"), sentence_for(error), problem=True)]


def checks() -> list[Check]:
    return [_environments, _ports, _disk, _database, _model, _contents, _channels]


def _environments(_settings: Settings) -> Iterable[Finding]:
    from bot.supervisor.plans import ENGINE_PYTHON

    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding("environnement du service", f"Python {version}")
    there = ENGINE_PYTHON.exists()
    says = "installé" if there else "absent, lancez « make ready »"
    yield Finding("environnement du moteur", says, problem=not there)


def _ports(settings: Settings) -> Iterable[Finding]:
    from bot.supervisor.plans import reachable_host
    from bot.supervisor.probes import HttpProbe
    from setup.failures import SetupFailure
    from setup.ports import check_ports

    if HttpProbe(reachable_host(settings.host), settings.port, "/health/live")():
        yield Finding("ports", f"le service tourne sur le port {settings.port}")
        return
    try:
        check_ports(settings.host, settings.port)
        yield Finding("ports", f"{settings.port} à {settings.port + 2} libres, service arrêté")
    except SetupFailure as failure:
        yield Finding("ports", str(failure), problem=True)


def _disk(settings: Settings) -> Iterable[Finding]:
    place = settings.data_dir if settings.data_dir.exists() else ROOT
    free = shutil.disk_usage(place).free
    yield Finding("disque", f"{free / 1e9:.1f} Go libres", problem=free < _LOW_DISK_BYTES)


def _database(settings: Settings) -> Iterable[Finding]:
    from care.storage.database import newest_revision

    database = Database(settings.database)
    kind = database.url.get_backend_name()
    try:
        found, newest = _revision(database), newest_revision()
    finally:
        database.close()
    if found == newest:
        yield Finding("base de données", f"{kind}, révision {found}")
    else:
        says = f"{kind}, révision {found or 'absente'} au lieu de {newest} : lancez « make ready »"
        yield Finding("base de données", says, problem=True)


def _revision(database: Database) -> str | None:
    try:
        with database.engine.connect() as connection:
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())
    except DBAPIError:
        return None


def _model(settings: Settings) -> Iterable[Finding]:
    from bot.cli.model import model_state, second_look_state

    state = model_state(settings.data_dir / "models")
    yield Finding("modèle de dialogue", state.says, problem=not state.usable)
    second = second_look_state(settings.data_dir / "models")
    yield Finding("seconde lecture", second.says, problem=not second.usable)


def _contents(_settings: Settings) -> Iterable[Finding]:
    from bot.cli.protocols import broken_contents

    broken = broken_contents()
    says = "; ".join(broken) if broken else "lisibles"
    yield Finding("protocoles et contenus", says, problem=bool(broken))


def _channels(settings: Settings) -> Iterable[Finding]:
    from bot.channels.doctor import missing_settings

    for channel, missing in missing_settings(settings).items():
        says = "fermé, il manque " + ", ".join(missing) if missing else "ouvert"
        yield Finding(channel, says)
