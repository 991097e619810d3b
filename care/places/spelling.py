"""How a name is spelled: tokens with their exact spans, comparison keys, and how it sounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from care.understanding.normalise import Normalised, normalise

_TOKEN = re.compile(r"\d{5}(?!\d)|\d+[^\W\d_]*|[^\W\d_]+")
_WRITTEN = {
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "stes": "saintes",
    "lez": "les",
    "pce": "provence",
}
SMALL_WORDS = frozenset(
    [
        "l",
        "le",
        "la",
        "les",
        "d",
        "de",
        "du",
        "des",
        "en",
        "sur",
        "sous",
        "a",
        "au",
        "aux",
        "et",
        "s",
        "lez",
        "pres",
    ]
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word as compared (`saint` for `St`), and where it stands in the original."""

    text: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """The words of a text with their spans in the original."""
    message = Normalised(text)
    found: list[Token] = []
    for match in _TOKEN.finditer(message.text):
        start, end = message.span(match.start(), match.end())
        word = match.group()
        found.append(Token(_WRITTEN.get(word, word), start, end))
    return [_spelled_out(found, index) for index in range(len(found))]


def _spelled_out(found: Sequence[Token], index: int) -> Token:
    """`s/ mer` and `s mer` mean `sur mer`, but the `s` of `s'il` does not."""
    token = found[index]
    follows = found[index + 1].text if index + 1 < len(found) else ""
    if token.text == "s" and index and follows not in ("", "il", "y", "ils"):
        return Token("sur", token.start, token.end)
    return token


def joined(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


@lru_cache(maxsize=16384)
def key_of(name: str) -> str:
    """The comparison key of a name: `saint remy de provence`."""
    words = _TOKEN.findall(normalise(name))
    return " ".join(_WRITTEN.get(word, word) for word in words)


def content_of(key: str) -> str:
    """A key without its small words: `aix provence`. A key made of small words only keeps them."""
    kept = [word for word in key.split() if word not in SMALL_WORDS]
    return " ".join(kept) or key


def squeezed(key: str) -> str:
    return key.replace(" ", "")
