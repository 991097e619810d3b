"""`relais protocols check`: every content file read through its schema, each fault on one line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from care.content import DATA
from care.errors import CareError
from care.settings import load_settings


def run(_options: argparse.Namespace) -> int:
    broken = broken_contents()
    for line in broken:
        print(line, file=sys.stderr)
    if not broken:
        print("Tous les contenus sont lisibles et conformes à leur schéma.")
    return 1 if broken else 0


def broken_contents() -> list[str]:
    """One line a fault, empty when all is well."""
    broken = []
    for name, load in _loaders().items():
        try:
            load()
        except CareError as error:
            broken.append(f"{name} : {error}")
    return broken


def _loaders() -> dict[str, Callable[[], object]]:
    from care.triage import load_protocols

    mode = load_settings().mode
    return {"protocoles": lambda: load_protocols(DATA / "protocols", mode)}
