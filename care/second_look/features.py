"""What the second look sees of a message: its words, their beginnings, and pairs that stand side by side."""

from __future__ import annotations

import re
from itertools import pairwise

from care.understanding.normalise import normalise

MOST_WORDS = 400  # of a longer message the rest is read by the rules alone
NUMBER = "0"  # a value is read by the rules; here it is only known to be there
_WORD = re.compile(r"[a-z0-9]+")
_LONG, _LONGER = 4, 5
_CONTENT = 3


def features(text: str) -> frozenset[str]:
    """Each at most once: a message that repeats itself says no more."""
    words = [_plain(word) for word in _WORD.findall(normalise(text))[:MOST_WORDS]]
    heavy = [word[:_LONG] for word in words if len(word) >= _CONTENT]
    return frozenset(
        (
            *words,
            *(f"{one} {two}" for one, two in pairwise(words)),
            *(f"^{word[:_LONG]}" for word in words if len(word) > _LONG),
            *(f"^{word[:_LONGER]}" for word in words if len(word) > _LONGER),
            *(f"{one}_{two}" for one, two in pairwise(heavy)),
        )
    )


def _plain(word: str) -> str:
    return NUMBER if word.isdigit() else word
