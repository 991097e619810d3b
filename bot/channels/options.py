"""Buttons where nothing can be tapped: numbered choices, and reading the number back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.messages import Button

PERSON = "/talk_to_human"
MOST = 9
_VALUE = re.compile(r"(\d)(?:\s*(?:-|à|ou)\s*(\d))?")
_ANSWER = re.compile(r"\s*(?:n°|no|option|choix|le)?\s*(\d)\s*[.)!]?\s*", re.IGNORECASE)


def numbered(buttons: Sequence[Button], *, person_apart: bool = False) -> list[tuple[str, Button]]:
    """The key of each choice. Where the titles are values themselves (OMS 0, 1, 2, 3-4) the key is the
    value: « tapez 2 pour 1 » would be an error waiting to happen. On the telephone a person has a key
    apart, always the same."""
    if are_values(buttons):
        return [(button.title.strip()[0], button) for button in buttons]
    others = [button for button in buttons if not person_apart or button.payload != PERSON]
    return [(str(place), button) for place, button in enumerate(others[:MOST], start=1)]


def are_values(buttons: Sequence[Button]) -> bool:
    return bool(buttons) and all(_VALUE.fullmatch(button.title.strip()) for button in buttons)


def chosen(buttons: Sequence[Button], key: str, *, person_apart: bool = False) -> Button | None:
    """The choice a single digit stands for; any value inside a range such as 3-4 counts."""
    for own, button in numbered(buttons, person_apart=person_apart):
        if key == own or (are_values(buttons) and _is_within(key, button.title)):
            return button
    return None


def _is_within(key: str, title: str) -> bool:
    match = _VALUE.fullmatch(title.strip())
    return bool(match and match[2] and match[1] <= key <= match[2])


def read_number(text: str) -> str | None:
    """The digit of an answer that is nothing but a number: « 2 », « 2. », « choix 2 »."""
    match = _ANSWER.fullmatch(text)
    return match[1] if match else None
