"""What every channel does: one caller at a time and in order, the turn taken once, its answer kept."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.channels import ledger
from bot.channels.words import Words
from bot.errors import PayloadNotOffered, TextTooLong, TooManyWaiting
from bot.messages import OutgoingMessage, State
from bot.turns.keeper import Keeper
from bot.turns.parts import Route, TurnResult
from bot.turns.queue import TurnQueue
from bot.turns.service import TurnService
from bot.turns.storage import Storage
from care.clock import Clock
from care.conversations import store
from care.errors import IdempotencyConflict, StorageUnavailable
from care.storage.conversations import Message

Result = TypeVar("Result")

# What a turn may refuse, in the front door's own words.
_REFUSALS: dict[type[Exception], str] = {
    TextTooLong: "too_long",
    PayloadNotOffered: "not_offered",
    IdempotencyConflict: "not_offered",
    TooManyWaiting: "too_many",
}


@dataclass(slots=True)
class Said:
    """What a caller is answered to one delivery; `red` when the safety net spoke."""

    messages: list[OutgoingMessage] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    lines: list[OutgoingMessage] = field(default_factory=list)
    state: State | None = None
    red: bool = False
    unstored: bool = False
    team: bool = False

    def add(self, result: TurnResult) -> None:
        self.messages.extend(result.messages)
        self.state = result.state
        self.red = self.red or result.route == Route.RED
        self.team = self.team or result.route == Route.TEAM
        if result.message_id is None:
            self.unstored = True
        else:
            self.turns.append(result.message_id)


class Desk:
    """The front door as the channels see it."""

    def __init__(
        self, storage: Storage, turns: TurnService, keeper: Keeper, clock: Clock, words: Words
    ) -> None:
        self.storage = storage
        self.turns = turns
        self.keeper = keeper
        self.clock = clock
        self.words = words
        self._callers = TurnQueue()

    @asynccontextmanager
    async def one_at_a_time(self, key: str) -> AsyncIterator[None]:
        """Deliveries of one caller in the order they came; `key` never leaves the memory."""
        async with self._callers.turn(key):
            yield

    async def read(self, work: Callable[[Session], Result]) -> Result:
        return await self.storage.read(work)

    async def write(self, work: Callable[[Session], Result]) -> Result:
        return await self.storage.write(work)

    async def enter(
        self,
        *,
        channel: str,
        contact: tuple[str, str],
        first: OutgoingMessage,
        entry: str = "public",
        also: tuple[str, str] | None = None,
    ) -> ledger.Here:
        now = self.clock.now()
        return await self.storage.write(
            lambda session: ledger.enter(
                session,
                channel=channel,
                contact=contact,
                also=also,
                entry=entry,
                first=first,
                now=now,
            )
        )

    async def take(
        self,
        said: Said,
        conversation_id: str,
        *,
        key: str,
        channel: str,
        text: str | None = None,
        payload: str | None = None,
        media: str | None = None,
    ) -> None:
        """One turn added to `said`. A refusal becomes a sentence; an absent database does not."""
        try:
            said.add(
                await self.turns.take(
                    conversation_id,
                    text=text,
                    payload=payload,
                    media=media,
                    idempotency_key=key,
                    channel=channel,
                )
            )
        except tuple(_REFUSALS) as refusal:
            said.lines.append(self.turns.sentences.message(_REFUSALS[type(refusal)]))

    async def red_without_storage(self, text: str) -> Said:
        """The database is away: a red text is answered all the same. Raises StorageUnavailable otherwise."""
        said = Said()
        if not text:
            raise StorageUnavailable("no storage")
        said.add(await self.turns.take("-", text=text))
        return said

    def to_push(self, session: Session, here: ledger.Here, said: Said) -> list[Message]:
        """The lines of this answer, stored, in the order to send them: what is red comes first."""
        now = self.clock.now()
        replies = [row for turn in said.turns for row in store.replies_to(session, turn)]
        opening = (
            ledger.opening_line(session, here.id) if ledger.is_first(session, here.id) else None
        )
        rows = ([opening] if opening and not said.red else []) + replies
        rows += [ledger.add_line(session, here.id, line, now=now) for line in said.lines]
        return rows + ([opening] if opening and said.red else [])
