"""Telegram's Bot API through python-telegram-bot, loaded only where the channel is open."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.channels.errors import SendFailure
from bot.channels.writing import as_html, split, telegram_length
from care.settings import Settings

if TYPE_CHECKING:
    from telegram import Bot, InlineKeyboardMarkup, Update

MESSAGE_CHARACTERS = 4096
POLL_SECONDS = 20
_CALL_SECONDS = 8.0
_ALLOWED = ["message", "edited_message", "callback_query"]
_TITLE_CHARACTERS = 60


class TelegramApi:
    """The calls we make. All raise SendFailure; none ever shows the token, which is part of each address."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._bot: Bot | None = None

    @property
    def bot(self) -> Bot:
        if self._bot is None:
            self._bot = _make_bot(self._settings)
        return self._bot

    def read(self, raw: Mapping[str, Any]) -> Update | None:
        """An update from its JSON; None when this version knows nothing of its kind."""
        from telegram import Update

        try:
            return Update.de_json(dict(raw), self.bot)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def parts(self, payload: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Cut between sentences; the buttons go with the last piece."""
        text = "\n".join([str(payload["text"]), *_links(payload, self._settings.own_url)])
        pieces: list[Mapping[str, Any]] = [
            {"text": piece} for piece in split(text, MESSAGE_CHARACTERS, telegram_length)
        ]
        titles = [str(button["title"]) for button in payload.get("buttons", ())]
        if pieces and titles and "message" in payload:
            pieces[-1] = {**pieces[-1], "titles": titles, "message": payload["message"]}
        return pieces

    async def send(self, contact: str, part: Mapping[str, Any]) -> None:
        from telegram.constants import ParseMode

        keyboard = _keyboard(part) if part.get("titles") else None
        await self._call(
            self.bot.send_message(
                int(contact),
                as_html(str(part["text"])),
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
            )
        )

    async def acknowledge(self, callback_id: str) -> None:
        """Stop the little clock on the button."""
        await self._call(self.bot.answer_callback_query(callback_id))

    async def updates(self, offset: int | None, seconds: int) -> Sequence[Update]:
        found: Sequence[Update] = await self._call(
            self.bot.get_updates(
                offset=offset,
                timeout=seconds,
                allowed_updates=_ALLOWED,
                read_timeout=seconds + _CALL_SECONDS,
            )
        )
        return found

    async def receive_by_polling(self) -> None:
        await self._call(self.bot.delete_webhook())

    async def receive_by_webhook(self, url: str, secret: str) -> None:
        await self._call(self.bot.set_webhook(url, secret_token=secret, allowed_updates=_ALLOWED))

    async def _call(self, call: Any) -> Any:  # noqa: ANN401
        from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

        try:
            return await call
        except RetryAfter as error:
            raise SendFailure("429", retry_after=_seconds(error.retry_after)) from None
        except Forbidden:
            raise SendFailure("Forbidden", lasting=True) from None
        except BadRequest as error:
            raise SendFailure("BadRequest", lasting="not found" in str(error)) from None
        except InvalidToken:
            raise SendFailure("InvalidToken") from None
        except TelegramError as error:
            raise SendFailure(type(error).__name__) from None

    async def close(self) -> None:
        bot, self._bot = self._bot, None
        if bot is not None:
            for request in bot._request:  # noqa: SLF001  (shutdown() only closes what initialize() opened)
                await request.shutdown()


def _make_bot(settings: Settings) -> Bot:
    from telegram import Bot
    from telegram.request import HTTPXRequest

    os.environ.setdefault(
        "PTB_TIMEDELTA", "1"
    )  # its next version's times; it warns each time without
    token = settings.telegram_token
    api = settings.telegram_api_url.rstrip("/")

    def request(pool: int) -> HTTPXRequest:
        return HTTPXRequest(
            connection_pool_size=pool,
            connect_timeout=5.0,
            read_timeout=_CALL_SECONDS,
            write_timeout=_CALL_SECONDS,
            pool_timeout=_CALL_SECONDS,
            httpx_kwargs={"trust_env": False},
        )

    return Bot(
        token.get_secret_value() if token else "",
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=request(16),
        get_updates_request=request(2),
    )


def _keyboard(part: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """A button carries at most 64 bytes: the line it belongs to and its place, never our payload."""
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup

    rows = [
        [
            InlineKeyboardButton(
                title[:_TITLE_CHARACTERS], callback_data=f"{part['message']}:{place}"
            )
        ]
        for place, title in enumerate(part["titles"])
    ]
    return InlineKeyboardMarkup(rows)


def _links(payload: Mapping[str, Any], own_url: str) -> list[str]:
    links = []
    for attachment in payload.get("attachments", ()):
        url = str(attachment.get("url", ""))
        if url:
            absolute = url if url.startswith("http") else f"{own_url}/{url.lstrip('/')}"
            links.append(f"{attachment.get('title', '')} : {absolute}".strip(" :"))
    return links


def _seconds(retry_after: int | timedelta) -> float:
    return retry_after.total_seconds() if isinstance(retry_after, timedelta) else retry_after
