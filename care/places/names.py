"""Every name that can be met in a message, by its first words: the longest one that starts at a word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from care.places import content
from care.places.gazetteer import Gazetteer
from care.places.model import Hint
from care.places.scan import Scan
from care.places.spelling import joined

_ARTICLED = re.compile(r"(?:le|la|les|l) \w+ \w+ \w")
_CONTRACTED = {"le": ("au", "du"), "les": ("aux", "des")}
_LONGEST_QUARTER = 9  # words, with the city
_SHORT_NAME = 4
_HEAD_POPULATION = 2_000
_NO_HINT = Hint()


class NameTable:
    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._words = content.words()
        self._names: dict[tuple[str, ...], str] = {}
        sizes: dict[tuple[str, ...], set[int]] = defaultdict(set)
        ours = {*gazetteer.exact, *gazetteer.usual, *gazetteer.ambiguous, *self._heads()}
        for key in sorted({*ours, *gazetteer.outside}, key=lambda key: (-len(key.split()), key)):
            for parts in _written(key, contracted=key in ours):
                self._names.setdefault(parts, key)
                sizes[parts[:2]].add(len(parts))
        self._sizes = {begun: tuple(sorted(found, reverse=True)) for begun, found in sizes.items()}

    def _heads(self) -> Iterator[str]:
        """First words that say one large town, or towns to choose from: `digne`, `saint martin`."""
        for key in self._gazetteer.by_start:
            found = self._gazetteer.shortened(key, _NO_HINT)
            towns = (found.place,) if found.place else found.others
            large = any(town.population > _HEAD_POPULATION for town in towns)
            several = len(towns) > 1 and len(key.split()) > 1
            if len(key) > _SHORT_NAME and (large or several) and key not in self._words.never:
                yield key

    def at(self, scan: Scan, index: int) -> tuple[int, str]:
        """The longest name that starts here: (words, its key)."""
        size, quarter = self._quarter_at(scan, index)
        if size:
            return size, quarter
        start = tuple(token.text for token in scan.tokens[index : index + 2])
        for begun in (start, start[:1]):
            for size in self._sizes.get(begun, ()):
                window = tuple(token.text for token in scan.tokens[index : index + size])
                if window in self._names and not scan.broken(index, size):
                    return size, self._names[window]
        return 0, ""

    def _quarter_at(self, scan: Scan, index: int) -> tuple[int, str]:
        """A quarter and its city, which a comma may separate."""
        if self._gazetteer.quarter_cities.isdisjoint(scan.spoken):
            return 0, ""
        if scan.tokens[index].text not in self._gazetteer.quarter_starts:
            return 0, ""
        for size in range(_LONGEST_QUARTER, 1, -1):
            key = joined(scan.tokens[index : index + size])
            if key in self._gazetteer.quarters and not scan.stopped(index, size):
                return size, key
        return 0, ""


def _written(key: str, *, contracted: bool) -> Iterator[tuple[str, ...]]:
    """The words of a name, « au Muy » for a name with an article, a long one without it."""
    parts = tuple(key.split())
    yield parts
    if contracted and _ARTICLED.match(key):
        yield parts[1:]
    if contracted and len(parts) > 1:
        for article in _CONTRACTED.get(parts[0], ()):
            yield (article, *parts[1:])
