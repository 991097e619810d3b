"""Out-of-vocabulary gate: a text whose letters look like nothing we have learnt is not understood.

Without it any classifier gives noise the shortest intent with great confidence (`asdf qwerty`, `?`, `👍`
became "yes" at 0.97 in measurements), and a yes nobody gave could book or cancel.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from relais_engine.text import words

ANCHORS = ("nombretemperature", "nombrejour", "nombrerpps", "nombretelephone", "nombrereference")
NUMBER = "nombre"
UNITS = frozenset(["mm", *"abcdefghijklmnopqrstuvwxyz"])  # of one letter, and yet words
ROWS = "azertyuiop qsdfghjklm wxcvbn qwertyuiop asdfghjkl zxcvbnm"
KEYBOARD = f"{ROWS} {ROWS[::-1]}"
_DRUMMED = re.compile(r"(.{1,4})\1+.{0,3}")  # the same keys again and again


def trigrams(word: str) -> list[str]:
    """Three-letter pieces of a word with its borders: `oui` gives ` ou`, `oui`, `ui `."""
    padded = f" {word} "
    return [padded[i : i + 3] for i in range(len(padded) - 2)]


@dataclass(frozen=True)
class Gate:
    """Knows whole words and the letter sequences of French words."""

    known_words: frozenset[str] = frozenset()
    known_trigrams: frozenset[str] = frozenset()
    least_known: float = 0.6

    @classmethod
    def learn(cls, plain: list[str], least_known: float = 0.6) -> Gate:
        """From normalised training texts."""
        vocabulary = frozenset(
            word for text in plain for word in words(text) if len(set(word)) > 1 or word in UNITS
        )
        pieces = frozenset(piece for word in vocabulary for piece in trigrams(word))
        return cls(vocabulary, pieces, least_known)

    def knows(self, plain: str) -> bool:
        """Whether enough of a normalised text is made of known words, or of letters that could be French."""
        found = words(plain)
        if not found:
            return NUMBER in plain or plain.count("?") > 1
        share = sum(self._share(word) * len(word) for word in found) / sum(
            len(word) for word in found
        )
        return share >= self.least_known or any(anchor in plain for anchor in ANCHORS)

    def _share(self, word: str) -> float:
        if word in self.known_words:
            return 1.0
        if (len(word) > 3 and word in KEYBOARD) or _DRUMMED.fullmatch(word):
            return 0.0
        pieces = trigrams(word)
        return sum(piece in self.known_trigrams for piece in pieces) / len(pieces)

    def as_data(self) -> dict[str, Any]:
        return {
            "words": sorted(self.known_words),
            "trigrams": sorted(self.known_trigrams),
            "least_known": self.least_known,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Gate:
        return cls(
            frozenset(data["words"]), frozenset(data["trigrams"]), float(data["least_known"])
        )
