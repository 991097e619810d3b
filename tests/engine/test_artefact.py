"""Only the model recorded at training is ever loaded, and it is retrained exactly when its inputs change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from relais_engine.artefact import (  # type: ignore[import-not-found]
    MODEL,
    RECORD,
    ArtefactError,
    checked_model,
    fingerprint,
    is_current,
    sha256,
)


def _house(root: Path) -> Path:
    for name in ("config.yml", "domain.yml", "engine/requirements.txt", "data/nlu/greet.yml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("a: 1\n", encoding="utf-8")
    return root


def _trained(root: Path) -> Path:
    models = root / "models"
    models.mkdir()
    (models / MODEL).write_bytes(b"a model")
    record = {"sha256": sha256(models / MODEL), "fingerprint": fingerprint(root)}
    (models / RECORD).write_text(json.dumps(record), encoding="utf-8")
    return models


def test_the_recorded_model_is_accepted_and_current(tmp_path: Path) -> None:
    models = _trained(_house(tmp_path))
    assert checked_model(models) == models / MODEL
    assert is_current(tmp_path, models)


def test_a_replaced_model_is_refused(tmp_path: Path) -> None:
    models = _trained(_house(tmp_path))
    (models / MODEL).write_bytes(b"another model")
    with pytest.raises(ArtefactError, match="relais train"):
        checked_model(models)


@pytest.mark.parametrize("lost", [MODEL, RECORD])
def test_a_model_without_its_record_or_a_record_without_its_model_is_refused(
    tmp_path: Path, lost: str
) -> None:
    models = _trained(_house(tmp_path))
    (models / lost).unlink()
    with pytest.raises(ArtefactError):
        checked_model(models)
    assert not is_current(tmp_path, models)


def test_a_damaged_record_is_no_record(tmp_path: Path) -> None:
    models = _trained(_house(tmp_path))
    (models / RECORD).write_text("{", encoding="utf-8")
    with pytest.raises(ArtefactError):
        checked_model(models)


@pytest.mark.parametrize("changed", ["config.yml", "domain.yml", "data/nlu/greet.yml"])
def test_a_changed_input_makes_the_model_old(tmp_path: Path, changed: str) -> None:
    models = _trained(_house(tmp_path))
    (tmp_path / changed).write_text("a: 2\n", encoding="utf-8")
    assert not is_current(tmp_path, models)


def test_a_new_input_file_makes_the_model_old(tmp_path: Path) -> None:
    models = _trained(_house(tmp_path))
    (tmp_path / "data" / "nlu" / "deny.yml").write_text("a: 1\n", encoding="utf-8")
    assert not is_current(tmp_path, models)


def test_a_file_beside_the_inputs_changes_nothing(tmp_path: Path) -> None:
    models = _trained(_house(tmp_path))
    (tmp_path / "README.md").write_text("hello", encoding="utf-8")
    assert is_current(tmp_path, models)
