"""What was learnt, and what it makes of a message: how grave it sounds, and the signs it most likely speaks of."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from care.second_look.features import features

FEWEST_FEATURES = 18  # about six words: of fewer nothing is guessed


class Likely(NamedTuple):
    """A sign that a message may speak of. `score` only orders the signs of one message."""

    entity: str
    code: str
    score: float


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression on the presence of features."""

    bias: float
    each: array[float]

    def share(self, known: Sequence[int]) -> float:
        """Between 0 and 1; each feature counts for less in a longer message."""
        total = sum(self.each[number] for number in known)
        return 1 / (1 + math.exp(-self.bias - total / math.sqrt(len(known))))


@dataclass(frozen=True, slots=True)
class SignTable:
    """Log-odds of each sign: what its absence of every feature says (`alone`, `short`), and what each feature adds.

    `first[n]` to `first[n + 1]` are the places of feature n in `sign` and `added`.
    """

    names: tuple[tuple[str, str], ...]
    alone: array[float]
    short: array[float]
    first: array[int]
    sign: array[int]
    added: array[float]

    def likeliest(self, known: Sequence[int], most: int) -> list[Likely]:
        """The signs of a text that has these features, the likeliest first."""
        scores = self._scores(known)
        best = sorted(range(len(scores)), key=lambda index: (-scores[index], index))[:most]
        return [Likely(*self.names[index], scores[index]) for index in best]

    def score(self, sign: Likely, known: Sequence[int]) -> float:
        """How likely a text with these features is to speak of one sign."""
        return self._scores(known)[self.names.index((sign.entity, sign.code))]

    def _scores(self, known: Sequence[int]) -> list[float]:
        scores = [each * len(known) for each in self.short]
        for number in known:
            for place in range(self.first[number], self.first[number + 1]):
                scores[self.sign[place]] += self.added[place]
        root = math.sqrt(len(known))
        return [score / root + alone for score, alone in zip(scores, self.alone, strict=True)]


@dataclass(frozen=True, slots=True)
class Learned:
    """`red` and `serious` tell the messages of those levels (at least amber) from all others."""

    vocabulary: Mapping[str, int]
    red: Weights
    serious: Weights
    signs: SignTable

    def known(self, text: str) -> tuple[int, ...]:
        """The features of a text that were learnt; none of a text too short to guess at."""
        found = sorted(self.vocabulary[f] for f in features(text) if f in self.vocabulary)
        return tuple(found) if len(found) >= FEWEST_FEATURES else ()
