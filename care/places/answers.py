"""Reading a whole answer to « dans quelle commune ? »: the words around the name are peeled off first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from care.places import content
from care.places.fuzzy import Misspellings
from care.places.gazetteer import Gazetteer, by_size
from care.places.model import Area, Finding, Hint, Place, PlaceReading
from care.places.numbers import (
    REGION_PREFIXES,
    district,
    hint_of,
    only_numbers,
    places_of_code,
    postal_code,
)
from care.places.spelling import Token, joined, tokens_of

_LONGEST_ANSWER = 14
_LONGEST_NAME = 8
_LONGEST_HINT = 6
_LARGE_ELSEWHERE = 100_000
_ARTICLES = ("la", "le", "les", "l")
_NO_HINT = Hint()


class AnswerReader:
    """Tries every way of naming a place, the surest first."""

    def __init__(self, gazetteer: Gazetteer, misspellings: Misspellings) -> None:
        self._gazetteer = gazetteer
        self._misspellings = misspellings
        self._words = content.words()

    def read(self, text: str) -> PlaceReading | None:
        """None when the answer is a sentence to search rather than a name to read, or only a guess."""
        tokens = tokens_of(text)
        if not tokens or joined(tokens) in self._words.never:
            return PlaceReading()
        if len(tokens) > _LONGEST_ANSWER:
            return None
        for part in self._peeled(tokens):
            reading = self._exactly(part, text)
            if reading is not None:
                return reading
        core = self._core(tokens)
        return self._nearly(core, text) if core else PlaceReading()

    def _peeled(self, tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
        """The answer without more and more of its leading and trailing words, longest first."""
        firsts = [0]
        while firsts[-1] < len(tokens) and tokens[firsts[-1]].text in self._words.before:
            firsts.append(firsts[-1] + 1)
        lasts = [len(tokens)]
        while lasts[-1] > 0 and tokens[lasts[-1] - 1].text in self._words.after:
            lasts.append(lasts[-1] - 1)
        parts = [(first, last) for first in firsts for last in lasts if first < last]
        for first, last in sorted(parts, key=lambda part: part[0] - part[1]):
            yield tokens[first:last]

    def _core(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """What is left once every surrounding word is gone, with the article of the name if it has one."""
        parts = list(self._peeled(tokens))
        core = parts[-1] if parts else []
        if not core or joined(core) in self._words.never:
            return []
        if len(core) == 1 and core[0].text in (self._words.before | self._words.after):
            return []
        first = tokens.index(core[0])
        if first and tokens[first - 1].text in _ARTICLES:
            return tokens[first - 1 : first + len(core)]
        return core

    def _exactly(self, part: Sequence[Token], text: str) -> PlaceReading | None:
        code = self._code_and_name(part, text)
        if code is not None:
            return code
        found = district(self._gazetteer, part)
        if found:
            return _reading(found, part, text)
        key = joined(part)
        found = self._gazetteer.named(key, _NO_HINT)
        if found:
            return _reading(found, part, text)
        area = self._gazetteer.areas.get(key)
        if area is not None:
            return self._area(area, part, text)
        for name, hint in self._hinted(part):
            found = self._gazetteer.named(joined(name), hint) or self._short(name, hint)
            if found:
                return _reading(found, part, text)
        return None

    def _short(self, name: Sequence[Token], hint: Hint) -> Finding:
        return self._gazetteer.shortened(joined(name), hint) if hint.departments else Finding()

    def _code_and_name(self, part: Sequence[Token], text: str) -> PlaceReading | None:
        """`13120`, `Gardanne 13120`, `04200 Sisteron`: the name chooses among the communes of the code."""
        for first, last in _code_positions(part):
            code = postal_code(part[first:last])
            rest = [*part[:first], *part[last:]]
            if code is None:
                continue
            found = places_of_code(self._gazetteer, code)
            if not rest or all(token.text in self._words.before for token in rest):
                return _reading(found, part, text) if found else self._unknown_code(code)
            return _reading(self._together(found, rest), part, text)
        return None

    def _unknown_code(self, code: str) -> PlaceReading:
        """A code of our departments that no commune carries: only the area is known.

        `13000` is what people write for the largest town of the department, which is then offered.
        """
        area = self._gazetteer.areas.get(code[:2]) if code[:2] in REGION_PREFIXES else None
        towns = self._largest(area)[:1] if area and code.endswith("000") else ()
        return PlaceReading(area=area, suggestions=towns)

    def _together(self, by_code: Finding, rest: Sequence[Token]) -> Finding:
        by_name = self._by_name(rest, _NO_HINT)
        places = [by_code.place] if by_code.place else list(by_code.others)
        if by_code.outside or not places:
            return by_name if not by_code.outside else Finding(outside=True)
        named = [by_name.place] if by_name.place else list(by_name.others)
        parents = {place.insee for place in places}
        both = [place for place in named if place.insee in parents]
        if len(both) == 1:
            return Finding(both[0], sure=True)
        if not named or (named[0].name == "Marseille" and places[0].kind == "ARM"):
            return by_code
        return Finding(others=by_size(both) or (*named[:3], *places[:3]))

    def _by_name(self, name: Sequence[Token], hint: Hint) -> Finding:
        key = joined(name)
        return (
            self._gazetteer.named(key, hint)
            or self._gazetteer.shortened(key, hint)
            or self._misspellings.find(key, hint)
        )

    def _hinted(self, part: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Hint]]:
        """`Vitrolles 13`, `La Garde dans le Var`: the name and the department that follows it."""
        for size in range(1, min(len(part), _LONGEST_HINT + 1)):
            hint = hint_of(self._gazetteer, part[-size:])
            if hint is not None:
                yield part[:-size], hint

    def _nearly(self, core: Sequence[Token], text: str) -> PlaceReading | None:
        """Short names, places elsewhere, then misspellings, which are never sure."""
        if len(core) > _LONGEST_NAME:
            return None
        found = self._gazetteer.shortened(joined(core), _NO_HINT)
        population = self._population_elsewhere(core)
        if population is not None and (not found or population >= _LARGE_ELSEWHERE):
            others = (found.place,) if found.place else found.others
            return PlaceReading(
                None, False, others, outside_region=True, evidence=_evidence(core, text)
            )
        if found and population is not None:
            found = Finding(others=(found.place,) if found.place else found.others)
        found = found or self._misspelled(core)
        return _reading(found, core, text) if found else None

    def _population_elsewhere(self, core: Sequence[Token]) -> int | None:
        """Inhabitants of the place outside the region that this names: `Lyon 3e`, `Alès 30`, `le Gard`."""
        bare = core[1:] if core[0].text in _ARTICLES else core
        if self._gazetteer.outside_departments & {joined(core), joined(bare)}:
            return _LARGE_ELSEWHERE
        for size in range(len(core), 0, -1):
            outsider = self._gazetteer.outside.get(joined(core[:size]))
            if outsider is not None and only_numbers(core[size:]):
                return outsider.population
        return None

    def _misspelled(self, core: Sequence[Token]) -> Finding:
        found = self._misspellings.find(joined(core), _NO_HINT)
        for name, hint in self._hinted(core):
            if not found.place and not hint.outside:
                found = self._misspellings.find(joined(name), hint) or found
        return found

    def _area(self, area: Area, part: Sequence[Token], text: str) -> PlaceReading:
        return PlaceReading(
            suggestions=self._largest(area), area=area, evidence=_evidence(part, text)
        )

    def _largest(self, area: Area) -> tuple[Place, ...]:
        inside = [
            place
            for place in self._gazetteer.places.values()
            if place.department in area.departments and place.kind == "COM"
        ]
        return by_size(inside, most=3)


def _code_positions(part: Sequence[Token]) -> Iterator[tuple[int, int]]:
    for first in range(len(part)):
        yield first, first + 1
        if first + 1 < len(part):
            yield first, first + 2


def _evidence(part: Sequence[Token], text: str) -> str:
    return text[part[0].start : part[-1].end]


def _reading(found: Finding, part: Sequence[Token], text: str) -> PlaceReading:
    return PlaceReading(
        place=found.place,
        sure=found.sure,
        suggestions=found.others,
        outside_region=found.outside,
        evidence=_evidence(part, text) if found else None,
    )
