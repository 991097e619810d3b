"""Postal codes said in words: « zéro six huit cents » is 06800, « treize mille cent » is 13100."""

from __future__ import annotations

from collections.abc import Sequence

from care.places.spelling import Token
from care.understanding.numbers import TENS, UNITS

_CODE = 5
_LINKS = frozenset({"et"})
_NUMBERS = frozenset(UNITS) | frozenset(TENS) | {"cent", "cents", "mille", "mil"}


def spoken_codes(tokens: Sequence[Token]) -> list[Token]:
    """The same tokens, a run of number words that makes five digits replaced by its code."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and _is_number(tokens[end].text, inside=end > at):
            end += 1
        code = _code([token.text for token in tokens[at:end]]) if end - at > 1 else ""
        if code:
            found.append(Token(code, tokens[at].start, tokens[end - 1].end))
            at = end
        else:
            found.append(tokens[at])
            at += 1
    return found


def _is_number(word: str, *, inside: bool) -> bool:
    return word in _NUMBERS or (inside and word in _LINKS) or (word.isdigit() and len(word) <= 3)


def _code(words: Sequence[str]) -> str:
    """Five digits, or nothing. Each number said is written after the one before it."""
    if all(word.isdigit() for word in words):
        return ""
    for hundred_alone in (False, True):
        said = "".join(map(str, _numbers(words, hundred_alone=hundred_alone)))
        if len(said) == _CODE:
            return said
    return ""


def _numbers(words: Sequence[str], *, hundred_alone: bool) -> list[int]:
    """The numbers of a run of words: `treize` `mille` `cent` is 13100, `zero` `six` `huit` `cents` 0 6 800.

    `hundred_alone`: « treize cent » is then 13 and 100.
    """
    found: list[int] = []
    for word in words:
        value = int(word) if word.isdigit() else UNITS.get(word, TENS.get(word))
        if word in ("cent", "cents") and hundred_alone:
            found.append(100)
        elif word in ("cent", "cents"):
            _times(found, 100)
        elif word in ("mille", "mil"):
            _times(found, 1000)
        elif value is not None and found and _adds(found[-1], value, word):
            found[-1] = (
                found[-1] * 20
                if word in ("vingt", "vingts") and found[-1] == 4
                else found[-1] + value
            )
        elif value is not None:
            found.append(value)
    return found


def _times(found: list[int], unit: int) -> None:
    last = found[-1] if found else 0
    if not found:
        found.append(unit)
    elif last % 1000 == 0 and last and unit < 1000:
        found[-1] += unit
    elif last > 1000:
        found[-1] += (last % 1000) * (unit - 1)
    else:
        found[-1] = last * unit


def _adds(last: int, value: int, word: str) -> bool:
    """Whether a number continues the one before: `vingt` `trois`, `soixante` `dix`, `quatre` `vingt`."""
    if last == 4 and word in ("vingt", "vingts"):
        return True
    if last == 0 or value == 0:
        return False
    if last % 1000 == 0 or (last % 100 == 0 and value < 100):
        return True
    tens = last % 100
    if tens in (60, 80):
        return value < 20
    return tens in (20, 30, 40, 50, 70, 90, 10) and value < 10
