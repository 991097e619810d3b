"""What the service says, in the shape of the public contract."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field


class Button(BaseModel):
    """A tap instead of typing. Only a payload offered in the same conversation is ever accepted back."""

    title: str
    payload: str


class OutgoingMessage(BaseModel):
    """One bubble, one SMS or one spoken sentence. Attachments: `{"type", "title", "url"}`."""

    text: str
    buttons: list[Button] = Field(default_factory=list)
    attachments: list[dict[str, Any]] = Field(default_factory=list)


class State(BaseModel):
    """Where a conversation stands."""

    caller: str = "unknown"
    purpose: str | None = None
    level: str | None = None
    disposition: str = "none"
    deadline: str | None = None
    request_ref: str | None = None
    appointment_ref: str | None = None
    appointment_status: str | None = None
    handed_off: bool = False
    awaiting: str | None = None
