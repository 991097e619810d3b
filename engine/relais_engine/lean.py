"""Leaves out what our pipeline does not use, TensorFlow first, before Rasa imports it.

Rasa imports every built-in component when it loads a model, and TensorFlow through one helper module: 5 seconds and
370 MB for classes we never call. Two modules of Rasa 3.6.21 are replaced by small ones; a component that `config.yml`
names and that is not listed here fails loudly ("not registered"), it never answers wrongly.
"""

from __future__ import annotations

import sys
from types import ModuleType

COMPONENTS = "rasa.engine.recipes.default_components"
HELPERS = "rasa.utils.train_utils"
VALIDATOR = "rasa.graph_components.validators.default_recipe_validator"


class _Components(ModuleType):
    """Imports the few built-in components we use only when Rasa asks for the list: they import Rasa themselves."""

    def __getattr__(self, name: str) -> list[type]:
        if name != "DEFAULT_COMPONENTS":
            raise AttributeError(name)
        from rasa.core.policies.rule_policy import RulePolicy
        from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier
        from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer

        return [WhitespaceTokenizer, FallbackClassifier, RulePolicy]


def skip_training_checks() -> None:
    """For serving only: a stored model names the class that validated its training, and Rasa imports it again."""
    from rasa.engine.graph import GraphComponent

    class DefaultV1RecipeValidator(GraphComponent):
        """Never run: it belongs to the training half of the graph."""

    module = ModuleType(VALIDATOR)
    DefaultV1RecipeValidator.__module__ = VALIDATOR
    vars(module)["DefaultV1RecipeValidator"] = DefaultV1RecipeValidator
    sys.modules[VALIDATOR] = module


def skip_unused_components() -> None:
    """To be called before the first `import rasa`. Raises RuntimeError when it comes too late."""
    if COMPONENTS in sys.modules or "tensorflow" in sys.modules:
        raise RuntimeError("Rasa's components are already imported")
    sys.modules[COMPONENTS] = _Components(COMPONENTS)
    sys.modules[HELPERS] = ModuleType(HELPERS)
