"""Which words of a vocabulary a misspelled word may stand for.

Policy: only words of six letters or more, the first letter right (a silent h aside), one typing slip or the
same sound (`diarhe`, `chimioterapi`). A word that is French in its own right is never corrected
(`soigne` is not `saigne`): `data/lexicon/real_words.yml` lists those that lie one letter away.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

SHORTEST = 6
_SAME_SOUND = (
    (re.compile(r"^h"), ""),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(?<=[tr])h"), ""),
    (re.compile(r"qu|ck|k"), "c"),
    (re.compile(r"y"), "i"),
    (re.compile(r"eau|au"), "o"),
    (re.compile(r"am(?=[bp])|an|en|em(?=[bp])"), "an"),
    (re.compile(r"ei|ai|er$|ez$"), "e"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=...)(?:e?s|x|t|e)$"), ""),
)


def sound(word: str) -> str:
    """A rough key equal for spellings that sound alike."""
    for pattern, replacement in _SAME_SOUND:
        word = pattern.sub(replacement, word)
    return word


def deletions(word: str) -> set[str]:
    """The word and every word one letter shorter."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


class Speller:
    """Finds the vocabulary words one slip away. Built once, asked for every unknown word."""

    def __init__(self, words: Iterable[str], real_words: frozenset[str]) -> None:
        self._known = frozenset(words)
        self._real = real_words
        self._near: dict[str, set[str]] = defaultdict(set)
        self._sounds: dict[str, set[str]] = defaultdict(set)
        for word in self._known:
            if len(word) < SHORTEST or not word.isalpha():
                continue
            for shorter in deletions(word):
                self._near[shorter].add(word)
            key = sound(word)
            if len(key) >= SHORTEST - 2:
                self._sounds[key].add(word)

    def knows(self, word: str) -> bool:
        """The word is spelled right, or is French in its own right: it is never corrected."""
        return word in self._known or word in self._real

    def near(self, written: str) -> set[str]:
        """Vocabulary words one slip away."""
        return {
            word
            for shorter in deletions(written)
            for word in self._near.get(shorter, ())
            if _same_start(written, word) and OSA.distance(written, word, score_cutoff=1) <= 1
        }

    def same_sound(self, written: str) -> set[str]:
        """Vocabulary words that sound alike."""
        return self._sounds.get(sound(written), set())


def _same_start(written: str, word: str) -> bool:
    return written[0] == word[0] or (word[0] == "h" and written[0] == word[1])
