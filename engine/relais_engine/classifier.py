"""The Rasa component around our intent model. Rasa's own logistic regression cannot set `C`, calibrate or refuse."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import Any, Dict, List, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from relais_engine.embedding import load_embedder
from relais_engine.gazetteer import SOURCES, Gazetteer
from relais_engine.model import IntentModel, Options
from relais_engine.text import normalise

ROOT = Path(__file__).resolve().parents[2]

RANKING_LENGTH = 10
LOG = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class RelaisIntentClassifier(IntentClassifier, GraphComponent):
    """Reads the text itself, needs no featurizer before it, and always sets a confidence."""

    @classmethod
    def required_components(cls) -> List[Type]:
        return []

    @staticmethod
    def required_packages() -> List[Text]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return vars(Options())

    def __init__(self, model: IntentModel, model_storage: ModelStorage, resource: Resource) -> None:
        self.model = model
        self._model_storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "RelaisIntentClassifier":
        known = {key: config[key] for key in vars(Options()) if key in config}
        model = IntentModel(Options(**known), embedder=load_embedder())
        return cls(model, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Text:
        """Rasa only hashes this file: a change in its neighbours must retrain too."""
        folder = Path(__file__).parent
        files = [
            folder / f"{name}.py"
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
            )
        ]
        files += [ROOT / source for source in SOURCES]
        return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        pairs = sorted((str(e.get(TEXT)), str(e.get(INTENT))) for e in examples)
        self.model.features.gazetteer = Gazetteer.learn(ROOT, normalise)
        self.model.fit([text for text, _ in pairs], [intent for _, intent in pairs])
        with self._model_storage.write_to(self._resource) as folder:
            self.model.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "RelaisIntentClassifier":
        """Unlike Rasa's classifiers this one raises when its files are absent: an untrained model must not serve."""
        with model_storage.read_from(resource) as folder:
            model = IntentModel.load(folder, load_embedder())
        if not model.uses_embedding:
            LOG.warning(
                "the sentence embedding is not used: messages are read from their words alone"
            )
        return cls(model, model_storage, resource)

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            read = self.model.read(message.get(TEXT) or "")
            ranking = [{"name": name, "confidence": value} for name, value in read[:RANKING_LENGTH]]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data
