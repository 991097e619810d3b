"""`relais prepare`: the database at its newest revision, the communes, and sample data to start with.

Every step only adds what is missing: running it again costs little and changes nothing.
"""

from __future__ import annotations

import argparse
import logging

from care.clock import Clock, SystemClock
from care.settings import Settings, load_settings
from care.storage.database import Database


def run(_options: argparse.Namespace) -> int:
    logging.getLogger("alembic").setLevel(logging.WARNING)
    settings, clock = load_settings(), SystemClock()
    database = Database(settings.database)
    try:
        database.migrate()
        _say("base de données à jour")
        _directory(database, clock, demo=settings.mode == "demo")
        if settings.mode == "demo":
            _samples(database, clock)
        _team_account(database, clock, settings)
    finally:
        database.close()
    return 0


def _directory(database: Database, clock: Clock, *, demo: bool) -> None:
    from directory_sync.first_setup import load_everything

    reports = load_everything(database, clock, samples=demo)
    _say("communes et annuaire d'exemple lus" if demo else "communes lues")
    for report in reports:
        if report.status == "quarantined":
            _say(f"source mise de côté, à vérifier : {report.source}")


def _samples(database: Database, clock: Clock) -> None:
    from care.booking.sample import ensure_sample_slots
    from care.people import prepare_sample_people

    professionals, shifts = prepare_sample_people(database, clock)
    _say(f"professionnels d'exemple : {professionals} ajoutés ; gardes : {shifts} ajoutées")
    _say(f"créneaux d'exemple : {ensure_sample_slots(database, clock)} ajoutés")


def _team_account(database: Database, clock: Clock, settings: Settings) -> None:
    """The first account of the console. In production only with a password that somebody chose."""
    from bot.supervisor.secrets import console_password
    from care.people import ensure_staff

    given = settings.console_password
    chosen = given.get_secret_value() if given else None
    if settings.mode != "demo" and not chosen:
        return
    with database.session() as session:
        ensure_staff(
            session,
            login=settings.console_login,
            display_name="Équipe de coordination",
            role="idec",
            password=console_password(settings.data_dir, chosen),
            now=clock.now(),
        )


def _say(line: str) -> None:
    print(line, flush=True)
