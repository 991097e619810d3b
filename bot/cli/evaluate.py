"""`relais evaluate`: the language model, the facts and the places, on unseen messages; `--triage` the levels."""

from __future__ import annotations

import argparse
import os
import subprocess

from bot.cli.errors import CommandError
from bot.supervisor.plans import ENGINE_PYTHON
from care.settings import ROOT, load_settings

_SCRIPT = ROOT / "engine" / "evaluate.py"
_COMPARE = ROOT / "engine" / "compare.py"


def run(options: argparse.Namespace) -> int:
    if getattr(options, "triage", False):
        from bot.cli import evaluate_triage

        return evaluate_triage.run(
            errors=options.errors, batches=options.batch or (), rules_alone=options.rules
        )
    if getattr(options, "facts", False):
        return _facts(options)
    if getattr(options, "places", False):
        return _places(options)
    if not ENGINE_PYTHON.exists():
        raise CommandError(
            "Le moteur de dialogue n'est pas installé : lancez d'abord « make ready »."
        )
    if not _SCRIPT.exists():
        raise CommandError("Cette version n'a pas encore de phrases mises de côté à mesurer.")
    environment = os.environ | {"RELAIS_DATA_DIR": str(load_settings().data_dir.resolve())}
    environment.pop("PYTHONPATH", None)
    ended = subprocess.run(  # noqa: S603
        [str(ENGINE_PYTHON), *_script(options)], cwd=ROOT, env=environment, check=False
    )
    if getattr(options, "compare", False) or ended.returncode:
        return ended.returncode
    print()
    facts = _facts(options)
    print()
    return _places(options) or facts


def _places(options: argparse.Namespace) -> int:
    from bot.cli import evaluate_places

    return evaluate_places.run(errors=bool(getattr(options, "errors", False)))


def _facts(options: argparse.Namespace) -> int:
    from bot.cli import evaluate_facts

    return evaluate_facts.run(errors=bool(getattr(options, "errors", False)))


def _script(options: argparse.Namespace) -> list[str]:
    if getattr(options, "compare", False):
        return [str(_COMPARE)]
    return [str(_SCRIPT), "--errors"] if getattr(options, "errors", False) else [str(_SCRIPT)]
