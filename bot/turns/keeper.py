"""Opening, showing and erasing conversations, for the HTTP API and for every channel."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from anyio import to_thread
from sqlalchemy.orm import Session

from bot.messages import OutgoingMessage, State
from bot.turns.parts import Opened
from bot.turns.service import TurnService
from care.conversations import store
from care.conversations.erasure import empty_write_ahead_log, erase_conversation, erase_trackers
from care.conversations.state import state_of
from care.counters import count
from care.storage.database import Database

log = logging.getLogger("relais.keeper")


class Keeper:
    """What can be done to a whole conversation. `tracker` is the engine's own store, when it can be opened."""

    def __init__(self, turns: TurnService, tracker: Database | None = None) -> None:
        self._turns = turns
        self._tracker = tracker

    async def open(
        self,
        *,
        channel: str,
        entry: str = "public",
        caller: str = "unknown",
        contact: tuple[str, str] | None = None,
    ) -> Opened:
        """Start a conversation with its greeting. `contact` is (kind, value): a chat id or a number."""
        now = self._turns.clock.now()
        greeting = self._turns.sentences.greeting(entry)

        def work(session: Session) -> Opened:
            conversation, token = store.open_conversation(
                session, channel=channel, entry=entry, caller=caller, now=now
            )
            if contact:
                store.set_contact(
                    session, conversation.id, kind=contact[0], value=contact[1], now=now
                )
            _say(session, conversation.id, greeting, now=now)
            count(session, f"conversations.{channel}", now)
            return Opened(conversation.id, token, [greeting])

        return await self._turns.storage.write(work)

    async def find(self, *, kind: str, value: str) -> str | None:
        """The conversation under way with this chat or number, if there is one."""

        def work(session: Session) -> str | None:
            found = store.conversation_of_contact(session, kind=kind, value=value)
            return found.id if found else None

        return await self._turns.storage.read(work)

    async def view(self, conversation_id: str, token: str) -> tuple[State, list[dict[str, Any]]]:
        """State and transcript. Raises NotFound for a wrong id and for a wrong token alike."""

        def work(session: Session) -> tuple[State, list[dict[str, Any]]]:
            conversation = store.authorise(session, conversation_id, token)
            return State(**state_of(session, conversation)), store.transcript(
                session, conversation_id
            )

        return await self._turns.storage.read(work)

    async def erase(self, conversation_id: str, token: str | None = None) -> None:
        """Erase, after the turn under way if there is one. Raises NotFound."""
        now = self._turns.clock.now()

        def work(session: Session) -> str:
            if token is not None:
                store.authorise(session, conversation_id, token)
            else:
                store.get_conversation(session, conversation_id)
            count(session, "conversations.erased", now)
            return erase_conversation(session, conversation_id, now=now)

        async with self._turns.queue.turn(conversation_id):
            engine_session = await self._turns.storage.write(work)
        await self.forget([engine_session])

    async def forget(self, sessions: list[str]) -> None:
        """Empty the engine's memory and its store. What fails is tried again in the background."""
        for engine_session in sessions:
            await self._turns.engine.forget(engine_session)
        await to_thread.run_sync(self._erase_files, sessions)

    def _erase_files(self, sessions: list[str]) -> None:
        empty_write_ahead_log(self._turns.storage.database)
        if self._tracker is not None and not erase_trackers(self._tracker, sessions):
            log.warning("tracker_not_erased", extra={"count": len(sessions)})

    async def say(self, conversation_id: str, message: OutgoingMessage, *, author: str) -> None:
        """Add a line of ours or of the team to the transcript."""
        now = self._turns.clock.now()

        def work(session: Session) -> None:
            store.get_conversation(session, conversation_id, lock=True)
            _say(session, conversation_id, message, now=now, author=author)

        await self._turns.storage.write(work)


def _say(
    session: Session,
    conversation_id: str,
    message: OutgoingMessage,
    *,
    now: datetime,
    author: str = "relais",
) -> None:
    store.add_message(
        session,
        conversation_id,
        author=author,
        text=message.text,
        now=now,
        buttons=[button.model_dump() for button in message.buttons],
        attachments=message.attachments,
    )
