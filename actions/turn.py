"""What an action may read of the engine's tracker: opaque ids, the masked text, the tapped choice."""

from __future__ import annotations

import zlib
from typing import Any

from rasa_sdk import Tracker

from care.interview.case import Turn


def conversation_of(tracker: Tracker) -> str:
    """Return the conversation's id, put in the metadata by the front door."""
    metadata = tracker.latest_message.get("metadata") or {}
    return str(metadata.get("conversation") or tracker.sender_id)


_UNREADABLE = "nlu_fallback"  # Rasa's own name for « none of them », not a reading


def turn_of(tracker: Tracker) -> Turn:
    message = tracker.latest_message
    metadata = message.get("metadata") or {}
    text = str(message.get("text") or "")
    intent = message.get("intent") or {}
    tapped = text.startswith(
        "/"
    )  # typed slashes were neutralised: only a button's payload starts so
    turn = metadata.get("turn")
    return Turn(
        id=int(turn) if turn is not None else zlib.crc32(str(message.get("message_id")).encode()),
        text="" if tapped else text,
        choice=next(tracker.get_latest_entity_values("choice"), None) if tapped else None,
        intent=str(intent.get("name") or _UNREADABLE),
        confidence=float(intent.get("confidence") or 0.0),
        ranking=_ranking(message),
    )


def _ranking(message: dict[str, Any]) -> tuple[tuple[str, float], ...]:
    ranked = [
        (str(read.get("name")), float(read.get("confidence") or 0.0))
        for read in message.get("intent_ranking") or ()
    ]
    return tuple(read for read in ranked if read[0] != _UNREADABLE)
