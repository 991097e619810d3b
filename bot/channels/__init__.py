"""Telegram, telephone, SMS and WhatsApp: each proves who calls, is taken once, and carries the same conversation.

All are closed until configured. The libraries of a channel are loaded only when it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fastapi import APIRouter

from bot.channels.desk import Desk
from bot.channels.outbox import Outbox, Sender
from bot.channels.telegram_api import TelegramApi
from bot.channels.twilio_gate import is_open
from bot.channels.twilio_sending import TwilioSender
from bot.channels.words import Words, load_words
from bot.turns.keeper import Keeper
from bot.turns.service import TurnService
from bot.turns.storage import Storage
from care.clock import Clock
from care.settings import Settings

if TYPE_CHECKING:
    from bot.background import Job

OUTBOX_SECONDS = 1.0


def build_router(
    settings: Settings, storage: Storage, turns: TurnService, keeper: Keeper, clock: Clock
) -> APIRouter:
    """Raises InvalidContent when a sentence is missing."""
    from bot.channels.messages_in import Texts
    from bot.channels.router import webhooks
    from bot.channels.telegram_in import TelegramDoor
    from bot.channels.voice import Telephone

    words = words_of(settings)
    desk = Desk(storage, turns, keeper, clock, words)
    api = TelegramApi(settings)
    door = TelegramDoor(desk, api, Outbox(storage, clock, senders(settings, words, api)))
    return webhooks(settings, words, Telephone(desk, settings), Texts(desk), api, door)


def build_jobs(
    settings: Settings, storage: Storage, turns: TurnService, keeper: Keeper, clock: Clock
) -> list[Job]:
    from bot.background import Job
    from bot.channels.telegram_in import TelegramDoor
    from bot.channels.telegram_jobs import Polling, announce

    words, api = words_of(settings), TelegramApi(settings)
    outbox = Outbox(storage, clock, senders(settings, words, api))
    if not outbox.is_needed:
        return []
    jobs = [Job("outbox", OUTBOX_SECONDS, outbox.drain)]
    if settings.telegram_token is None:
        return jobs
    if settings.telegram_mode == "webhook":
        return [*jobs, Job("telegram_webhook", 600, lambda: announce(api, settings))]
    desk = Desk(storage, turns, keeper, clock, words)
    polling = Polling(api, TelegramDoor(desk, api, outbox))
    return [*jobs, Job("telegram_polling", 0.1, polling.run)]


def words_of(settings: Settings) -> Words:
    return load_words(settings.phone_number, settings.own_url)


def senders(settings: Settings, words: Words, api: TelegramApi) -> Mapping[str, Sender]:
    """Who pushes, by channel; a closed channel keeps its messages until it opens again."""
    found: dict[str, Sender] = {}
    if settings.telegram_token is not None:
        found["telegram"] = api
    if is_open(settings) and settings.twilio_sms_from:
        found["sms"] = TwilioSender(settings, words, "sms")
    if is_open(settings) and settings.twilio_whatsapp_from:
        found["whatsapp"] = TwilioSender(settings, words, "whatsapp")
    return found
