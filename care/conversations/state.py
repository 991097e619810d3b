"""Where a conversation stands, computed from its own row, its request and its appointment."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from care.clock import to_paris
from care.storage.booking import Appointment
from care.storage.conversations import Conversation
from care.storage.requests import CareRequest

_HANDED_OFF = frozenset({"handed_off", "human"})


def state_of(session: Session, conversation: Conversation) -> dict[str, Any]:
    """The `State` of the contract. The deadline is ISO 8601 with the offset of Paris."""
    request = _request_of(session, conversation)
    appointment = _appointment_of(session, conversation, request)
    deadline = request.deadline_at if request else None
    return {
        "caller": _caller_of(conversation, request),
        "purpose": request.purpose if request else _purpose_under_way(conversation),
        "level": request.level if request else None,
        "disposition": request.disposition if request else "none",
        "deadline": to_paris(deadline).isoformat() if deadline else None,
        "request_ref": request.reference if request else None,
        "appointment_ref": appointment.reference if appointment else None,
        "appointment_status": appointment.status if appointment else None,
        "handed_off": _is_handed_off(conversation, request),
        "awaiting": conversation.awaiting,
    }


def _request_of(session: Session, conversation: Conversation) -> CareRequest | None:
    if conversation.request_id:
        return session.get(CareRequest, conversation.request_id)
    return session.scalar(
        select(CareRequest)
        .where(CareRequest.conversation_id == conversation.id)
        .order_by(CareRequest.opened_at.desc())
        .limit(1)
    )


def _appointment_of(
    session: Session, conversation: Conversation, request: CareRequest | None
) -> Appointment | None:
    """The one the request names; else the newest of the conversation, a live one first."""
    if request is not None and request.appointment_ref:
        named = session.scalar(
            select(Appointment).where(Appointment.reference == request.appointment_ref)
        )
        if named is not None:
            return named
    live_first = case((Appointment.status.in_(("held", "booked")), 0), else_=1)
    return session.scalar(
        select(Appointment)
        .where(Appointment.conversation_id == conversation.id)
        .order_by(live_first, Appointment.updated_at.desc())
        .limit(1)
    )


def _caller_of(conversation: Conversation, request: CareRequest | None) -> str:
    if conversation.caller != "unknown" or request is None:
        return conversation.caller
    return request.caller


def _purpose_under_way(conversation: Conversation) -> str | None:
    stack = conversation.interview.get("stack") or []
    return stack[-1].get("purpose") if stack else None


def _is_handed_off(conversation: Conversation, request: CareRequest | None) -> bool:
    if conversation.held_by is not None:
        return True
    if request is None:
        return False
    return request.disposition == "human" or request.outcome in _HANDED_OFF
