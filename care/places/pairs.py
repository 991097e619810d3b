"""A commune and a part of it said together, misspelled: « antibe juan les pin », « marseille la valantine »."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from care.places import content
from care.places.fuzzy import Misspellings
from care.places.gazetteer import Gazetteer
from care.places.model import Finding, Hint, Place
from care.places.numbers import is_city
from care.places.spelling import SMALL_WORDS, Token, joined, squeezed

_SHORTEST = 4  # letters of each half
_MOST_WORDS = 7
_JOINING = frozenset({"a", "de", "d", "dans", "quartier", "commune", "sur", "en", "c", "est"})
_SLIPS = 2
_TOLD = 2  # words that are not of every day
_NO_HINT = Hint()


class Pairs:
    def __init__(self, gazetteer: Gazetteer, misspellings: Misspellings) -> None:
        self._gazetteer = gazetteer
        self._misspellings = misspellings
        self._idle = content.everyday() | SMALL_WORDS

    def read(self, core: Sequence[Token]) -> Finding:
        """The one commune that both halves lead to, never sure."""
        if not 1 < len(core) <= _MOST_WORDS or any(token.text.isdigit() for token in core):
            return Finding()
        if sum(token.text not in self._idle for token in core) < _TOLD:
            return Finding()
        found = self.quarter(core)
        if found:
            return found
        for cut in range(1, len(core)):
            rest = cut
            while rest < len(core) - 1 and core[rest].text in _JOINING:
                rest += 1
            left, right = joined(core[:cut]), joined(core[rest:])
            if min(len(squeezed(left)), len(squeezed(right))) < _SHORTEST:
                continue
            if left == right:
                continue
            first, sure = self._meant(left)
            others, also = self._meant(right) if first else ({}, False)
            both = [place for insee, place in others.items() if insee in first]
            if len(both) == 1:
                return Finding(both[0], sure=sure and also)
        return Finding()

    def _meant(self, key: str) -> tuple[dict[str, Place], bool]:
        """The places a half leads to, and whether it is written as it should."""
        exact = self._gazetteer.named(key, _NO_HINT)
        found = exact or self._gazetteer.shortened(key, _NO_HINT)
        if not found and not set(key.split()) <= self._idle:
            guess = self._misspellings.guess(key, _NO_HINT)
            found = guess.finding if guess.clear or guess.heard else Finding()
        places = {place.insee: place for place in (found.place, *found.others) if place}
        return places, exact.place is not None and exact.sure

    def quarter(self, core: Sequence[Token]) -> Finding:
        """A quarter misspelled beside its city."""
        if not (is_city(core[0].text) or is_city(core[-1].text)):
            return Finding()
        words = ["marseille" if is_city(token.text) else token.text for token in core]
        near = process.extract(
            " ".join(words),
            self._gazetteer.quarters.keys(),
            scorer=OSA.distance,
            limit=2,
            score_cutoff=_SLIPS,
        )
        if not near:
            return Finding()
        places = {
            place.insee: place for key, _, _ in near for place in self._gazetteer.quarters[key]
        }
        if len(places) == 1:
            return Finding(next(iter(places.values())))
        return Finding(others=tuple(places.values()))
