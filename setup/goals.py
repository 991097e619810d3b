"""What can be asked for: each goal is a list of steps, then the command that does the work."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import IO

from setup import checks, contents, environments, shell, tools
from setup.failures import SetupFailure, StepFailed, explain
from setup.place import ROOT, STAMPS, read_data_dir, read_port, read_settings
from setup.ports import check_ports


def run(_arguments: list[str]) -> int:
    """Set everything up, then become the service."""
    settings = read_settings()
    check_ports(settings.get("RELAIS_HOST") or "127.0.0.1", read_port(settings))
    read_data_dir(settings)
    _set_up(with_tests=False)
    return _become([checks.PYTHON, "-m", "bot.cli", "up"])


def ready(_arguments: list[str]) -> int:
    _set_up(with_tests=False)
    shell.say("Tout est en place : « ./relais up » démarre le service.")
    return 0


def test(arguments: list[str]) -> int:
    """Set up what tests need, then run all that can run here: on two cores first, then what needs the machine alone."""
    _set_up(with_tests=True)
    pytest = [checks.PYTHON, "-m", "pytest", "--durations=10"]
    if arguments:
        return _become([*pytest, *arguments])
    together = subprocess.run(  # noqa: PLW1510
        [*pytest, "-n", "2", "-m", "not alone"], cwd=ROOT, env=shell.clean_environment()
    )
    alone = subprocess.run(  # noqa: PLW1510
        [*pytest, "-m", "alone"], cwd=ROOT, env=shell.clean_environment()
    )
    return together.returncode or alone.returncode


def check(_arguments: list[str]) -> int:
    """Everything that can be checked without running the service; goes on after a failure."""
    _set_up(with_tests=True)
    failed = checks.check_all()
    if failed:
        shell.complain(f"À corriger : {', '.join(failed)}.")
    return 1 if failed else 0


def stories(_arguments: list[str]) -> int:
    """Rasa's own test stories; only a lint (see docs/decisions.md), but a quick one."""
    _set_up(with_tests=True)
    return 0 if checks.run_stories() else 1


GOALS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "ready": ready,
    "test": test,
    "check": check,
    "stories": stories,
}


def explain_os_error(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return explain("mise en place", "No space left on device")
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return (
            f"Impossible d'écrire dans {error.filename or ROOT} : rendez ce dossier accessible en "
            "écriture, puis relancez la même commande."
        )
    return f"La mise en place a échoué ({error.strerror}) : le détail est dans var/logs/setup.log."


def _become(command: list[str]) -> int:
    """Replace this process: signals then reach the command itself."""
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execve(command[0], command, shell.clean_environment())  # noqa: S606
    return 1


def _set_up(*, with_tests: bool) -> None:
    lock = _only_one()
    steps: list[tuple[str, Callable[[], object]]] = [
        ("Place sur le disque", environments.check_disk),
        ("Outil d'installation (uv)", tools.install_uv),
        ("Environnement du service", lambda: environments.build_app(with_tests=with_tests)),
        ("Environnement du moteur de dialogue (Rasa, 2,7 Go)", environments.build_engine),
        ("Compréhension fine des phrases (facultative, 90 Mo)", environments.build_embedding),
    ]
    total = len(steps) + 2
    for number, (name, act) in enumerate(steps, 1):
        _do(f"[{number}/{total}] {name}", name, act)
    _do(
        f"[{total - 1}/{total}] Base de données et données d'exemple",
        "données",
        contents.prepare_data,
    )
    _do(f"[{total}/{total}] Modèle de dialogue", "modèle", contents.train_model)
    lock.close()


def _do(title: str, name: str, act: Callable[[], object]) -> None:
    began = time.monotonic()
    shell.say(f"{title} …")
    try:
        act()
    except StepFailed as failure:
        raise SetupFailure(explain(name, failure.output, failure.code)) from failure
    passed = time.monotonic() - began
    if passed >= 1:
        shell.say(f"      fait en {passed:.0f} s")


def _only_one() -> IO[str]:
    """Two set-ups at once in one clone would spoil each other's work."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    lock = (STAMPS / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise SetupFailure(
            "Une mise en place est déjà en cours dans ce dossier : attendez qu'elle finisse."
        ) from error
    return lock
