"""Places inside a longer message. A name that is also a word (Gap, Bras, La Garde) needs its context."""

from __future__ import annotations

from care.places import content
from care.places.endings import Endings
from care.places.fuzzy import Misspellings
from care.places.gazetteer import Gazetteer
from care.places.model import Finding, Hint, PlaceMention
from care.places.names import NameTable
from care.places.numbered import NumberFinder
from care.places.numbers import hint_of, places_of_code
from care.places.scan import Scan
from care.places.spelling import SMALL_WORDS, content_of, joined, squeezed, tokens_of

_NO_HINT = Hint()
_ARTICLES = frozenset({"l", "le", "la", "les"})
_POSSESSIVES = frozenset({"mon", "ma", "mes", "un", "une", "ce", "cette", "notre", "votre"})
_LONGEST_GUESS = 4
_LINKS = frozenset({"d", "de", "du", "des", "sur", "en", "les", "la", "le", "l", "di", "sous"})
_SAINTS = frozenset({"saint", "sainte"})
_OVER = frozenset({"sur", "sous", "les"})
_LONGEST_HINT = 5
_SHORTEST_END = 3  # letters of the last word of a guess
_SHORT_NAME = 4
_LONG_GUESS = 5
_ONE_SLIP = 1.0
_FAMOUS_ELSEWHERE = 50_000
_SAINT_AND_NAME = 2  # words
_LARGE_SAINT = 30_000  # below, a saint is as well a hospital or a quarter here


