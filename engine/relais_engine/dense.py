"""The half of the intent model that reads sentence embeddings, and how much each half is listened to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Tuple

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.utils.class_weight import compute_class_weight

UNKNOWN = "out_of_scope"
HELD_OUT_ROUNDS = 100  # only to calibrate: the same answers but for two sentences in a thousand


@dataclass(frozen=True)
class Dense:
    """A logistic regression on embeddings centred on the training mean (raw ones all look alike) and renormalised."""

    mean: np.ndarray
    weights: np.ndarray
    bias: np.ndarray

    @classmethod
    def fit(
        cls, vectors: np.ndarray, labels: np.ndarray, strength: float, rounds: int = 400
    ) -> Dense:
        mean = vectors.mean(axis=0)
        learnt = LogisticRegression(
            C=strength, class_weight=class_weights(labels), max_iter=rounds, random_state=42
        )
        learnt.fit(_centred(vectors, mean), labels)
        weights, bias = learnt.coef_, learnt.intercept_
        if len(learnt.classes_) == 2:  # scikit-learn keeps one row for two classes
            weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
        return cls(mean, weights, bias)

    def scores(self, vectors: np.ndarray) -> np.ndarray:
        return np.asarray(_centred(vectors, self.mean) @ self.weights.T + self.bias)


def class_weights(labels: np.ndarray) -> Dict[str, float]:
    """Balanced, but what is not for us counts double: it is the most varied thing people write."""
    names = np.unique(labels)
    weights = compute_class_weight("balanced", classes=names, y=labels)
    return {
        str(name): float(weight) * (2.0 if name == UNKNOWN else 1.0)
        for name, weight in zip(names, weights, strict=True)
    }


def _centred(vectors: np.ndarray, mean: np.ndarray) -> np.ndarray:
    moved = vectors - mean
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9))


def held_out_scores(
    vectors: np.ndarray, labels: np.ndarray, strength: float, folds: int, random_state: int
) -> np.ndarray:
    """Scores of each sentence by a regression that has not learnt it, on the same folds as the words' half."""
    scores = np.zeros((len(labels), len(set(labels))))
    split = StratifiedKFold(folds, shuffle=True, random_state=random_state)
    for learnt, held in split.split(vectors, labels):
        scores[held] = Dense.fit(vectors[learnt], labels[learnt], strength, HELD_OUT_ROUNDS).scores(
            vectors[held]
        )
    return scores


def best_mix(words: np.ndarray, dense: np.ndarray, truth: np.ndarray) -> Tuple[float, float]:
    """The two factors under which held-out probabilities are the most honest: mixes and calibrates at once."""

    def loss(factors: np.ndarray) -> float:
        scores = factors[0] * words + factors[1] * dense
        top = scores.max(axis=1, keepdims=True)
        logs = scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
        return float(-logs[np.arange(len(truth)), truth].mean())

    found = minimize(
        loss,
        [1.0, 1.0],
        method="Nelder-Mead",
        bounds=[(0.05, 20.0)] * 2,
        options={"xatol": 1e-3, "fatol": 1e-5},
    )
    return float(found.x[0]), float(found.x[1])
