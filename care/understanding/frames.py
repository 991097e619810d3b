"""Frames: a sign said by its parts, in any order: a part of the body, and what happens to it.

A phrase lexicon needs each wording; a frame needs one word of each of its concepts, close together, within one
sentence. `la langue, on dirait qu'elle a doublé` is `tongue` + `swells`. Precision comes from small concepts
and from `none`; what a frame reads wrongly can only raise a level.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from care.content import Provenance, Strict, load_content
from care.errors import InvalidContent
from care.understanding.facts import Status
from care.understanding.lexicon import CONCEPT, Concepts, Entry, Findings
from care.understanding.normalise import Normalised
from care.understanding.numbers import Draft
from care.understanding.status import status_of
from care.understanding.words import HARD_BORDER, NO_BORDER, Word

FRAMED_AT_MOST = 20  # places of one frame in one message: beyond, it only repeats itself
_NEAR = 7
_WORDS_OF_A_CONCEPT = 6
_OWN_NO = re.compile(r"\b(?:plus|pas|rien|sans|aucune?|impossible|incapable)\b")
_AROUND = 4  # words looked at on each side for what must not be there


class Frame(Strict):
    """One sign. `all`: one concept each (`leg|arm`: either), the telling one last, its status is the frame's."""

    code: str
    all: tuple[str, ...] = Field(min_length=2)
    none: tuple[str, ...] = ()
    within: int = Field(default=_NEAR, ge=1, le=40)
    sentences: int = Field(default=1, ge=1, le=4)


class FrameFile(Strict):
    """The shape of every file of `data/frames/`. Concepts are shared by all files."""

    meta: Provenance
    concepts: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ready:
    """A frame whose names have been looked up."""

    frame: Frame
    parts: tuple[frozenset[str], ...]
    sign: Entry


@dataclass(frozen=True, slots=True)
class Frames:
    """Every frame, by the concept that tells it."""

    concepts: tuple[Entry, ...]
    frames: tuple[_Ready, ...]
    told_by: Mapping[str, tuple[int, ...]]  # concept that tells → places in `frames`

    @classmethod
    def from_files(cls, paths: Sequence[Path], signs: Mapping[str, Entry]) -> Frames:
        """Read the files together. Raises InvalidContent for an unknown code or concept, or one defined twice."""
        files = [(str(path), load_content(path, FrameFile)) for path in paths]
        concepts: dict[str, Entry] = {}
        for path, file in files:
            for name, phrases in file.concepts.items():
                if name in concepts:
                    raise InvalidContent(path, f"the concept {name} is defined twice")
                concepts[name] = Entry(code=name, entity=CONCEPT, label=name, phrases=phrases)
        ready = [
            _ready(frame, path, concepts, signs) for path, file in files for frame in file.frames
        ]
        told_by: dict[str, list[int]] = {}
        for place, each in enumerate(ready):
            for concept in each.parts[-1]:
                told_by.setdefault(concept, []).append(place)
        places = {concept: tuple(found) for concept, found in told_by.items()}
        return cls(tuple(concepts.values()), tuple(ready), places)

    def read(self, message: Normalised, found: Findings) -> list[Draft]:
        """The signs whose concepts stand together; where a `not_phrase` refuses a code, no frame gives it."""
        present: set[str] = set()
        for names, _, _ in found.concepts:
            present.update(names)
        places = {place for name in present for place in self.told_by.get(name, ())}
        possible = [
            self.frames[place]
            for place in sorted(places)
            if not any(part.isdisjoint(present) for part in self.frames[place].parts)
        ]
        if not possible:
            return []
        here = _places(possible, found.concepts)
        sentence = _sentences(message.words)
        drafts = [
            _draft(ready, span, message)
            for ready in possible
            for span in islice(_spans(ready, here, sentence), FRAMED_AT_MOST)
            if not _vetoed(ready.frame.code, span, found.refused)
        ]
        return _one_for_each_place(drafts)


class _Said(NamedTuple):
    """Where a concept is said: its first and its last word."""

    first: int
    last: int


def _places(
    possible: Sequence[_Ready], concepts: Sequence[Concepts]
) -> Mapping[str, Sequence[_Said]]:
    """Where the concepts that these frames need, or refuse, are said; each place once, in reading order."""
    needed = frozenset[str]().union(
        *(r.frame.none for r in possible), *(p for r in possible for p in r.parts)
    )
    here: dict[str, set[_Said]] = {}
    for names, first, last in concepts:
        for name in names:
            if name in needed:
                here.setdefault(name, set()).add(_Said(first, last))
    return {name: sorted(said) for name, said in here.items()}


@dataclass(frozen=True, slots=True)
class _Span:
    first: int
    last: int
    head: _Said
    others: tuple[_Said, ...]


