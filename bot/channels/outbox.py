"""The outbox: messages waiting to be pushed, sent in order within a conversation, retried, kept until sent.

A row is claimed by one conditional update before anything is sent, so two workers never send the same one.
Only a worker that dies between the provider's yes and our note of it can send twice: the other choice would
be to lose an answer, which is worse here. A long message keeps count of the parts already sent.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.channels.errors import SendFailure
from bot.channels.ledger import STOPPED
from bot.turns.storage import Storage
from care.clock import Clock
from care.conversations import store
from care.conversations.incidents import record_incident
from care.counters import count
from care.errors import StorageUnavailable
from care.storage.conversations import Outgoing

log = logging.getLogger("relais.outbox")

MAX_ATTEMPTS = 14  # about an hour and a half
_LEASE = timedelta(seconds=90)
_LONGEST_WAIT_SECONDS = 900
_AT_ONCE = 20


class Sender(Protocol):
    """How one channel pushes. Every call has its own time limit."""

    def parts(self, payload: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Cut one message into what the channel carries at a time."""
        ...

    async def send(self, contact: str, part: Mapping[str, Any]) -> None:
        """Raises SendFailure."""
        ...


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row only we may send until the lease ends."""

    id: int
    conversation_id: str
    channel: str
    payload: Mapping[str, Any]
    contact: str | None
    attempts: int


class Outbox:
    def __init__(self, storage: Storage, clock: Clock, senders: Mapping[str, Sender]) -> None:
        self._storage = storage
        self._clock = clock
        self._senders = dict(senders)

    @property
    def is_needed(self) -> bool:
        return bool(self._senders)

    async def drain(self) -> int:
        """Send all that is due. Returns how many rows were sent."""
        sent = 0
        while self._senders:
            now = self._clock.now()
            claimed = await self._storage.write(
                lambda session, now=now: claim(session, list(self._senders), now)  # type: ignore[misc]
            )
            if not claimed:
                break
            sent += sum(await asyncio.gather(*(self._send(row) for row in claimed)))
        return sent

    async def _send(self, row: Claimed) -> bool:
        try:
            await self._send_parts(row)
        except SendFailure as failure:
            await self._failed(row, failure)
            return False
        except StorageUnavailable:
            raise
        except Exception as error:  # noqa: BLE001  (whatever a provider's client raises)
            await self._failed(row, SendFailure(type(error).__name__))
            return False
        now = self._clock.now()
        await self._storage.write(lambda session: mark_sent(session, row, now))
        return True

    async def _send_parts(self, row: Claimed) -> None:
        if row.contact is None:
            raise SendFailure("nobody", lasting=True)
        sender = self._senders[row.channel]
        parts = sender.parts(row.payload)
        for place in range(int(row.payload.get("done", 0)), len(parts)):
            await sender.send(row.contact, parts[place])
            if place + 1 < len(parts):
                await self._note_part(row, place + 1)

    async def _note_part(self, row: Claimed, done: int) -> None:
        payload = {**row.payload, "done": done}
        await self._storage.write(
            lambda session: session.execute(
                update(Outgoing).where(Outgoing.id == row.id).values(payload=payload)
            )
        )

    async def _failed(self, row: Claimed, failure: SendFailure) -> None:
        now = self._clock.now()
        log.warning(
            "not_sent",
            extra={
                "channel": row.channel,
                "kind": failure.code,
                "count": row.attempts,
                "conversation": row.conversation_id,
            },
        )
        await self._storage.write(lambda session: mark_failed(session, row, failure, now))


def claim(session: Session, channels: list[str], now: datetime) -> list[Claimed]:
    """The oldest unsent row of each conversation, if it is due: later ones wait for it."""
    heads = (
        select(func.min(Outgoing.id))
        .where(
            Outgoing.sent_at.is_(None),
            Outgoing.attempts < MAX_ATTEMPTS,
            Outgoing.channel.in_(channels),
        )
        .group_by(Outgoing.conversation_id)
    )
    due = session.execute(
        select(Outgoing.id, Outgoing.conversation_id, Outgoing.channel, Outgoing.attempts)
        .where(Outgoing.id.in_(heads), Outgoing.next_attempt_at <= now)
        .order_by(Outgoing.id)
        .limit(_AT_ONCE)
    ).all()
    ours = [row for row in due if _is_ours(session, row.id, row.attempts, now)]
    return [
        Claimed(
            row.id,
            row.conversation_id,
            row.channel,
            dict(session.get_one(Outgoing, row.id).payload),
            _contact(session, row.conversation_id, row.channel),
            row.attempts + 1,
        )
        for row in ours
    ]


def _is_ours(session: Session, row_id: int, attempts: int, now: datetime) -> bool:
    taken = session.execute(
        update(Outgoing)
        .where(
            Outgoing.id == row_id,
            Outgoing.attempts == attempts,
            Outgoing.sent_at.is_(None),
            Outgoing.next_attempt_at <= now,
        )
        .values(attempts=attempts + 1, next_attempt_at=now + _LEASE)
        .returning(Outgoing.id)
    )
    return taken.first() is not None


def _contact(session: Session, conversation_id: str, channel: str) -> str | None:
    if store.contact_of(session, conversation_id, STOPPED) == channel:
        return None
    return store.contact_of(session, conversation_id, channel)


def mark_sent(session: Session, row: Claimed, now: datetime) -> None:
    session.execute(
        update(Outgoing).where(Outgoing.id == row.id).values(sent_at=now, last_error=None)
    )
    count(session, f"pushed.{row.channel}", now)


def mark_failed(session: Session, row: Claimed, failure: SendFailure, now: datetime) -> None:
    """Wait as long as we were told, else twice as long each time. What is given up becomes an incident."""
    attempts = MAX_ATTEMPTS if failure.lasting else row.attempts
    wait = failure.retry_after or min(2.0**row.attempts, _LONGEST_WAIT_SECONDS)
    if failure.retry_after is not None:
        attempts -= 1  # being told to wait is no failure
    session.execute(
        update(Outgoing)
        .where(Outgoing.id == row.id)
        .values(
            attempts=attempts,
            next_attempt_at=now + timedelta(seconds=wait),
            last_error=failure.code[:120],
        )
    )
    if attempts >= MAX_ATTEMPTS:
        record_incident(
            session,
            "not_delivered",
            now=now,
            conversation_id=row.conversation_id,
            detail=f"{row.channel} {failure.code}",
        )
        count(session, "incidents.not_delivered", now)
