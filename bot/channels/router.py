"""The webhooks. Whoever does not prove who they are gets 403, and nothing else happens."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from bot.api.problems import Problem
from bot.channels import twilio_gate
from bot.channels.errors import NotOurs, Unreadable
from bot.channels.messages_in import Texts, read_text
from bot.channels.telegram_api import TelegramApi
from bot.channels.telegram_in import TelegramDoor
from bot.channels.twilio_gate import Fields
from bot.channels.voice import Telephone, read_ring
from bot.channels.words import Words
from care.settings import Settings

log = logging.getLogger("relais.channels")

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105


def webhooks(
    settings: Settings,
    words: Words,
    telephone: Telephone,
    texts: Texts,
    api: TelegramApi,
    door: TelegramDoor,
) -> APIRouter:
    router = APIRouter(prefix="/webhooks", include_in_schema=False)

    @router.post("/twilio/voice")
    async def voice(request: Request) -> Response:
        fields = await _twilio(request, settings, words)
        return _xml(await _call(telephone, fields, dict(request.query_params), words))

    @router.post("/twilio/messages")
    async def messages(request: Request) -> Response:
        fields = await _twilio(request, settings, words)
        try:
            return _xml(await texts.answer(read_text(fields)))
        except Unreadable as error:
            raise Problem(400, words.text("unreadable")) from error

    @router.post("/telegram")
    async def telegram(request: Request) -> Response:
        check_secret(request.headers, settings, words)
        update = api.read(await _update(request, words))
        if update is not None:
            await door.receive(update)
        return Response(status_code=200)

    return router


async def _twilio(request: Request, settings: Settings, words: Words) -> Fields:
    if not twilio_gate.is_open(settings):
        raise Problem(403, words.text("closed"))
    try:
        return await twilio_gate.signed_fields(request, settings)
    except (NotOurs, Unreadable) as error:
        raise Problem(403, words.text("forged")) from error


async def _call(telephone: Telephone, fields: Fields, query: dict[str, str], words: Words) -> str:
    try:
        return await telephone.answer(read_ring(fields, query))
    except Unreadable as error:
        raise Problem(400, words.text("unreadable")) from error
    except Exception:  # a call must never hear Twilio's own English apology
        log.exception("call_failed", extra={"channel": "voice"})
        return telephone.unreachable()


def check_secret(headers: Mapping[str, str], settings: Settings, words: Words) -> None:
    """In constant time. Without a token and a secret of ours nobody can be Telegram."""
    secret = settings.telegram_secret
    if settings.telegram_token is None or secret is None or not secret.get_secret_value():
        raise Problem(403, words.text("closed"))
    shown = headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
    if not hmac.compare_digest(shown, secret.get_secret_value().encode()):
        raise Problem(403, words.text("forged"))


async def _update(request: Request, words: Words) -> dict[str, Any]:
    try:
        raw = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise Problem(400, words.text("unreadable")) from error
    if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
        raise Problem(400, words.text("unreadable"))
    return raw


def _xml(document: str) -> Response:
    return Response(document.encode(), media_type="text/xml")
