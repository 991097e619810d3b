"""A line of ours that answers nothing: it waits for the caller on the web, and is pushed elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from care.conversations.store import add_message
from care.storage.conversations import Conversation, Message, Outgoing

PUSHED = frozenset({"telegram", "sms", "whatsapp"})


def say_unprompted(
    session: Session,
    conversation: Conversation,
    text: str,
    *,
    now: datetime,
    buttons: Sequence[tuple[str, str]] = (),
) -> Message:
    """Append the line and, where the caller's channel needs it, queue it in the same transaction.

    The conversation's row should be locked. The caller did not act: their last activity stays as it was,
    so that what we say never keeps a conversation longer.
    """
    offered: list[Mapping[str, Any]] = [
        {"title": title, "payload": payload} for title, payload in buttons
    ]
    line = add_message(
        session, conversation.id, author="relais", text=text, now=now, buttons=offered
    )
    if conversation.channel in PUSHED:
        payload = {"text": text, "buttons": line.buttons, "attachments": [], "message": line.id}
        session.add(
            Outgoing(
                conversation_id=conversation.id,
                channel=conversation.channel,
                payload=payload,
                next_attempt_at=now,
                created_at=now,
            )
        )
    session.flush()
    return line
