"""Phrase lexicons: data files of expressions, compiled once into one tree and matched with exact spans.

A match may hold one misspelled word (see `spelling`). A gap `~` never crosses a comma; nothing crosses the
end of a clause or of a line. Of two overlapping matches of one code the longer is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from care.content import Provenance, Strict, load_content
from care.understanding.facts import Value
from care.understanding.normalise import Normalised
from care.understanding.patterns import GAP, LONGEST_GAP, Choices, Element, read_phrase
from care.understanding.spelling import SHORTEST, Speller
from care.understanding.words import HARD_BORDER, NO_BORDER, Word

CONCEPT = "concept"  # the entity of what only a frame makes a sign of
# A gap never swallows a negation: `ventre ~ dur` is not in `le ventre n'est pas dur`.
_DENIES_WHAT_FOLLOWS = frozenset({"pas", "aucun", "aucune", "sans", "ni"})
_NEVER_SKIPPED = frozenset({"pas", "jamais", "sans", "aucun", "aucune", "ni", "non"})


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
Concepts = tuple[tuple[str, ...], int, int]
"""Concepts that end at one place of the tree, and the words that say them, first and last."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What one message holds: entries found, codes refused somewhere, and where the concepts of the frames are."""

    matches: tuple[Match, ...]
    refused: tuple[Refusal, ...]
    concepts: tuple[Concepts, ...]


class _Node:
    """A place in the tree. There are tens of thousands, made at each start: most dictionaries stay unmade."""

    __slots__ = ("children", "concepts", "ends", "gap", "lengths", "prefixes", "words")

    def __init__(self) -> None:
        self.children: dict[Element, _Node] = _NONE
        self.words: dict[str, list[_Node]] = _NONE
        self.prefixes: dict[str, list[_Node]] = _NONE
        self.lengths: tuple[int, ...] = ()
        self.gap: _Node | None = None
        self.ends: tuple[tuple[Entry, bool], ...] = ()
        self.concepts: tuple[str, ...] = ()


_NONE: dict[Any, Any] = {}  # shared by all that have none: never written to


class PhraseLexicon:
    """Compiled entries. Safe to share between threads: nothing changes after construction."""

    def __init__(
        self, entries: Iterable[Entry], *, real_words: frozenset[str] = frozenset()
    ) -> None:
        self.entries = tuple(entries)
        self._root = _Node()
        words: set[str] = set()
        prefixes: set[str] = set()
        for entry in self.entries:
            for phrases, wanted in ((entry.phrases, True), (entry.not_phrases, False)):
                for phrase in phrases:
                    choices = read_phrase(phrase)
                    self._plant(choices, entry, wanted)
                    said = {o for options in choices for one in options for e in one for o in e}
                    words.update(o for o in said if o != GAP and not o.endswith("*"))
                    prefixes.update(o[:-1] for o in said if o.endswith("*"))
        self._words = Speller(words, real_words)
        self._prefixes = Speller(prefixes, real_words)
        self._known_prefixes = frozenset(prefixes)
        self.words = frozenset(words)
        self._longest = max(map(len, prefixes), default=0) + 1

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

    def search(self, message: Normalised) -> Findings:
        """All that is found in one walk through the words."""
        walk = _Walk(message.words)
        for first in range(len(walk.words)):
            self._walk(self._root, walk, first, first, False)
        matches, refused = _resolve(walk.found, walk.words)
        return Findings(matches, refused, tuple(walk.concepts))

    def _plant(self, choices: Choices, entry: Entry, wanted: bool) -> None:
        """Part by part from every branch reached so far: writing out each sequence would take ten times longer."""
        reached = [self._root]
        for options in choices:
            ends = [_follow(node, option) for node in reached for option in options]
            reached = list({id(node): node for node in ends}.values())
        for node in reached:
            if entry.entity == CONCEPT:
                node.concepts = tuple(sorted({*node.concepts, entry.code}))
            elif not any(known is entry and kind == wanted for known, kind in node.ends):
                node.ends = (*node.ends, (entry, wanted))

    def _walk(self, node: _Node, walk: _Walk, first: int, at: int, slipped: bool) -> None:
        """Follow every branch of the tree that the words from `at` on allow."""
        words = walk.words
        if node.ends or node.concepts:
            walk.reach(node, first, at - 1, slipped)
        if node.gap is not None:
            for skipped in range(LONGEST_GAP + 1):
                if skipped and words[at + skipped - 1].text in _NEVER_SKIPPED:
                    break
                if at + skipped >= len(words) or words[at + skipped].border != NO_BORDER:
                    break
                self._step(node.gap, walk, first, at + skipped, slipped)
        if node.children and at < len(words) and (at == first or words[at].border != HARD_BORDER):
            self._step(node, walk, first, at, slipped)

    def _step(self, node: _Node, walk: _Walk, first: int, at: int, slipped: bool) -> None:
        word = walk.words[at].text
        same = _exact(node, word) if node.lengths else node.words.get(word, ())
        for child in same:
            if child.children or child.gap is not None:
                self._walk(child, walk, first, at + 1, slipped)
            else:  # the end of a phrase: most are
                walk.reach(child, first, at, slipped)
        if slipped or len(word) < SHORTEST - 1:
            return
        if word not in walk.slips:
            walk.slips[word] = self._slips(word)
        near_words, near_prefixes = walk.slips[word]
        if not near_words and not near_prefixes:
            return
        near = [node.words.get(candidate, ()) for candidate in near_words]
        near += [node.prefixes.get(candidate, ()) for candidate in near_prefixes]
        for child in _once(near):
            self._walk(child, walk, first, at + 1, True)

    def _slips(self, word: str) -> tuple[set[str], set[str]]:
        """The words and the prefixes a misspelled word may stand for."""
        if not word.isalpha() or self._words.knows(word):
            return set(), set()
        starts = [
            word[:length] for length in range(SHORTEST - 1, min(len(word), self._longest) + 1)
        ]
        if any(start in self._known_prefixes for start in starts if len(start) >= SHORTEST):
            return set(), set()
        prefixes = self._prefixes.same_sound(word).union(*map(self._prefixes.near, starts))
        return self._words.near(word) | self._words.same_sound(word), prefixes


