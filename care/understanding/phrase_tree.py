"""The tree of every phrase of the lexicons. `phrase_walk` leads the words of a message through it.

Tens of thousands of places are made at each start: what a place needs to choose its branch quickly (its index) is
made when a message first comes by, and shared by all places with the same branches.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from care.understanding.patterns import GAP, Choices, Element

What = TypeVar("What")
"""What a phrase gives."""
Slips = tuple[frozenset[str], frozenset[str]]
"""The words, and the prefixes, that a misspelled word may stand for."""
_NONE: dict[Any, Any] = {}  # shared by all that have none: never written to


class Index:
    """Which branches of a place a word follows: positions in its `next`."""

    __slots__ = ("lengths", "prefixes", "words")

    def __init__(self, elements: Sequence[Element]) -> None:
        self.words: dict[str, tuple[int, ...]] = {}
        self.prefixes: dict[str, tuple[int, ...]] = {}
        for place, element in enumerate(elements):
            for option in element:
                known = self.prefixes if option.endswith("*") else self.words
                written = option.removesuffix("*")
                known[written] = (*known.get(written, ()), place)
        self.lengths = tuple(sorted({len(prefix) for prefix in self.prefixes}))

    def places(self, word: str) -> Sequence[int]:
        """The branches of a word, spelled right."""
        found = self.words.get(word, ())
        several = False
        for length in self.lengths:
            if length > len(word):
                break
            starting = self.prefixes.get(word[:length])
            if starting:
                several = bool(found)
                found = found + starting
        return tuple(dict.fromkeys(found)) if several else found

    def places_of(self, slips: Slips) -> Sequence[int]:
        """The branches of what a misspelled word may stand for."""
        words, prefixes = slips
        found = [place for word in sorted(words) for place in self.words.get(word, ())]
        found += [place for prefix in sorted(prefixes) for place in self.prefixes.get(prefix, ())]
        return tuple(dict.fromkeys(found))


class Node(Generic[What]):
    """A place in the tree: its branches in planting order, what follows a gap, what ends here."""

    __slots__ = ("after", "concepts", "ends", "gap", "index", "next")

    def __init__(self) -> None:
        self.after: dict[Element, Node[What]] = _NONE
        self.next: tuple[Node[What], ...] = ()
        self.index: Index | None = None
        self.gap: Node[What] | None = None
        self.ends: tuple[What, ...] = ()
        self.concepts: tuple[str, ...] = ()


class Tree(Generic[What]):
    """Phrases planted once, then only read. Indexes made late are the same whoever makes them first."""

    def __init__(self) -> None:
        self.root: Node[What] = Node()
        self._indexes: dict[tuple[Element, ...], Index] = {}

    def plant(self, choices: Choices) -> list[Node[What]]:
        """Where a phrase ends. Part by part: writing out each sequence would take ten times longer."""
        reached = [self.root]
        for options in choices:
            ends = [_follow(node, option) for node in reached for option in options]
            reached = ends if len(ends) == 1 else list({id(node): node for node in ends}.values())
        return reached

    def index_of(self, node: Node[What]) -> Index:
        """How to choose among the branches of a place."""
        if node.index is None:
            elements = tuple(node.after)
            node.next = tuple(node.after.values())
            node.index = self._indexes.setdefault(
                elements, self._indexes.get(elements) or Index(elements)
            )
        return node.index


def _follow(node: Node[What], sequence: tuple[Element, ...]) -> Node[What]:
    """The place after a sequence, made where it is new."""
    for element in sequence:
        if element == (GAP,):
            node.gap = node.gap or Node()
            node = node.gap
            continue
        child = node.after.get(element)
        if child is None:
            if node.after is _NONE:
                node.after = {}
            child = node.after[element] = Node()
        node = child
    return node
