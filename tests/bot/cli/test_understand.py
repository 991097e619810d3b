"""`relais understand`: a person can read all that was understood, and no model is needed."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from bot.cli import understand


def test_facts_statuses_and_the_net_are_shown_without_a_model_or_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RELAIS_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(understand, "ENGINE_PYTHON", tmp_path / "absent")
    text = "je m'appelle Jeanne Durand, sous FOLFOX J9, 38°4, pas de frissons"
    assert understand.run(argparse.Namespace(text=text, caller="gp")) == 0
    shown = capsys.readouterr().out
    assert "Gardé sans identité : je m'appelle [nom]" in shown
    assert "modèle absent" in shown
    assert "temperature = 38.4, °C (présent) ← « 38°4 »" in shown
    assert "frissons [chills] (nié)" in shown
    assert "Filet : niveau rouge" in shown
