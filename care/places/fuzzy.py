"""Misspelled names. Policy: a clear winner is echoed, a doubt is asked, a guess is never made.

The score is the better of two edit similarities on names without blanks (swaps count once); a name that
sounds the same counts as a near miss at least. Towns outside the region compete, so that « Montpelier » is
said to be elsewhere instead of becoming a village that looks like it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from care.places.gazetteer import Gazetteer, by_size
from care.places.model import Finding, Hint, Place
from care.places.spelling import content_of, sound_of, squeezed

ACCEPTED = 0.85
_AHEAD = 0.08
_OFFERED = 0.70
_OFFERED_SHORT = 0.75
_SOUNDS_SAME = 0.80
_SHORTEST = 4
_LARGE_ELSEWHERE = 40_000
_CANDIDATES = 12
_MOST_OFFERED = 3
_NEAR_THE_BEST = 0.15
_ELSEWHERE: Sequence[Place | None] = (None,)
_COMMON_HEAD_POPULATION = 3_000


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    place: Place | None


class Misspellings:
    """Finds what a misspelled name was meant to be, among the region's names and the large towns outside."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._meanings: dict[str, list[Place]] = {}
        self._elsewhere: set[str] = set()
        self._sounds: dict[str, list[str]] = {}
        self._learn()
        self._keys = [*self._meanings, *self._elsewhere]

    def _learn(self) -> None:
        gazetteer = self._gazetteer
        for key, places in gazetteer.exact.items():
            self._add(key, places)
        for key, places in gazetteer.by_content.items():
            if len(squeezed(key)) > _SHORTEST:
                self._add(key, places)
        for key, place in gazetteer.usual.items():
            self._add(key, [place])
        for key, places in gazetteer.by_start.items():
            known = by_size(places, most=2)
            clear = len(known) == 1 or known[0].population >= 20 * max(1, known[1].population)
            if clear and known[0].population > _COMMON_HEAD_POPULATION and len(key) > _SHORTEST:
                self._add(key, known[:1])
        for key, outsider in gazetteer.outside.items():
            name = squeezed(key)
            if outsider.population >= _LARGE_ELSEWHERE and name not in self._meanings:
                self._elsewhere.add(name)

    def _add(self, key: str, places: list[Place] | tuple[Place, ...]) -> None:
        known = self._meanings.setdefault(squeezed(key), [])
        known.extend(place for place in places if place not in known)
        self._sounds.setdefault(sound_of(key), []).append(squeezed(key))

    def find(self, key: str, hint: Hint) -> Finding:
        """The place a misspelled key means: accepted (never sure), offered, or nothing."""
        name = squeezed(key)
        if len(name) < _SHORTEST or name.isdigit():
            return Finding()
        ranked = self._ranked(name, key, hint)
        if not ranked:
            return Finding()
        best = ranked[0]
        rest = [other for other in ranked[1:] if best.score - other.score < _AHEAD]
        if best.score >= ACCEPTED and not rest:
            return Finding(best.place, outside=best.place is None)
        floor = _OFFERED if len(name) > _SHORTEST + 1 else _OFFERED_SHORT
        return self._offered(ranked, max(floor, best.score - _NEAR_THE_BEST))

    def _ranked(self, name: str, key: str, hint: Hint) -> list[_Scored]:
        best: dict[str, _Scored] = {}
        for spelling, score in self._scores(name, key).items():
            for place in self._meanings.get(spelling, _ELSEWHERE):
                if place is not None and not hint.allows(place):
                    continue
                code = place.insee if place else spelling
                if code not in best or best[code].score < score:
                    best[code] = _Scored(score, place)
        return sorted(
            best.values(), key=lambda one: (-one.score, -(one.place.population if one.place else 0))
        )

    def _scores(self, name: str, key: str) -> dict[str, float]:
        """The score of the closest spellings; the query is tried with and without its small words."""
        scores: dict[str, float] = {}
        for query in {name, squeezed(content_of(key))}:
            if len(query) < _SHORTEST:
                continue
            for spelling, score, _ in process.extract(
                query,
                self._keys,
                scorer=OSA.normalized_similarity,
                limit=_CANDIDATES,
                score_cutoff=0.5,
            ):
                better = max(score, fuzz.ratio(query, spelling) / 100)
                scores[spelling] = max(scores.get(spelling, 0), better)
        for spelling in self._sounds.get(sound_of(key), ()):
            scores[spelling] = max(scores.get(spelling, 0), _SOUNDS_SAME)
        return scores

    def _offered(self, ranked: list[_Scored], floor: float) -> Finding:
        if ranked[0].place is None and ranked[0].score >= ACCEPTED:
            return Finding()
        places = [one.place for one in ranked if one.score >= floor and one.place is not None]
        return Finding(others=tuple(places[:_MOST_OFFERED]))
