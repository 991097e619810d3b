"""Channels hand the same message over more than once; only the first counts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from care.storage.conversations import Delivery


def first_delivery(
    session: Session, *, channel: str, delivery_id: str, conversation_id: str | None, now: datetime
) -> bool:
    """Note a delivery and say whether it is the first. The primary key decides a race at commit."""
    if session.get(Delivery, (channel, delivery_id)) is not None:
        return False
    session.add(
        Delivery(
            channel=channel,
            delivery_id=delivery_id,
            conversation_id=conversation_id,
            received_at=now,
        )
    )
    session.flush()
    return True
