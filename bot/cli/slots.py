"""`relais slots`: the next free slots, as the service would offer them."""

from __future__ import annotations

import argparse

from bot.cli.errors import CommandError
from care.clock import SystemClock
from care.settings import load_settings
from care.storage.database import Database


def run(options: argparse.Namespace) -> int:
    database = Database(load_settings().database)
    try:
        return _show(database, options)
    finally:
        database.close()


def _show(database: Database, options: argparse.Namespace) -> int:
    from care.booking.search import free_slots

    near = _point(database, options.near) if options.near else None
    with database.read() as session:
        offers = free_slots(
            session, kind=options.kind, now=SystemClock().now(), near=near, limit=options.limit
        )
    for offer in offers:
        sample = " (exemple)" if offer.is_sample else ""
        print(f"{offer.title} · {offer.structure_name} · {offer.what}{sample}")
    if not offers:
        print("Aucun créneau libre.")
    return 0


def _point(database: Database, text: str) -> tuple[float, float]:
    from care.places import load_places

    reading = load_places(database).read(text)
    if reading.place is None:
        names = ", ".join(place.name for place in reading.suggestions[:5])
        hint = f" : {names} ?" if names else ", ou hors de la région."
        raise CommandError(f"« {text} » : commune inconnue{hint}")
    return reading.place.lat, reading.place.lon
