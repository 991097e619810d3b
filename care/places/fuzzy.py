"""Misspelled names. Policy: a clear winner is echoed, a doubt is asked, a guess is never made.

A misspelling costs what its letters and its sounds lack: a doubled or a mute letter is cheap, another sound
is dear. A winner is near enough for its length and well ahead of every other place. Towns outside the
region compete, so that « Montpelier » is said to be elsewhere instead of becoming a village that looks like it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from care.places.gazetteer import Gazetteer, by_size
from care.places.model import Finding, Hint, Place
from care.places.sounds import rough_of, sound_of
from care.places.spelling import squeezed

_SHORTEST = 4
_LETTER, _SOUND = 0.4, 0.6
_SAME_SOUND = 0.8  # what a name that sounds the same costs at most
_ROUGHLY_SAME = 1.2  # the same sounds but for an e
_SHORTEST_ROUGH = 4
_OTHER_START = 0.3
_WITHOUT_ARTICLE, _HEAD = 0.3, 0.3
_NEAR = 0.17  # per letter, for a winner
_NEAR_MOST = 2.6
_AHEAD = 0.5
_OFFERED = 0.34  # per letter, for a choice
_OFFERED_MOST = 3.0
_OFFERED_BEHIND = 0.9
_WRITTEN_ALIKE = 0.85  # below, a winner is a doubt: it sounds right but is written otherwise
_MOST_OFFERED = 3
_REMEMBERED = 1024
_CANDIDATES = 12
_FURTHEST = 5  # letters
_LARGE_ELSEWHERE = 40_000
_HEAD_POPULATION = 1_000


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way of writing one or more places; no place at all means a town elsewhere."""

    key: str
    name: str
    sound: str
    penalty: float
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Scored:
    cost: float
    place: Place | None
    spelling: _Spelling


@dataclass(frozen=True, slots=True)
class Guess:
    """What a misspelled key may mean. `clear`: one place, well ahead; `heard`: it sounds exactly so."""

    finding: Finding = field(default_factory=Finding)
    cost: float = 9.0
    clear: bool = False
    heard: bool = False


