"""Reading a whole answer to « dans quelle commune ? »: the words around the name are peeled off first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from care.places import content
from care.places.fuzzy import Misspellings
from care.places.gazetteer import Gazetteer
from care.places.guessing import Guesser
from care.places.model import Area, Finding, Hint, PlaceMention, PlaceReading
from care.places.numbered import largest
from care.places.numbers import (
    REGION_PREFIXES,
    district,
    hint_of,
    places_of_code,
    postal_code,
)
from care.places.pairs import Pairs
from care.places.scan import Scan
from care.places.spelling import Token, joined, tokens_of
from care.places.spoken import spoken_codes

_LONGEST_ANSWER = 14
_LONGEST_MESSAGE = 100
_MOST_WORDS = 7
_LONGEST_HINT = 6
_ARTICLES = ("l", "le", "la", "les")
_NO_HINT = Hint()
_NEAR_ENOUGH = 0.29  # per letter, for a guess


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer names. Not `settled`: nothing, or a guess that a clear mention would outdo."""

    finding: Finding = field(default_factory=Finding)
    part: Sequence[Token] = ()
    area: Area | None = None
    settled: bool = False
    cost: float = 9.0

    def as_reading(self, text: str) -> PlaceReading:
        named = bool(self.part) and (bool(self.finding) or self.area is not None)
        return PlaceReading(
            place=self.finding.place,
            sure=self.finding.sure,
            suggestions=self.finding.others,
            outside_region=self.finding.outside,
            evidence=text[self.part[0].start : self.part[-1].end] if named else None,
            area=self.area,
        )


