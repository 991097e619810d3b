"""The telephone, turn by turn. Twilio asks what to do next; every answer is kept by call and turn, so that a
request sent twice gets the same answer and nothing is done twice.

The address of each next turn says which turn it is, and how often nothing was heard. Two silences pass the
call on; what follows a last transfer is a goodbye. No path goes on without the caller doing something.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.channels import ledger, twiml
from bot.channels.desk import Desk, Said
from bot.channels.errors import Unreadable
from bot.channels.hearing import Heard, Kind, hear
from bot.channels.speech import spoken
from bot.channels.transfer import on_call_number, team_number
from bot.channels.twilio_gate import Fields
from bot.channels.voice_prompts import is_one_key, prompts_of, texts_of
from bot.messages import Button, OutgoingMessage, State
from care.errors import StorageUnavailable
from care.settings import Settings
from care.storage.conversations import Delivery

VOICE = "voice"
PATH = "/webhooks/twilio/voice"
PATIENCE_SECONDS = 12.0  # Twilio gives up after 15
_NUMBER = re.compile(r"\+[1-9]\d{6,14}")
_OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
_ALIVE = frozenset({"held", "booked"})


@dataclass(frozen=True, slots=True)
class Ring:
    """One request of Twilio's about a call."""

    call: str
    turn: int | None
    silent: int = 0
    last: bool = False
    number: str | None = None
    digits: str = ""
    speech: str = ""
    dialled: str = ""
    over: bool = False

    @property
    def brings_something(self) -> bool:
        return bool(self.digits or self.speech or self.dialled)


def read_ring(fields: Fields, query: dict[str, str]) -> Ring:
    """Raises Unreadable without a call id."""
    call, number = fields.get("CallSid"), fields.get("From")
    if not call or len(call) > 64:
        raise Unreadable
    turn, silent = query.get("turn", ""), query.get("silent", "")
    return Ring(
        call=call,
        turn=int(turn) if re.fullmatch(r"\d{1,4}", turn) else None,
        silent=int(silent) if re.fullmatch(r"\d", silent) else 0,
        last="last" in query,
        number=number if _NUMBER.fullmatch(number) else None,
        digits=fields.get("Digits"),
        speech=fields.get("SpeechResult"),
        dialled=fields.get("DialCallStatus"),
        over=fields.get("CallStatus") in _OVER and not fields.get("DialCallStatus"),
    )


