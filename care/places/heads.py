"""A name and what describes it: « mantn, à la frontière », « fuvo près de Trets », « Tourves, entre Brignoles et … ».

The words that situate a place are not the place: what stands before them is read as a bare answer would be,
and where nobody can read it, the town said to be near is confirmed instead of taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from care.places import content
from care.places.answers import AnswerReader
from care.places.gazetteer import Gazetteer
from care.places.model import PlaceMention, Role
from care.places.numbers import hint_of
from care.places.scan import Scan
from care.places.spelling import SMALL_WORDS, Token, joined, tokens_of

_LONGEST_MESSAGE = 100
_MOST_WORDS = 7
_WINDOW = 80  # letters
_CLOSE = 6
_LONGEST_LEAD = 5
_LONGEST_TAIL = 8
_SHORTEST_NAME = 3
_STRONG, _LIKELY = 2.0, 1.4
_BORDERS = frozenset(",;:(\n–—|")
_TRADE = re.compile(r"(?:iste|logue|logie|peute|rapie|cien|cienne|eur|euse|iere|ier)s?$")
_FILLERS = frozenset({"juste", "est", "situe", "situee", "pile", "tout", "un", "peu", "qui", "c"})


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a description begins. `after_border`: a comma says so, and nothing else."""

    at: int
    after_border: bool
    situates: bool


class HeadReader:
    """Adds to the places found the one that the words around had hidden."""

    def __init__(self, gazetteer: Gazetteer, answers: AnswerReader) -> None:
        self._gazetteer = gazetteer
        self._answers = answers
        self._words = content.words()
        self._idle = (
            content.everyday() | SMALL_WORDS | self._words.never | self._words.before
        ) - self._words.also_words

    def situated(
        self, text: str, found: tuple[PlaceMention, ...], *, asked: bool
    ) -> tuple[PlaceMention, ...]:
        """`asked`: the text answers « dans quelle commune ? », so that a comma is enough to end a name."""
        head = self._head(text, found, asked=asked)
        if head is None:
            return self._doubted(text, found) if found else found
        if any(one.start < head.end for one in found):
            return found
        return (head, *(_as_landmark(one) for one in found if one.place or one.outside_region))

    def _head(
        self, text: str, found: tuple[PlaceMention, ...], *, asked: bool
    ) -> PlaceMention | None:
        tokens = tokens_of(text[: 2 * _LONGEST_MESSAGE])
        if len(text) > _LONGEST_MESSAGE and not asked:
            tokens = [one for one in tokens if one.end <= _LONGEST_MESSAGE]
        idle = self._idle
        for cut in self._cuts(text, tokens, found):
            if not cut.situates and (not asked or self._foreign(tokens)):
                continue
            if not found and all(token.text in idle for token in tokens[: cut.at]):
                continue
            before = text[: tokens[cut.at].start]
            guess = _guess_at(cut, asked=asked)
            read = self._answers.mention(before, words=bool(found), guess=guess)
            if read and (cut.situates or not _is_district(read[0])):
                return read[0]
        return None

    def _foreign(self, tokens: Sequence[Token]) -> bool:
        """« nice, thank you »."""
        return len({token.text for token in tokens} & self._words.english) > 1

    def _cuts(
        self, text: str, tokens: Sequence[Token], found: Sequence[PlaceMention]
    ) -> Iterator[_Cut]:
        for at in range(1, min(len(tokens), _MOST_WORDS + 1)):
            border = not _BORDERS.isdisjoint(text[tokens[at - 1].end : tokens[at].start])
            if self._describes(tokens, at, found):
                yield _Cut(at, after_border=False, situates=True)
            elif border:
                yield _Cut(at, after_border=True, situates=self._situates(tokens[at:]))

    def _describes(self, tokens: Sequence[Token], at: int, found: Sequence[PlaceMention]) -> bool:
        """Words that can only situate what stands before them."""
        if tokens[at].text in self._words.landmark:
            return True
        if tokens[at].text == "entre":
            next_ones = range(tokens[at].end, tokens[at].end + _CLOSE)
            return any(one.start in next_ones for one in found)
        runs = [tokens[at : at + size] for size in range(1, _LONGEST_LEAD + 1)]
        keys = [joined(run) for run in runs[1:]]
        if any(key in self._words.near_lead or key in self._words.describing for key in keys):
            return True
        if tokens[at].text not in ("dans", "en"):
            return False
        hints = filter(None, (hint_of(self._gazetteer, run) for run in runs[1:]))
        return any(hint.departments or hint.elsewhere for hint in hints)

    def _situates(self, tail: Sequence[Token]) -> bool:
        near = {one.text for one in tail[:_LONGEST_TAIL]}
        if not near.isdisjoint(self._words.situating) or tail[0].text.isdigit():
            return not near.isdisjoint(self._words.situating)
        runs = (tail[: size + 1] for size in range(_LONGEST_LEAD))
        return any(hint_of(self._gazetteer, run) for run in runs)

    def _doubted(self, text: str, found: tuple[PlaceMention, ...]) -> tuple[PlaceMention, ...]:
        """« Xyzbourg, près de Pertuis »: Pertuis is confirmed, since another name was said and not read."""
        return tuple(
            replace(one, sure=False)
            if one.role is Role.NEAR and one.sure and self._unread_before(text, found, one)
            else one
            for one in found
        )

    def _unread_before(self, text: str, found: Sequence[PlaceMention], near: PlaceMention) -> bool:
        start = max(0, near.start - _WINDOW)
        scan = Scan(text[start : near.end], tokens_of(text[start : near.end]))
        first = next(at for at, one in enumerate(scan.tokens) if start + one.end > near.start)
        at = first - scan.announced(first, self._words.near_lead) - 1
        while at > 0 and scan.tokens[at].text in _FILLERS:
            at -= 1
        if at < 0 or (at == 0 and start):
            return False
        word = scan.tokens[at]
        place = start + word.start
        if any(one.start <= place < one.end for one in found if one is not near):
            return False
        if len(word.text) < _SHORTEST_NAME or word.text in self._idle or not word.text.isalpha():
            return False
        return self._may_name(scan, at)

    def _may_name(self, scan: Scan, at: int) -> bool:
        """« un sophrologue » is no name; « le hameau des Farnoux » is one."""
        if scan.is_somebody(at) or scan.is_street(at):
            return False
        if scan.text[scan.tokens[at].start :][:2].isupper() or _TRADE.search(scan.tokens[at].text):
            return False
        if scan.before(at) not in self._words.determiners:
            return scan.led(at) or scan.capital(at) or self._opens(scan, at)
        said = {one.text for one in scan.tokens[max(0, at - 3) : at]}
        return not said.isdisjoint(self._words.place_nouns)

    def _opens(self, scan: Scan, at: int) -> bool:
        """Nothing but idle words stands before, since the start of the text or the last comma."""
        while at > 0 and scan.before(at):
            at -= 1
            if scan.tokens[at].text not in self._words.before | SMALL_WORDS:
                return False
        return True


def _is_district(mention: PlaceMention) -> bool:
    return mention.place is not None and mention.place.kind == "ARM"


def _guess_at(cut: _Cut, *, asked: bool) -> float:
    """What a guess may cost: the more the rest of the text speaks of a place, the more."""
    if not cut.situates:
        return 0.0
    return _STRONG if asked or not cut.after_border else _LIKELY


def _as_landmark(mention: PlaceMention) -> PlaceMention:
    """A place of the description counts less than the one described, unless one lives there."""
    return replace(mention, role=Role.NEAR) if mention.role is Role.PLAIN else mention