class Misspellings:
    """Finds what a misspelled name was meant to be, among the region's names and the large towns outside."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        found: dict[tuple[str, float], list[Place]] = defaultdict(list)
        for key, penalty, places in _spellings(gazetteer):
            known = found[(key, penalty)]
            known.extend(place for place in places if place not in known)
        self._spellings = [
            _Spelling(key, squeezed(key), sound_of(key), penalty, tuple(places))
            for (key, penalty), places in found.items()
        ]
        self._recent: dict[tuple[str, frozenset[str]], Guess] = {}
        self._names = [one.name for one in self._spellings]
        self._sounds = [one.sound for one in self._spellings]
        self._rough: dict[str, list[int]] = defaultdict(list)
        for index, sound in enumerate(self._sounds):
            self._rough[rough_of(sound)].append(index)

    def find(self, key: str, hint: Hint) -> Finding:
        """The place a misspelled key means: accepted (never sure), offered, or nothing."""
        return self.guess(key, hint).finding

    def guess(self, key: str, hint: Hint) -> Guess:
        """As `find`, with how far the guess may be trusted. The last ones are remembered."""
        asked = (key, frozenset(hint.departments))
        if asked not in self._recent:
            if len(self._recent) >= _REMEMBERED:
                self._recent.clear()
            self._recent[asked] = self._guess(key, hint)
        return self._recent[asked]

    def _guess(self, key: str, hint: Hint) -> Guess:
        name = squeezed(key)
        if len(name) < _SHORTEST or name.isdigit():
            return Guess()
        ranked = self._ranked(key, hint)
        if not ranked:
            return Guess()
        best = ranked[0]
        clear = best.cost <= min(_NEAR * len(name), _NEAR_MOST) and all(
            other.cost - best.cost >= _AHEAD or other.spelling is best.spelling
            for other in ranked[1:]
        )
        if clear:
            return self._clear(ranked, name, key, hint)
        heard = best.spelling.sound == sound_of(key)
        return Guess(self._offered(ranked, name), best.cost, heard=heard)

    def _clear(self, ranked: Sequence[_Scored], name: str, key: str, hint: Hint) -> Guess:
        best = ranked[0]
        heard = best.spelling.sound == sound_of(key)
        if best.place is None:
            return Guess(Finding(outside=True), best.cost, clear=True, heard=heard)
        meant = self._gazetteer.named(best.spelling.key, hint)
        if len(meant.others) > 1:
            return Guess(Finding(others=meant.others), best.cost, clear=True, heard=heard)
        alike = max(
            OSA.normalized_similarity(name, best.spelling.name),
            fuzz.ratio(name, best.spelling.name) / 100,
        )
        if alike < _WRITTEN_ALIKE:
            return Guess(Finding(others=(best.place,)), best.cost, clear=True, heard=heard)
        next_ones = [one.place for one in ranked[1:] if one.place and one.cost - best.cost < 1]
        found = Finding(best.place, others=tuple(next_ones[:_MOST_OFFERED]))
        return Guess(found, best.cost, clear=True, heard=heard)

    def _ranked(self, key: str, hint: Hint) -> list[_Scored]:
        best: dict[str, _Scored] = {}
        for index, cost in self._costs(key).items():
            spelling = self._spellings[index]
            for place in spelling.places or (None,):
                if place is not None and not hint.allows(place):
                    continue
                code = place.insee if place else spelling.name
                if code not in best or best[code].cost > cost:
                    best[code] = _Scored(cost, place, spelling)
        return sorted(
            best.values(), key=lambda one: (one.cost, -(one.place.population if one.place else 0))
        )

    def _costs(self, key: str) -> dict[int, float]:
        """What the nearest spellings cost, by their number."""
        name, sound = squeezed(key), sound_of(key)
        furthest = min(_FURTHEST, max(2, len(name) // 3))
        near = process.extract(
            name, self._names, scorer=OSA.distance, limit=_CANDIDATES, score_cutoff=furthest
        )
        alike = process.extract(
            sound,
            self._sounds,
            scorer=OSA.distance,
            limit=_CANDIDATES,
            score_cutoff=max(1, len(sound) // 6),
        )
        found = {index: self._cost(name, sound, index) for _, _, index in (*near, *alike)}
        rough = rough_of(sound)
        if len(rough) >= _SHORTEST_ROUGH:
            for index in self._rough.get(rough, ())[:_CANDIDATES]:
                cost = _ROUGHLY_SAME + self._spellings[index].penalty
                found[index] = min(found.get(index, cost), cost)
        return found

    def _cost(self, name: str, sound: str, index: int) -> float:
        spelling = self._spellings[index]
        letters = OSA.distance(name, spelling.name)
        sounds = min(letters, OSA.distance(sound, spelling.sound))
        cost = _LETTER * letters + _SOUND * sounds
        if not sounds:
            cost = min(cost, _SAME_SOUND)
        if name[0] != spelling.name[0] and sound[:1] != spelling.sound[:1]:
            cost += _OTHER_START
        return cost + spelling.penalty

    def _offered(self, ranked: Sequence[_Scored], name: str) -> Finding:
        best = ranked[0].cost
        limit = min(_OFFERED * len(name), _OFFERED_MOST, best + _OFFERED_BEHIND)
        if ranked[0].place is None and best <= _NEAR * len(name):
            return Finding()
        places = [one.place for one in ranked if one.place is not None and one.cost <= limit]
        return Finding(others=tuple(places[:_MOST_OFFERED]))


def _spellings(gazetteer: Gazetteer) -> Iterable[tuple[str, float, Sequence[Place]]]:
    """Every way of writing a place that a misspelling is compared to, with what it costs by itself."""
    known = set(gazetteer.exact) | set(gazetteer.usual)
    for key, places in gazetteer.exact.items():
        yield key, 0.0, places
    for key, place in gazetteer.usual.items():
        yield key, 0.0, (place,)
    for key, places in gazetteer.by_content.items():
        if key not in known and len(squeezed(key)) > _SHORTEST:
            known.add(key)
            yield key, _WITHOUT_ARTICLE if len(key.split()) == 1 else 0.0, places
    for key, places in gazetteer.by_start.items():
        largest = by_size(places, most=2)
        one = len(largest) == 1 and largest[0].population > _HEAD_POPULATION
        if key not in known and one and len(key) >= _SHORTEST:
            yield key, _HEAD, largest
    written = {squeezed(key) for key in known}
    for key, outsider in gazetteer.outside.items():
        if outsider.population >= _LARGE_ELSEWHERE and squeezed(key) not in written:
            yield key, 0.0, ()
