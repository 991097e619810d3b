"""The phrase grammar of the lexicons: `mot`, `mot*` (prefix), `a|b`, `(facultatif)`, `~` (up to three words).

`(de la)` makes several words optional together, `(le|la)` gives optional alternatives. Phrases are written
in ordinary French: accents, case, apostrophes and hyphens do not count.
"""

from __future__ import annotations

import re
from itertools import product

from care.errors import InvalidContent
from care.understanding.normalise import normalise
from care.understanding.words import open_contraction

GAP = "~"
LONGEST_GAP = 3
MOST_VARIANTS = 4000

_PART = re.compile(r"\(([^()]*)\)|(\S+)")
_ELEMENT = re.compile(r"[a-z0-9°%/+^.]+\*?")


def expand(phrase: str) -> frozenset[tuple[str, ...]]:
    """Every sequence of elements a phrase stands for. Raises InvalidContent on a malformed phrase."""
    text = re.sub(r"\s*\|\s*", "|", normalise(phrase))
    choices: list[list[tuple[str, ...]]] = []
    for part in _PART.finditer(text):
        optional = part.group(1) is not None
        options = _options(part.group(1) if optional else part.group(2), phrase)
        choices.append([*options, ()] if optional else options)
    count = 1
    for options in choices:
        count *= len(options)
    if not choices or count > MOST_VARIANTS:
        raise InvalidContent("phrase", f"« {phrase} » gives {count if choices else 0} variants")
    return frozenset(_checked(sum(chosen, ()), phrase) for chosen in product(*choices))


def _options(part: str, phrase: str) -> list[tuple[str, ...]]:
    """The alternatives of one part, each a sequence of elements."""
    sequences: list[tuple[str, ...]] = [()]
    for word in part.split():
        alternatives = [_element(option, phrase) for option in word.split("|") if option]
        sequences = [done + option for done in sequences for option in alternatives]
    if sequences == [()]:
        raise InvalidContent("phrase", f"« {phrase} » has an empty part")
    return sequences


def _element(option: str, phrase: str) -> tuple[str, ...]:
    if option == GAP:
        return (GAP,)
    if not _ELEMENT.fullmatch(option):
        raise InvalidContent("phrase", f"« {phrase} »: « {option} » is not a word")
    return (option,) if option.endswith("*") else open_contraction(option)


def _checked(sequence: tuple[str, ...], phrase: str) -> tuple[str, ...]:
    if not sequence or sequence[0] == GAP or sequence[-1] == GAP:
        raise InvalidContent("phrase", f"« {phrase} » must start and end with a word")
    return sequence
