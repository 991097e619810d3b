"""The grown tree of phrases, kept between two starts as Python keeps its compiled modules: beside the code.

Planting takes half a second of the three in which the front door must stand; reading it back takes a tenth. The file
is trusted as compiled modules are, and used only for the very phrases and code that made it: anything else, or a
damaged file, is planted anew. A place that cannot be written to only starts more slowly.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from care.understanding import normalise, patterns, phrase_tree, words
from care.understanding.phrase_tree import Grown, Said, grow

KEPT = Path(__file__).parent / "__pycache__" / "phrases.json"
_GROWN_BY = (phrase_tree, patterns, normalise, words)


def grown(phrases: Sequence[Said], kept: Path = KEPT) -> Grown:
    """The tree of these phrases, read back or grown and kept. Raises InvalidContent on a malformed phrase."""
    key = _key(phrases)
    found = _read(kept, key)
    if found is None:
        found = grow(phrases)
        if not sys.dont_write_bytecode:
            _keep(kept, key, found)
    return found


def _key(phrases: Sequence[Said]) -> str:
    """Changes with every phrase and with the code that reads them."""
    digest = hashlib.sha256()
    for module in _GROWN_BY:
        digest.update(Path(str(module.__file__)).read_bytes())
    digest.update(repr([tuple(said) for said in phrases]).encode())
    return digest.hexdigest()


def _read(kept: Path, key: str) -> Grown | None:
    """What was kept, when it is whole and was made of the same: its first line says so."""
    try:
        first, _, payload = kept.read_bytes().partition(b"\n")
    except OSError:
        return None
    return Grown(**json.loads(payload)) if first == _first_line(key, payload) else None


def _keep(kept: Path, key: str, found: Grown) -> None:
    payload = json.dumps(found._asdict(), separators=(",", ":")).encode()
    beside = kept.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        kept.parent.mkdir(exist_ok=True)
        beside.write_bytes(_first_line(key, payload) + b"\n" + payload)
        beside.replace(kept)


def _first_line(key: str, payload: bytes) -> bytes:
    return f"{key} {hashlib.sha256(payload).hexdigest()}".encode()
