"""Slows down whoever tries passwords: after a few failures an account waits, whoever asks."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from threading import Lock

FAILURES = 5
WINDOW = timedelta(minutes=10)
_KEPT = 2000


class Throttle:
    """Failures of the last minutes, by account and by address. In memory: a restart forgives."""

    def __init__(self, limit: int = FAILURES, window: timedelta = WINDOW) -> None:
        self._limit = limit
        self._window = window
        self._failures: dict[str, deque[datetime]] = {}
        self._lock = Lock()

    def is_closed(self, *keys: str, now: datetime) -> bool:
        with self._lock:
            return any(len(self._recent(key, now)) >= self._limit for key in keys)

    def failed(self, *keys: str, now: datetime) -> None:
        with self._lock:
            for key in keys:
                recent = self._recent(key, now)
                recent.append(now)
                self._failures[key] = recent
            while len(self._failures) > _KEPT:  # the oldest first: memory stays bounded
                del self._failures[next(iter(self._failures))]

    def succeeded(self, *keys: str) -> None:
        with self._lock:
            for key in keys:
                self._failures.pop(key, None)

    def _recent(self, key: str, now: datetime) -> deque[datetime]:
        recent = self._failures.get(key) or deque(maxlen=self._limit)
        while recent and now - recent[0] > self._window:
            recent.popleft()
        return recent
