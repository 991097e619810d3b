"""What a person typed, made safe to read: no control characters, no look-alike of an engine command.

Rasa takes a text that starts with `/` (also after spaces) for an intent with slots, at full confidence, and
reserves `EXTERNAL:`. Only our own buttons may say such things, so typed ones lose their mark.
"""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 10_000
ENGINE_CHARACTERS = 1_000
_HEAD_CHARACTERS = 600
_NEW_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SLASHES = frozenset("/\\⁄∕⧸⧹╱⟋｜／＼")
_RESERVED = re.compile(r"external\s*[:：]\s*", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?;\n]\s")


def clean(text: str) -> str:
    """Drop what no screen shows (controls, zero-width and direction marks, halves of characters)."""
    lines = _NEW_LINES.sub("\n", text).replace("\t", " ")
    kept = "".join(
        char for char in lines if char == "\n" or unicodedata.category(char) not in _UNSEEN
    )
    return kept.strip()


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def defuse(text: str) -> str:
    """Take away every mark at the start that the engine would obey."""
    while True:
        shorter = text.lstrip()
        while shorter and _is_slash(shorter[0]):
            shorter = shorter[1:].lstrip()
        reserved = _RESERVED.match(unicodedata.normalize("NFKC", shorter[:40]))
        if reserved:
            shorter = shorter[_end_of_reserved(shorter) :]
        if shorter == text:
            return text
        text = shorter


def _is_slash(char: str) -> bool:
    return char in _SLASHES or unicodedata.normalize("NFKC", char)[:1] in _SLASHES


def _end_of_reserved(text: str) -> int:
    """Where the reserved word ends in the text as it was written: at its colon."""
    colons = [index for index in (text.find(":"), text.find("：")) if index >= 0]
    return min(colons) + 1 if colons else len("external")


def shorten(text: str, limit: int = ENGINE_CHARACTERS) -> str:
    """Keep the beginning and the end of a long text, cut between sentences or words.

    People say who and what first, and what they want last; the facts of the middle are already read.
    """
    if len(text) <= limit:
        return text
    head = _cut_end(text[:_HEAD_CHARACTERS])
    room = limit - len(head) - len(" … ")
    return f"{head} … {_cut_start(text[-room:])}"


def _cut_end(text: str) -> str:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    if ends and ends[-1] > len(text) // 2:
        return text[: ends[-1]].rstrip()
    space = text.rfind(" ")
    return text[:space] if space > len(text) // 2 else text


def _cut_start(text: str) -> str:
    found = _SENTENCE_END.search(text)
    if found and found.end() < len(text) // 2:
        return text[found.end() :]
    space = text.find(" ")
    return text[space + 1 :] if 0 <= space < len(text) // 2 else text
