"""The trained model's state, read from this environment: engine/relais_engine/artefact.py needs no Rasa."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from care.second_look.store import inputs, made_from
from care.settings import ROOT

_ARTEFACT = ROOT / "engine" / "relais_engine" / "artefact.py"


@dataclass(frozen=True, slots=True)
class ModelState:
    says: str
    usable: bool


def model_state(models: Path) -> ModelState:
    """Whether the archive is the one that was recorded, and trained from today's inputs."""
    artefact = _load_artefact()
    try:
        archive = artefact.checked_model(models)
    except artefact.ArtefactError as problem:
        return ModelState(str(problem), usable=False)
    digest = artefact.sha256(archive)[:12]
    if not artefact.is_current(ROOT, models):
        return ModelState(f"{digest}, à réentraîner : « relais train »", usable=True)
    return ModelState(f"{digest}, à jour", usable=True)


def second_look_state(models: Path) -> ModelState:
    """Whether the second look was learnt, and from today's sentences."""
    made = made_from(models)
    if made is None:
        return ModelState("absente, les règles lisent seules : « relais train »", usable=False)
    if made != inputs():
        return ModelState("à refaire : « relais train »", usable=True)
    return ModelState("à jour", usable=True)


def _load_artefact() -> ModuleType:
    spec = importlib.util.spec_from_file_location("relais_engine_artefact", _ARTEFACT)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(name=str(_ARTEFACT))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
