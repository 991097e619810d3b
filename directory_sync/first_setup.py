"""First set-up: what a fresh database needs before anybody can be answered."""

from __future__ import annotations

from care.clock import Clock
from care.storage.database import Database
from directory_sync.report import SyncReport
from directory_sync.sync import sync

_ALWAYS = ("communes",)
_DEMO = ("sample",)


def load_everything(
    database: Database, clock: Clock, *, samples: bool = True
) -> tuple[SyncReport, ...]:
    """The commune table and, unless `samples` is False, the sample directory. Running it again changes nothing."""
    sources = (*_ALWAYS, *_DEMO) if samples else _ALWAYS
    return tuple(sync(database, source, None, clock) for source in sources)
