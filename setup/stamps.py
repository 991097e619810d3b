"""Which steps are already done: one small file a step, holding the hash of what went into it.

A step writes `name.partial` before it starts and its stamp after it ends. A left-over partial
mark means that the step was cut short: what it made is not to be trusted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from setup.place import STAMPS


def digest(paths: Iterable[Path], *facts: str) -> str:
    """A hash of the content of these files and folders, and of some facts."""
    total = hashlib.sha256()
    for fact in facts:
        total.update(fact.encode() + b"\0")
    for path in _files(paths):
        total.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            kept = (p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
            yield from sorted(kept)
        elif path.is_file():
            yield path


class Stamp:
    def __init__(self, name: str, folder: Path = STAMPS) -> None:
        self.path = folder / name
        self._partial = folder / f"{name}.partial"

    def matches(self, value: str) -> bool:
        return self.path.is_file() and self.path.read_text() == value and not self.cut_short()

    def cut_short(self) -> bool:
        return self._partial.exists()

    def begin(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._partial.touch()

    def done(self, value: str) -> None:
        self.path.write_text(value)
        self._partial.unlink()
