"""`relais sync`: read the directory's sources again, and report what was read, refused and why."""

from __future__ import annotations

import argparse

from bot.cli.errors import CommandError


def run(options: argparse.Namespace) -> int:
    from directory_sync.__main__ import main
    from directory_sync.readers import SOURCES

    if options.source is not None and options.source not in SOURCES:
        known = ", ".join(sorted(SOURCES))
        raise CommandError(f"« {options.source} » n'est pas une source connue : {known}.")
    switches = {"--dry-run": options.dry_run, "--force": options.force}
    words = [word for word in (options.source, options.path) if word]
    return int(main([*words, *(name for name, wanted in switches.items() if wanted)]))