class _Walk:
    """One message being read: its words, the slips already looked up, and what has been found."""

    __slots__ = ("concepts", "found", "slips", "words")

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.slips: dict[str, tuple[set[str], set[str]]] = {}
        self.found: list[tuple[Entry, bool, int, int, bool]] = []
        self.concepts: list[Concepts] = []

    def reach(self, node: _Node, first: int, last: int, slipped: bool) -> None:
        """Note what ends here."""
        if _cut(self.words, first, last):
            return
        if node.concepts:
            self.concepts.append((node.concepts, first, last))
        for entry, wanted in node.ends:
            self.found.append((entry, wanted, first, last, slipped))


def _cut(words: Sequence[Word], first: int, last: int) -> bool:
    """A comma gives a last `pas`, `aucune` to what follows, a first `pas` or number to what precedes (`36,5, pas`)."""
    if words[last].border != NO_BORDER and words[last].text in _DENIES_WHAT_FOLLOWS:
        return True
    begins = first < last and words[first + 1].border != NO_BORDER
    return begins and (words[first].text in {"pas", "pa"} or words[first].text.isdigit())


def _gap(node: _Node) -> _Node:
    node.gap = node.gap or _Node()
    return node.gap


def _follow(node: _Node, sequence: tuple[Element, ...]) -> _Node:
    for element in sequence:
        node = _gap(node) if element == (GAP,) else _child(node, element)
    return node


def _child(node: _Node, element: Element) -> _Node:
    """The node after an element, shared by all the words that may stand there."""
    child = node.children.get(element)
    if child is not None:
        return child
    child = _Node()
    if node.children is _NONE:
        node.children, node.words, node.prefixes = {}, {}, {}
    node.children[element] = child
    for option in element:
        if option.endswith("*"):
            node.lengths = tuple(sorted({*node.lengths, len(option) - 1}))
            node.prefixes.setdefault(option[:-1], []).append(child)
        else:
            node.words.setdefault(option, []).append(child)
    return child


def _exact(node: _Node, word: str) -> Iterable[_Node]:
    same = node.words.get(word)
    groups: list[list[_Node]] = [same] if same else []
    size = len(word)
    for length in node.lengths:
        if length > size:
            break
        starting = node.prefixes.get(word[:length])
        if starting:
            groups.append(starting)
    if len(groups) == 1:
        return groups[0]
    return _once(groups) if groups else ()


def _once(groups: Iterable[Iterable[_Node]]) -> Iterable[_Node]:
    """Every node of the groups, one time each."""
    return {id(node): node for group in groups for node in group}.values()


def _resolve(
    found: list[tuple[Entry, bool, int, int, bool]], words: Sequence[Word]
) -> tuple[tuple[Match, ...], tuple[Refusal, ...]]:
    """Drop what a `not_phrase` covers, then keep the longest of overlapping matches of one code."""
    refused: dict[str, list[tuple[int, int]]] = {}
    for entry, wanted, first, last, _ in found:
        if not wanted:
            refused.setdefault(entry.code, []).append((first, last))
    kept: list[Match] = []
    taken: dict[tuple[str, str], list[tuple[int, int]]] = {}
    signs = [f for f in found if f[1]]
    for entry, _, first, last, slipped in sorted(signs, key=lambda f: (f[2] - f[3], f[4], f[2])):
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
