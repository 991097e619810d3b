"""`relais understand "…"`: purpose, facts and places of one message, and what the net says. Nothing is stored."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.supervisor.plans import ENGINE_PYTHON
from care.clock import SystemClock
from care.settings import ROOT, Settings, load_settings
from care.understanding.facts import Fact, Reading, Status

_SCRIPT = ROOT / "engine" / "read_one.py"
_SECONDS = 60
_LIKELY = 0.1
_STATUS = {
    Status.AFFIRMED: "présent",
    Status.DENIED: "nié",
    Status.UNCERTAIN: "incertain",
    Status.PAST: "passé",
    Status.HYPOTHETICAL: "supposé",
    Status.OTHER: "quelqu'un d'autre",
}
_LEVELS = {"red": "rouge", "amber": "orange", "green": "vert"}


def run(options: argparse.Namespace) -> int:
    settings, now = load_settings(), SystemClock().now()
    reading = _reading(options.text, settings, now)
    for line in [
        *_masked(options.text),
        *_purpose(options.text, settings),
        *_facts(reading),
        *_net(options, settings, now),
    ]:
        print(line)
    return 0


def _reading(text: str, settings: Settings, now: datetime) -> Reading:
    """The facts, with the places when the directory answers."""
    from sqlalchemy.exc import SQLAlchemyError

    from care.errors import StorageUnavailable
    from care.places import load_places
    from care.storage.database import Database
    from care.understanding.reading import read_message

    database = Database(settings.database)
    try:
        return read_message(text, now=now, places=load_places(database))
    except (SQLAlchemyError, StorageUnavailable, OSError):
        print("Lieux non cherchés : la base de données ne répond pas (« relais doctor »).")
        return read_message(text, now=now)
    finally:
        database.close()


def _masked(text: str) -> Iterator[str]:
    from care.understanding.identity import mask_identity

    masked = mask_identity(text)
    if masked.found:
        yield f"Gardé sans identité : {masked.text}"


def _purpose(text: str, settings: Settings) -> Iterator[str]:
    """The model's likeliest reading and the second one, or why there is none."""
    said = _model(text, settings)
    if said is None:
        yield "Demande : modèle absent (« relais train »), règles seules."
        return
    (name, confidence), *others = said["readings"]
    doubt = (
        ""
        if confidence >= said["threshold"]
        else f", sous le seuil de {said['threshold']:.2f} : à redemander"
    )
    yield f"Demande : {name} ({confidence:.2f}{doubt})"
    for other, share in others[:1]:
        likely = " : à proposer aussi" if share >= _LIKELY else ""
        yield f"  sinon : {other} ({share:.2f}{likely})"


def _model(text: str, settings: Settings) -> dict[str, Any] | None:
    if not (ENGINE_PYTHON.exists() and _SCRIPT.exists()):
        return None
    environment = os.environ | {"RELAIS_DATA_DIR": str(settings.data_dir.resolve())}
    environment.pop("PYTHONPATH", None)
    try:
        ended = subprocess.run(  # noqa: S603
            [str(ENGINE_PYTHON), str(_SCRIPT), text],
            cwd=ROOT,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )
        found: dict[str, Any] | None = json.loads(ended.stdout) if ended.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return found


def _facts(reading: Reading) -> Iterator[str]:
    yield "Compris :" if reading.facts else "Aucun fait reconnu."
    for fact in reading.facts:
        yield f"  {_said(fact)} ({_STATUS[fact.status]}) ← « {fact.evidence} »"


def _said(fact: Fact) -> str:
    code = f" [{fact.code}]" if fact.code else ""
    told = [f"{fact.attributes[key]}" for key in ("unit", "window") if key in fact.attributes]
    if fact.entity == "commune" and not fact.attributes.get("sure"):
        told.append("à confirmer")
    beside = f", {', '.join(told)}" if told else ""
    return f"{fact.entity} = {fact.value}{code}{beside}"


def _net(options: argparse.Namespace, settings: Settings, now: datetime) -> Iterator[str]:
    """What the safety net makes of it, and what it would say at once."""
    from bot.safety import load_reader

    safety = load_reader(settings).read(options.text, known=(), caller=options.caller, now=now)
    found = safety.assessment
    level = _LEVELS.get(str(found.level), "aucun")
    yield f"Filet : niveau {level} ; conduite : {found.disposition} ; motif : {found.purpose}"
    for match in found.matched:
        yield f"  {match.item} ({match.source}) ← « {match.evidence} »"
    for question in found.missing:
        yield f"  à demander : {question.text_pro}"
