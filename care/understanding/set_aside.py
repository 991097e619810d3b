"""What must give no measure: references and telephone numbers, blanked with the same length before anything is read.

`AC-K4ZF-8` holds no potassium and `04 65 71 38 39` no temperature. Only a whole, regular number is blanked (five pairs
parted alike, ten digits in a row, a country code): a date followed by a temperature never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from care.references import read_reference
from care.understanding.facts import Fact
from care.understanding.normalise import Normalised
from care.understanding.numbers import NumericView

_REFERENCE = re.compile(
    r"(?<![A-Za-z0-9])(?:ON|AC|DR)[ -]?[0-9A-Za-z](?:[ -]?[0-9A-Za-z]){4}(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_PAIRS = r"[1-9](?P<s>[ ./]?)\d\d(?:(?P=s)\d\d){3}(?!\d|[.,/]\d)"
_CUE = (
    r"(?:tel|tels|telephone|portable|port|numero|num|mobile|joignable|joindre|r?appel\w*)"
    r"(?: (?:est|le|au|sur|c est|moi|me))*[ :]*"
)
_PHONES = (
    re.compile(rf"(?<![\d.,/])(?P<n>0 ?{_PAIRS})"),
    re.compile(rf"(?<!\d)(?P<n>(?:\+|00) ?33 ?(?:\(0\) ?|0(?=\d))?{_PAIRS})"),
    re.compile(rf"(?<![a-z]){_CUE}(?P<n>(?=[67]){_PAIRS})"),
)


def references(text: str) -> Iterator[Fact]:
    """Appointment and request references whose check digit is right."""
    for found in _REFERENCE.finditer(text):
        reference = read_reference(found.group())
        if reference is not None:
            yield Fact("reference", reference, reference, found.group(), *found.span())


def without(text: str, found: Iterable[Fact]) -> str:
    """Blank out references, same length. Only what cannot be a sentence: `on 39 4 5 6` is left to the readers."""
    for reference in found:
        if "-" in reference.evidence or any(letter.isalpha() for letter in reference.evidence[2:]):
            text = _blanked(text, reference.start, reference.end)
    return text


def readable(text: str) -> tuple[Normalised, NumericView]:
    """The message and its view in figures, its telephone numbers blanked."""
    message = Normalised(text)
    view = NumericView(message)
    phones = list(_phones(view))
    if not phones:
        return message, view
    for first, last in phones:
        text = _blanked(text, *message.span(first, last))
    message = Normalised(text)
    return message, NumericView(message)


def _phones(view: NumericView) -> Iterator[tuple[int, int]]:
    for pattern in _PHONES:
        for found in pattern.finditer(view.text):
            yield view.span(*found.span("n"))


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + "_" * (end - start) + text[end:]
