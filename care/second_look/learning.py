"""Learning, in plain Python and always to the same numbers: a logistic regression for the levels, and for the signs
how much more often each feature stands in sentences that say them than in all others (naive Bayes).
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from care.second_look.corpus import Example
from care.second_look.features import features
from care.second_look.learned import Learned, SignTable, Weights
from care.triage.levels import Level

FEWEST_TEXTS = 3  # a feature seen in fewer is a name or an accident
FEWEST_OF_A_SIGN = 8
_SMOOTHING = 0.05
_ROUNDS = 8
_STEP = 3.0
_SPREAD = 7919  # a prime: texts of one file must not follow each other
_SERIOUS = frozenset({Level.RED, Level.AMBER})


@dataclass(frozen=True, slots=True)
class _Row:
    known: tuple[int, ...]
    example: Example


def learn(examples: Iterable[Example]) -> Learned:
    """Learn from every text; the same texts give the same numbers."""
    seen = [(features(example.text), example) for example in examples]
    counted = Counter(feature for found, _ in seen for feature in found)
    kept = sorted(feature for feature, count in counted.items() if count >= FEWEST_TEXTS)
    vocabulary = {feature: number for number, feature in enumerate(kept)}
    rows = [
        _Row(tuple(sorted(vocabulary[f] for f in found if f in vocabulary)), example)
        for found, example in seen
    ]
    rows = [row for row in rows if row.known]
    graded = _spread([row for row in rows if row.example.graded])
    return Learned(
        vocabulary,
        red=_regression(graded, len(kept), lambda level: level is Level.RED),
        serious=_regression(graded, len(kept), lambda level: level in _SERIOUS),
        signs=_table(rows, len(kept)),
    )


def _spread(rows: Sequence[_Row]) -> list[_Row]:
    return [rows[number * _SPREAD % len(rows)] for number in range(len(rows))]


def _regression(rows: Sequence[_Row], size: int, yes: Callable[[Level | None], bool]) -> Weights:
    each, bias = array("f", bytes(4 * size)), 0.0
    for turn in range(_ROUNDS):
        step = _STEP / (1 + turn)
        for row in rows:
            value = 1 / math.sqrt(len(row.known))
            score = bias + value * sum([each[number] for number in row.known])
            wrong = yes(row.example.level) - 1 / (1 + math.exp(-score))
            bias += 0.1 * step * wrong
            change = step * wrong * value
            for number in row.known:
                each[number] += change
    return Weights(bias, each)


def _table(rows: Sequence[_Row], size: int) -> SignTable:
    """Counts of features beside signs, as log-odds."""
    of_signs = Counter(sign for row in rows for sign in row.example.signs)
    names = sorted(sign for sign, count in of_signs.items() if count >= FEWEST_OF_A_SIGN)
    index = {name: number for number, name in enumerate(names)}
    beside: list[Counter[int]] = [Counter() for _ in range(size)]
    of_feature, of_name = [0] * size, [0] * len(names)
    for row in rows:
        told = [index[sign] for sign in row.example.signs if sign in index]
        for number in row.known:
            of_feature[number] += 1
            beside[number].update(told)
        for name in told:
            of_name[name] += len(row.known)
    every = sum(of_feature)
    first, sign, added = array("I", [0]), array("H"), array("f")
    for number, counts in enumerate(beside):
        for name, count in sorted(counts.items()):
            sign.append(name)
            added.append(_added(count, of_feature[number]))
        first.append(len(sign))
    smooth = _SMOOTHING * size
    return SignTable(
        names=tuple(names),
        alone=array("f", (math.log(of_signs[name] / len(rows)) for name in names)),
        short=array("f", (math.log((every - own + smooth) / (own + smooth)) for own in of_name)),
        first=first,
        sign=sign,
        added=added,
    )


def _added(count: int, of_feature: int) -> float:
    """How much more a feature says with this count beside a sign than with none."""
    among, others = count + _SMOOTHING, of_feature - count + _SMOOTHING
    return math.log(among / _SMOOTHING) - math.log(others / (of_feature + _SMOOTHING))
