"""The parts of a message that do not tell how the patient is now: somebody else, long over, only supposed.

`status.py` judges a sign by the few words around it; here a whole clause or sentence is set aside, so that `une
fièvre à 39 avec des frissons` told of another cure is past with every sign in it. Safety policy: a part is set aside
only on two independent marks (who it is of and whose illness it is; when it was and that it is over), never where
anything says that it is now, and a sign that came back is never past.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from care.understanding import passage_words as said
from care.understanding.facts import Status
from care.understanding.kin import TIED, is_callers_own
from care.understanding.numbers import SENTENCE

_CLAUSE_END = re.compile(
    r"[,:()]|(?<![a-z])(?:mais|or|par contre|en revanche|et la|sauf que)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Normalised offsets, and what every sign between them is."""

    start: int
    end: int
    status: Status


def passages(text: str) -> tuple[Passage, ...]:
    """The parts of a normalised message that are set aside, in reading order."""
    sentences = [found.span() for found in SENTENCE.finditer(text)]
    found = [
        *_of_others(text, sentences),
        *_long_over(text, sentences),
        *_supposed(text, sentences),
    ]
    return tuple(sorted(found, key=lambda passage: passage.start))


def status_in(parts: tuple[Passage, ...], start: int) -> Status | None:
    """What the passage that holds a place says of it; None outside all of them."""
    return next((part.status for part in parts if part.start <= start < part.end), None)


def _of_others(text: str, sentences: list[tuple[int, int]]) -> Iterator[Passage]:
    """A relative or a bystander who is ill while the caller is the patient; the caller who is not the patient."""
    own = is_callers_own(text)
    if not own:
        yield from _of_the_caller(text, sentences)
    theirs = said.THEIR_CARE.search(text) is not None
    complains = not theirs and (own or said.OWN_SIGN.search(text) is not None)
    for start, end in sentences:
        if said.CONTAGION.search(text, start, end):
            continue
        yield from _of_their_kin(text, start, end)
        for found in said.BYSTANDER.finditer(text, start, end):
            until = _until_self(text, found.end(), end)
            if not said.WITNESS.search(text, found.end(), until):
                yield Passage(found.start(), until, Status.OTHER)
        for found in said.RELATIVE.finditer(text, start, end) if complains else ():
            until = _until_self(text, found.end(), end)
            if _is_a_bystander(text[found.end() : until], own=own):
                yield Passage(found.start(), until, Status.OTHER)


def _of_their_kin(text: str, start: int, end: int) -> Iterator[Passage]:
    """`L'occlusion, c'était son père` (what precedes is his), `son frère a eu une rétention, lui jamais`."""
    for found in said.THEIRS_IT_WAS.finditer(text, start, end):
        yield Passage(start, found.end(), Status.OTHER)
    for found in said.THEIR_KIN.finditer(text, start, end):
        until = _until_self(text, found.end(), end)
        if not said.WITNESS.search(text, found.end(), until):
            yield Passage(found.start(), until, Status.OTHER)


def _of_the_caller(text: str, sentences: list[tuple[int, int]]) -> Iterator[Passage]:
    """`La grippe à 39 c'est moi. Ma femme, qui a eu sa chimio`: what the caller has, beside the one who is treated."""
    for start, end in sentences:
        mine = said.MINE_ASIDE.search(text, start, end)
        if mine and TIED.search(text[:start] + text[end:]):
            yield Passage(start, end, Status.OTHER)


def _is_a_bystander(told: str, *, own: bool) -> bool:
    """Whether what is told of a relative makes nobody's witness or patient of them."""
    if said.WITNESS.search(told) or said.SWALLOWED.search(told):
        return False
    return said.HAD.search(told) is not None or (own and not TIED.search(told))


def _until_self(text: str, start: int, end: int) -> int:
    """Where the sentence turns back to the caller."""
    own = said.SELF.search(text, start, end)
    return own.start() if own else end


def _long_over(text: str, sentences: list[tuple[int, int]]) -> Iterator[Passage]:
    """`la semaine dernière j'ai eu 39,5, tout est rentré dans l'ordre`; `à ma première cure j'avais vomi`."""
    for start, end in sentences:
        over = said.OVER_SINCE.search(text, start, end)
        if over and not said.CAME_BACK.search(text, start):
            yield Passage(_clauses(text, start, end, over.start(), end)[0], over.end(), Status.PAST)
    for index, (start, end) in enumerate(sentences):
        then = said.THEN.search(text, start, end)
        pluperfect = said.PLUPERFECT.search(text, start, end)
        if not (then or pluperfect) or said.CAME_BACK.search(text, start):
            continue
        follows = sentences[index + 1] if index + 1 < len(sentences) else (end, end)
        settled = said.SETTLED.search(text, start, end)
        after = said.SETTLED_NEXT.match(text, *follows)
        if not (settled or after or (then and pluperfect)):
            continue
        first = min(mark.start() for mark in (then, pluperfect) if mark)
        begin, until = _clauses(text, start, end, first, settled.start() if settled else end)
        if not said.NOW.search(text, begin, until):
            yield Passage(begin, until, Status.PAST)


def _clauses(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """From the clause of `first` to that of `last`, or to the first clause that is of now."""
    borders = [start, *(found.end() for found in _CLAUSE_END.finditer(text, start, end)), end]
    begin = max(border for border in borders if border <= first)
    for border, following in pairwise(borders):
        if border > begin and said.NOW.search(text, border, following):
            return begin, border
        if border >= last:
            return begin, following
    return begin, end


def _supposed(text: str, sentences: list[tuple[int, int]]) -> Iterator[Passage]:
    """`si un jour ma température montait à 39 avec des frissons`; `en cas de fièvre, de frissons`; a leaflet read."""
    for start, end in sentences:
        for opening in (said.SUPPOSE, said.IF_EVER, said.LEAFLET):
            found = opening.search(text, start, end)
            if found and not said.IS_SO.search(text, start, end):
                yield Passage(found.start(), end, Status.HYPOTHETICAL)
        for found in said.IN_CASE.finditer(text, start, end):
            yield Passage(found.start(), found.end(), Status.HYPOTHETICAL)
