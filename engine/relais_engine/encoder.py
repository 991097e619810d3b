"""What multilingual-e5-small makes of a text: its words cut in pieces, then most layers of the encoder, in numpy.

Ten layers of the twelve: beside the words' half, leaving out the eighth and the tenth loses nothing that could be
measured on messages of others, whereas stopping at the sixth or the eighth does (docs/understanding.md).
"""

from __future__ import annotations

from collections import defaultdict
from typing import Dict, List, NamedTuple, Tuple

import numpy as np

from relais_engine.weights import HEADS, INNER, SIZE, Weights

LAYERS = (0, 1, 2, 3, 4, 5, 6, 8, 10, 11)
MOST_PIECES = 96  # of a longer text its two ends; the words' half reads all of it
BATCH_PIECES = 600
PREFIX = "query:"  # the model was trained with it
UNKNOWN_PENALTY = 10.0


class Layer(NamedTuple):
    """Matrices are stored as (inputs, outputs)."""

    qkv: np.ndarray
    qkv_bias: np.ndarray
    out: np.ndarray
    out_bias: np.ndarray
    attended: Tuple[np.ndarray, np.ndarray]
    up: np.ndarray
    up_bias: np.ndarray
    down: np.ndarray
    down_bias: np.ndarray
    finished: Tuple[np.ndarray, np.ndarray]


class Pieces:
    """Cuts words into the pieces of the vocabulary whose scores add up to the most."""

    def __init__(self, weights: Weights) -> None:
        self._known = weights.vocabulary()
        self._longest = max(map(len, self._known))
        self._unknown = (weights.worst_score - UNKNOWN_PENALTY, weights.unknown)
        self._ends = (weights.first, weights.last)

    def of_text(self, plain: str, seen: Dict[str, List[int]]) -> List[int]:
        """Numbers of the pieces; `seen` keeps the words already cut, for the time of one call."""
        inside: List[int] = []
        for word in [PREFIX, *plain.split()]:
            if word not in seen:
                seen[word] = self._of_word(" " + word)
            inside += seen[word]
        if len(inside) > MOST_PIECES:
            half = MOST_PIECES // 2
            inside = inside[:half] + inside[-half:]
        return [self._ends[0], *inside, self._ends[1]]

    def _of_word(self, word: str) -> List[int]:
        best = [0.0] + [-np.inf] * len(word)
        cut = [(0, 0)] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                found = self._known.get(word[start:end])
                if found is None and end == start + 1:
                    found = self._unknown
                if found is not None and best[start] + found[0] > best[end]:
                    best[end], cut[end] = best[start] + found[0], (start, found[1])
        numbers, end = [], len(word)
        while end:
            end, number = cut[end]
            numbers.append(number)
        return numbers[::-1]


class Encoder:
    """Vectors for texts already folded to plain words. Raises OSError or WeightsError."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self.pieces = Pieces(weights)
        self._positions = weights.table("emb.pos", SIZE) + weights.table("emb.type", SIZE)[0]
        self._first = (weights.vector("emb.ln.w"), weights.vector("emb.ln.b"))
        self._layers = [_layer(weights, f"l{number}.") for number in LAYERS]

    def vectors(self, texts: List[str]) -> np.ndarray:
        """The mean of the pieces of each text. Texts of one length are computed together."""
        seen: Dict[str, List[int]] = {}
        cut = [self.pieces.of_text(text, seen) for text in texts]
        by_length: Dict[int, List[int]] = defaultdict(list)
        for index, numbers in enumerate(cut):
            by_length[len(numbers)].append(index)
        found = np.zeros((len(texts), SIZE), dtype=np.float32)
        for length, indices in by_length.items():
            step = max(1, BATCH_PIECES // length)
            for start in range(0, len(indices), step):
                some = indices[start : start + step]
                found[some] = self._forward(np.asarray([cut[index] for index in some]))
        return found

    def _forward(self, numbers: np.ndarray) -> np.ndarray:
        texts, length = numbers.shape
        state = self._weights.rows("emb.word", numbers.ravel())
        state += np.tile(self._positions[:length], (texts, 1))
        state = self._even(state, self._first)
        for layer in self._layers:
            attended = _attend(_linear(state, layer.qkv, layer.qkv_bias), texts, length)
            moved = _linear(attended, layer.out, layer.out_bias)
            state = self._even(np.add(moved, state, out=moved), layer.attended)
            inner = _gelu(_linear(state, layer.up, layer.up_bias))
            moved = _linear(inner, layer.down, layer.down_bias)
            state = self._even(np.add(moved, state, out=moved), layer.finished)
        return np.asarray(state.reshape(texts, length, SIZE).mean(axis=1))

    def _even(self, state: np.ndarray, learnt: Tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        """Layer normalisation, in place."""
        state -= state.mean(axis=-1, keepdims=True)
        spread = np.einsum("ij,ij->i", state, state)[:, None] / np.float32(SIZE)
        state /= np.sqrt(spread + self._weights.epsilon)
        state *= learnt[0]
        state += learnt[1]
        return state


def _layer(weights: Weights, prefix: str) -> Layer:
    def matrix(*names: str, width: int = SIZE) -> np.ndarray:
        tables = [weights.table(prefix + name, width) for name in names]
        return np.ascontiguousarray(np.concatenate(tables).T)

    def vector(*names: str) -> np.ndarray:
        return np.concatenate([weights.vector(prefix + name) for name in names])

    return Layer(
        qkv=matrix("q.w", "k.w", "v.w"),
        qkv_bias=vector("q.b", "k.b", "v.b"),
        out=matrix("ao.w"),
        out_bias=vector("ao.b"),
        attended=(vector("aln.w"), vector("aln.b")),
        up=matrix("fi.w"),
        up_bias=vector("fi.b"),
        down=matrix("fo.w", width=INNER),
        down_bias=vector("fo.b"),
        finished=(vector("oln.w"), vector("oln.b")),
    )


def _linear(state: np.ndarray, matrix: np.ndarray, bias: np.ndarray) -> np.ndarray:
    moved = state @ matrix
    moved += bias
    return np.asarray(moved)


def _attend(qkv: np.ndarray, texts: int, length: int) -> np.ndarray:
    size = SIZE // HEADS
    query, key, value = qkv.reshape(texts, length, 3, HEADS, size).transpose(2, 0, 3, 1, 4)
    scores = query @ key.transpose(0, 1, 3, 2)
    scores *= np.float32(size**-0.5)
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    return np.asarray((scores @ value).transpose(0, 2, 1, 3).reshape(texts * length, SIZE))


def _gelu(x: np.ndarray) -> np.ndarray:
    """In place as far as possible: fresh arrays cost more than the arithmetic."""
    bent = x * x
    bent *= x
    bent *= np.float32(0.044715)
    bent += x
    bent *= np.float32(0.7978845608)
    np.tanh(bent, out=bent)
    bent += np.float32(1)
    bent *= x
    bent *= np.float32(0.5)
    return bent
