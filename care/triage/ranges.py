"""Which range of a list a number falls in: « 1 à 3 », « 7 ou plus », « moins de 37,5 », « plus de 6 semaines »."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_BETWEEN = re.compile(rf"{_NUMBER} à {_NUMBER}")
_AT_LEAST = re.compile(rf"{_NUMBER}(?: \w+)? ou plus")
_MORE = re.compile(rf"[Pp]lus de {_NUMBER}")
_LESS = re.compile(rf"[Mm]oins de {_NUMBER}")


def range_of(number: float, titles: Sequence[str]) -> int | None:
    """Return the one option whose range holds the number; None when none or several do."""
    holding = [index for index, title in enumerate(titles) if _holds(title, number)]
    return holding[0] if len(holding) == 1 else None


def _holds(title: str, number: float) -> bool:
    between, least = _BETWEEN.search(title), _AT_LEAST.search(title)
    more, less = _MORE.search(title), _LESS.search(title)
    if between:
        return _value(between[1]) <= number <= _value(between[2])
    if least:
        return number >= _value(least[1])
    if more:
        return number > _value(more[1])
    return less is not None and number < _value(less[1])


def _value(text: str) -> float:
    return float(text.replace(",", "."))
