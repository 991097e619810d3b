"""Numbers said in words become digits, in a view that keeps the way back to the message.

`trente-huit quatre` reads `38 4`, `cent vingt-cinq` reads `125`, `et demi` after a number reads `.5`. All
measure readers work on this view, so digits and words are understood alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from care.understanding.facts import Status, Value
from care.understanding.normalise import Normalised
from care.understanding.quick import Quick

UNITS = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15,
    "seize": 16,
}  # fmt: skip
TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
ABOUT = {
    "huitaine": 8,
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
}
_NUMBER_WORDS = (
    frozenset(UNITS) | frozenset(TENS) | frozenset(ABOUT) | {"cent", "cents", "mille", "demi"}
)
_WORD = re.compile(r"[a-z]+")
_ONE_COUNTS = re.compile(
    r" (?:(?:seule?|unique|petite?) )?(?:fois|an|annee|mois|semaine|jour|heure|minute|selle|vomissement|vomissure"
    r"|vomi(?![a-z])|cuillere|episode"
    r"|seule fois)s?\b"
)
# `trente-huit virgule un`, `j'ai trente-huit un` : the tenth, where nothing that is counted follows.
_TENTH = re.compile(
    r" ?(?:$|[,.;:!?)\n]|(?:et|mais|donc|depuis|ce|cet|cette|je|j|il|elle|on|de fievre|degres?|hier|alors|sous|apres"
    r"|malgre|quand|avec|la|puis|au|ma|mon|sa|son|que|dois|c|aujourd)(?![a-z]))"
)
_BODY_HEAT = re.compile(r"3[5-9]|4[0-2]")
_COMMA = r"(?:virgul+es?|vigule|virgul|point)"
_AFTER_POINT = re.compile(rf"[a-z\d] {_COMMA} $")
_BEFORE_POINT = re.compile(rf" {_COMMA} (?:\d|(?:{'|'.join([*UNITS, *TENS])})(?![a-z]))")
_HALF = re.compile(r" et demie?\b")
_POINT = re.compile(rf"(?<=\d) {_COMMA} (?=\d)")


SENTENCE = Quick(r"[^.;!?\n]+(?:[.,]\d[^.;!?\n]*)*")
"""One sentence of a view: the point of a decimal ends none."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact before its status is judged; offsets are in the normalised text."""

    entity: str
    value: Value
    code: str | None
    start: int
    end: int
    attributes: Mapping[str, Value] = field(default_factory=dict)
    status: Status | None = None


class NumericView:
    """The normalised text with digits for number words. `span` leads back to the normalised text."""

    def __init__(self, message: Normalised) -> None:
        self.message = message
        text = message.text
        pieces: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        at = 0
        for start, end, digits in _replacements(text):
            self._copy(pieces, text, at, start)
            pieces.append(digits)
            self._starts.extend([start] * len(digits))
            self._ends.extend([end] * len(digits))
            at = end
        self._copy(pieces, text, at, len(text))
        self.text = "".join(pieces)

    def _copy(self, pieces: list[str], text: str, start: int, end: int) -> None:
        pieces.append(text[start:end])
        self._starts.extend(range(start, end))
        self._ends.extend(range(start + 1, end + 1))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The normalised span behind a span of the view."""
        return self._starts[start], self._ends[end - 1]

    def after(self, end: int) -> int:
        """The place of the view that follows a normalised place."""
        return bisect_right(self._ends, end)

    def draft(
        self,
        found: re.Match[str],
        entity: str,
        value: Value,
        code: str | None = None,
        attributes: Mapping[str, Value] | None = None,
        *,
        group: int | str = 0,
        status: Status | None = None,
    ) -> Draft:
        """A draft for a match of the view, or for one of its groups; outer spaces are left out."""
        start, end = found.span(group)
        while end > start and self.text[end - 1] in " \n,.;:":
            end -= 1
        while start < end and self.text[start] in " \n,.;:":
            start += 1
        first, last = self.span(start, end)
        return Draft(entity, value, code, first, last, attributes or {}, status)


def number(text: str) -> float:
    """`38,4`, `18 000`, `1.234` (a decimal): the value; thousands may be spaced."""
    return float(re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", text).replace(",", ".").replace(" ", ""))


def tidy(value: float) -> float | int:
    """An int when the value is whole; no binary dust."""
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def _replacements(text: str) -> list[tuple[int, int, str]]:
    """(start, end, digits) for each number said in words, and for `virgule` between digits."""
    words = list(_WORD.finditer(text))
    if not any(word.group() in _NUMBER_WORDS for word in words):
        return [(m.start(), m.end(), ".") for m in _POINT.finditer(text)]
    found: list[tuple[int, int, str]] = []
    index = 0
    while index < len(words):
        read = _cardinal(text, words, index)
        if read is None:
            index += 1
            continue
        value, following = read
        start, end = words[index].start(), words[following - 1].end()
        alone = following == index + 1
        if alone and (
            (value == 1 and not _is_one(text, start, end, found)) or _is_september(text, start, end)
        ):
            index += 1
            continue
        half = _HALF.match(text, end)
        digits = f"{value}.5" if half else str(value)
        end = half.end() if half else end
        found.append((start, end, digits))
        index = following
    return _with_points(text, found)


def _is_one(text: str, start: int, end: int, found: list[tuple[int, int, str]]) -> bool:
    """`un` is a number before what is counted, beside `virgule`, or as the tenth of a temperature said aloud."""
    if _ONE_COUNTS.match(text, end) or _AFTER_POINT.search(text[max(0, start - 12) : start]):
        return True
    if _BEFORE_POINT.match(text, end):
        return True
    beside = bool(found) and found[-1][1] == start - 1 and _BODY_HEAT.fullmatch(found[-1][2])
    return bool(beside) and _TENTH.match(text, end) is not None


def _is_september(text: str, start: int, end: int) -> bool:
    """`3 sept 2026`, `fin sept`: the month, not the number."""
    if text[start:end] != "sept":
        return False
    return bool(
        re.search(r"(?:\d|debut|fin|mi|en) $", text[:start]) or re.match(r"\.? 20\d\d", text[end:])
    )


def _with_points(text: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Also read `virgule` between two numbers, said or written."""
    ends = {end for _, end, _ in found}
    starts = {start for start, _, _ in found}
    for mark in re.finditer(rf" {_COMMA} ", text):
        before = mark.start() in ends or text[mark.start() - 1 : mark.start()].isdigit()
        after = mark.end() in starts or text[mark.end() : mark.end() + 1].isdigit()
        if before and after:
            found.append((mark.start(), mark.end(), "."))
    halves = [(m.start(1), m.end(1), ".5") for m in re.finditer(r"\d( et demie?)\b", text)]
    return sorted([*found, *halves])


