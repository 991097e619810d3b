"""uv, the installer: put into .tools/ from its hashed list, never system-wide."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from setup import shell
from setup.failures import SetupFailure, StepFailed, is_disk, is_network
from setup.place import APP, ROOT, TOOLS
from setup.pythons import APP_VERSIONS, find_python
from setup.stamps import Stamp, digest

UV = TOOLS / "uv" / "bin" / "uv"
UV_PYTHONS = TOOLS / "python"
_LIST = ROOT / "requirements" / "tools.txt"
_NO_PIP = (
    "Python n'a pas de quoi installer des paquets : installez pip "
    "(paquets python3-pip et python3-venv sous Debian), puis relancez la même commande."
)


def install_uv() -> None:
    """Install uv once; a list that changed installs it again."""
    stamp = Stamp("tools")
    inputs = digest([_LIST], sys.platform)
    if stamp.matches(inputs) and UV.is_file():
        return
    stamp.begin()
    pip = _find_pip()
    target = str(TOOLS / "uv")
    install = [*pip, "install", "--quiet", "--no-input", "--upgrade", "--target", target]
    shell.run([*install, "--require-hashes", "--no-deps", "-r", str(_LIST)])
    stamp.done(inputs)


def _find_pip() -> list[str]:
    """A pip that starts: this Python's, another Python's, or one in a small environment of ours."""
    others = find_python(APP_VERSIONS)
    for python in (sys.executable, str(others or "")):
        if python and _starts([python, "-m", "pip", "--version"]):
            return [python, "-m", "pip"]
    try:
        shell.run([sys.executable, "-m", "venv", "--clear", str(TOOLS / "pip")])
    except StepFailed as failure:
        if is_disk(failure.output):
            raise
        raise SetupFailure(_NO_PIP) from failure
    return [str(TOOLS / "pip" / "bin" / "python"), "-m", "pip"]


def _starts(command: list[str]) -> bool:
    try:
        ended = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0


def uv_environment() -> dict[str, str]:
    """What uv needs to know, with the mirror that pip is told of: uv does not read pip's files."""
    told = {
        "UV_PYTHON_INSTALL_DIR": str(UV_PYTHONS),
        "UV_NO_PROGRESS": "1",
        "UV_HTTP_TIMEOUT": os.environ.get("UV_HTTP_TIMEOUT", "120"),
    }
    index = _pip_setting("index-url")
    if index and "UV_DEFAULT_INDEX" not in os.environ and "UV_INDEX_URL" not in os.environ:
        told["UV_DEFAULT_INDEX"] = index
    certificate = _pip_setting("cert")
    if certificate and Path(certificate).is_file() and "SSL_CERT_FILE" not in os.environ:
        told["SSL_CERT_FILE"] = certificate
    return shell.clean_environment(**told)


def _pip_setting(name: str) -> str | None:
    """`PIP_NAME`, or what `pip config` says."""
    said = os.environ.get("PIP_" + name.upper().replace("-", "_"))
    if said:
        return said
    command = [sys.executable, "-m", "pip", "config", "get", f"global.{name}"]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ended.stdout.decode().strip() or None if ended.returncode == 0 else None


def fetch_python(version: str) -> Path | None:
    """Ask uv for a Python, kept in .tools/python; None where that is not possible."""
    command = [str(UV), "python", "install", "--no-bin", version]
    try:
        shell.run(command, env=uv_environment(), timeout=15 * 60)
    except StepFailed as failure:
        if is_disk(failure.output):
            raise
        return None
    major, minor = version.split(".")
    return find_python([(int(major), int(minor))], own=UV_PYTHONS)


def install_packages(python: Path, environment: Path, lists: list[Path]) -> None:
    """Build the environment with uv, or with pip where uv cannot reach the packages."""
    try:
        _with_uv(python, environment, lists)
    except StepFailed as failure:
        if not is_network(failure.output):
            raise
        shell.say("      uv n'atteint pas les paquets : essai avec pip")
        _with_pip(python, environment, lists)


def add_packages(environment: Path, extra: Path, *, timeout: float) -> None:
    """Add an optional list to an environment, leaving the rest as it is, with the tool that built it.

    Raises StepFailed.
    """
    inside = environment / "bin" / "python"
    add = [str(UV), "pip", "install", "--no-deps", "--require-hashes", "--python", str(inside)]
    if not (environment / "bin" / "pip").exists():
        shell.run([*add, "-r", str(extra)], env=uv_environment(), timeout=timeout)
        return
    pip = [str(inside), "-m", "pip", "install", "--quiet", "--no-input", "--no-deps"]
    shell.run([*pip, "--require-hashes", "-r", str(extra)], timeout=timeout)


def _with_uv(python: Path, environment: Path, lists: list[Path]) -> None:
    inside = environment / "bin" / "python"
    env = uv_environment()
    if not _starts([str(inside), "-c", "pass"]):
        shell.run([str(UV), "venv", "--clear", "--python", str(python), str(environment)], env=env)
    names = [str(path) for path in lists]
    sync = [str(UV), "pip", "sync", "--require-hashes", "--compile-bytecode", "--python"]
    shell.run([*sync, str(inside), *names], env=env)


def _with_pip(python: Path, environment: Path, lists: list[Path]) -> None:
    try:
        shell.run([str(python), "-m", "venv", "--clear", str(environment)])
    except StepFailed as failure:
        if is_disk(failure.output):
            raise
        raise SetupFailure(_NO_PIP) from failure
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-input"]
    for path in lists:
        shell.run([*pip, "--require-hashes", "-r", str(path)])


def app_has_tests() -> bool:
    """Whether the app environment already holds the test tools; they are then kept up too."""
    return any(APP.glob("lib/python*/site-packages/pytest"))
