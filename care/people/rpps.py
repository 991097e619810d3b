"""The key of an RPPS number: eleven digits, the last one by Luhn."""

from __future__ import annotations

from stdnum import luhn

_LENGTH = 11


def is_valid_rpps(number: str) -> bool:
    """Whether the key is right. A row of zeros passes Luhn, but no register starts with a zero."""
    plain = number.isascii() and number.isdigit() and len(number) == _LENGTH
    return plain and number[0] != "0" and bool(luhn.is_valid(number))


def squeeze_rpps(text: str) -> str:
    """The digits as typed, without the spaces, dots and hyphens people put between them."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in ".-_/")
