"""The intent model: nothing from noise, one answer for all spellings, one model from the same sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.engine

SMALL = """
import json, sys
from pathlib import Path
from relais_engine.model import IntentModel
texts = ["oui", "oui merci", "oui d'accord", "ça me va", "non", "non merci", "pas du tout", "non jamais",
         "je cherche une diététicienne", "une kiné près de Gap", "un psychologue à Nice", "où trouver une perruque"]
intents = ["affirm"] * 4 + ["deny"] * 4 + ["find_support_care"] * 4
model = IntentModel().fit(texts, intents)
"""


def test_noise_is_never_an_intent(in_engine: Callable[..., Any]) -> None:
    noise = [
        "",
        "   ",
        "?",
        "👍",
        "🤷🏽",
        "asdf qwerty",
        "azertyuiop",
        "xkzw qjv",
        "!!!",
        "…",
        "\u200b",
    ]
    read = in_engine(SMALL + "print(json.dumps([model.read(t) for t in sys.argv[1:]]))", *noise)
    assert all(ranking == [["out_of_scope", 0.0]] for ranking in read)


def test_accents_case_spacing_and_unicode_form_change_nothing(
    in_engine: Callable[..., Any],
) -> None:
    ways = [
        "je cherche une diététicienne",
        "JE CHERCHE UNE DIETETICIENNE",
        "  je   cherche une die\u0301te\u0301ticienne. ",
    ]
    read = in_engine(SMALL + "print(json.dumps([model.read(t) for t in sys.argv[1:]]))", *ways)
    assert read[0][0][0] == "find_support_care"
    assert read[0] == read[1] == read[2]


def test_a_saved_model_reads_like_the_one_that_was_trained(
    in_engine: Callable[..., Any], tmp_path: Path
) -> None:
    script = (
        SMALL
        + """
folder = Path(sys.argv[1])
model.save(folder)
again = IntentModel.load(folder)
print(json.dumps([[m.read(t) for t in ("une perruque à Gap", "non non", "oui")] for m in (model, again)]))
"""
    )
    trained, loaded = in_engine(script, str(tmp_path))
    for before, after in zip(trained, loaded, strict=True):
        assert [name for name, _ in before] == [name for name, _ in after]
        assert [value for _, value in after] == pytest.approx(
            [value for _, value in before], abs=1e-4
        )
    assert {file.suffix for file in tmp_path.iterdir()} == {".npz", ".json"}


def test_training_twice_gives_the_same_model(in_engine: Callable[..., Any]) -> None:
    script = (
        SMALL
        + """
again = IntentModel().fit(texts, intents)
print(json.dumps(bool((again.weights == model.weights).all() and again.temperature == model.temperature)))
"""
    )
    assert in_engine(script) is True


def test_a_model_cut_in_half_is_refused(in_engine: Callable[..., Any], tmp_path: Path) -> None:
    script = (
        SMALL
        + """
folder = Path(sys.argv[1])
model.save(folder)
description = json.loads((folder / "intent_model.json").read_text())
description["words"] = description["words"][:-1]
(folder / "intent_model.json").write_text(json.dumps(description))
try:
    IntentModel.load(folder); refused = False
except ValueError:
    refused = True
print(json.dumps(refused))
"""
    )
    assert in_engine(script, str(tmp_path)) is True
