"""Whom a call is passed on to."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy.orm import Session

from care.people import on_call
from care.settings import Settings
from care.storage.conversations import Conversation
from care.storage.requests import CareRequest


def on_call_number(
    session: Session, conversation_id: str, settings: Settings, now: datetime
) -> str:
    """The team on call for this conversation's request; the coordination team where the rota has a hole."""
    conversation = session.get(Conversation, conversation_id)
    request = (
        session.get(CareRequest, conversation.request_id)
        if conversation and conversation.request_id
        else None
    )
    speciality = request.speciality if request else None
    area = request.commune_insee[:2] if request and request.commune_insee else None
    found = on_call(session, speciality, area, now)
    return international(found.phone) if found else team_number(settings)


def team_number(settings: Settings) -> str:
    return international(settings.twilio_transfer_to or settings.phone_number)


def international(number: str) -> str:
    """`+33465710000` from `04 65 71 00 00`; short and foreign numbers are left as they are."""
    kept = re.sub(r"[^\d+]", "", number)
    return f"+33{kept[1:]}" if len(kept) == 10 and kept.startswith("0") else kept
