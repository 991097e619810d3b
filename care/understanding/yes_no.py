"""Short answers to a question just asked: closed, negation-aware, never guessed.

A refusal read as a yes must be impossible: any refusal or negation in the answer forbids YES, and an answer
that holds anything beyond the words of `data/understanding/yes_no.yml` is NEITHER, so the question is asked again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from pydantic import Field

from care.content import DATA, Provenance, Strict, load_content
from care.understanding.normalise import normalise

_FILE = DATA / "understanding" / "yes_no.yml"
_NOT_A_LETTER = re.compile(r"[^a-z0-9 ]+")
_LEADING_BUT = re.compile(r"^mais (?!c )")  # « mais oui », « mais non »
_DRAWN_OUT = (
    (re.compile(r"(?<![a-z])o+u+i+(?![a-z])"), "oui"),
    (re.compile(r"(?<![a-z])n+o+n+(?![a-z])"), "non"),
    (re.compile(r"(?<![a-z])n+a+n+(?![a-z])"), "nan"),
)
_REFUSING = frozenset({"no", "negation"})
_AGREEING = frozenset({"yes", "easy_yes"})
Kinds = frozenset[str]
_MEANINGFUL = _REFUSING | _AGREEING | {"doubt"}


class YesNo(StrEnum):
    """The four readings of an answer to a yes-no question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    NEITHER = "neither"


class _Words(Strict):
    """`change` asks for something else; `acts` are what a negation can refuse; `polite` changes nothing."""

    meta: Provenance
    yes: tuple[str, ...] = Field(min_length=1)
    opening_yes: tuple[str, ...]
    easy_yes: tuple[str, ...]
    no: tuple[str, ...] = Field(min_length=1)
    negation: tuple[str, ...] = Field(min_length=1)
    doubt: tuple[str, ...]
    change: tuple[str, ...]
    polite: tuple[str, ...]
    acts: tuple[str, ...]


def read_yes_no(text: str, *, strict: bool = False) -> YesNo:
    """The closed reading of an answer. `strict`, before an act: « d'accord, j'en parle à mon mari » is no yes."""
    words = _LEADING_BUT.sub("", _NOT_A_LETTER.sub(" ", normalise(text)).strip())
    for drawn_out, plain in _DRAWN_OUT:
        words = drawn_out.sub(plain, words)
    read = _kinds_of(words.split())
    if not read:
        return _by_sign(text)
    said = [kind for kinds in read for kind in _MEANINGFUL & kinds]
    if "doubt" in said:
        return _doubtful(read, said)
    if _REFUSING & set(said):
        return _negative(read, said)
    reading = _positive(read, said)
    return YesNo.NEITHER if strict and not _plain(read) else reading


def _doubtful(read: Sequence[Kinds], said: Sequence[str]) -> YesNo:
    """« Je sais pas mais non », « non peut-être pas » refuse; a yes beside a doubt stays a doubt."""
    no_then_doubt = "no" in read[0] and len(read) > 1 and "doubt" in read[1]
    if said[-1] == "no" or (no_then_doubt and "negation" in said):
        return YesNo.NO
    return YesNo.UNSURE


def _negative(read: Sequence[Kinds], said: Sequence[str]) -> YesNo:
    """With a refusal inside, the answer is NO or NEITHER, never YES."""
    if said[0] == "no":
        return YesNo.NO
    if (
        said[0] in _AGREEING
    ):  # « oui enfin non », « absolument pas » refuse; « oui mais pas demain » is asked again
        refused = said[-1] == "no" or _yes_then_not(read)
        return YesNo.NO if refused and _plain(read, "change") else YesNo.NEITHER
    return YesNo.NO if _plain(read, "acts") else YesNo.NEITHER


def _positive(read: Sequence[Kinds], said: Sequence[str]) -> YesNo:
    """« Oui depuis hier » is a yes with more to read; « si » alone is a yes, but not « si c'est le matin »."""
    if not said or any("change" in kinds for kinds in read):
        return YesNo.NEITHER
    if _plain(read):
        return YesNo.YES
    opening = next(kinds for kinds in read if "polite" not in kinds)
    return YesNo.YES if "opening_yes" in opening else YesNo.NEITHER


def _yes_then_not(read: Sequence[Kinds]) -> bool:
    return any("yes" in a and "negation" in b for a, b in pairwise(read))


def _plain(read: Sequence[Kinds], *also: str) -> bool:
    return all(kinds & (_MEANINGFUL | {"polite", *also}) for kinds in read)


def _by_sign(text: str) -> YesNo:
    """A thumb or a tick alone."""
    if any(sign in text for sign in "👎❌🚫✖"):
        return YesNo.NO
    return YesNo.YES if any(sign in text for sign in "👍✅👌✔") else YesNo.NEITHER


def _kinds_of(words: Sequence[str]) -> list[Kinds]:
    """What each phrase of the answer is, the longest phrase first; a word of no list is of no kind."""
    phrases, longest = yes_no_words()
    read: list[Kinds] = []
    at = 0
    while at < len(words):
        size = next(
            (n for n in range(longest, 0, -1) if " ".join(words[at : at + n]) in phrases), 0
        )
        read.append(phrases[" ".join(words[at : at + size])] if size else frozenset())
        at += size or 1
    return read


@lru_cache(maxsize=1)
def yes_no_words() -> tuple[dict[str, Kinds], int]:
    """What each phrase of the file is, and the words of the longest. Raises InvalidContent."""
    content = load_content(_FILE, _Words)
    phrases: dict[str, Kinds] = {}
    for kind in _Words.model_fields:
        for phrase in getattr(content, kind) if kind != "meta" else ():
            phrases[phrase] = phrases.get(phrase, frozenset()) | {kind}
    return phrases, max(phrase.count(" ") + 1 for phrase in phrases)
