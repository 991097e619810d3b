"""RPPS numbers: eleven digits, the last a Luhn key. Spaces, dots and hyphens between digits are allowed."""

from __future__ import annotations

import re

_CANDIDATE = re.compile(r"(?<![\d+])\d(?:[ .\u00a0\u202f-]?\d){10}(?![ .\u00a0\u202f-]?\d)")


def luhn(digits: str) -> bool:
    """The Luhn sum of a string of digits is a multiple of ten."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_valid_rpps(number: str) -> bool:
    """Eleven digits with a right key. Says nothing about the register."""
    return re.fullmatch(r"\d{11}", number) is not None and luhn(number)


def rpps_candidates(text: str) -> list[tuple[int, int, str]]:
    """(start, end, digits) of every run of exactly eleven digits, right key or not."""
    return [(m.start(), m.end(), re.sub(r"\D", "", m.group())) for m in _CANDIDATE.finditer(text)]


def read_rpps(text: str) -> str | None:
    """The eleven digits of an answer, the right-keyed one first; None when there is none."""
    found = [digits for _, _, digits in rpps_candidates(text)]
    valid = [digits for digits in found if is_valid_rpps(digits)]
    chosen = valid or found
    return chosen[0] if chosen else None
