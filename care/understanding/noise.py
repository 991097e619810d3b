"""Is there anything to understand? Empty, signs only, or keys hit at random."""

from __future__ import annotations

import re

from care.understanding.library import words_of
from care.understanding.normalise import normalise

_VOWELS = set("aeiouy")
_RUNS = re.compile(
    r"azer|zert|erty|rtyu|tyui|yuio|uiop|qwer|wert|qsdf|sdfg|dfgh|fghj|ghjk|hjkl|jklm|asdf|wxcv"
    r"|xcvb|cvbn|zxcv|vbnm"
)


def text_is_noise(text: str) -> bool:
    """True for `''`, `?`, `👍`, `asdf qwerty`, `kjhgkjh`: nothing that could be a wish. A number is never noise."""
    words = re.findall(r"[^\W_]+", normalise(text))
    if not words:
        return True
    return all(_meaningless(word) for word in words)


def _meaningless(word: str) -> bool:
    if word.isdigit() or any(c.isdigit() for c in word) or word in words_of("short_words"):
        return False
    if len(set(word)) == 1 and len(word) > 1:
        return True
    if not word.isascii():
        return False
    if len(word) == 1:
        return True
    vowels = sum(c in _VOWELS for c in word)
    if _RUNS.search(word):
        return True
    if vowels == 0:
        return len(word) > 3
    return bool(re.search(r"[bcdfghjklmnpqrstvwxz]{5,}", word)) and vowels * 4 < len(word)
