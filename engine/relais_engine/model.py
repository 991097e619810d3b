"""The intent model: words, letters and sounds (TF-IDF) beside the meaning of the sentence (embedding, optional).

Each half is a balanced logistic regression; their scores are mixed and calibrated on held-out sentences. The words'
half is calibrated alone too, so the same stored model answers where the embedding cannot run.

Persisted as arrays (`npz`, loaded with `allow_pickle=False`) and JSON: loading a model never runs code.
Deterministic: the same sentences in the same order give the same arrays.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from relais_engine.dense import UNKNOWN, Dense, best_mix, class_weights, held_out_scores
from relais_engine.embedding import Embedder
from relais_engine.features import Features, windows
from relais_engine.gate import Gate
from relais_engine.gazetteer import PLACE, Gazetteer
from relais_engine.text import normalise

DENSE_ARRAYS = ("mean", "dense_weights", "dense_bias")
ARRAYS, DESCRIPTION = "intent_model.npz", "intent_model.json"


@dataclass(frozen=True)
class Options:
    """What `config.yml` may set; the defaults were chosen by cross-validation on the training sentences."""

    C: float = 20.0
    dense_c: float = 12.0
    dense_trust: float = (
        0.6  # held-out sentences share their authors with the learnt ones: callers will not
    )
    words_suffice: float = (
        0.8  # from this confidence of the words' half, the embedding is not computed
    )
    word_ngrams: int = 2
    letter_ngrams: tuple[int, int] = (2, 5)
    letter_min_count: int = 2
    folds: int = 5
    max_iter: int = 1000
    random_state: int = 42


def _softmax(scores: np.ndarray) -> np.ndarray:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


class IntentModel:
    """Learns from sentences and their intents; answers with a calibrated probability for every intent."""

    def __init__(
        self,
        options: Optional[Options] = None,
        gazetteer: Optional[Gazetteer] = None,
        embedder: Optional[Embedder] = None,
    ) -> None:
        self.options = options or Options()
        self.features = Features(
            gazetteer or Gazetteer(),
            self.options.word_ngrams,
            self.options.letter_ngrams,
            self.options.letter_min_count,
        )
        self.intents: list[str] = []
        self.weights = np.zeros((0, 0))
        self.bias = np.zeros(0)
        self.temperature = 1.0
        self.embedder = embedder
        self.dense: Optional[Dense] = None
        self.mix = (1.0, 0.0)
        self.gate = Gate()

    def fit(self, texts: list[str], intents: list[str]) -> IntentModel:
        """Fit everything. Raises ValueError with fewer than two intents."""
        plain = [normalise(text) for text in texts]
        features = self.features.fit(plain)
        labels = np.asarray(intents)
        held_out = self._held_out_scores(features, labels)
        regression = self._regression(labels).fit(features, labels)
        self.intents = [str(name) for name in regression.classes_]
        self.weights, self.bias = regression.coef_, regression.intercept_
        truth = np.searchsorted(regression.classes_, labels)
        self.temperature = _best_temperature(held_out, truth)
        self.gate = Gate.learn(plain)
        if self.embedder is not None:
            self._fit_dense(self.embedder.many(texts), labels, held_out, truth)
        return self

    def _fit_dense(
        self, vectors: np.ndarray, labels: np.ndarray, held_out: np.ndarray, truth: np.ndarray
    ) -> None:
        options = self.options
        self.dense = Dense.fit(vectors, labels, options.dense_c)
        folds = min(options.folds, int(min(np.bincount(truth))))
        self.mix = (1.0 / self.temperature, 1.0)
        if folds > 1:
            dense = held_out_scores(vectors, labels, options.dense_c, folds, options.random_state)
            words, meaning = best_mix(held_out, dense, truth)
            self.mix = (words, meaning * options.dense_trust)

    @property
    def uses_embedding(self) -> bool:
        """Whether the answers come from both halves, or from the words alone."""
        return self.dense is not None and self.embedder is not None

    def probabilities(self, texts: list[str]) -> np.ndarray:
        """One row per text, one column per intent, in the order of `intents`.

        Where the words leave no doubt the embedding, ten times slower, changes no answer and is not computed.
        """
        scores = self._word_scores([normalise(text) for text in texts])
        rows = _softmax(scores / self.temperature)
        if self.dense is None or self.embedder is None:
            return rows
        doubtful = np.flatnonzero(rows.max(axis=1) < self.options.words_suffice)
        if len(doubtful):
            vectors = _vectors(self.embedder, [texts[row] for row in doubtful])
            meant = self.dense.scores(vectors)
            rows[doubtful] = _softmax(self.mix[0] * scores[doubtful] + self.mix[1] * meant)
        return rows

    def read(self, text: str) -> list[tuple[str, float]]:
        """Intents from the likeliest to the least; `UNKNOWN` alone, at 0, when the gate knows nothing of the text."""
        plain = normalise(text)
        if not self._knows(plain):
            return [(UNKNOWN, 0.0)]
        row = self.probabilities([text])[0]
        order = np.argsort(-row, kind="stable")
        return [(self.intents[i], float(row[i])) for i in order]

    def read_many(self, texts: list[str]) -> list[tuple[str, float]]:
        """The likeliest intent of each text, as `read` gives it; for measuring, where one by one takes too long."""
        rows = self.probabilities(texts)
        return [
            (self.intents[int(row.argmax())], float(row.max()))
            if self._knows(normalise(text))
            else (UNKNOWN, 0.0)
            for text, row in zip(texts, rows, strict=True)
        ]

    def _knows(self, plain: str) -> bool:
        return self.gate.knows(plain) or PLACE in self.features.gazetteer.classes(plain)

    def _word_scores(self, plain: list[str]) -> np.ndarray:
        """Of a long text, what it says as a whole and, as much, what its pieces say one by one."""
        pieces = [windows(text) for text in plain]
        features = self.features.transform([*plain, *(piece for some in pieces for piece in some)])
        scores = np.asarray(features @ self.weights.T + self.bias)
        whole, apart = scores[: len(plain)], scores[len(plain) :]
        start = 0
        for row, some in enumerate(pieces):
            if some:
                whole[row] += apart[start : start + len(some)].mean(axis=0)
            start += len(some)
        return whole

    def _regression(self, labels: np.ndarray) -> LogisticRegression:
        return LogisticRegression(
            C=self.options.C,
            class_weight=class_weights(labels),
            max_iter=self.options.max_iter,
            tol=0.1,  # the same answers as 0.0001, in a third of the time
            random_state=self.options.random_state,
            solver="liblinear",
            dual=True,
        )

    def _held_out_scores(self, features: csr_matrix, labels: np.ndarray) -> np.ndarray:
        """Scores of each sentence by a model that has not learnt it: what the temperature is fitted on."""
        scores = np.zeros((features.shape[0], len(set(labels))))
        smallest = min(np.unique(labels, return_counts=True)[1])
        if smallest < 2:
            return scores
        folds = StratifiedKFold(
            min(self.options.folds, int(smallest)),
            shuffle=True,
            random_state=self.options.random_state,
        )
        for learnt, held in folds.split(features, labels):
            scores[held] = np.reshape(
                self._regression(labels)
                .fit(features[learnt], labels[learnt])
                .decision_function(features[held]),
                (len(held), -1),
            )
        return scores

    def save(self, folder: Path) -> None:
        """Write the two files into an existing folder."""
        dense = self.dense
        halves = (
            {}
            if dense is None
            else dict(zip(DENSE_ARRAYS, (dense.mean, dense.weights, dense.bias), strict=True))
        )
        np.savez_compressed(
            folder / ARRAYS,
            weights=self.weights.astype(np.float32),
            bias=self.bias,
            **self.features.rarities(),
            **halves,
        )
        description = {
            "intents": self.intents,
            "temperature": self.temperature,
            "mix": list(self.mix),
            "embedding": getattr(self.embedder, "kind", None),
            "options": vars(self.options),
            "features": self.features.vocabularies(),
            "gate": self.gate.as_data(),
            "places": self.features.gazetteer.as_data(),
        }
        (folder / DESCRIPTION).write_text(
            json.dumps(description, ensure_ascii=False), encoding="utf-8"
        )

    @classmethod
    def load(cls, folder: Path, embedder: Optional[Embedder] = None) -> IntentModel:
        """Read what `save` wrote. Raises OSError or ValueError: a half model must never answer.

        Without an embedder, or with another kind than it was trained with, it answers from its words' half.
        """
        description = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        options = {
            **description["options"],
            "letter_ngrams": tuple(description["options"]["letter_ngrams"]),
        }
        if getattr(embedder, "kind", None) != description.get("embedding"):
            embedder = None
        model = cls(Options(**options), Gazetteer.from_data(description["places"]), embedder)
        model.intents = description["intents"]
        model.temperature = description["temperature"]
        model.mix = (description["mix"][0], description["mix"][1])
        model.gate = Gate.from_data(description["gate"])
        with np.load(folder / ARRAYS, allow_pickle=False) as arrays:
            model.weights, model.bias = arrays["weights"].astype(np.float64), arrays["bias"]
            model.features.restore(description["features"], arrays, model.weights.shape[1])
            if "dense_weights" in arrays:
                model.dense = Dense(*(arrays[name] for name in DENSE_ARRAYS))
        return model


def _vectors(embedder: Embedder, texts: list[str]) -> np.ndarray:
    """One caller's message goes through no cache: only sentences that are ours are ever kept."""
    return embedder.one(texts[0])[None] if len(texts) == 1 else embedder.many(texts)


def _best_temperature(scores: np.ndarray, truth: np.ndarray) -> float:
    """The softening under which held-out probabilities are the most honest (least log loss)."""
    if not scores.any():
        return 1.0

    def loss(temperature: float) -> float:
        chosen = _softmax(scores / temperature)[np.arange(len(truth)), truth]
        return float(-np.log(np.clip(chosen, 1e-12, None)).mean())

    return float(minimize_scalar(loss, bounds=(0.05, 5.0), method="bounded").x)
