"""Who calls the appointments: a partner's software by the booking token, or a caller by their conversation's."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Header
from sqlalchemy import select

from bot.api.problems import Problem
from care.conversations.store import hash_token
from care.settings import Settings
from care.storage.booking import Appointment
from care.storage.conversations import Conversation
from care.storage.database import Database

_FILE = "booking-token.txt"  # written by the supervisor when the settings give none


@dataclass(frozen=True, slots=True)
class Who:
    """`conversation_id` is None for the software of a partner, which may see every appointment."""

    conversation_id: str | None = None

    @property
    def scope(self) -> str:
        return self.conversation_id or "api"

    def may_see(self, appointment: Appointment) -> bool:
        return self.conversation_id is None or (appointment.conversation_id == self.conversation_id)


class Gate:
    """Reads the Authorization header. 401 for no token and for a wrong one alike."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings

    def __call__(self, authorization: Annotated[str | None, Header()] = None) -> Who:
        scheme, _, token = (authorization or "").partition(" ")
        token = token.strip()
        if scheme.lower() == "bearer" and token:
            expected = self._booking_token()
            if expected and hmac.compare_digest(token.encode(), expected.encode()):
                return Who()
            conversation = self._conversation(token)
            if conversation is not None:
                return Who(conversation)
        raise Problem(
            401,
            "Réserver demande un jeton : celui de la conversation, ou le jeton de réservation du service "
            "(Authorization: Bearer …).",
            headers={"WWW-Authenticate": "Bearer"},
        )

    def _booking_token(self) -> str:
        given = self._settings.booking_token
        if given is not None and given.get_secret_value():
            return given.get_secret_value()
        path = self._settings.data_dir / _FILE
        return path.read_text(encoding="utf-8").strip() if path.is_file() else ""

    def _conversation(self, token: str) -> str | None:
        query = select(Conversation.id).where(
            Conversation.token_hash == hash_token(token), Conversation.erased_at.is_(None)
        )
        with self._database.read() as session:
            return session.scalar(query)