class Telephone:
    """Calls, each with its own conversation."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self._desk = desk
        self._settings = settings
        self._words = desk.words

    async def answer(self, ring: Ring) -> str:
        """The document for this turn. Never raises for want of storage: a red sentence needs none."""
        if ring.over:
            return twiml.EMPTY
        async with self._desk.one_at_a_time(f"call:{ring.call}"):
            try:
                return await self._answer(ring)
            except StorageUnavailable:
                return await self._answer_without_storage(ring)

    def unreachable(self) -> str:
        return twiml.hang_up([spoken(self._words.text("voice_unreachable"))])

    async def _answer(self, ring: Ring) -> str:
        contact = (VOICE, ring.number) if ring.number else None
        here = await self._desk.enter(
            channel=VOICE,
            contact=("call", ring.call),
            also=contact,
            entry=self._settings.twilio_voice_entry,
            first=self._words.menu(),
        )
        ring = await self._numbered(ring, here)
        key = f"{ring.call}:{ring.turn}"
        known = await self._desk.read(
            lambda session: _kept_answer(session, key),
        )
        if known is not None:
            return known
        document = await self._next(ring, here)
        await self._desk.write(
            lambda session: ledger.deliver(
                session,
                channel=VOICE,
                delivery_id=key,
                conversation_id=here.id,
                answer=document,
                now=self._desk.clock.now(),
            )
        )
        return document

    async def _numbered(self, ring: Ring, here: ledger.Here) -> Ring:
        """A request that does not say its turn is the first one, or the one after the last."""
        if ring.turn is not None:
            return ring
        if not ring.brings_something:
            return replace(ring, turn=0)
        count = await self._desk.read(
            lambda session: session.scalar(
                select(func.count()).where(
                    Delivery.channel == VOICE, Delivery.conversation_id == here.id
                )
            )
        )
        return replace(ring, turn=max(1, count or 0))

    async def _next(self, ring: Ring, here: ledger.Here) -> str:
        if ring.dialled:
            return await self._after_transfer(ring, here)
        offered, before = await self._desk.read(
            lambda session: (ledger.on_offer(session, here.id), ledger.state(session, here.id))
        )
        heard = hear(ring.digits, ring.speech, offered, before.awaiting)
        if heard.kind is Kind.NOTHING and ring.turn:
            return await self._after_silence(ring, here)
        if heard.kind in {Kind.NOTHING, Kind.REPEAT}:
            return await self._say_again(ring, here)
        return await self._take(ring, here, heard, before)

    async def _take(self, ring: Ring, here: ledger.Here, heard: Heard, before: State) -> str:
        said = Said()
        taking = asyncio.ensure_future(
            self._desk.take(
                said,
                here.id,
                key=f"voice:{ring.turn}",
                channel=VOICE,
                text=heard.text or None,
                payload=heard.payload or None,
            )
        )
        done, _ = await asyncio.wait({taking}, timeout=PATIENCE_SECONDS)
        if not done:
            return self._ask(ring, [spoken(self._desk.turns.sentences.text("safe"))], [])
        taking.result()
        messages = [*said.messages, *said.lines]
        after = said.state or before
        if said.red or (after.level == "red" and before.level != "red"):
            return await self._dial_on_call(ring, here, messages)
        if heard.wants_person or said.team or (after.handed_off and not before.handed_off):
            told = texts_of([each for each in messages if not each.buttons])  # no question now
            return self._dial_team(ring, [*told, self._words.text("voice_team_dial")])
        return await self._go_on(ring, here, messages, after)

    async def _go_on(
        self, ring: Ring, here: ledger.Here, messages: list[OutgoingMessage], after: State
    ) -> str:
        """Ask what the answer asks; an answer that asks nothing is followed by what can be done next."""
        offered = await self._desk.read(lambda session: ledger.on_offer(session, here.id))
        if not offered and after.awaiting is None:
            line = self._words.anything_else(booked=after.appointment_status in _ALIVE)
            now = self._desk.clock.now()
            await self._desk.write(lambda session: ledger.add_line(session, here.id, line, now=now))
            messages, offered = [*messages, line], line.buttons
        return self._ask(
            ring, prompts_of(self._words, messages, offered, after.awaiting), offered, after
        )

    async def _say_again(self, ring: Ring, here: ledger.Here, *before: str, silent: int = 0) -> str:
        lines, state = await self._desk.read(
            lambda session: (
                [
                    OutgoingMessage(text=row.text, buttons=[Button(**each) for each in row.buttons])
                    for row in ledger.since_caller(session, here.id)
                ],
                ledger.state(session, here.id),
            )
        )
        offered = [button for line in lines for button in line.buttons]
        prompts = prompts_of(self._words, lines, offered, state.awaiting) or [
            self._words.text("voice_nothing_to_repeat")
        ]
        return self._ask(ring, [*before, *prompts], offered, state, silent=silent)

    async def _after_silence(self, ring: Ring, here: ledger.Here) -> str:
        if ring.silent == 0:
            not_heard = self._words.text("voice_not_heard")
            return await self._say_again(ring, here, not_heard, silent=1)
        return self._dial_team(ring, [self._words.text("voice_silent_transfer")], last=True)

    async def _after_transfer(self, ring: Ring, here: ledger.Here) -> str:
        answered = ring.dialled in {"completed", "answered"}
        if ring.last:
            key = "voice_dial_ended" if answered else "voice_goodbye"
            return twiml.hang_up([spoken(self._words.text(key))])
        if not answered:
            return await self._say_again(ring, here, spoken(self._words.text("voice_no_answer")))
        ended = [self._words.text("voice_dial_ended"), self._words.text("voice_anything_else")]
        return self._ask(ring, ended, [])

    async def _dial_on_call(
        self, ring: Ring, here: ledger.Here, messages: list[OutgoingMessage]
    ) -> str:
        now = self._desk.clock.now()
        number = await self._desk.read(
            lambda session: on_call_number(session, here.id, self._settings, now)
        )
        return self._dial(ring, [*self._red(messages), self._words.text("voice_red_dial")], number)

    def _red(self, messages: list[OutgoingMessage]) -> list[str]:
        return [self._words.text("voice_red_first"), *texts_of(messages)]

    def _dial_team(self, ring: Ring, said: list[str], *, last: bool = False) -> str:
        return self._dial(ring, said, team_number(self._settings), last=last)

    def _dial(self, ring: Ring, said: list[str], number: str, *, last: bool = False) -> str:
        action = self._action(ring) + ("&last=1" if last else "")
        fallback = spoken(self._words.text("voice_no_answer"))
        return twiml.dial([spoken(each) for each in said], number, action, fallback)

    def _ask(
        self,
        ring: Ring,
        said: list[str],
        offered: list[Button],
        state: State | None = None,
        *,
        silent: int = 0,
    ) -> str:
        return twiml.ask(
            twiml.Asking(
                said=said,
                action=self._action(ring, silent),
                goodbye=spoken(self._words.text("voice_goodbye")),
                one_digit=is_one_key(offered, state.awaiting if state else None),
            )
        )

    def _action(self, ring: Ring, silent: int = 0) -> str:
        return f"{self._settings.own_url}{PATH}?turn={(ring.turn or 0) + 1}&silent={silent}"

    async def _answer_without_storage(self, ring: Ring) -> str:
        try:
            said = await self._desk.red_without_storage(ring.speech)
        except StorageUnavailable:
            return self.unreachable()
        spoken_red = [spoken(each) for each in self._red(said.messages)]
        action = self._action(ring) + "&last=1"
        fallback = spoken(self._words.text("voice_no_answer"))
        return twiml.dial(spoken_red, team_number(self._settings), action, fallback)


def _kept_answer(session: Session, key: str) -> str | None:
    known = ledger.delivered(session, VOICE, key)
    return (known.answer or twiml.EMPTY) if known is not None else None
