"""`relais prepare`: the database at its newest revision, and sample data to start with.

Every step only adds what is missing, so that running it again costs little and changes nothing.
"""

from __future__ import annotations

import argparse

from care.clock import SystemClock
from care.settings import load_settings
from care.storage.database import Database


def run(_options: argparse.Namespace) -> int:
    settings = load_settings()
    database = Database(settings.database)
    try:
        print("base de données", flush=True)
        database.migrate()
        if settings.mode == "demo":
            load_samples(database)
    finally:
        database.close()
    return 0


def load_samples(database: Database) -> None:
    """The sample directory, professionals, rota and slots, all marked as samples."""
    from care.booking.sample import ensure_sample_slots

    clock = SystemClock()
    added = ensure_sample_slots(database, clock)
    print(f"créneaux d'exemple : {added} ajoutés", flush=True)
