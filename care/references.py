"""Reference codes that are easy to dictate: `ON-7K3F-2`.

The alphabet leaves out what is confused on a French line or in print: no vowel (nothing spells a
word), no I/1 or O/0, and one letter only of each group that sounds alike (B/P/D/T/V → T, M/N → N,
F/S → F, Q/K → K). The last character is a check digit, so one wrong or swapped character is refused
instead of finding somebody else's appointment.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

ALPHABET = "23456789FHKLNRTXZ"  # 17 signs: prime, so every single error and every swap is caught
_BODY = 4
_PREFIXES = ("ON", "AC", "DR")
_SPOKEN = re.compile(r"[^0-9A-Z]")

ONCOLOGY, AFTER_CANCER, REQUEST = _PREFIXES


def new_reference(prefix: str, *, pick: Callable[[str], str] = secrets.choice) -> str:
    """Make a reference; the caller stores it under a unique index and tries again on a clash."""
    body = "".join(pick(ALPHABET) for _ in range(_BODY))
    return f"{prefix}-{body}-{_check(prefix, body)}"


def read_reference(text: str) -> str | None:
    """Return the canonical reference a person dictated or typed (`on 7k3f 2`), or None."""
    squeezed = _SPOKEN.sub("", text.upper())
    for prefix in _PREFIXES:
        for match in re.finditer(f"{prefix}([{ALPHABET}]{{{_BODY}}})([{ALPHABET}])", squeezed):
            body, check = match.groups()
            if _check(prefix, body) == check:
                return f"{prefix}-{body}-{check}"
    return None


def _check(prefix: str, body: str) -> str:
    digits = [ord(letter) for letter in prefix] + [ALPHABET.index(letter) for letter in body]
    return ALPHABET[
        sum(weight * digit for weight, digit in enumerate(digits, start=2)) % len(ALPHABET)
    ]
