"""SMS and WhatsApp messages coming in through Twilio, answered in the reply when the answer is quick."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.channels import ledger, twiml
from bot.channels.desk import Desk, Said
from bot.channels.errors import Unreadable
from bot.channels.options import chosen, read_number
from bot.channels.texting import bodies
from bot.channels.twilio_gate import Fields
from bot.messages import OutgoingMessage
from care.errors import StorageUnavailable
from care.storage.conversations import Message

SMS, WHATSAPP = "sms", "whatsapp"
PATIENCE_SECONDS = 11.0  # Twilio gives up after 15
_STOP = re.compile(
    r"\s*(stop|stopall|unsubscribe|cancel|end|quit|arret|arrêt|desabonner|désabonner)\s*[.!]?\s*",
    re.IGNORECASE,
)
_MEDIA = {"image": "photo", "audio": "message vocal", "video": "vidéo"}


@dataclass(frozen=True, slots=True)
class Text:
    """One message somebody sent."""

    channel: str
    sid: str
    number: str
    body: str
    media: str | None


def read_text(fields: Fields) -> Text:
    """Raises Unreadable without a message id and a sender."""
    sid, sender = fields.get("MessageSid") or fields.get("SmsSid"), fields.get("From")
    channel = WHATSAPP if sender.startswith("whatsapp:") else SMS
    number = sender.removeprefix("whatsapp:")
    if not sid or len(sid) > 64 or not 0 < len(number) <= 60:
        raise Unreadable
    return Text(channel, sid, number, fields.get("Body").strip(), _media(fields))


def _media(fields: Fields) -> str | None:
    if fields.get("Latitude"):
        return "position"
    count = fields.get("NumMedia")
    if not count.isascii() or not count.isdigit() or int(count) == 0:
        return None
    return _MEDIA.get(fields.get("MediaContentType0").split("/")[0], "fichier")


class Texts:
    """Written messages through Twilio."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._late: set[asyncio.Task[None]] = set()

    async def answer(self, text: Text) -> str:
        """The document to reply with. A message that came before gets the reply it got."""
        async with self._desk.one_at_a_time(f"{text.channel}:{text.number}"):
            try:
                return await self._answer(text)
            except StorageUnavailable:
                return await self._answer_without_storage(text)

    async def _answer(self, text: Text) -> str:
        known = await self._desk.read(lambda session: _kept_answer(session, text.channel, text.sid))
        if known is not None:
            return known
        here = await self._desk.enter(
            channel=text.channel,
            contact=(text.channel, text.number),
            first=OutgoingMessage(text=self._desk.words.text("first_notice")),
        )
        if _STOP.fullmatch(text.body):
            return await self._stop(text, here)
        await self._desk.write(lambda session: ledger.resume(session, here.id))
        said = Said()
        taking = asyncio.ensure_future(self._take(said, text, here))
        done, _ = await asyncio.wait({taking}, timeout=PATIENCE_SECONDS)
        if done:
            taking.result()
            return await self._conclude(text, here, said)
        later = asyncio.ensure_future(self._conclude_later(taking, text, here, said))
        self._late.add(later)
        later.add_done_callback(self._late.discard)
        return twiml.texts([])

    async def _take(self, said: Said, text: Text, here: ledger.Here) -> None:
        """The words first: they may be red. Then what came with them and cannot be read."""
        key = f"{text.channel}:{text.sid}"
        if text.body:
            payload = await self._picked(text, here)
            await self._desk.take(
                said,
                here.id,
                key=key,
                channel=text.channel,
                text=None if payload else text.body,
                payload=payload,
            )
        if text.media or not text.body:
            await self._desk.take(
                said, here.id, key=f"{key}:media", channel=text.channel, media=text.media
            )

    async def _picked(self, text: Text, here: ledger.Here) -> str | None:
        key = read_number(text.body)
        if key is None:
            return None
        offered = await self._desk.read(lambda session: ledger.on_offer(session, here.id))
        button = chosen(offered, key)
        return button.payload if button else None

    async def _conclude(self, text: Text, here: ledger.Here, said: Said) -> str:
        """Keep the reply with the delivery, in one transaction."""
        if said.unstored:
            return self._document(text, [*said.messages, *said.lines])

        def work(session: Session) -> str:
            rows = self._desk.to_push(session, here, said)
            document = self._document(text, [_message(row) for row in rows])
            ledger.deliver(
                session,
                channel=text.channel,
                delivery_id=text.sid,
                conversation_id=here.id,
                answer=document,
                now=self._desk.clock.now(),
            )
            return document

        return await self._desk.write(work)

    async def _conclude_later(
        self, taking: asyncio.Task[None], text: Text, here: ledger.Here, said: Said
    ) -> None:
        """Too late for the reply: the answer goes through the outbox."""
        await taking

        def work(session: Session) -> None:
            rows = self._desk.to_push(session, here, said)
            ledger.deliver(
                session,
                channel=text.channel,
                delivery_id=text.sid,
                conversation_id=here.id,
                answer=twiml.texts([]),
                push=rows,
                now=self._desk.clock.now(),
            )

        await self._desk.write(work)

    async def _stop(self, text: Text, here: ledger.Here) -> str:
        """The caller's word is kept for the team to see; nothing more is pushed."""
        said = Said(lines=[OutgoingMessage(text=self._desk.words.text("stopped"))])
        now = self._desk.clock.now()

        def work(session: Session) -> str:
            ledger.hear(session, here.id, text.body, now=now)
            ledger.stop(session, here.id, text.channel, now=now)
            row = ledger.add_line(session, here.id, said.lines[0], now=now)
            document = self._document(text, [_message(row)])
            ledger.deliver(
                session,
                channel=text.channel,
                delivery_id=text.sid,
                conversation_id=here.id,
                answer=document,
                now=now,
            )
            return document

        return await self._desk.write(work)

    def _document(self, text: Text, messages: list[OutgoingMessage]) -> str:
        said = [
            (message.text, [button.title for button in message.buttons]) for message in messages
        ]
        return twiml.texts(bodies(text.channel, said, self._desk.words))

    async def _answer_without_storage(self, text: Text) -> str:
        try:
            said = await self._desk.red_without_storage(text.body)
        except StorageUnavailable:
            said = Said(messages=[self._desk.turns.sentences.message("unreachable")])
        return self._document(text, said.messages)


def _message(row: Message) -> OutgoingMessage:
    return OutgoingMessage(text=row.text, buttons=row.buttons, attachments=row.attachments)


def _kept_answer(session: Session, channel: str, sid: str) -> str | None:
    known = ledger.delivered(session, channel, sid)
    return (known.answer or twiml.EMPTY) if known is not None else None
