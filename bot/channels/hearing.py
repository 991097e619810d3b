"""What a caller pressed or said, read against what was asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.channels.options import PERSON, are_values, chosen
from bot.messages import Button

_DATES = frozenset({"treatment_end", "appointment_day"})
_DECIMAL = re.compile(r"\d+\*\d+")


class Kind(Enum):
    """What was heard."""

    NOTHING = auto()
    REPEAT = auto()
    CHOICE = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Heard:
    kind: Kind
    text: str = ""
    payload: str = ""

    @property
    def wants_person(self) -> bool:
        return self.payload == PERSON


def hear(digits: str, speech: str, offered: Sequence[Button], awaiting: str | None) -> Heard:
    """Keys first. A single key is a choice when there are choices; `0` is a person, `*` says it again."""
    keys = digits.strip().rstrip("#")
    if not keys:
        said = speech.strip()
        return Heard(Kind.TEXT, text=said) if said else Heard(Kind.NOTHING)
    if set(keys) == {"*"}:
        return Heard(Kind.REPEAT)
    if len(keys) == 1:
        button = chosen(offered, keys, person_apart=True)
        if button is not None:
            return Heard(Kind.CHOICE, payload=button.payload)
        if keys == "0" and not are_values(offered):
            return Heard(Kind.CHOICE, payload=PERSON)
    return Heard(Kind.TEXT, text=typed(keys, awaiting))


def typed(keys: str, awaiting: str | None) -> str:
    """Digits as they would be written: `38*4` is 38,4; `072026` is July 2026 where a date is awaited."""
    if _DECIMAL.fullmatch(keys):
        return keys.replace("*", ",")
    plain = keys.replace("*", "")
    if awaiting in _DATES and len(plain) == 8:
        return f"{plain[:2]}/{plain[2:4]}/{plain[4:]}"
    if awaiting in _DATES and len(plain) == 6:
        return f"{plain[:2]}/{plain[2:]}"
    return plain