def _ready(
    frame: Frame, path: str, concepts: Mapping[str, Entry], signs: Mapping[str, Entry]
) -> _Ready:
    parts = tuple(frozenset(part.split("|")) for part in frame.all)
    unknown = frozenset(frame.none).union(*parts) - concepts.keys()
    if unknown:
        raise InvalidContent(path, f"{frame.code}: no concept {', '.join(sorted(unknown))}")
    if frame.code not in signs:
        raise InvalidContent(path, f"{frame.code} is no code of the lexicons")
    return _Ready(frame, parts, signs[frame.code])


def _vetoed(code: str, span: _Span, vetoes: Sequence[tuple[str, int, int]]) -> bool:
    return any(c == code and span.first <= end and start <= span.last for c, start, end in vetoes)


def _sentences(words: Sequence[Word]) -> list[int]:
    """For each word, the number of its sentence."""
    number = 0
    numbers: list[int] = []
    for word in words:
        number += word.border == HARD_BORDER
        numbers.append(number)
    return numbers


def _spans(
    ready: _Ready, here: Mapping[str, Sequence[_Said]], sentence: Sequence[int]
) -> Iterable[_Span]:
    """The tightest way, for each telling word, to have every other concept beside it."""
    frame = ready.frame
    named = [_of(part, here) for part in ready.parts]
    forbidden = [
        match
        for match in _of(frame.none, here)
        if not any(_holds(said, match) for group in named for said in group)
    ]
    reach = frame.within + _WORDS_OF_A_CONCEPT * len(named)
    for head in named[-1]:
        best: _Span | None = None
        near = [_around(head, group, reach) for group in named[:-1]]
        for others in product(*near):
            span = _span(head, others)
            if span is None or _too_wide(span, frame, sentence):
                continue
            if best is None or span.last - span.first < best.last - best.first:
                best = span
        if best is not None and not _spoilt(best, forbidden, sentence):
            yield best


def _holds(said: _Said, match: _Said) -> bool:
    """A word refused inside a longer one of the frame's own spoils nothing: `fort` in `pas plus fort`."""
    longer = said.last - said.first > match.last - match.first
    return longer and said.first <= match.first and match.last <= said.last


def _of(names: Iterable[str], here: Mapping[str, Sequence[_Said]]) -> list[_Said]:
    """What was found of these concepts, in reading order."""
    found = [match for name in names for match in here.get(name, ())]
    return sorted(found, key=lambda match: match.first)


def _around(head: _Said, group: Sequence[_Said], reach: int) -> Sequence[_Said]:
    """Those of a concept's matches, in reading order, that begin close enough to the telling word."""
    first = bisect_left(group, head.first - reach, key=lambda match: match.first)
    last = bisect_right(group, head.first + reach, key=lambda match: match.first)
    return group[first:last]


def _span(head: _Said, others: tuple[_Said, ...]) -> _Span | None:
    """None when one word would have to be two concepts."""
    ordered = sorted((head, *others), key=lambda match: match.first)
    if any(a.last >= b.first for a, b in pairwise(ordered)):
        return None
    return _Span(ordered[0].first, ordered[-1].last, head, others)


def _too_wide(span: _Span, frame: Frame, sentence: Sequence[int]) -> bool:
    inside = sum(match.last - match.first + 1 for match in (span.head, *span.others))
    skipped = span.last - span.first + 1 - inside
    return skipped > frame.within or sentence[span.last] - sentence[span.first] >= frame.sentences


def _spoilt(span: _Span, forbidden: Sequence[_Said], sentence: Sequence[int]) -> bool:
    return any(
        span.first - _AROUND <= match.last
        and match.first <= span.last + _AROUND
        and sentence[span.first] <= sentence[match.first] <= sentence[span.last]
        for match in forbidden
    )


def _draft(ready: _Ready, span: _Span, message: Normalised) -> Draft:
    words = message.words
    head = words[span.head.first].start, words[span.head.last].end
    status = status_of(message, *head)
    own_no = _OWN_NO.search(message.text[slice(*head)])
    beside = [match for match in span.others if match.last + 1 == span.head.first]
    if (
        beside
        and not own_no
        and words[span.head.first].border == NO_BORDER
        and _denied(message, beside[0])
    ):
        status = Status.DENIED
    after = [] if own_no else [match for match in span.others if match.first > span.head.last]
    if status is Status.AFFIRMED and any(_denied(message, said) for said in after):
        status = Status.DENIED
    start, end = words[span.first].start, words[span.last].end
    sign = ready.sign
    return Draft(sign.entity, sign.label, sign.code, start, end, dict(sign.attributes), status)


def _denied(message: Normalised, said: _Said) -> bool:
    words = message.words
    return status_of(message, words[said.first].start, words[said.last].end) is Status.DENIED


def _one_for_each_place(drafts: Iterable[Draft]) -> list[Draft]:
    """Of readings of one code that overlap, one: an affirmed one before a denied one, then the tightest."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.status is Status.DENIED, d.end - d.start)):
        if not any(
            draft.code == other.code and draft.start < other.end and other.start < draft.end
            for other in kept
        ):
            kept.append(draft)
    return kept
