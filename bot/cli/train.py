"""`relais train`: the second look here, then the language model in the engine's own environment."""

from __future__ import annotations

import argparse
import os
import subprocess

from bot.cli.errors import CommandError
from bot.supervisor.plans import ENGINE_PYTHON
from care.second_look.refresh import learn_when_needed
from care.settings import ROOT, load_settings


def run(options: argparse.Namespace) -> int:
    if not ENGINE_PYTHON.exists():
        raise CommandError(
            "Le moteur de dialogue n'est pas installé : lancez d'abord « make ready »."
        )
    learn_when_needed(load_settings().data_dir / "models", print, force=options.force)
    command = [str(ENGINE_PYTHON), str(ROOT / "engine" / "train.py")]
    command += ["--force"] if options.force else []
    environment = os.environ | {"RELAIS_DATA_DIR": str(load_settings().data_dir.resolve())}
    environment.pop("PYTHONPATH", None)
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=False)  # noqa: S603
    return ended.returncode
