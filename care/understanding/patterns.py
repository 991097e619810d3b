"""The phrase grammar of the lexicons: `mot`, `mot*` (prefix), `a|b`, `(facultatif)`, `~` (up to three words).

`(de la)` makes several words optional together, `(le|la|sur le)` gives optional alternatives, and `[je suis|on est|]`
is one of several groups of words (the last, empty: or none of them). What is optional at the end would change
nothing, so it is refused: it was meant to be required. Phrases are written
in ordinary French: accents, case, apostrophes and hyphens do not count.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product, takewhile

from care.errors import InvalidContent
from care.understanding.normalise import normalise
from care.understanding.words import open_contraction

GAP = "~"
LONGEST_GAP = 3
MOST_VARIANTS = 12_000
_MOST_PARTS = 40_000
_PART = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\S+")
_ELEMENT = re.compile(r"[a-z0-9°%/+^.]+\*?")
_TENSES = ("es", "ee", "ees", "ent", "er", "ez", "ait", "ais", "aient", "ant")

Element = tuple[str, ...]
"""The words (or `prefix*`) that may stand at one place; `(GAP,)` for a gap."""
Part = tuple[tuple[Element, ...], ...]
"""What may stand for one part of a phrase; `()` where nothing may."""
Choices = list[Part]


def expand(phrase: str) -> frozenset[tuple[Element, ...]]:
    """Every sequence of elements a phrase stands for. Raises InvalidContent on a malformed phrase."""
    return frozenset(sum(chosen, ()) for chosen in product(*read_phrase(phrase)))


def read_phrase(phrase: str) -> Choices:
    """Part by part, what may stand there; `()` where the part may be absent. Raises InvalidContent."""
    text = normalise(phrase)
    if " |" in text or "| " in text:
        text = re.sub(r"\s*\|\s*", "|", text)
    grouped = "(" in text or "[" in text
    parts = [found.group() for found in _PART.finditer(text)] if grouped else text.split()
    try:
        choices = [_part(part) for part in parts]
    except _Malformed as error:
        raise InvalidContent("phrase", f"« {phrase} »{error}") from None
    _check(choices, phrase)
    return choices


class _Malformed(Exception):
    """What is wrong in one part of a phrase."""


@lru_cache(maxsize=_MOST_PARTS)
def _part(written: str) -> Part:
    """Many phrases share their parts (`[je suis|on est]`): each is read once."""
    if written.startswith("[") and written.endswith("]"):
        return tuple(_groups(written[1:-1]))
    if written.startswith("(") and written.endswith(")"):
        return (*_optional(written[1:-1]), ())
    return tuple(_options(written))


def _check(choices: Choices, phrase: str) -> None:
    if not choices or math.prod(map(len, choices)) > MOST_VARIANTS:
        count = math.prod(map(len, choices)) if choices else 0
        raise InvalidContent("phrase", f"« {phrase} » gives {count} variants")
    if () in choices[-1]:
        said = f"« {phrase} » may not end with something optional: [a|b] is required"
        raise InvalidContent("phrase", said)
    if GAP in phrase:
        _check_gaps(choices, phrase)


def _check_gaps(choices: Choices, phrase: str) -> None:
    leading = list(takewhile(lambda options: () in options, choices))
    first = [*leading, choices[len(leading)]]
    if any(GAP in one[0] for options in first for one in options if one) or any(
        GAP in one[-1] for one in choices[-1]
    ):
        raise InvalidContent("phrase", f"« {phrase} » must start and end with a word")
    if any(GAP in e and len(e) > 1 for options in choices for one in options for e in one):
        raise InvalidContent("phrase", f"« {phrase} »: a gap has no alternatives")


def _optional(part: str) -> Iterable[tuple[Element, ...]]:
    """`(sur le|la)` is read both ways, as authors write it: `sur le`, `sur la`, and `la` alone."""
    grouped = _groups(part) if " " in part and "|" in part else ()
    return dict.fromkeys([*_options(part), *grouped])


def _groups(part: str) -> list[tuple[Element, ...]]:
    """One of several groups of words; those of one word stay together as one element."""
    groups = [group.strip() for group in part.split("|")]
    single = "|".join(group for group in groups if group and " " not in group)
    found = [one for group in groups if " " in group for one in _options(group)]
    return [*found, *(_options(single) if single else ()), *([()] if "" in groups else ())]


def _options(part: str) -> list[tuple[Element, ...]]:
    """The sequences of one part; single-word alternatives stay together as one element."""
    if part and " " not in part and "|" not in part:
        return [tuple((piece,) for piece in _element(part))]
    sequences: list[tuple[Element, ...]] = [()]
    for word in part.split():
        read = [_element(option) for option in word.split("|") if option]
        single = tuple(sorted(_with_tenses({option[0] for option in read if len(option) == 1})))
        ends: list[tuple[Element, ...]] = [(single,)] if single else []
        ends += [tuple((piece,) for piece in option) for option in read if len(option) > 1]
        sequences = [done + end for done in sequences for end in ends]
    if sequences == [()] or not sequences:
        raise _Malformed(" has an empty part")
    return sequences


def _with_tenses(words: set[str]) -> set[str]:
    """`claque|claquent` or `claque|claquer` names a verb: it is read in its usual tenses too (`claquait`)."""
    if len(words) < 2:
        return words
    stems = {
        word[: -len(ending)]
        for word in words
        for ending in ("ent", "er", "ait")
        if word.endswith(ending) and f"{word[: -len(ending)]}e" in words
    }
    return words | {stem + end for stem in stems if len(stem) > 2 for end in _TENSES}


@lru_cache(maxsize=_MOST_PARTS)
def _element(option: str) -> tuple[str, ...]:
    if option == GAP:
        return (GAP,)
    if not _ELEMENT.fullmatch(option):
        raise _Malformed(f": « {option} » is not a word")
    return (option,) if option.endswith("*") else open_contraction(option)
