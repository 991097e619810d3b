"""Leaves out what our pipeline does not use, TensorFlow first, before Rasa imports it.

Rasa imports every built-in component when it loads a model: 5 seconds and 250 MB for classes we never call.
"""

from __future__ import annotations


def skip_unused_components() -> None:
    """To be called before the first `import rasa`."""
