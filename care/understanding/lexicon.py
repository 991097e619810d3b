"""Phrase lexicons: data files of expressions, compiled once into one tree and matched with exact spans.

A match may hold one misspelled word (see `spelling`). A gap `~` never crosses a comma; nothing crosses the
end of a clause or of a line. Of two overlapping matches of one code the longer is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import Field

from care.content import Provenance, Strict, load_content
from care.understanding.facts import Value
from care.understanding.normalise import Normalised
from care.understanding.phrase_places import Places, Slips
from care.understanding.phrase_tree import Grown, Said, grow
from care.understanding.phrase_walk import Walker
from care.understanding.spelling import SHORTEST, Speller
from care.understanding.words import Word

CONCEPT = "concept"  # the entity of what only a frame makes a sign of


class Entry(Strict):
    """One thing a lexicon knows, with the ways people say it."""

    code: str
    entity: str
    label: str
    phrases: tuple[str, ...] = Field(min_length=1)
    not_phrases: tuple[str, ...] = ()
    attributes: Mapping[str, Value] = Field(default_factory=dict)


class LexiconFile(Strict):
    """The shape of every file of `data/lexicon/`."""

    meta: Provenance
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found; `start` and `end` are in the normalised text, `first` and `last` are word indexes."""

    entry: Entry
    start: int
    end: int
    first: int
    last: int
    misspelled: bool


Refusal = tuple[str, int, int]
"""A code that a `not_phrase` refuses, and the words where it does, first and last."""
_Sign = tuple[Entry, bool]
"""An entry, and whether the phrase gives it or refuses it."""
_NO_SLIPS: Slips = (frozenset(), frozenset())
Concepts = tuple[tuple[str, ...], int, int]
"""Concepts that end at one place of the tree, and the words that say them, first and last."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What one message holds: entries found, codes refused somewhere, and where the concepts of the frames are."""

    matches: tuple[Match, ...]
    refused: tuple[Refusal, ...]
    concepts: tuple[Concepts, ...]


class PhraseLexicon:
    """Compiled entries. Safe to share between threads: what is made later is the same whoever makes it."""

    def __init__(
        self,
        entries: Iterable[Entry],
        *,
        real_words: frozenset[str] = frozenset(),
        grown_by: Callable[[Sequence[Said]], Grown] = grow,
    ) -> None:
        self.entries = tuple(entries)
        self._signs = [(entry, wanted) for entry in self.entries for wanted in (True, False)]
        tree = grown_by([*_said(self._signs)])
        self.words = frozenset(tree.words)
        self._real_words = real_words
        self._known_prefixes = frozenset(tree.prefixes)
        self._longest = max(map(len, tree.prefixes), default=0) + 1
        self._walker = Walker(Places(tree), self._holds)

    @classmethod
    def from_files(
        cls, paths: Sequence[Path], *, real_words: frozenset[str] = frozenset()
    ) -> PhraseLexicon:
        """Read and compile files together. Raises InvalidContent naming the file and field at fault."""
        files = [load_content(path, LexiconFile) for path in paths]
        return cls([entry for file in files for entry in file.entries], real_words=real_words)

    def find(self, message: Normalised) -> tuple[Match, ...]:
        """Every entry found, in reading order, with overlapping matches of one code reduced to one."""
        return self.search(message).matches

    def search(self, said: Normalised) -> Findings:
        """All that is found in one walk through the words."""
        found = self._walker.walk(said.words, self._slips_of(said.words))
        signs = [(self._signs[sign], first, last, slip) for sign, first, last, slip in found.signs]
        matches, refused = _resolve(signs, said.words)
        return Findings(matches, refused, tuple(found.concepts))

    @cached_property
    def _words(self) -> Speller:
        """Made for the first strange word, not at the start: the front door must stand within three seconds."""
        return Speller(self.words, self._real_words)

    @cached_property
    def _prefixes(self) -> Speller:
        return Speller(self._known_prefixes, self._real_words)

    def _holds(self, word: str) -> bool:
        """Whether any phrase holds the word, or begins it."""
        if word in self.words:
            return True
        longest = min(len(word), self._longest)
        return any(word[:length] in self._known_prefixes for length in range(1, longest + 1))

    def _slips_of(self, words: Sequence[Word]) -> dict[str, Slips]:
        """For each misspelled word of a message, what it may stand for."""
        found = {
            word: self._slips(word)
            for word in {word.text for word in words}
            if len(word) >= SHORTEST - 1
        }
        return {word: slips for word, slips in found.items() if any(slips)}

    def _slips(self, word: str) -> Slips:
        if not word.isalpha() or self._words.knows(word):
            return _NO_SLIPS
        starts = [
            word[:length] for length in range(SHORTEST - 1, min(len(word), self._longest) + 1)
        ]
        if any(start in self._known_prefixes for start in starts if len(start) >= SHORTEST):
            return _NO_SLIPS
        prefixes = self._prefixes.same_sound(word).union(*map(self._prefixes.near, starts))
        near = self._words.near(word) | self._words.same_sound(word)
        return frozenset(near), frozenset(prefixes)


def _said(signs: Sequence[_Sign]) -> Iterator[Said]:
    for number, (entry, wanted) in enumerate(signs):
        concept = entry.code if entry.entity == CONCEPT else None
        for phrase in entry.phrases if wanted else entry.not_phrases:
            yield Said(phrase, number, concept)


def _resolve(
    found: list[tuple[_Sign, int, int, bool]], words: Sequence[Word]
) -> tuple[tuple[Match, ...], tuple[Refusal, ...]]:
    """Drop what a `not_phrase` covers, then keep the longest of overlapping matches of one code."""
    refused: dict[str, list[tuple[int, int]]] = {}
    for (entry, wanted), first, last, _ in found:
        if not wanted:
            refused.setdefault(entry.code, []).append((first, last))
    kept: list[Match] = []
    taken: dict[tuple[str, str], list[tuple[int, int]]] = {}
    signs = [(sign[0], first, last, slip) for sign, first, last, slip in found if sign[1]]
    for entry, first, last, slipped in sorted(signs, key=lambda f: (f[1] - f[2], f[3], f[1])):
        if _meets(first, last, refused.get(entry.code, ())):
            continue
        spans = taken.setdefault((entry.entity, entry.code), [])
        if _meets(first, last, spans):
            continue
        spans.append((first, last))
        kept.append(Match(entry, words[first].start, words[last].end, first, last, slipped))
    vetoes = tuple((code, *span) for code, spans in refused.items() for span in spans)
    return tuple(sorted(kept, key=lambda m: (m.start, -m.end))), vetoes


def _meets(first: int, last: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first <= end and start <= last for start, end in spans)
