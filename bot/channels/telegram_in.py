"""One update of Telegram's: a text, a tap, a command, or something we cannot read. Taken once, answered once.

The answers and the note that this update was delivered are written in one transaction, after the turn, whose
own key makes taking it again harmless: a crash anywhere loses nothing and doubles nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.channels import ledger
from bot.channels.desk import Desk, Said
from bot.channels.errors import SendFailure
from bot.channels.outbox import Outbox
from bot.channels.telegram_api import TelegramApi
from bot.messages import OutgoingMessage
from care.errors import NotFound, StorageUnavailable

if TYPE_CHECKING:
    from telegram import Message, Update

log = logging.getLogger("relais.telegram")

TELEGRAM = "telegram"
_COMMAND = re.compile(
    r"/(start|menu|aide|help|humain|effacer)(?:@\w+)?(?:\s+[\w-]{0,64})?\s*", re.IGNORECASE
)
_TAP = re.compile(r"(\d{1,18}):(\d{1,3})")
# What a message may carry, in the words the team reads.
_MEDIA = (
    *(("photo", "photo"), ("voice", "message vocal"), ("audio", "enregistrement")),
    *(("sticker", "autocollant"), ("venue", "lieu"), ("location", "position"), ("video", "vidéo")),
    *(("video_note", "vidéo"), ("animation", "animation"), ("document", "document")),
    *(("contact", "fiche de contact"), ("poll", "sondage"), ("dice", "dé")),
)


class TelegramDoor:
    """Updates in, answers queued in the outbox and sent at once."""

    def __init__(self, desk: Desk, api: TelegramApi, outbox: Outbox) -> None:
        self._desk = desk
        self._api = api
        self._outbox = outbox
        self._pushing: set[asyncio.Task[None]] = set()
        self._told: set[int] = set()

    async def receive(self, update: Update) -> None:
        """Returns once everything is stored. Raises StorageUnavailable and DoorError: send it again then."""
        message = update.edited_message or update.message
        tap = update.callback_query
        chat = message.chat if message else (tap.message.chat if tap and tap.message else None)
        if tap is not None:
            with contextlib.suppress(SendFailure):
                await self._api.acknowledge(tap.id)
        if chat is None:
            return
        if chat.type != "private":
            if update.message is not None:
                await self._refuse_group(update.update_id, chat.id)
            return
        async with self._desk.one_at_a_time(f"{TELEGRAM}:{chat.id}"):
            await self._receive(update, str(chat.id), message)
        self._push()

    async def _receive(self, update: Update, chat: str, message: Message | None) -> None:
        try:
            known = await self._desk.read(
                lambda session: (
                    ledger.delivered(session, TELEGRAM, str(update.update_id)) is not None
                )
            )
            if not known:
                await self._take(update, chat, message)
        except StorageUnavailable:
            await self._answer_without_storage(update.update_id, chat, message)
            raise

    async def _take(self, update: Update, chat: str, message: Message | None) -> None:
        text = ((message.text or message.caption or "") if message else "").strip()
        edited = update.edited_message is not None
        if edited and not text:  # a live position moves every few seconds
            return
        command = _COMMAND.fullmatch(text) if not edited else None
        if command is not None and command[1].lower() == "effacer":
            await self._erase(update.update_id, chat)
            return
        greets = command is not None and command[1].lower() in {"start", "menu"}
        first = (
            self._desk.turns.sentences.greeting("public")
            if greets
            else OutgoingMessage(text=self._desk.words.text("first_notice"))
        )
        here = await self._desk.enter(channel=TELEGRAM, contact=(TELEGRAM, chat), first=first)
        said = Said()
        if update.callback_query is not None:
            await self._tap(said, here, update)
        elif command is not None:
            await self._command(said, here, command[1].lower(), update.update_id, first)
        elif message is not None:
            await self._message(said, here, update.update_id, text, _media(message))
        if edited:
            said.lines.insert(0, OutgoingMessage(text=self._desk.words.text("edited")))
        await self._conclude(update.update_id, here, said)

    async def _message(
        self, said: Said, here: ledger.Here, update_id: int, text: str, media: str | None
    ) -> None:
        """The words first: they may be red."""
        key = f"{TELEGRAM}:{update_id}"
        if text:
            await self._desk.take(said, here.id, key=key, channel=TELEGRAM, text=text)
        if media or not text:
            await self._desk.take(
                said, here.id, key=f"{key}:media", channel=TELEGRAM, media=media or "message"
            )

    async def _tap(self, said: Said, here: ledger.Here, update: Update) -> None:
        """An app that got no answer sends the same tap under a new number: it counts once."""
        found = _TAP.fullmatch((update.callback_query and update.callback_query.data) or "")
        if found is None:
            said.lines.append(self._desk.turns.sentences.message("not_offered"))
            return
        message_id, place = int(found[1]), int(found[2])
        tap = f"tap:{message_id}:{place}"
        now = self._desk.clock.now()
        button, again = await self._desk.read(
            lambda session: (
                ledger.button_of(session, here.id, message_id, place),
                ledger.tapped_just_now(session, here.id, tap, now),
            )
        )
        if again:
            return
        if button is None:
            said.lines.append(self._desk.turns.sentences.message("not_offered"))
            return
        key = f"{tap}:{update.update_id}"
        await self._desk.take(said, here.id, key=key, channel=TELEGRAM, payload=button.payload)

    async def _command(
        self,
        said: Said,
        here: ledger.Here,
        command: str,
        update_id: int,
        greeting: OutgoingMessage,
    ) -> None:
        if command in {"start", "menu"}:
            said.lines += [] if here.new else [greeting]
        elif command == "humain":
            key = f"{TELEGRAM}:{update_id}"
            await self._desk.take(
                said, here.id, key=key, channel=TELEGRAM, text="je veux parler à une personne"
            )
        else:
            said.lines.append(OutgoingMessage(text=self._desk.words.text("help")))

    async def _conclude(self, update_id: int, here: ledger.Here, said: Said) -> None:
        now = self._desk.clock.now()

        def work(session: Session) -> None:
            if ledger.delivered(session, TELEGRAM, str(update_id)) is not None:
                return
            ledger.deliver(
                session,
                channel=TELEGRAM,
                delivery_id=str(update_id),
                conversation_id=here.id,
                push=self._desk.to_push(session, here, said),
                now=now,
            )

        if said.unstored:
            for line in said.messages:
                await self._send_now(here.id, line.text)
            return
        await self._desk.write(work)

    async def _erase(self, update_id: int, chat: str) -> None:
        """Nothing is left to push by: the answer goes out directly."""
        found = await self._desk.keeper.find(kind=TELEGRAM, value=chat)
        if found is not None:
            with contextlib.suppress(NotFound):
                await self._desk.keeper.erase(found)
        if await self._note(update_id):
            await self._send_now(
                chat, self._desk.words.text("erased" if found else "nothing_to_erase")
            )

    async def _refuse_group(self, update_id: int, chat: int) -> None:
        if await self._note(update_id):
            await self._send_now(str(chat), self._desk.words.text("private_only"))

    async def _note(self, update_id: int) -> bool:
        now = self._desk.clock.now()
        return await self._desk.write(
            lambda session: ledger.deliver(
                session,
                channel=TELEGRAM,
                delivery_id=str(update_id),
                conversation_id=None,
                now=now,
            )
        )

    async def _answer_without_storage(
        self, update_id: int, chat: str, message: Message | None
    ) -> None:
        """A red text is answered even so, once. The update stays with Telegram, which sends it again."""
        if update_id in self._told:
            return
        text = ((message.text or message.caption or "") if message else "").strip()
        said = await self._desk.red_without_storage(text)
        for line in said.messages:
            await self._send_now(chat, line.text)
        self._told = {*list(self._told)[-999:], update_id}

    async def _send_now(self, chat: str, text: str) -> None:
        with contextlib.suppress(SendFailure):
            for part in self._api.parts({"text": text}):
                await self._api.send(chat, part)

    def _push(self) -> None:
        """Telegram need not wait for its own answer; the outbox sends again what fails here."""
        task = asyncio.ensure_future(self._drain())
        self._pushing.add(task)
        task.add_done_callback(self._pushing.discard)

    async def _drain(self) -> None:
        try:
            await self._outbox.drain()
        except StorageUnavailable:
            log.warning("outbox_waits", extra={"channel": TELEGRAM})


def _media(message: Message) -> str | None:
    return next((name for kind, name in _MEDIA if getattr(message, kind, None)), None)