def _cardinal(text: str, words: list[re.Match[str]], index: int) -> tuple[int, int] | None:
    """The number starting at this word, and the index of the word after it."""
    word = words[index].group()
    if word in ABOUT:
        return ABOUT[word], index + 1
    if word == "une" and index + 1 < len(words) and words[index + 1].group() in ABOUT:
        return ABOUT[words[index + 1].group()], index + 2
    total, following = _below_thousand(text, words, index)
    if following == index and word != "mille":
        return None
    if _is(words, following, {"mille"}) and (following == index or _joined(text, words, following)):
        low, after = _below_thousand(text, words, following + 1)
        joined = after > following + 1 and _joined(text, words, following + 1)
        thousands = max(total, 1) * 1000
        return (thousands + low, after) if joined else (thousands, following + 1)
    return total, following


def _below_thousand(text: str, words: list[re.Match[str]], index: int) -> tuple[int, int]:
    total, at = _below_hundred(text, words, index)
    if _is(words, at, {"cent", "cents"}) and (
        at == index or (1 < total < 10 and _joined(text, words, at))
    ):
        hundreds = (total or 1) * 100
        low, after = _below_hundred(text, words, at + 1)
        if after > at + 1 and _joined(text, words, at + 1):
            return hundreds + low, after
        return hundreds, at + 1
    return total, at


def _below_hundred(text: str, words: list[re.Match[str]], index: int) -> tuple[int, int]:
    """0 to 99; returns the same index when there is no number."""
    if index >= len(words):
        return 0, index
    word = words[index].group()
    base = TENS.get(word, 0)
    at = index + 1
    if word == "quatre" and _is(words, at, {"vingt", "vingts"}) and _joined(text, words, at):
        base, at = 80, at + 1
    if not base:
        if word == "dix" and _is(words, at, {"sept", "huit", "neuf"}) and _joined(text, words, at):
            return 10 + UNITS[words[at].group()], at + 1
        return (UNITS[word], at) if word in UNITS else (0, index)
    link = at + 1 if _is(words, at, {"et"}) and _joined(text, words, at) else at
    if link >= len(words) or not _joined(text, words, link):
        return base, at
    return _tens_and_units(text, words, base, at, link)


def _tens_and_units(
    text: str, words: list[re.Match[str]], base: int, at: int, link: int
) -> tuple[int, int]:
    """The units after a ten: `vingt et un`, `soixante-douze`, `quatre-vingt-dix-sept`."""
    unit = UNITS.get(words[link].group(), 0)
    if link > at and unit not in {1, 11}:
        return base, at
    if 1 <= unit <= 9:
        return base + unit, link + 1
    if base in {60, 80} and 10 <= unit <= 16:
        tail, after = _below_hundred(text, words, link)
        return base + tail, after
    return base, at


def _is(words: list[re.Match[str]], index: int, wanted: set[str]) -> bool:
    return index < len(words) and words[index].group() in wanted


def _joined(text: str, words: list[re.Match[str]], index: int) -> bool:
    """Only a space stands between this word and the one before."""
    return index > 0 and text[words[index - 1].end() : words[index].start()] == " "
