"""`relais up`: check, make the secrets, start everything, and stay until told to stop."""

from __future__ import annotations

import os
import time

from bot.supervisor.errors import SupervisorError
from bot.supervisor.plans import reachable_host, service_plans
from bot.supervisor.secrets import CONSOLE_FILE, service_secrets
from bot.supervisor.service import Service, say
from bot.supervisor.settings import ServiceSettings
from setup.failures import SetupFailure
from setup.ports import check_ports


def up(settings: ServiceSettings) -> int:
    """Run the service in the foreground; returns when it has stopped, all of it."""
    began = time.monotonic()
    try:
        check_ports(settings.host, settings.port)
    except SetupFailure as failure:
        raise SupervisorError(str(failure)) from failure
    try:
        secrets = service_secrets(settings)
    except OSError as error:
        raise SupervisorError(
            f"Impossible d'écrire dans {settings.data_dir} ({error.strerror}) : libérez de la place "
            "ou rendez ce dossier accessible en écriture."
        ) from error
    plans = service_plans(settings, secrets)
    say("Démarrage du service (la porte d'entrée répond en premier, le moteur ensuite) …")
    service = Service(
        plans,
        settings.data_dir / "logs",
        on_ready=lambda: _ready(settings, time.monotonic() - began),
    )
    code = service.run()
    say("Service arrêté.")
    return code


def _ready(settings: ServiceSettings, seconds: float) -> None:
    address = f"http://{reachable_host(settings.host)}:{settings.port}"
    if settings.console_password is None:
        password = os.path.relpath(settings.data_dir / CONSOLE_FILE)
        say(f"Page de l'équipe : {address}/console (compte « {settings.console_login} », ")
        say(f"  mot de passe dans {password})")
    say(
        f"Démarré en {seconds:.0f} s ; journaux dans {os.path.relpath(settings.data_dir / 'logs')}."
    )
    say(f"Prêt : {address}")
