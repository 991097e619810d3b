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
description["features"]["word"] = description["features"]["word"][:-1]
(folder / "intent_model.json").write_text(json.dumps(description))
try:
    IntentModel.load(folder); refused = False
except ValueError:
    refused = True
print(json.dumps(refused))
"""
    )
    assert in_engine(script, str(tmp_path)) is True


EMBEDDED = """
import json, sys
from pathlib import Path
import numpy as np
from relais_engine.model import IntentModel

class Letters:
    '''Stands for the embedding: how often each letter is there.'''
    def one(self, text):
        return np.array([text.lower().count(c) + 0.01 for c in "abcdefghijklmnopqrstuvwxyz"], dtype=float)
    def many(self, texts):
        return np.array([self.one(text) for text in texts])

texts = ["oui", "oui merci", "oui d'accord", "oui volontiers", "non", "non merci", "non jamais", "non pas du tout",
         "une kiné à Gap", "une diététicienne", "un psychologue à Nice", "une perruque"]
intents = ["affirm"] * 4 + ["deny"] * 4 + ["find_support_care"] * 4
model = IntentModel(embedder=Letters()).fit(texts, intents)
folder = Path(sys.argv[1])
model.save(folder)
asked = ("oui oui", "un psychologue", "non non")
"""


def test_a_model_trained_with_the_embedding_answers_without_it(
    in_engine: Callable[..., Any], tmp_path: Path
) -> None:
    script = (
        EMBEDDED
        + """
models = (model, IntentModel.load(folder, Letters()), IntentModel.load(folder))
print(json.dumps([[m.uses_embedding, [m.read(t) for t in asked]] for m in models]))
"""
    )
    trained, loaded, alone = in_engine(script, str(tmp_path))
    assert [trained[0], loaded[0], alone[0]] == [True, True, False]
    for before, after in zip(trained[1], loaded[1], strict=True):
        assert [name for name, _ in before] == [name for name, _ in after]
        assert [v for _, v in after] == pytest.approx([v for _, v in before], abs=1e-3)
    assert [ranking[0][0] for ranking in alone[1]] == ["affirm", "find_support_care", "deny"]


def test_the_embedding_is_computed_only_where_the_words_leave_a_doubt(
    in_engine: Callable[..., Any], tmp_path: Path
) -> None:
    script = (
        EMBEDDED
        + """
class Counting(Letters):
    calls = 0
    def one(self, text):
        Counting.calls += 1
        return super().one(text)

model.embedder = Counting()
counts = []
for suffices in (0.0, 2.0):
    model.options = type(model.options)(words_suffice=suffices)
    Counting.calls = 0
    model.read("non non")
    counts.append(Counting.calls)
print(json.dumps(counts))
"""
    )
    assert in_engine(script, str(tmp_path)) == [0, 1]


def test_reading_many_is_reading_each(in_engine: Callable[..., Any], tmp_path: Path) -> None:
    script = (
        EMBEDDED
        + "print(json.dumps([model.read_many(list(asked)), [model.read(t)[0] for t in asked]]))"
    )
    together, apart = in_engine(script, str(tmp_path))
    assert [name for name, _ in together] == [name for name, _ in apart]


def test_the_embedding_never_sees_accents_case_or_punctuation(
    in_engine: Callable[..., Any],
) -> None:
    script = """
import json, sys
from relais_engine.embedding import spoken
print(json.dumps([spoken(text) for text in sys.argv[1:]]))
"""
    ways = ["Fièvre à 38,5 !", "FIEVRE  a 38 5", "fie\\u0300vre à 38.5…"]
    assert len(set(in_engine(script, *ways[:2]))) == 1


NOISE = [
    "asdf qwerty", "qsdfgh", "jklmjklm", "azeazeaze", "wxcvbn wxcv", "fjdkslfjdksl", "zzzzz",
    "aaaaaaa", "qmlskdjf qmlskdjf", "sdfsdf", "dfghjk", "poiuytreza", "hhhhhh", "xxx",
    "kjhgf lkjh", "fdsq fdsq", "?", "👍", "👍👍👍", "😂 😂", "", " ", "...", "!!", "—", "$$$", "¿",
    "\u200b\u200b", "🤒", "привет как дела", "مرحبا كيف حالك", "你好", "こんにちは", "γειά σου", "שלום",
    "안녕하세요", "नमस्ते",
]  # fmt: skip
SHORT_WORDS = [
    "oui", "non", "rdv", "psy", "Nice", "chimio", "ok", "bjr", "mal", "kiné", "dac", "IRM",
    "K sein", "merci", "fièvre", "stop", "annuler", "diète", "sein", "PNN 300", "aide",
    "oncologue", "perruque", "38,5",
]  # fmt: skip


def test_any_mashing_of_the_keyboard_is_noise_but_short_words_are_read(
    in_engine: Callable[..., Any],
) -> None:
    script = """
import json, sys
from pathlib import Path
import yaml
from relais_engine.gate import Gate
from relais_engine.text import normalise
files = sorted(Path("data/nlu").glob("*.yml"))
lines = [line.strip()[2:] for file in files for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]
         for line in block["examples"].splitlines() if line.strip()]
gate = Gate.learn([normalise(line) for line in lines])
print(json.dumps([text for text in sys.argv[1:] if gate.knows(normalise(text))]))
"""
    assert in_engine(script, *NOISE) == []
    assert in_engine(script, *SHORT_WORDS) == SHORT_WORDS
