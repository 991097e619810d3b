"""What an action may read of the engine's tracker: opaque ids, the masked text, the tapped choice."""

from __future__ import annotations

import zlib

from rasa_sdk import Tracker

from care.interview.case import Turn


def conversation_of(tracker: Tracker) -> str:
    """Return the conversation's id, put in the metadata by the front door."""
    metadata = tracker.latest_message.get("metadata") or {}
    return str(metadata.get("conversation") or tracker.sender_id)


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
        intent=str(intent.get("name") or "nlu_fallback"),
        confidence=float(intent.get("confidence") or 0.0),
    )
