"""The trained model on disk: what it was trained from, and proof that nobody replaced it.

A crafted Rasa model could run code when it is loaded, so the engine only loads the archive whose sha256 was recorded
at training. Standard library only: `relais` and the supervisor may read it from the other environment.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

MODEL, RECORD = "relais.tar.gz", "relais.json"
INPUTS = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/rules",
    "data/stories",
    "engine/requirements.txt",
    "engine/requirements-embedding.txt",
    *(
        f"engine/relais_engine/{name}.py"
        for name in (
            "text",
            "gate",
            "gazetteer",
            "spelling",
            "features",
            "weights",
            "encoder",
            "embedding",
            "dense",
            "model",
            "classifier",
        )
    ),
    "data/communes/communes.csv",
    "data/communes/outside.csv",
)
RASA_VERSION = "3.6.21"


class ArtefactError(Exception):
    """The model cannot be trusted or is not there; the message says in French what to do."""


def fingerprint(root: Path) -> str:
    """A hash of every file the model is made from; comments and file names count too."""
    digest = hashlib.sha256()
    for name in INPUTS:
        place = root / name
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_file() and file.suffix in {".yml", ".py", ".txt", ".csv"}:
                digest.update(
                    str(file.relative_to(root)).encode() + b"\0" + file.read_bytes() + b"\0"
                )
    return digest.hexdigest()


def sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def read_record(models: Path) -> dict[str, Any]:
    """What was recorded at training; empty when there is none or it is unreadable."""
    try:
        record = json.loads((models / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def is_current(root: Path, models: Path) -> bool:
    """Whether the stored model was trained from exactly today's inputs."""
    record = read_record(models)
    return (models / MODEL).is_file() and record.get("fingerprint") == fingerprint(root)


def checked_model(models: Path) -> Path:
    """The archive, once its hash is the recorded one. Raises ArtefactError."""
    archive, record = models / MODEL, read_record(models)
    if not archive.is_file() or not record:
        raise ArtefactError("Aucun modèle de langue entraîné : lancez « relais train ».")
    if sha256(archive) != record.get("sha256"):
        raise ArtefactError(
            "Le modèle de langue n'est pas celui qui a été enregistré à l'entraînement : il n'est pas chargé. "
            "Lancez « relais train »."
        )
    return archive
