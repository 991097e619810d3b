"""FINESS numbers: nine characters, the last one a key."""

from __future__ import annotations

import re

_SHAPE = re.compile(r"[0-9][0-9AB][0-9]{7}")
_CORSICA = str.maketrans("AB", "12")


def is_valid_finess(number: str) -> bool:
    """The shape and the Luhn key, with A read as 1 and B as 2 for Corsica (`2A…`, `2B…`)."""
    if not _SHAPE.fullmatch(number):
        return False
    total = 0
    for position, digit in enumerate(reversed(number.translate(_CORSICA))):
        value = int(digit) * (1 + position % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
