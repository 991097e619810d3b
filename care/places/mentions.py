"""Places inside a longer message. A name that is also a word (Gap, Bras, La Garde) needs its context."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from care.places import content
from care.places.fuzzy import Misspellings
from care.places.gazetteer import Gazetteer
from care.places.model import Finding, Hint, PlaceMention
from care.places.numbers import district, hint_of, may_open_district, places_of_code
from care.places.spelling import SMALL_WORDS, Token, joined, squeezed, tokens_of

_NO_HINT = Hint()
_ARTICLES = frozenset({"l", "le", "la", "les"})
_BORDERS = frozenset(",.;:!?()[]/\n–—-•|")
_STOPS = frozenset(".;!?\n()")
_TITLES = frozenset(
    ["dr", "docteur", "mme", "madame", "mr", "monsieur", "m", "pr", "professeur", "mlle"]
)
_LONGEST_LEAD = 4
_LONGEST_DISTRICT = 6
_MOST_GUESSES = 12
_DISTRICT_SIGNS = frozenset({"marseille", "arrondissement", "arr", "ardt"})
_LONGEST_GUESS = 4
_SHORT_NAME = 4
_LONG_GUESS = 6
_LARGE_ELSEWHERE = 50_000


class MentionFinder:
    """Exact names anywhere; misspelled ones only after words that announce a place."""

    def __init__(self, gazetteer: Gazetteer, misspellings: Misspellings) -> None:
        self._gazetteer = gazetteer
        self._misspellings = misspellings
        self._words = content.words()
        self._names: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        large = (
            one.key for one in gazetteer.outside.values() if one.population >= _LARGE_ELSEWHERE
        )
        keys = {*gazetteer.exact, *gazetteer.usual, *gazetteer.ambiguous, *self._heads(), *large}
        for key in sorted(keys, key=lambda key: -len(key.split())):
            parts = tuple(key.split())
            self._names[parts[0]].append(parts)

    def _heads(self) -> Iterator[str]:
        """First words that say one large town: `digne`, `cagnes`, `saint maximin`."""
        for key in self._gazetteer.by_start:
            place = self._gazetteer.shortened(key, _NO_HINT).place
            if place is not None and place.population > 2_000 and len(key) > _SHORT_NAME:
                yield key

    def find(self, text: str) -> tuple[PlaceMention, ...]:
        tokens = tokens_of(text)
        scan = _Scan(text, tokens, self._words)
        found: list[PlaceMention] = []
        index = 0
        while index < len(tokens):
            size, mention = self._at(scan, index)
            if mention is not None:
                found.append(mention)
            index += max(1, size)
        return tuple(found)

    def _at(self, scan: _Scan, index: int) -> tuple[int, PlaceMention | None]:
        size, finding = self._number(scan, index)
        if finding:
            return size, scan.mention(index, size, finding)
        size = self._name_size(scan, index)
        if size:
            return self._named(scan, index, size)
        if scan.led(index, sure=True) and scan.tokens[index].text not in self._words.never:
            size, finding = self._guess(scan, index) if scan.may_guess() else (1, Finding())
            if finding:
                return size, scan.mention(index, size, finding)
        return 1, None

    def _number(self, scan: _Scan, index: int) -> tuple[int, Finding]:
        """Districts; postal codes only where a place is expected, since `20000` is also a platelet count."""
        ahead = {token.text for token in scan.tokens[index : index + _LONGEST_DISTRICT]}
        if ahead & _DISTRICT_SIGNS and may_open_district(scan.tokens[index]):
            for size in range(_LONGEST_DISTRICT, 1, -1):
                part = scan.tokens[index : index + size]
                if len(part) == size and not scan.broken(index, size):
                    finding = district(self._gazetteer, part)
                    if finding:
                        return size, finding
        token = scan.tokens[index]
        if len(token.text) == 5 and token.text.isdigit():
            finding = places_of_code(self._gazetteer, token.text)
            if not finding.outside and (scan.led(index) or scan.alone(index, 1, colon=False)):
                return 1, finding
        return 1, Finding()

    def _name_size(self, scan: _Scan, index: int) -> int:
        for parts in self._names.get(scan.tokens[index].text, ()):
            window = tuple(token.text for token in scan.tokens[index : index + len(parts)])
            if window == parts and not scan.broken(index, len(parts)):
                return len(parts)
        return 0

    def _named(self, scan: _Scan, index: int, size: int) -> tuple[int, PlaceMention | None]:
        key = joined(scan.tokens[index : index + size])
        more, hint = self._hint_after(scan, index + size)
        finding = self._gazetteer.named(key, hint) or self._gazetteer.shortened(key, hint)
        if not finding or (finding.outside and hint.outside):
            outside = key in self._gazetteer.outside and scan.led(index)
            return size, scan.mention(index, size, Finding(outside=True)) if outside else None
        if not (more or self._is_place(scan, index, size, key)):
            return size, None
        return size + more, scan.mention(index, size, finding)

    def _is_place(self, scan: _Scan, index: int, size: int, key: str) -> bool:
        """Whether this name is used as a place here."""
        if index and scan.tokens[index - 1].text in _TITLES:
            return False
        if key in self._words.never or key in self._words.mostly_words:
            return scan.capital(index) and scan.led(index)
        if key in self._words.also_words or len(squeezed(key)) <= _SHORT_NAME:
            return scan.led(index) or scan.alone(index, size) or scan.capital(index, size)
        return True

    def _hint_after(self, scan: _Scan, index: int) -> tuple[int, Hint]:
        """The department or postal code right after a name: (words used, hint)."""
        following = scan.tokens[index : index + 1]
        if following and len(following[0].text) == 5 and following[0].text.isdigit():
            places = self._gazetteer.at_postal_code(following[0].text)
            if places:
                return 1, Hint(frozenset(place.department for place in places))
        for size in (5, 4, 3, 2, 1):
            part = scan.tokens[index : index + size]
            if len(part) < size or (size == 1 and part[0].text in ("5", "6", "4")):
                continue
            hint = hint_of(self._gazetteer, part)
            if hint is not None and not hint.outside and not scan.stopped(index - 1, size + 1):
                return size, hint
        return 0, _NO_HINT

    def _guess(self, scan: _Scan, index: int) -> tuple[int, Finding]:
        """A misspelled or shortened name after « vers », « à côté de »…, longest first."""
        if scan.tokens[index].text in SMALL_WORDS - _ARTICLES:
            return 1, Finding()
        for size in range(_LONGEST_GUESS, 0, -1):
            part = scan.tokens[index : index + size]
            if len(part) < size or scan.broken(index, size) or any(t.text.isdigit() for t in part):
                continue
            key = joined(part)
            if key in self._words.never:
                continue
            finding = self._gazetteer.shortened(key, _NO_HINT)
            if not finding and len(squeezed(key)) >= _LONG_GUESS:
                finding = self._misspellings.find(key, _NO_HINT)
            if finding.place is not None or (finding.others and size == 1):
                return size, finding
        return 1, Finding()


class _Scan:
    """One message: its words, and what stands around each of them."""

    def __init__(self, text: str, tokens: Sequence[Token], words: content.Words) -> None:
        self.text = text
        self.tokens = tokens
        self._words = words
        self._guesses = 0
        self._has_lower = any(character.islower() for character in text)

    def mention(self, index: int, size: int, finding: Finding) -> PlaceMention:
        start, end = self.tokens[index].start, self.tokens[index + size - 1].end
        return PlaceMention(
            start=start,
            end=end,
            evidence=self.text[start:end],
            place=finding.place,
            candidates=finding.others,
            sure=finding.sure,
            outside_region=finding.outside,
        )

    def may_guess(self) -> bool:
        """Misspellings are looked for a few times in a message: a long one must not hold the caller up."""
        self._guesses += 1
        return self._guesses <= _MOST_GUESSES

    def _gap(self, index: int) -> str:
        """What is written between the word before this one and this one."""
        if index <= 0 or index >= len(self.tokens):
            return "\n"
        return self.text[self.tokens[index - 1].end : self.tokens[index].start]

    def broken(self, index: int, size: int) -> bool:
        """A comma or the end of a sentence inside a group of words."""
        return any(
            set(self._gap(at)) & (_BORDERS - {"-", "–", ".", "/"})
            for at in range(index + 1, index + size)
        )

    def stopped(self, index: int, size: int) -> bool:
        gaps = (self._gap(at) for at in range(index + 1, index + size))
        return any(set(gap) & (_STOPS - {"(", ")"}) for gap in gaps)

    def alone(self, index: int, size: int, *, colon: bool = True) -> bool:
        """Between two borders: `nodule 25 mm, gap, que faire`."""
        before, after = set(self._gap(index)), set(self._gap(index + size))
        if index + size < len(self.tokens) and not after & _BORDERS:
            return False
        return bool(before & (_BORDERS if colon else _BORDERS - {":"}))

    def led(self, index: int, *, sure: bool = False) -> bool:
        """A word that announces a place stands just before."""
        leads = self._words.sure_lead if sure else self._words.lead
        for size in range(1, _LONGEST_LEAD + 1):
            first = index - size
            if first < 0 or set(self._gap(index)) & _STOPS:
                return False
            if joined(self.tokens[first:index]) in leads:
                return True
        return False

    def capital(self, index: int, size: int = 0) -> bool:
        """Written with a capital, in a text that is not all capitals, and not merely opening a sentence."""
        if not (self._has_lower and self.text[self.tokens[index].start].isupper()):
            return False
        opening = index == 0 or bool(set(self._gap(index)) & _STOPS)
        following = (
            self.tokens[index + size].text if size and index + size < len(self.tokens) else ""
        )
        return not opening or bool(
            size and following not in ("de", "d", "du", "des", "et", "a", "est", "", "en")
        )
