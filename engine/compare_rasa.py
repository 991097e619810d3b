"""The pipelines of Rasa itself, for the comparison table: its default (DIET) and its counts with logistic regression.

Used by `compare.py`, in a process of its own. Rasa is imported whole, with TensorFlow, which the service never does.
Training needs a data folder and a configuration file: both are made in a temporary folder.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any, Dict, List, Tuple

FEATURES: Tuple[Dict[str, Any], ...] = (
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
)
DIET: Dict[str, Any] = {
    "name": "DIETClassifier",
    "epochs": 100,
    "constrain_similarities": True,
    "random_seed": 42,
}
REGRESSION: Dict[str, Any] = {
    "name": "LogisticRegressionClassifier",
    "max_iter": 1000,
    "solver": "lbfgs",
    "random_state": 42,
}


class RasaPipeline:
    """Trained and read by Rasa, exactly as `rasa train nlu` and `/model/parse` would."""

    def __init__(self, classifier: Dict[str, Any]) -> None:
        self._pipeline = [*FEATURES, classifier]
        self._agent: Any = None
        self._loop = asyncio.new_event_loop()

    def fit(self, texts: List[str], intents: List[str]) -> None:
        from rasa.core.agent import Agent
        from rasa.model_training import train_nlu

        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _write(folder, self._pipeline, texts, intents)
            model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
            self._agent = Agent.load(model)

    def read(self, text: str) -> Tuple[str, float]:
        found = self._loop.run_until_complete(self._agent.parse_message(text))["intent"]
        return str(found["name"]), float(found["confidence"])

    def read_many(self, texts: List[str]) -> List[Tuple[str, float]]:
        return [self.read(text) for text in texts]


def _write(
    folder: Path, pipeline: List[Dict[str, Any]], texts: List[str], intents: List[str]
) -> None:
    import yaml

    settings = {
        "recipe": "default.v1",
        "assistant_id": "comparison",
        "language": "fr",
        "pipeline": pipeline,
    }
    (folder / "config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    by_intent: Dict[str, List[str]] = {}
    for text, intent in zip(texts, intents, strict=True):
        by_intent.setdefault(intent, []).append(f"- {text}\n")
    blocks = [{"intent": name, "examples": "".join(lines)} for name, lines in by_intent.items()]
    (folder / "nlu.yml").write_text(
        yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True), encoding="utf-8"
    )


def with_diet() -> RasaPipeline:
    return RasaPipeline(DIET)


def with_regression() -> RasaPipeline:
    return RasaPipeline(REGRESSION)