class MentionFinder:
    """Exact names anywhere; misspelled ones only after words that announce a place."""

    def __init__(self, gazetteer: Gazetteer, misspellings: Misspellings) -> None:
        self._gazetteer = gazetteer
        self._misspellings = misspellings
        self._endings = Endings(gazetteer, misspellings)
        self._numbers = NumberFinder(gazetteer)
        self._words = content.words()
        self._everyday = content.everyday()
        self._no_start = (self._words.never | _POSSESSIVES | SMALL_WORDS) - _ARTICLES
        self._names = NameTable(gazetteer)

    def find(self, text: str) -> tuple[PlaceMention, ...]:
        scan = Scan(text, tokens_of(text))
        found: list[PlaceMention] = []
        index = 0
        while index < len(scan.tokens):
            size, mention = self._at(scan, index)
            index += max(1, size)
            if mention is not None:
                found.append(mention)
                index += self._river_after(scan, index)
        return self._endings.told_apart(text, tuple(found))

    def _river_after(self, scan: Scan, index: int) -> int:
        """« les Arcs sur Argens »: the words that end a name, though Argens is a name too."""
        if scan.after(index) not in _OVER or not scan.after(index + 1):
            return 0
        size, _ = self._names.at(scan, index + 1)
        return size + 1 if size else 0

    def _at(self, scan: Scan, index: int) -> tuple[int, PlaceMention | None]:
        size, finding = self._numbers.at(scan, index)
        if size and not finding:
            following, key = self._names.at(scan, index + size)
            if following:
                finding = self._numbers.with_name(scan, index, key)
                size += following
        if finding:
            return size, scan.mention(index, size, finding)
        size, key = self._names.at(scan, index)
        if size:
            return self._named(scan, index, size, key)
        size, mention = self._numbers.area_at(scan, index)
        if mention is None:
            size, mention = self._guessed(scan, index)
        return size, mention

    def _named(
        self, scan: Scan, index: int, size: int, key: str
    ) -> tuple[int, PlaceMention | None]:
        if self._is_no_town(scan, index, size):
            return size, None
        quarter, finding = self._endings.quarter(scan, index, key)
        if finding:
            return quarter, scan.mention(index, quarter, finding)
        more, hint = self._hint_after(scan, index + size)
        if not (more and self._gazetteer.named(key, hint).place):
            longer, mention = self._longer(scan, index, size, key)
            if mention is not None:
                return longer, mention
        if hint.outside:
            finding = self._numbers.contradicted(key, hint) or Finding(outside=True)
            return size + more, scan.mention(index, size + more, finding)
        finding = self._gazetteer.at_name(key, hint) or self._cut(key, hint)
        if not finding or (finding.outside and hint.outside):
            outside = self._is_elsewhere(scan, index, size, key)
            return size, scan.mention(index, size, Finding(outside=True)) if outside else None
        sure = bool(more)
        if not more:
            named, sure = self._is_place(scan, index, size, key)
            if not named:
                return size, None
        code = self._numbers.code_after(scan, index + size, key)
        if code:
            return size + 1, scan.mention(index, size + 1, code)
        ends = more or not self._endings.goes_on(scan, index + size, key, finding.place)
        sure = sure and bool(ends) and scan.before(index) not in _SAINTS
        return size + more, scan.mention(index, size, finding if sure else finding.unsure())

    def _cut(self, key: str, hint: Hint) -> Finding:
        """The first words of a name; to be confirmed when they are the whole of another elsewhere."""
        found = self._gazetteer.shortened(key, hint)
        elsewhere = key in self._gazetteer.outside and not hint.departments
        return found.unsure() if elsewhere else found

    def _longer(
        self, scan: Scan, index: int, size: int, key: str
    ) -> tuple[int, PlaceMention | None]:
        """« Le Cannet des maurres »: a name goes on, misspelled, where a shorter one seemed to end."""
        if key not in self._gazetteer.by_start and scan.after(index + size) not in _LINKS:
            return 0, None
        if self._words.is_word(key) and not (scan.led(index) or scan.capital(index)):
            return 0, None
        if not scan.after(index + size) or not scan.may_guess():
            return 0, None
        return self._guessed_from(scan, index, longer_than=size)

    def _is_no_town(self, scan: Scan, index: int, size: int) -> bool:
        """A person, a street, a clinic, or the end of a longer name."""
        return (
            scan.is_somebody(index)
            or scan.is_street(index)
            or scan.is_product(index)
            or scan.is_house(index)
            or (scan.is_tied(index) and scan.tokens[index - 1].text in SMALL_WORDS)
            or scan.is_english(index, size)
        )

    def _is_elsewhere(self, scan: Scan, index: int, size: int, key: str) -> bool:
        outsider = self._gazetteer.outside.get(key)
        if outsider is None:
            return False
        led = scan.led(index) or scan.near(index)
        if set(key.split()) <= self._everyday | SMALL_WORDS or scan.determined(index):
            return scan.capital(index) and led
        if size > 1:
            whole = size > _SAINT_AND_NAME or not key.startswith("saint")
            famous = outsider.population >= _LARGE_SAINT or whole
            return famous or scan.home(index)
        if outsider.population >= _FAMOUS_ELSEWHERE:
            return led or scan.alone(index, size)
        return scan.led(index, sure=True) or (led and scan.capital(index))

    def _is_place(self, scan: Scan, index: int, size: int, key: str) -> tuple[bool, bool]:
        """Whether this name is used as a place here, and whether that is sure."""
        contracted = scan.tokens[index].text not in key.split()
        name = index + 1 if contracted else index
        led = contracted or scan.led(index)
        if self._words.is_word(key) and scan.determined(index):
            return False, False
        if key in self._words.never or key in self._words.mostly_words:
            if scan.home(index) or (scan.capital(name) and led):
                return True, True
            return key not in self._words.never and scan.led(index, sure=True), False
        short = len(squeezed(key)) <= _SHORT_NAME and key not in self._gazetteer.usual
        if short or key in self._words.also_words:
            shown = led or scan.capital(index, size) or scan.opens(index, size)
            return shown or (key not in self._words.foreign and scan.alone(index, size)), shown
        return True, True

    def _hint_after(self, scan: Scan, index: int) -> tuple[int, Hint]:
        """The department or postal code right after a name: (words used, hint)."""
        following = scan.tokens[index : index + 1]
        if following and len(following[0].text) == 5 and following[0].text.isdigit():
            found = places_of_code(self._gazetteer, following[0].text)
            coded = (found.place,) if found.place else found.others
            if coded:
                return 1, Hint(frozenset(place.department for place in coded))
            if found.outside and not scan.is_measure(index):
                return 1, Hint(outside=True)
        ahead = {token.text for token in scan.tokens[index : index + _LONGEST_HINT]}
        if ahead.isdisjoint(self._gazetteer.area_words):
            return 0, _NO_HINT
        for size in range(_LONGEST_HINT, 0, -1):
            part = scan.tokens[index : index + size]
            if len(part) < size or (size == 1 and part[0].text in ("5", "6", "4")):
                continue
            hint = hint_of(self._gazetteer, part)
            if hint is not None and not scan.stopped(index - 1, size + 1):
                said = part[0].text in ("en", "dans", "au", "aux") and not part[-1].text.isdigit()
                return (size, hint) if said or not hint.outside else (0, _NO_HINT)
        return 0, _NO_HINT

    def _guessed(self, scan: Scan, index: int) -> tuple[int, PlaceMention | None]:
        """A misspelled or shortened name after « vers », « à côté de »…"""
        first = scan.tokens[index].text
        if first in self._no_start:
            return 1, None
        strict = False
        if not scan.led(index, sure=True):
            strict = not scan.capital(index)
            if len(first) <= _LONG_GUESS or (strict and first in self._everyday):
                return 1, None
            if not scan.led(index):
                return 1, None
        return self._guessed_from(scan, index, strict=strict) if scan.may_guess() else (1, None)

    def _guessed_from(
        self, scan: Scan, index: int, *, longer_than: int = 0, strict: bool = False
    ) -> tuple[int, PlaceMention | None]:
        """The longest group of words that means a place, however it is spelled; `strict`: clearly so."""
        idle = SMALL_WORDS | self._everyday if longer_than else SMALL_WORDS
        for size in range(_LONGEST_GUESS, longer_than, -1):
            part = scan.tokens[index : index + size]
            if size > 1 and (part[-1].text in idle or len(part[-1].text) < _SHORTEST_END):
                continue
            if len(part) < size or scan.broken(index, size) or any(t.text.isdigit() for t in part):
                continue
            more, hint = self._hint_after(scan, index + size)
            finding = self._meant(joined(part), hint, strict=strict)
            if finding:
                return size + more, scan.mention(index, size, finding)
        return 1, None

    def _meant(self, key: str, hint: Hint, *, strict: bool) -> Finding:
        bare = key.partition(" ")[2] if key.split(maxsplit=1)[0] in _ARTICLES else key
        if self._words.is_word(key) or self._words.is_word(bare):
            return Finding()
        finding = self._gazetteer.shortened(key, hint)
        if finding:
            return finding
        guess = self._misspellings.guess(key, hint)
        if set(key.split()) <= self._everyday | SMALL_WORDS and (
            not guess.heard or " " not in content_of(key)
        ):
            return Finding()
        enough = len(squeezed(key)) >= _LONG_GUESS or guess.heard
        near = guess.clear or (guess.cost <= _ONE_SLIP and not strict)
        return (
            guess.finding
            if enough and near and not (strict and guess.finding.outside)
            else Finding()
        )
