"""Conversations over HTTP: open, say, look, erase. The token of a conversation opens that one and nothing else."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Path, Response
from pydantic import BaseModel, Field, model_validator

from bot.api.problems import Problem, title_of
from bot.messages import OutgoingMessage, State
from bot.turns.keeper import Keeper
from bot.turns.service import TurnService
from care.conversations.store import PROFESSIONALS
from care.errors import NotFound

Caller = Literal["gp", "emergency", "nurse", "pharmacist", "patient", "caregiver", "unknown"]
Channel = Literal["web", "api", "telephone", "sms", "whatsapp", "telegram"]
_ID = re.compile(r"^[0-9a-f]{32}$")
_MAX_PAYLOAD = 2_000


class NewConversation(BaseModel):
    """Who is calling, through what, by which door. Everything has a default."""

    caller: Caller | None = None
    channel: Channel = "web"
    entry: Literal["public", "professional"] | None = None


class ConversationOpened(BaseModel):
    id: str
    token: str
    messages: list[OutgoingMessage]


class Said(BaseModel):
    """Either a typed text, up to 10,000 characters, or the payload of a button shown in this conversation."""

    text: str | None = None
    payload: Annotated[str | None, Field(max_length=_MAX_PAYLOAD)] = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Said:
        if (self.text is None) == (self.payload is None):
            raise ValueError("envoyez soit text, soit payload")
        return self


class Answer(BaseModel):
    messages: list[OutgoingMessage]
    state: State


class Transcript(BaseModel):
    state: State
    transcript: list[dict[str, Any]]


async def bearer(authorization: Annotated[str | None, Header()] = None) -> str:
    """The token of the Authorization header. 401 when there is none; a wrong one gets the 404 of nobody's."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Problem(401, title_of(401), headers={"WWW-Authenticate": "Bearer"})
    return token.strip()


async def known_shape(conversation_id: Annotated[str, Path()]) -> str:
    """An identifier of ours. Anything else is nobody's conversation, and never reaches the database."""
    if not _ID.match(conversation_id):
        raise NotFound("conversation", "")
    return conversation_id


Token = Annotated[str, Depends(bearer)]
ConversationId = Annotated[str, Depends(known_shape)]
Key = Annotated[str | None, Header(min_length=1, max_length=120)]


def build_router(turns: TurnService, keeper: Keeper) -> APIRouter:
    router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])

    @router.post("", status_code=201, summary="Ouvrir une conversation")
    async def open_conversation(body: NewConversation | None = None) -> ConversationOpened:
        asked = body or NewConversation()
        caller = asked.caller or "unknown"
        entry = asked.entry or ("professional" if caller in PROFESSIONALS else "public")
        opened = await keeper.open(channel=asked.channel, entry=entry, caller=caller)
        return ConversationOpened(id=opened.id, token=opened.token, messages=opened.messages)

    @router.post("/{conversation_id}/messages", summary="Envoyer un message ou un choix")
    async def say(
        conversation_id: ConversationId,
        token: Token,
        body: Said,
        idempotency_key: Key = None,
    ) -> Answer:
        result = await turns.take(
            conversation_id,
            text=body.text,
            payload=body.payload,
            idempotency_key=idempotency_key,
            token=token,
        )
        return Answer(messages=result.messages, state=result.state)

    @router.get("/{conversation_id}", summary="État et transcription, identités masquées")
    async def look(conversation_id: ConversationId, token: Token) -> Transcript:
        state, lines = await keeper.view(conversation_id, token)
        return Transcript(state=state, transcript=lines)

    @router.delete("/{conversation_id}", status_code=204, summary="Effacer la conversation")
    async def erase(conversation_id: ConversationId, token: Token) -> Response:
        await keeper.erase(conversation_id, token)
        return Response(status_code=204)

    return router