class AnswerReader:
    """Tries every way of naming a place, the surest first."""

    def __init__(self, gazetteer: Gazetteer, misspellings: Misspellings) -> None:
        self._gazetteer = gazetteer
        self._guesser = Guesser(gazetteer, misspellings)
        self._pairs = Pairs(gazetteer, misspellings)
        self._words = content.words()

    def read(self, text: str) -> Answer:
        tokens = tokens_of(text)
        if len(tokens) > _LONGEST_ANSWER:
            return Answer()
        scan = Scan(text, spoken_codes(tokens))
        if not scan.tokens or joined(scan.tokens) in self._words.never:
            return Answer(settled=True)
        for first, last in self._peeled(scan.tokens):
            answer = self._exactly(scan, first, last)
            if answer is not None:
                return answer
        return self._nearly(scan)

    def mention(
        self, text: str, *, words: bool = False, guess: float = 0.0
    ) -> tuple[PlaceMention, ...]:
        """A short message that is nothing but the name of a place, misspelled or to be asked.

        `words`: a name that is also a word counts; `guess`: so does a guess that costs no more, to be asked.
        """
        scan = Scan(text, tokens_of(text) if len(text) <= _LONGEST_MESSAGE else ())
        if not 0 < len(scan.tokens) <= _MOST_WORDS:
            return ()
        answer = self.read(text)
        letters = len(joined(answer.part).replace(" ", ""))
        likely = answer.settled or answer.cost <= min(guess, _NEAR_ENOUGH * letters)
        if not (likely and answer.part) or (answer.area and answer.part[0].text.isdigit()):
            return ()
        if joined(scan.tokens).replace(" ", "").isdigit():
            return ()
        key = joined(answer.part)
        finding = answer.finding
        if self._words.is_word(key) and key not in self._words.also_words:
            if not words:
                return ()
            finding = finding.unsure()
        first = next(at for at, one in enumerate(scan.tokens) if one.end > answer.part[0].start)
        size = sum(one.start < answer.part[-1].end for one in scan.tokens[first:])
        return (scan.mention(first, max(1, size), finding, answer.area),)

    def _peeled(self, tokens: Sequence[Token]) -> list[tuple[int, int]]:
        """The answer without more and more of its leading and trailing words, longest first."""
        firsts = [0]
        while firsts[-1] < len(tokens) and tokens[firsts[-1]].text in self._words.before:
            firsts.append(firsts[-1] + 1)
        lasts = [len(tokens)]
        while lasts[-1] > 0 and tokens[lasts[-1] - 1].text in self._words.after:
            lasts.append(lasts[-1] - 1)
        parts = [(first, last) for first in firsts for last in lasts if first < last]
        return sorted(parts, key=lambda part: part[0] - part[1])

    def _exactly(self, scan: Scan, first: int, last: int) -> Answer | None:
        part = scan.tokens[first:last]
        coded = self._code_and_name(scan, first, last)
        if coded is not None:
            return coded
        key = joined(part)
        area = self._gazetteer.areas.get(key)
        found = district(self._gazetteer, part)
        if not found and self._is_name(scan, first, last):
            found = self._gazetteer.at_name(key, _NO_HINT)
            found = found.unsure() if scan.determined(first) else found
        if found:
            return Answer(found, part, settled=True)
        if area is not None:
            return Answer(Finding(others=largest(self._gazetteer, area)), part, area, settled=True)
        for name, hint in self._hinted(part):
            found = self._gazetteer.at_name(joined(name), hint)
            if not found and hint.departments:
                found = self._gazetteer.shortened(joined(name), hint)
            if found:
                return Answer(found, part, settled=True)
        return None

    def _is_name(self, scan: Scan, first: int, last: int) -> bool:
        """Not « le menton », « clinique Saint-Jean » nor « have a nice day »."""
        if scan.names_another(first) or scan.is_english(first, last - first):
            return False
        if not scan.determined(first):
            return True
        return not self._words.is_word(joined(scan.tokens[first:last]))

    def _code_and_name(self, scan: Scan, first: int, last: int) -> Answer | None:
        """`13120`, `Gardanne 13120`, `04200 Sisteron`: the name chooses among the communes of the code."""
        part = scan.tokens[first:last]
        for start, end in _code_positions(part):
            code = postal_code(part[start:end])
            if code is None or scan.is_measure(first + start):
                continue
            found = places_of_code(self._gazetteer, code)
            rest = self._beside([*part[:start], *part[end:]])
            if not found and not rest:
                return self._unknown_code(code)
            if rest and not found.outside:
                found = self._together(found, rest)
            return Answer(found, part, settled=True) if found else None
        return None

    def _beside(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """The name written beside a code, with its article."""
        named = [one for one in tokens if one.text not in self._words.before]
        return [one for one in tokens if one in named or one.text in _ARTICLES] if named else []

    def _unknown_code(self, code: str) -> Answer:
        """A code of our departments that no commune carries: only the area is known.

        `13000` is what people write for the largest town of the department, which is then offered.
        """
        area = self._gazetteer.areas.get(code[:2]) if code[:2] in REGION_PREFIXES else None
        towns = largest(self._gazetteer, area)[:1] if area and code.endswith("000") else ()
        return Answer(Finding(others=towns), area=area, settled=True)

    def _together(self, by_code: Finding, rest: Sequence[Token]) -> Finding:
        by_name = self._guesser.by_name(joined(rest), _NO_HINT)
        coded = [by_code.place] if by_code.place else list(by_code.others)
        if not coded:
            return by_name
        named = [by_name.place] if by_name.place else list(by_name.others)
        both = [place for place in named if place in coded]
        if len(both) == 1:
            return Finding(both[0], sure=True)
        if not named or (named[0].name == "Marseille" and coded[0].kind == "ARM"):
            return by_code
        return Finding(others=tuple(both) or (*named[:3], *coded[:3]))

    def _hinted(self, part: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Hint]]:
        """`Vitrolles 13`, `La Garde dans le Var`, `dans le Var à Vidauban`: a name and its department."""
        for size in range(1, min(len(part), _LONGEST_HINT + 1)):
            hint = hint_of(self._gazetteer, part[-size:])
            if hint is not None:
                yield part[:-size], hint
        for size in range(1, min(len(part), _LONGEST_HINT + 1)):
            if part[size - 1].text.isdigit():
                continue
            hint = hint_of(self._gazetteer, part[:size])
            first = size
            while first < len(part) and part[first].text in self._words.before:
                first += 1
            if hint is not None and first < len(part):
                yield part[first:], hint

    def _nearly(self, scan: Scan) -> Answer:
        """Short names, places elsewhere, then misspellings, which are never sure."""
        cores = self._cores(scan)
        if not cores:
            return Answer()
        for core in cores:
            found = self._guesser.elsewhere_or_short(core)
            if found:
                return Answer(found, core, settled=True)
        for core in cores:
            found = self._guesser.saint(core)
            if found:
                return Answer(found, core)
        answer = self._misspelled(cores)
        if answer.settled:
            return answer
        for core in cores:
            found = self._pairs.read(core)
            if found:
                return Answer(found, core, settled=True)
        return answer if answer.finding else self._opening(cores)

    def _opening(self, cores: Sequence[Sequence[Token]]) -> Answer:
        """« nice magnan », « fos plage »: a name, then what may be a part of it: asked."""
        for core in cores:
            for size in range(len(core) - 1, 0, -1):
                key = joined(core[:size])
                place = self._gazetteer.named(key, _NO_HINT).place
                if place is None or key in self._words.mostly_words:
                    continue
                if any(self._guesser.is_idle(token.text) for token in core[size:]):
                    break
                return Answer(Finding(others=(place,)), core)
        return Answer()

    def _cores(self, scan: Scan) -> list[Sequence[Token]]:
        """What may be the name once the surrounding words are gone, longest first."""
        parts = self._peeled(scan.tokens)
        first = max((part[0] for part in parts), default=0)
        if not parts or joined(scan.tokens[slice(*parts[-1])]) in self._words.never:
            return []
        if scan.before(first) in self._words.determiners - set(_ARTICLES):
            return []
        articled = scan.before(first) in _ARTICLES
        firsts = [first - 1, first] if articled else [first]
        lasts = sorted({last for start, last in parts if start == first}, reverse=True)
        spans = [(start, last) for last in lasts for start in firsts]
        if (
            scan.tokens[0].text in self._gazetteer.first_words
            and (0, len(scan.tokens)) not in spans
        ):
            spans.insert(0, (0, len(scan.tokens)))
        return [
            scan.tokens[start:last]
            for start, last in spans
            if self._is_name(scan, start, last)
            and self._guesser.may_be_a_name(scan.tokens[start:last])
        ]

    def _misspelled(self, cores: Sequence[Sequence[Token]]) -> Answer:
        best = Answer()
        cost = 99.0
        for core in cores:
            tries = [(core, _NO_HINT), *((name, hint) for name, hint in self._hinted(core) if name)]
            for name, hint in tries:
                guess = self._guesser.misspelled(name, hint)
                if guess.clear:
                    return Answer(guess.finding, core, settled=True)
                if guess.finding and guess.cost < cost:
                    best, cost = Answer(guess.finding, core, cost=guess.cost), guess.cost
        return best


def _code_positions(part: Sequence[Token]) -> Iterator[tuple[int, int]]:
    for first in range(len(part)):
        yield first, first + 1
        if first + 1 < len(part):
            yield first, first + 2
