"""What a process prints, kept in a rotating file, without any caller's words.

Rasa and rasa-sdk print whole messages when something fails. Only the skeleton of their lines is
kept: time, level, logger, and where in the code an error happened.
"""

from __future__ import annotations

import re
from collections import deque
from pathlib import Path
from typing import IO

MAX_BYTES = 1_000_000
KEPT_FILES = 3
_TAIL_LINES = 20
_HEADER = re.compile(
    r"^(?P<kept>[\d\-:,.TZ+ \[\]]*(DEBUG|INFO|WARNING|ERROR|CRITICAL)\s+[\w.\-]{0,60})"
)
_FRAME = re.compile(r'^\s*File "[^"]{1,200}", line \d+, in [\w<>.]{1,80}\s*$')
_RAISED = re.compile(
    r"^(?P<kept>[A-Za-z_][\w.]{2,100}(Error|Exception|Warning|Timeout|Taken))(:|$)"
)


def skeleton(line: str) -> str | None:
    """The part of a line that cannot hold a caller's words; None when nothing of it is safe."""
    if line.startswith("Traceback (") or _FRAME.match(line):
        return line.rstrip()
    for shape in (_HEADER, _RAISED):
        found = shape.match(line)
        if found:
            return found["kept"].rstrip() + " …"
    return None


class RotatingFile:
    """Appends lines; beyond its limit the file moves to `.1`, `.2`, `.3`, and the oldest goes."""

    def __init__(self, path: Path, max_bytes: int = MAX_BYTES) -> None:
        self.path = path
        self._max_bytes = max_bytes
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._open()

    def write(self, line: str) -> None:
        """Never raises: a full disk must not stop the service."""
        try:
            if self._file.tell() > self._max_bytes:
                self._rotate()
            self._file.write(line + "\n")
            self._file.flush()
        except (OSError, ValueError):
            return

    def close(self) -> None:
        self._file.close()

    def _open(self) -> IO[str]:
        file = self.path.open("a", encoding="utf-8", errors="replace")
        self.path.chmod(0o600)
        return file

    def _rotate(self) -> None:
        self._file.close()
        for number in range(KEPT_FILES - 1, 0, -1):
            older = self.path.with_name(f"{self.path.name}.{number}")
            if older.exists():
                older.replace(self.path.with_name(f"{self.path.name}.{number + 1}"))
        self.path.replace(self.path.with_name(f"{self.path.name}.1"))
        self._file = self._open()


class Output:
    """One start of a process: its lines go to the file, whole or cut to their skeleton.

    The last raw lines stay in memory only; they are written when the process never got ready,
    since no caller can have spoken to it by then.
    """

    def __init__(self, into: RotatingFile, *, trimmed: bool) -> None:
        self._into = into
        self._trimmed = trimmed
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)

    def pump(self, source: IO[bytes]) -> None:
        """Copy until the process closes its output; to be run in a thread of its own."""
        with source:
            for raw in source:
                line = raw.decode("utf-8", "replace").rstrip("\n")
                kept = skeleton(line) if self._trimmed else line
                if kept:
                    self._into.write(kept)
                self._tail.append(line)

    def last_words(self) -> str:
        """The last line printed; for a process that never got ready."""
        return next((line.strip() for line in reversed(self._tail) if line.strip()), "")

    def write_tail(self) -> None:
        if self._trimmed:
            for line in self._tail:
                self._into.write(line)
