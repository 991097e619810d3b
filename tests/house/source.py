"""The repository's own files, as git sees them (with what is not yet committed), for the tests about itself."""

from __future__ import annotations

import ast
import subprocess
from functools import lru_cache
from pathlib import Path

from care.settings import ROOT

OURS = ("care", "bot", "actions", "directory_sync", "setup", "engine", "tests")


@lru_cache(maxsize=1)
def committed_files() -> tuple[Path, ...]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def python_files(*folders: str) -> list[Path]:
    chosen = folders or OURS
    return [
        path
        for path in committed_files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in chosen
    ]


@lru_cache(maxsize=2000)
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported_modules(path: Path) -> set[str]:
    """Full dotted names of what a file imports, wherever in the file, type-checking included."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
    return found
