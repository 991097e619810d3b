"""First come, first served, within one conversation; conversations do not wait for each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.errors import TooManyWaiting

MAX_WAITING = 100


@dataclass
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    people: int = 0


class TurnQueue:
    """A line per conversation, forgotten when empty. `asyncio.Lock` wakes its waiters in order."""

    def __init__(self, max_waiting: int = MAX_WAITING) -> None:
        self._lines: dict[str, _Line] = {}
        self._max_waiting = max_waiting

    @asynccontextmanager
    async def turn(self, key: str) -> AsyncIterator[None]:
        """Wait for one's turn. Raises TooManyWaiting rather than let one conversation fill the memory."""
        line = self._lines.setdefault(key, _Line())
        if line.people >= self._max_waiting:
            raise TooManyWaiting
        line.people += 1
        try:
            async with line.lock:
                yield
        finally:
            line.people -= 1
            if not line.people:
                self._lines.pop(key, None)

    def __len__(self) -> int:
        return len(self._lines)
