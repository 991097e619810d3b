"""Taking turns: the one way in for the HTTP API and for every channel."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import anyio
from anyio import to_thread
from sqlalchemy.orm import Session

from bot.engine_port import QUEUE_SECONDS, EnginePort, Saying
from bot.errors import EngineFailure, TextTooLong, TurnInterrupted, TurnStuck
from bot.logs import spoken
from bot.messages import OutgoingMessage, State
from bot.metrics import Metrics
from bot.turns import book, casework
from bot.turns.judge import is_red, judge, red_replies
from bot.turns.parts import (
    RED,
    Accepted,
    Incoming,
    Plan,
    Readers,
    Route,
    Snapshot,
    TurnResult,
    Verdict,
)
from bot.turns.queue import TurnQueue
from bot.turns.sentences import Sentences
from bot.turns.storage import Storage
from bot.turns.text import MAX_CHARACTERS, clean, defuse, shorten
from care.clock import Clock
from care.errors import IdempotencyConflict, NotFound, StorageUnavailable

log = logging.getLogger("relais.turns")

_LEASE_MARGIN_SECONDS = 10
_WAIT_SECONDS = 0.05
_READ_AT_ONCE = 1_000


class TurnService:
    """`take` is the whole pipeline; see docs/architecture for the picture."""

    def __init__(
        self,
        storage: Storage,
        engine: EnginePort,
        readers: Readers,
        sentences: Sentences,
        clock: Clock,
        metrics: Metrics,
        *,
        engine_seconds: float,
    ) -> None:
        self.storage = storage
        self.engine = engine
        self.readers = readers
        self.sentences = sentences
        self.clock = clock
        self.metrics = metrics
        self.queue = TurnQueue()
        lease = engine_seconds + QUEUE_SECONDS + _LEASE_MARGIN_SECONDS
        self._patience = 2 * lease
        self._door = book.Door(uuid.uuid4().hex, timedelta(seconds=lease))

    async def take(
        self,
        conversation_id: str,
        *,
        text: str | None = None,
        payload: str | None = None,
        media: str | None = None,
        idempotency_key: str | None = None,
        token: str | None = None,
        channel: str | None = None,
    ) -> TurnResult:
        """Answer one message. `token` is checked when given: channels prove who is calling otherwise.

        Raises TextTooLong, PayloadNotOffered, TooManyWaiting, TurnStuck (DoorError); NotFound,
        IdempotencyConflict, StorageUnavailable (CareError). An engine that fails is not an error here.
        """
        if text is not None and len(text) > MAX_CHARACTERS:
            raise TextTooLong(len(text), MAX_CHARACTERS)
        incoming = Incoming(defuse(clean(text or "")), payload, media, idempotency_key, token)
        started = time.monotonic()
        with spoken(text or ""):
            async with self.queue.turn(conversation_id):
                result = await self._answer(conversation_id, incoming, channel)
        self.metrics.turn(str(result.route), result.safe, time.monotonic() - started)
        return result

    async def _answer(
        self, conversation_id: str, incoming: Incoming, channel: str | None
    ) -> TurnResult:
        try:
            snapshot, plan, accepted = await self._accept(conversation_id, incoming)
        except StorageUnavailable as error:
            return self._answer_without_storage(incoming, error)
        if isinstance(accepted, TurnResult):
            return accepted
        if accepted.result is not None:
            if plan.route is Route.RED:
                log.info("red_answered", extra={"conversation": conversation_id})
            return accepted.result
        return await self._ask(snapshot, plan, incoming, accepted.message_id, channel)

    async def _accept(
        self, conversation_id: str, incoming: Incoming
    ) -> tuple[Snapshot, Plan, Accepted | TurnResult]:
        """Look, judge, store. Looks again as long as another front door is at work on the conversation."""
        with anyio.move_on_after(self._patience):
            while True:
                snapshot, plan = await self._look(conversation_id, incoming)
                accepted = await self._store_or_answer_red(incoming, snapshot, plan)
                if accepted is not None:
                    return snapshot, plan, accepted
                await anyio.sleep(_WAIT_SECONDS)
        raise TurnStuck

    async def _look(self, conversation_id: str, incoming: Incoming) -> tuple[Snapshot, Plan]:
        """Read the conversation and judge the message; again when it gives a number that called before."""
        now, rule = self.clock.now(), self.readers.repeat

        def look(numbers: tuple[str, ...]) -> Callable[[Session], Snapshot]:
            return lambda session: book.look(
                session, conversation_id, incoming, rule=rule, numbers=numbers, now=now
            )

        snapshot = await self.storage.read(look(()))
        plan = await self._judge(incoming, snapshot, now)
        if rule is not None and plan.phones:
            known = await self.storage.read(look(plan.phones))
            if known.earlier != snapshot.earlier:
                return known, await self._judge(incoming, known, now)
        return snapshot, plan

    async def _judge(self, incoming: Incoming, snapshot: Snapshot, now: datetime) -> Plan:
        """A few milliseconds; a very long text is read in a thread, so that nobody else waits for it."""
        if len(incoming.text) <= _READ_AT_ONCE:
            return judge(incoming, snapshot, self.readers, self.sentences, now)
        return await to_thread.run_sync(
            lambda: judge(incoming, snapshot, self.readers, self.sentences, now)
        )

    async def _store_or_answer_red(
        self, incoming: Incoming, snapshot: Snapshot, plan: Plan
    ) -> Accepted | TurnResult | None:
        """Whatever fails while a red message is stored, its answer is given: it is known, and it cannot wait."""
        try:
            return await self._store(incoming, snapshot, plan)
        except (NotFound, IdempotencyConflict):
            raise
        except Exception as error:
            if plan.route is not Route.RED or plan.verdict is None:
                raise
            log.exception("red_not_stored", extra={"kind": type(error).__name__})
            self.metrics.incident("red_not_stored")
            return _unstored_red(plan.verdict, plan.replies)

    async def _store(
        self, incoming: Incoming, snapshot: Snapshot, plan: Plan
    ) -> Accepted | TurnResult | None:
        if snapshot.before is not None:
            told = await self.storage.read(lambda session: book.replay(session, snapshot, plan))
            if told is not None:
                return told
        now = self.clock.now()
        return await self.storage.write(
            lambda session: book.accept(session, self._door, incoming, snapshot, plan, now)
        )

    async def _ask(
        self,
        snapshot: Snapshot,
        plan: Plan,
        incoming: Incoming,
        message_id: int,
        channel: str | None,
    ) -> TurnResult:
        saying = Saying(
            session=snapshot.engine_session,
            text=incoming.payload or shorten(defuse(plan.text)),
            turn=message_id,
            conversation=snapshot.conversation_id,
            channel=channel or snapshot.channel,
        )
        started = time.monotonic()
        try:
            replies = await self.engine.say(saying)
        except EngineFailure as failure:
            return await self._fail(snapshot, plan, message_id, failure)
        finally:
            self.metrics.engine(time.monotonic() - started)
        return await self._finish(snapshot, message_id, replies)

    async def _finish(
        self, snapshot: Snapshot, message_id: int, replies: list[OutgoingMessage]
    ) -> TurnResult:
        now = self.clock.now()
        return await self.storage.write(
            lambda session: book.finish(
                session, snapshot.conversation_id, message_id, replies, now=now
            )
        )

    async def _fail(
        self, snapshot: Snapshot, plan: Plan, message_id: int, failure: EngineFailure
    ) -> TurnResult:
        log.error(
            "engine_failed",
            extra={
                "kind": failure.kind,
                "detail": failure.detail,
                "conversation": snapshot.conversation_id,
                "turn": message_id,
            },
        )
        self.metrics.engine_failed(failure.kind)
        safe = self.sentences.message("safe")
        now = self.clock.now()
        return await self.storage.write(
            lambda session: book.fail(
                session, snapshot.conversation_id, message_id, plan, failure, safe, now=now
            )
        )

    async def give_up(self, conversation_id: str, message_id: int) -> None:
        """Answer a message that was left behind with the safe sentence. Raises NotFound once it is erased."""
        failure, safe = TurnInterrupted(), self.sentences.message("safe")
        async with self.queue.turn(conversation_id):
            now = self.clock.now()
            await self.storage.write(
                lambda session: book.fail(
                    session, conversation_id, message_id, None, failure, safe, now=now
                )
            )
        self.metrics.incident(failure.kind)
        log.error("turn_interrupted", extra={"conversation": conversation_id, "turn": message_id})

    def _answer_without_storage(self, incoming: Incoming, error: StorageUnavailable) -> TurnResult:
        """The database is away. A red message is answered all the same; anything else is not accepted."""
        log.error("storage_unavailable", extra={"detail": error.reason})
        self.metrics.incident("storage_unavailable")
        if not incoming.text:
            raise error
        verdict = self.readers.safety.read(
            incoming.text, known=(), caller="unknown", now=self.clock.now()
        )
        if not is_red(verdict):
            raise error
        return _unstored_red(verdict, red_replies(verdict, None, self.sentences))


def _unstored_red(verdict: Verdict, replies: Sequence[OutgoingMessage]) -> TurnResult:
    state = State(level=RED, disposition=casework.red_disposition(verdict.assessment))
    return TurnResult(messages=list(replies), state=state, route=Route.RED)
