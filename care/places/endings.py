"""What follows a name: a quarter of its city, the rest of another name, a town elsewhere that owns it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from care.places import content
from care.places.fuzzy import Misspellings
from care.places.gazetteer import Gazetteer
from care.places.model import Finding, Place, PlaceMention, Role
from care.places.pairs import Pairs
from care.places.scan import Scan
from care.places.spelling import SMALL_WORDS, key_of

_OVER = frozenset({"sur", "sous", "les", "en"})
_ANY_LINK = _OVER | {"la", "le", "l", "de", "d", "du", "des"}
_LONGEST_QUARTER = 4
_SHORTEST_WORD = 3
_AT = frozenset({"à", "a"})
_TOWARDS = frozenset({"vers", "direction", "côté", "cote"})


class Endings:
    def __init__(self, gazetteer: Gazetteer, misspellings: Misspellings) -> None:
        self._gazetteer = gazetteer
        self._pairs = Pairs(gazetteer, misspellings)
        self._words = content.words()
        self._idle = content.everyday() | SMALL_WORDS | self._words.after | self._words.before

    def quarter(self, scan: Scan, index: int, key: str) -> tuple[int, Finding]:
        """« Marseille, la valantine »: a quarter misspelled after its city: (words, finding)."""
        following = scan.tokens[index + 1 : index + 2]
        if key not in self._gazetteer.quarter_cities or not following or not scan.may_guess():
            return 0, Finding()
        for size in range(_LONGEST_QUARTER, 1, -1):
            part = scan.tokens[index : index + size]
            if len(part) < size or scan.stopped(index, size) or part[-1].text in self._idle:
                continue
            finding = self._pairs.quarter(part)
            if finding:
                return size, finding
        return 0, Finding()

    def goes_on(self, scan: Scan, index: int, key: str, place: Place | None) -> bool:
        """« Carry-le-Pont », « Vitrolles sur Trucmuche »: perhaps the start of another name."""
        if index >= len(scan.tokens):
            return False
        tied = scan.is_tied(index)
        whole = key in self._gazetteer.exact or key in self._gazetteer.usual
        links = _OVER if whole else _ANY_LINK
        last = index
        while last < len(scan.tokens) - 1 and scan.tokens[last].text in SMALL_WORDS | {"en"}:
            last += 1
        word = scan.tokens[last].text
        if not word.isalpha() or len(word) < _SHORTEST_WORD:
            return False
        if place is not None and word in key_of(place.name).split():
            return False
        if tied:
            return word not in self._words.after
        cut = key.rpartition(" ")[2] in SMALL_WORDS
        linked = (cut or scan.after(index) in links) and not scan.broken(index, last - index + 1)
        return linked and word not in self._idle and not self._is_area(word)

    def _is_area(self, word: str) -> bool:
        return word in self._gazetteer.area_words

    def told_apart(self, text: str, found: tuple[PlaceMention, ...]) -> tuple[PlaceMention, ...]:
        """« Fontvieille à Monaco » is of Monaco, « Roquevaire, vers Aubagne » is near Aubagne."""
        kept = list(found)
        for first, second in pairwise(found):
            gap = text[first.end : second.start].casefold().strip(" ,")
            at = next(number for number, one in enumerate(kept) if one.start == second.start)
            if gap in _TOWARDS and not first.outside_region and second.role is Role.PLAIN:
                kept[at] = replace(second, role=Role.NEAR)
            if not second.outside_region or gap not in _AT or first.place is None:
                continue
            travelled = key_of(text[: first.start]).rpartition(" ")[2] in ("de", "d")
            kept[at - 1 : at] = [replace(first, sure=False)] if travelled else []
        return tuple(kept)
