"""The places of the tree of phrases, made when a message first comes by.

What a place needs to choose its branch quickly (its index) is made then too, and shared by all places with the same
branches.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from care.understanding.phrase_tree import Grown

Slips = tuple[frozenset[str], frozenset[str]]
"""The words, and the prefixes, that a misspelled word may stand for."""


class Index:
    """Which branches of a place a word follows: positions in its `next`."""

    __slots__ = ("lengths", "prefixes", "words")

    def __init__(self, elements: Sequence[Sequence[str]]) -> None:
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


class Place:
    """Where some words lead: its branches, what follows a gap, the signs and concepts that end here."""

    __slots__ = ("concepts", "ends", "gap", "goes_on", "index", "next", "number")

    def __init__(self, places: Places, number: int) -> None:
        gap = places.gaps.get(number)
        self.number = number
        self.goes_on = bool(places.grown.branches[number])
        self.gap = None if gap is None else Place(places, gap)
        self.ends: Sequence[int] = places.ends.get(number, ())
        self.concepts: tuple[str, ...] = tuple(places.concepts.get(number, ()))
        self.index: Index | None = None
        self.next: tuple[Place, ...] = ()


class Places:
    """A grown tree. Safe to share between threads: what a place leads to is made once, by one of them."""

    def __init__(self, grown: Grown) -> None:
        self.grown = grown
        self.gaps = dict(grown.gaps)
        self.ends = dict(grown.ends)
        self.concepts = dict(grown.concepts)
        self.root = Place(self, 0)
        self._indexes: dict[tuple[int, ...], Index] = {}
        self._making = Lock()

    def index_of(self, place: Place) -> Index:
        """How to choose among the branches of a place."""
        if place.index is not None:
            return place.index
        with self._making:
            return place.index or self._made(place)

    def _made(self, place: Place) -> Index:
        """Make the branches of a place, and its index."""
        branches = self.grown.branches[place.number]
        place.next = tuple(Place(self, number) for number in branches[1::2])
        numbers = tuple(branches[::2])
        if numbers not in self._indexes:
            self._indexes[numbers] = Index([self.grown.elements[number] for number in numbers])
        place.index = self._indexes[numbers]
        return place.index
