"""« Did you mean »: when two readings of a message are likely, ask which with two buttons.

The message is not asked again: its masked text is taken back from the transcript once the caller has chosen.
A choice is read by the closed reading of `care/understanding`, never by the language model.
"""

from __future__ import annotations

from dataclasses import replace

from care.interview.case import Case, Turn
from care.interview.plans import PLANS
from care.interview.say import Say, choice_payload
from care.storage.conversations import Message
from care.understanding.answers import read_choice

SLOT = "meant"
_MOVES = frozenset({"talk_to_human", "vital_emergency"})
_OFFERED = frozenset(PLANS) | _MOVES
_LEAST_EACH = 0.12  # under this a reading is noise: one among 27
_LEAST_BOTH = 0.40  # both together: otherwise neither is worth a button
_LONGEST_CHOICE = 40  # characters typed instead of a tap; more is a new message


def two_readings(turn: Turn) -> tuple[str, str] | None:
    """The two purposes this message most likely has, or None when they are not likely enough."""
    first, second = (*turn.ranking, ("", 0.0), ("", 0.0))[:2]
    both = {first[0], second[0]} <= _OFFERED
    if not both or second[1] < _LEAST_EACH or first[1] + second[1] < _LEAST_BOTH:
        return None
    return first[0], second[0]


def ask_which(case: Case, readings: tuple[str, str]) -> None:
    case.threads.doubt = {"turn": case.turn.id, "between": list(readings)}
    taps = tuple((_title(case, reading), _payload(reading)) for reading in readings)
    case.said.append(Say(case.text("did_you_mean"), taps))


def settle(case: Case) -> str | None:
    """Put the chosen reading and the doubtful message in the place of the tap or of « le premier ».

    Returns the reading chosen, None when this turn chooses nothing.
    """
    doubt = case.threads.doubt
    reading = case.turn.picked(SLOT) or (_typed(case, doubt["between"]) if doubt else None)
    if doubt is not None and reading is None and doubt["turn"] != case.turn.id:
        case.threads.doubt = None
    if reading not in _OFFERED:
        return None
    text = _message(case, doubt["turn"]) if doubt else ""
    case.turn = replace(case.turn, text=text, choice=None, intent=reading, confidence=1.0)
    return reading


def _typed(case: Case, between: list[str]) -> str | None:
    text = case.turn.text
    if not text or len(text) > _LONGEST_CHOICE:
        return None
    index = read_choice(text, [_title(case, reading) for reading in between])
    return between[index] if index is not None and 0 <= index < len(between) else None


def _message(case: Case, turn_id: int) -> str:
    message = case.session.get(Message, turn_id)
    kept = message is not None and message.conversation_id == case.conversation.id
    return message.text if message is not None and kept else ""


def _title(case: Case, reading: str) -> str:
    return case.text(f"meant_{reading}")


def _payload(reading: str) -> str:
    return f"/{reading}" if reading in _MOVES else choice_payload(SLOT, reading)
