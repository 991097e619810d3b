"""« Aubagne ou Gémenos », « Marseille 8e ou 9e », « entre Aix et Gardane »: both are read, and asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from care.places import content
from care.places.answers import AnswerReader
from care.places.gazetteer import MARSEILLE, Gazetteer
from care.places.model import Finding, PlaceMention, Role
from care.places.numbers import district_number, places_of_code
from care.places.scan import Scan
from care.places.spelling import Token, key_of, tokens_of

_OR = frozenset({"ou", "soit"})
_BETWEEN = ("entre", "limite", "cheval", "frontiere")
_SAID = re.compile(r"/|\b(?:ou|soit|entre|limite|cheval|fronti[eè]re)\b", re.IGNORECASE)
_AFTER_OR = frozenset(
    ["bien", "alors", "encore", "peut", "etre", "plutot", "sinon", "meme", "parfois", "a", "au", "aux",
     "vers", "dans", "sur", "du", "cote", "de", "d", "pres", "le", "la", "les", "l", "soit", "en"]
)  # fmt: skip
_ARTICLES = ("le", "la", "les", "l", "au", "aux")
_SITUATED = ("entre", "situe entre", "qui est entre", "c est entre", "juste entre")
_LONGEST_NAME = 4
_LONGEST_BETWEEN = 7
_LONGEST_TEXT = 400
_MOST_LINKS = 4
_CODE, _TWO = 5, 2
_ONE_SLIP = 1.0  # what a guess costs at most


@dataclass(frozen=True, slots=True)
class _Link:
    """Where an alternative stands: the word after its left side, and the first of its right side."""

    left: int
    right: int


class Alternatives:
    """Completes the places found with the other side of an « ou » that nothing announced."""

    def __init__(self, gazetteer: Gazetteer, answers: AnswerReader) -> None:
        self._gazetteer = gazetteer
        self._answers = answers
        self._words = content.words()

    def offered(self, text: str) -> bool:
        """Whether the text may say several places."""
        return bool(_SAID.search(text[:_LONGEST_TEXT]))

    def completed(
        self, text: str, found: tuple[PlaceMention, ...], *, asked: bool
    ) -> tuple[PlaceMention, ...] | None:
        """The places found and the other sides; None when the text says no alternative between places.

        `asked`: the text answers « dans quelle commune ? », where « le 13e ou le 14e » says enough.
        """
        if not self.offered(text):
            return None
        scan = Scan(text, tokens_of(text[:_LONGEST_TEXT]))
        linked = None
        for link in list(self._links(scan))[:_MOST_LINKS]:
            both = self._linked(scan, link, found, asked=asked)
            if both is not None:
                found = linked = both
        return None if linked is None else tuple(sorted(linked, key=lambda one: one.start))

    def _links(self, scan: Scan) -> Iterator[_Link]:
        tokens = scan.tokens
        for at in range(1, len(tokens)):
            gap = scan.text[tokens[at - 1].end : tokens[at].start]
            if gap.strip() == "/" and not tokens[at].text.isdigit():
                yield _Link(at, at)
            elif tokens[at].text in _OR or (tokens[at].text == "et" and _between(tokens, at)):
                right = at + 1
                while right < len(tokens) and tokens[right].text in _AFTER_OR:
                    right += 1
                if right < len(tokens):
                    yield _Link(at, right)

    def _linked(
        self, scan: Scan, link: _Link, found: tuple[PlaceMention, ...], *, asked: bool
    ) -> tuple[PlaceMention, ...] | None:
        tokens = scan.tokens
        ends, starts = tokens[link.left - 1].end, tokens[link.right].start
        found = tuple(one for one in found if one.sure or not one.start < ends < starts < one.end)
        left = next((one for one in found if one.start < ends <= one.end), None)
        right = next((one for one in found if ends <= one.start <= starts < one.end), None)
        if left is None and right is None:
            left, right = self._numbers(scan, link, found, asked=asked)
            if left is None and not found:
                left, right = self._words_alone(scan, link)
        elif left is None and right is not None:
            left = self._side(scan, range(link.left - 1, -1, -1), right)
        elif left is not None and right is None:
            right = self._side(scan, range(link.right, len(tokens)), left)
        if left is None or right is None:
            return None
        if _described(scan, left, found):
            left, right = (replace(one, role=Role.NEAR) for one in (left, right))
        return self._both(found, left, right)

    def _numbers(
        self, scan: Scan, link: _Link, found: Sequence[PlaceMention], *, asked: bool
    ) -> tuple[PlaceMention | None, PlaceMention | None]:
        """« 13008 ou 13009 », « Marseille, 10 ou 11 », « le 13e ou le 14e »."""
        city = next((one for one in found if one.place and one.place.insee == MARSEILLE), None)
        if city is None and asked and len(scan.tokens) <= _LONGEST_BETWEEN:
            city = scan.mention(0, 1, Finding(self._gazetteer.places.get(MARSEILLE)))
            if any(scan.tokens[at].text.isdigit() for at in (link.left - 1, link.right)):
                city = None
        left, right = (self._number(scan, at, at, city) for at in (link.left - 1, link.right))
        if not (left and right) or left.outside or right.outside:
            return None, None
        return scan.mention(link.left - 1, 1, left), scan.mention(link.right, 1, right)

    def _words_alone(
        self, scan: Scan, link: _Link
    ) -> tuple[PlaceMention | None, PlaceMention | None]:
        """« gap ou embrun »: two names that are words too, and nothing else."""
        if len(scan.tokens) > 2 * _LONGEST_NAME:
            return None, None
        start = scan.tokens[link.right].start
        left = self._answers.mention(scan.text[: scan.tokens[link.left - 1].end], words=True)
        right = self._answers.mention(scan.text[start:], words=True)
        return (left[0], _placed(right[0], start)) if left and right else (None, None)

    def _both(
        self, found: Sequence[PlaceMention], left: PlaceMention, right: PlaceMention
    ) -> tuple[PlaceMention, ...]:
        others = [one for one in found if not _overlap(one, left) and not _overlap(one, right)]
        if left.outside_region != right.outside_region:
            left, right = replace(left, sure=False), replace(right, sure=False)
        if right.role is Role.PLAIN:
            right = replace(right, role=left.role)
        return (*others, left, right)

    def _side(self, scan: Scan, reach: range, other: PlaceMention) -> PlaceMention | None:
        """The name next to « ou », the longest that can be read, in the words that no stop separates."""
        size = min(_LONGEST_NAME, len(reach))
        for count in range(size, 0, -1):
            first, last = sorted((reach[0], reach[count - 1]))
            if scan.broken(first, last - first + 1):
                continue
            read = self._read(scan, first, last, other)
            if read is not None:
                return replace(read, role=other.role)
        return None

    def _read(self, scan: Scan, first: int, last: int, other: PlaceMention) -> PlaceMention | None:
        part = scan.tokens[first : last + 1]
        numbered = self._number(scan, first, last, other)
        if numbered:
            return scan.mention(first, last - first + 1, numbered)
        if any(token.text.isdigit() for token in part) or scan.names_another(first):
            return None
        if scan.determined(first) and part[0].text not in _ARTICLES:
            return None
        start = part[0].start
        read = self._answers.mention(scan.text[start : part[-1].end], words=True, guess=_ONE_SLIP)
        return _placed(read[0], start) if read else None

    def _number(self, scan: Scan, first: int, last: int, other: PlaceMention | None) -> Finding:
        """The other district, or the other postal code."""
        if first != last:
            return Finding()
        token = scan.tokens[first]
        if len(token.text) == _CODE and token.text.isdigit():
            return (
                Finding() if scan.is_measure(first) else places_of_code(self._gazetteer, token.text)
            )
        if other is None or other.place is None:
            return Finding()
        if other.place.kind != "ARM" and other.place.insee != MARSEILLE:
            return Finding()
        number = district_number(token)
        if number is None and token.text.isdigit() and len(token.text) <= _TWO:
            counted = scan.after(first + 1)
            number = int(token.text) if counted not in scan.words.counted else None
        place = self._gazetteer.district(number) if number else None
        return Finding(place, sure=True) if place else Finding()


def _between(tokens: Sequence[Token], at: int) -> bool:
    return any(token.text in _BETWEEN for token in tokens[max(0, at - _LONGEST_BETWEEN) : at])


def _described(scan: Scan, left: PlaceMention, found: Sequence[PlaceMention]) -> bool:
    """« Tourves, entre Brignoles et Saint-Maximin »: both situate the one named before."""
    return any(
        key_of(scan.text[one.end : left.start]) in _SITUATED
        for one in found
        if one.end < left.start
    )


def _overlap(one: PlaceMention, other: PlaceMention) -> bool:
    return one.start < other.end and other.start < one.end


def _placed(mention: PlaceMention, start: int = 0) -> PlaceMention:
    """A mention of a part of a text, where it stands in the whole."""
    return replace(mention, start=mention.start + start, end=mention.end + start)
