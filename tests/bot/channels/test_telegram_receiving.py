"""Receiving by polling, and telling Telegram where to bring updates."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from pydantic import SecretStr

from bot.channels.telegram_api import TelegramApi
from bot.channels.telegram_jobs import announce
from bot.console.acts import Member, say
from care.conversations import store
from tests.bot.channels.conftest import SECRET, MakeDoor
from tests.bot.channels.telegram_webhook import until
from tests.bot.fakes import FakeEngine
from tests.fakes.bot_api import BotApi

pytestmark = pytest.mark.anyio


async def test_by_polling_nothing_is_lost_nor_doubled_and_the_team_can_answer(
    door: MakeDoor, telegram: BotApi
) -> None:
    at = door(telegram_api_url=telegram.url, telegram_mode="polling", telegram_secret=None)
    telegram.webhook = {"url": "old"}
    app_lifespan = at.app.router.lifespan_context(at.app)
    telegram.say("bonjour, avant même le début", chat=50)
    async with app_lifespan:
        for number in range(6):
            telegram.say(f"message numéro {number}", chat=51 + number % 2)
        await until(lambda: len([text for text in all_texts(telegram) if "reçu" in text]) == 7)
        with at.house.database.session() as session:
            found = store.conversation_of_contact(session, kind="telegram", value="50")
            assert found is not None
            say(
                session,
                found,
                "Ici **l'infirmière** <de garde>.",
                Member("idec", "1", "Une", at.house.clock.now()),
            )
        await until(lambda: "Ici <b>l'infirmière</b> &lt;de garde&gt;." in telegram.texts(50))
    assert telegram.webhook == {}
    assert telegram.texts(51)[1:] == [f"reçu : message numéro {n}" for n in (0, 2, 4)]
    assert telegram.texts(52)[1:] == [f"reçu : message numéro {n}" for n in (1, 3, 5)]


async def test_by_polling_a_slow_chat_does_not_keep_another_waiting(
    door: MakeDoor, telegram: BotApi
) -> None:
    at = door(FakeEngine(delay=1.2), telegram_api_url=telegram.url, telegram_mode="polling")
    async with at.app.router.lifespan_context(at.app):
        telegram.say("une longue question", chat=60)
        await until(lambda: telegram.offsets)
        await asyncio.sleep(0.2)
        first = telegram.updates[0]["update_id"]
        telegram.say("je ne sens plus mes jambes", chat=61)
        await until(lambda: telegram.texts(61), seconds=1.0)
        assert telegram.texts(60) == []
        assert max(telegram.offsets) <= first
        await until(lambda: telegram.texts(60))


async def test_a_poll_that_fails_while_a_message_is_at_work_loses_nothing(
    door: MakeDoor, telegram: BotApi
) -> None:
    engine = FakeEngine(delay=0.8)
    at = door(engine, telegram_api_url=telegram.url, telegram_mode="polling")
    async with at.app.router.lifespan_context(at.app):
        telegram.say("une question qui dure", chat=70)
        await until(lambda: engine.heard)
        telegram.broken_polls = 1
        telegram.say("et la suivante", chat=70)
        await until(lambda: len(telegram.texts(70)) == 3)
    assert telegram.texts(70)[1:] == ["reçu : une question qui dure", "reçu : et la suivante"]
    assert len(engine.heard) == 2


async def test_telegram_is_told_where_to_bring_updates_and_with_which_secret(
    door: MakeDoor, telegram: BotApi
) -> None:
    at = door(telegram_api_url=telegram.url)
    api = TelegramApi(at.house.settings)
    await announce(api, at.house.settings)
    await api.close()
    assert telegram.webhook["url"] == "https://relais.exemple.fr/webhooks/telegram"
    assert telegram.webhook["secret_token"] == SECRET
    update = telegram.say("bonjour à tous")
    assert (await at.telegram(update, telegram.webhook["secret_token"])).status_code == 200


async def test_a_wrong_token_is_never_shown(door: MakeDoor, telegram: BotApi, capfd: Any) -> None:
    wrong = "999999:another-secret-token"
    at = door(
        telegram_api_url=telegram.url, telegram_mode="polling", telegram_token=SecretStr(wrong)
    )
    async with at.app.router.lifespan_context(at.app):
        await asyncio.sleep(0.5)
    out = capfd.readouterr()
    assert "another-secret" not in out.out + out.err


def all_texts(api: BotApi) -> list[str]:
    return [message["text"] for message in api.sent]
