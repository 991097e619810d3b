"""Patterns that know a piece of text without which they cannot match, and look for that first.

A reader of a message tries some two hundred patterns on it, and nearly all find nothing: to see that none of
`vomi`, `gerb`, `rend` is there costs a tenth of the search. What a pattern needs is worked out from the pattern itself,
so it can never hide a match; a pattern that needs nothing in particular is searched as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib import import_module
from math import prod
from typing import Any

_MOST_PIECES = 64
_USELESS = 1.2  # pieces that nearly every message holds save nothing
_LENGTH = 200  # letters of a message, about
# How often a character stands in French text without accents; others: once in two hundred.
_SHARE = {
    " ": 0.18, "e": 0.14, "a": 0.07, "s": 0.065, "i": 0.06, "t": 0.06, "n": 0.06, "r": 0.055, "u": 0.05, "l": 0.045,
    "o": 0.045, "d": 0.03, "c": 0.027, "m": 0.025, "p": 0.025, "v": 0.013, "q": 0.01, "f": 0.009, "g": 0.008,
    "b": 0.008, "h": 0.009, "j": 0.006, "x": 0.003, "y": 0.002, "z": 0.001, "k": 0.001, "w": 0.0005,
}  # fmt: skip
_OTHER = 0.005
_WIDEST_RANGE = 10

Pieces = frozenset[str]
_Parsed = Sequence[tuple[Any, Any]]
"""Operations and what they work on, as `re` parses a pattern."""


class Quick:
    """A pattern searched only where a piece it needs stands. Flags are written in the pattern or not at all."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself, made when first needed."""
        return re.compile(self.pattern)

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Pieces of which every match holds at least one; empty where nothing in particular is needed."""
        return tuple(sorted(_needed(self.pattern)))

    def may_be_in(self, text: str) -> bool:
        """Whether a match is possible at all."""
        needs = self.needs
        if not needs:
            return True
        for piece in needs:  # noqa: SIM110 - a plain loop is what makes this worth doing
            if piece in text:
                return True
        return False

    def finditer(self, text: str, *between: int) -> Iterator[re.Match[str]]:
        """Every match, as `re` finds them; in a part of the text with its two ends."""
        return self.compiled.finditer(text, *between) if self.may_be_in(text) else iter(())

    def search(self, text: str, *between: int) -> re.Match[str] | None:
        """The first match, as `re` finds it; in a part of the text with its two ends."""
        return self.compiled.search(text, *between) if self.may_be_in(text) else None

    def match(self, text: str, at: int = 0, *end: int) -> re.Match[str] | None:
        """The match that begins at a place."""
        return self.compiled.match(text, at, *end)


def _needed(pattern: str) -> Pieces:
    parsed: Any = import_module("re._parser").parse(pattern)
    if parsed.state.flags & re.IGNORECASE:
        return frozenset()
    best = _best(_of_sequence(parsed))
    if best is None:
        return frozenset()
    shortest = frozenset(p for p in best if not any(o in p and o != p for o in best))
    if len(shortest) > _MOST_PIECES or _weight(shortest) > _USELESS:
        return frozenset()
    return shortest


def _weight(pieces: Pieces) -> float:
    """How many times, about, a message holds one of the pieces."""
    return sum(_LENGTH * prod(_SHARE.get(letter, _OTHER) for letter in piece) for piece in pieces)


def _best(choices: Iterable[Pieces]) -> Pieces | None:
    return min(choices, key=lambda pieces: (_weight(pieces), sorted(pieces)), default=None)


def _of_sequence(items: _Parsed) -> Iterator[Pieces]:
    """What each part of a sequence needs; letters that follow one another are one piece."""
    run = ""
    for operation, argument in items:
        name = str(operation)
        if name == "LITERAL":
            run += chr(argument)
            continue
        if name in {"ASSERT", "ASSERT_NOT", "AT"}:
            continue
        if run:
            yield frozenset({run})
            run = ""
        found = _of_part(name, argument)
        if found is not None:
            yield found
    if run:
        yield frozenset({run})


def _of_part(name: str, argument: Any) -> Pieces | None:  # noqa: ANN401 - as `re` parses it
    """What one part of a pattern needs; None where it may be absent or is no plain text."""
    if name == "SUBPATTERN":
        _, added_flags, _, inside = argument
        return None if added_flags & re.IGNORECASE else _best(_of_sequence(inside))
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, _, inside = argument
        return _best(_of_sequence(inside)) if least else None
    if name == "BRANCH":
        each = [_best(_of_sequence(branch)) for branch in argument[1]]
        known = [pieces for pieces in each if pieces is not None]
        return frozenset[str]().union(*known) if len(known) == len(each) else None
    return _of_class(argument) if name == "IN" else None


def _of_class(options: _Parsed) -> Pieces | None:
    """The characters of a class, where they are few (`[0-6]`); `\\d` also matches the digits of other scripts."""
    found: set[str] = set()
    for operation, argument in options:
        name = str(operation)
        if name == "LITERAL":
            found.add(chr(argument))
        elif name == "RANGE" and argument[1] - argument[0] < _WIDEST_RANGE:
            found.update(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return None
    return frozenset(found)
