"""Finding a Python of a given version that really starts.

A pyenv shim can exist and still refuse to run: each candidate is tried, and its real path kept.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

APP_VERSIONS: tuple[tuple[int, int], ...] = ((3, 11), (3, 12), (3, 13), (3, 14))
ENGINE_VERSIONS: tuple[tuple[int, int], ...] = ((3, 10),)
_ASK = "import sys, ssl, sqlite3, ctypes, lzma; print(sys.version_info[0], sys.version_info[1], sys.executable)"


def try_python(candidate: str) -> tuple[tuple[int, int], Path] | None:
    """Its version and real path, or None if it does not start or lacks a module that we need."""
    try:
        answer = subprocess.run(
            [candidate, "-I", "-c", _ASK],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=20,
            check=False,
        )
        major, minor, path = answer.stdout.decode().strip().split(" ", 2)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return (int(major), int(minor)), Path(path)


def find_python(versions: Iterable[tuple[int, int]], own: Path | None = None) -> Path | None:
    """The first that runs: this very Python, then PATH, then pyenv's folder, then `own`."""
    wanted = tuple(versions)
    for candidate in _candidates(wanted, own):
        found = try_python(candidate)
        if found and found[0] in wanted:
            return found[1]
    return None


def _candidates(wanted: tuple[tuple[int, int], ...], own: Path | None) -> Iterator[str]:
    if sys.version_info[:2] in wanted:
        yield sys.executable
    for major, minor in wanted:
        name = f"python{major}.{minor}"
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            found = shutil.which(name, path=folder) if folder else None
            if found:
                yield found
        for root in _pyenv_folders():
            for home in sorted(root.glob(f"{major}.{minor}.*"), reverse=True):
                yield str(home / "bin" / "python")
        if own is not None:
            for home in sorted(own.glob(f"cpython-{major}.{minor}*")):
                yield str(home / "bin" / name)


def _pyenv_folders() -> Iterator[Path]:
    chosen = os.environ.get("PYENV_ROOT")
    if chosen:
        yield Path(chosen) / "versions"
    yield Path.home() / ".pyenv" / "versions"
