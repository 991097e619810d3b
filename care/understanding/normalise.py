"""One spelling for all readers: lower case, no accents, plain spaces, with the way back to the original.

Apostrophes and hyphens become spaces, ligatures are opened, invisible characters vanish. Line ends are
kept in `Normalised` (a new line closes a clause) and become spaces in `normalise`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

from care.understanding.words import Word, split_words

_BLANK = "'’‘ʼ`´′‛-‐‑‒–—―−_\u00a0"
_SPECIAL = {
    "œ": "oe",
    "Œ": "oe",
    "æ": "ae",
    "Æ": "ae",
    "º": "°",
    "˚": "°",
    "℃": "°c",
    "µ": "u",
    "μ": "u",
    "…": "...",
    "≥": ">=",
    "≤": "<=",
    "≈": "~",
    "×": "x",
    "²": "2",
    "⁹": "^9",
    "½": "1/2",
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "\x85": "\n",
    **dict.fromkeys(_BLANK, " "),
}
_PLAIN_ALREADY = re.compile(
    r"[a-z0-9 |()~*\[\]]*"
)  # nothing to fold: most of what we write ourselves
_INVISIBLE = {"Cf", "Cc", "Mn", "Me"}


def _fold(character: str) -> str:
    """What one original character becomes; an empty string when it only decorates its neighbour."""
    if character == "\n":
        return character
    if character in _SPECIAL:
        return _SPECIAL[character]
    if character.isspace():
        return " "
    if unicodedata.category(character) in _INVISIBLE:
        return ""
    opened = unicodedata.normalize("NFKD", character.casefold())
    kept = "".join(c for c in opened if unicodedata.category(c) not in _INVISIBLE)
    return "".join(_SPECIAL.get(c, " " if c.isspace() else c) for c in kept).casefold()


_FOLDED: dict[str, str] = {chr(code): _fold(chr(code)) for code in range(0x250)}


class Normalised:
    """A message in one spelling. `offsets[i]` is where the i-th character came from in the original."""

    def __init__(self, original: str) -> None:
        self.original = original
        characters: list[str] = []
        offsets: list[int] = []
        for index, character in enumerate(original):
            folded = _FOLDED.get(character)
            for piece in _fold(character) if folded is None else folded:
                if piece in " \n" and not _wanted_space(characters, piece):
                    continue
                characters.append(piece)
                offsets.append(index)
        while characters and characters[-1] in " \n":
            characters.pop()
            offsets.pop()
        self.text = "".join(characters)
        self.offsets = offsets

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of a normalised one; marks that decorate the last letter are included."""
        if start >= end:
            place = self.offsets[start] if start < len(self.offsets) else len(self.original)
            return place, place
        last = self.offsets[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return self.offsets[start], last

    def evidence(self, start: int, end: int) -> str:
        """The exact words of the original behind a normalised span."""
        first, last = self.span(start, end)
        return self.original[first:last]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words, with the clause borders between them."""
        return split_words(self.text)


def _wanted_space(characters: list[str], piece: str) -> bool:
    """One space between words, one line end between lines, none at the start."""
    if not characters:
        return False
    if characters[-1] == "\n":
        return False
    if characters[-1] == " ":
        if piece == "\n":
            characters[-1] = "\n"
        return False
    return True


def normalise(text: str) -> str:
    """The one spelling of a short text, line ends included as spaces."""
    if _PLAIN_ALREADY.fullmatch(text):
        return " ".join(text.split())
    return Normalised(text).text.replace("\n", " ")
