"""What can go wrong in a synchronisation. A row that is wrong is refused and counted, never an error.

SyncError
├── UnknownSource(source, known)      no reader of that name
└── UnreadableSource(path, problem)   the file is missing, empty, cut short or not what its reader expects
"""

from __future__ import annotations

from collections.abc import Sequence


class SyncError(Exception):
    """Base of every synchronisation error."""


class UnknownSource(SyncError):
    def __init__(self, source: str, known: Sequence[str]) -> None:
        super().__init__(f"source inconnue : {source} (connues : {', '.join(known)})")
        self.source = source
        self.known = tuple(known)


class UnreadableSource(SyncError):
    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path} : {problem}")
        self.path = path
        self.problem = problem
