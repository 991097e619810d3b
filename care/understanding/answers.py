"""Short answers to a question just asked: yes or no, a choice, a number, digits. Closed readings, never guesses."""

from __future__ import annotations

import re

from care.understanding.choices import NONE_OF_THEM, read_choice
from care.understanding.normalise import Normalised
from care.understanding.numbers import NumericView
from care.understanding.rpps import is_valid_rpps, read_rpps
from care.understanding.yes_no import YesNo, read_yes_no


def read_number(text: str) -> float | None:
    """The one number of an answer, in digits or words; None when there is none or more than one."""
    view = NumericView(Normalised(re.sub(r"(?<=\d)°(?=\d)", ".", text)))
    found = re.findall(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)?", view.text)
    if len(found) == 2 and re.search(r"(?<!\d)(?:3[4-9]|4[0-2]) \d(?!\d)", view.text):
        return float(".".join(found))
    if len(found) != 1:
        return None
    return float(found[0].replace(" ", "").replace(",", "."))


def digits_in(text: str) -> str:
    """Every digit of an answer, whatever stands between them."""
    return "".join(character for character in text if character in "0123456789")


__all__ = [
    "NONE_OF_THEM",
    "YesNo",
    "digits_in",
    "is_valid_rpps",
    "read_choice",
    "read_number",
    "read_rpps",
    "read_yes_no",
]
