"""`python -m directory_sync [source] [fichier] [--dry-run] [--force]`: reads sources and prints the report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from care.clock import SystemClock
from care.settings import load_settings
from care.storage.database import Database
from directory_sync.errors import SyncError
from directory_sync.readers import SOURCES
from directory_sync.report import report_text
from directory_sync.sync import sync


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 when every source was read, 1 when one could not be or was set aside."""
    options = _parser().parse_args(arguments)
    settings = load_settings()
    names = [options.source] if options.source else _usual_sources(settings.mode)
    database = Database(settings.database)
    failed = False
    try:
        database.migrate()
        for name in names:
            failed |= not _one(database, name, options)
    finally:
        database.close()
    return int(failed)


def _usual_sources(mode: str) -> list[str]:
    """The sources that come with the project; no invented structure outside the demonstration."""
    return [
        one.name
        for one in SOURCES.values()
        if one.default_path and (mode == "demo" or one.name != "sample")
    ]


def _one(database: Database, name: str, options: argparse.Namespace) -> bool:
    try:
        report = sync(
            database,
            name,
            options.path,
            SystemClock(),
            dry_run=options.dry_run,
            force=options.force,
        )
    except SyncError as error:
        sys.stderr.write(f"Synchronisation impossible : {error}.\n")
        return False
    sys.stdout.write(report_text(report) + "\n")
    return report.status != "quarantined"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="relais sync", description="Met à jour l'annuaire.")
    parser.add_argument(
        "source", nargs="?", choices=sorted(SOURCES), help="la source ; toutes par défaut"
    )
    parser.add_argument(
        "path", nargs="?", type=Path, help="le fichier à lire, s'il n'est pas celui du projet"
    )
    parser.add_argument("--dry-run", action="store_true", help="lire et comparer sans rien écrire")
    parser.add_argument("--force", action="store_true", help="relire un fichier inchangé")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
