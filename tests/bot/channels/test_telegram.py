"""Telegram, with its real client against a Bot API server on this machine."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.engine_port import Saying
from bot.messages import Button, OutgoingMessage
from care.errors import StorageUnavailable
from care.storage.conversations import Contact, Conversation, Outgoing
from tests.bot.channels.conftest import MakeDoor
from tests.bot.channels.telegram_webhook import Webhook, until
from tests.bot.fakes import FakeEngine
from tests.fakes.bot_api import BotApi

pytestmark = pytest.mark.anyio


@pytest.fixture
def webhook(door: MakeDoor, telegram: BotApi) -> Callable[..., Webhook]:
    return lambda engine=None: Webhook(door(engine, telegram_api_url=telegram.url), telegram)


async def test_start_greets_says_what_it_is_not_and_offers_buttons(
    webhook: Callable[..., Webhook],
) -> None:
    at = webhook()
    [greeting] = await at.bring(at.api.say("/start"))
    assert "ne remplace pas le 15" in greeting
    assert "ni nom" in greeting
    assert all(len(data.encode()) <= 64 for data in at.api.buttons().values())
    [again] = await at.bring(at.api.say("/start@relais_bot"))
    assert again == greeting
    assert len(at.door.rows(Conversation)) == 1


async def test_a_tap_is_acknowledged_and_says_the_button_s_payload(
    webhook: Callable[..., Webhook],
) -> None:
    engine = FakeEngine()
    at = webhook(engine)
    await at.bring(at.api.say("/start"))
    await at.bring(at.api.tap(at.api.buttons()["Le parcours après cancer"]))
    assert engine.heard[0].text == "/book_after_cancer"
    assert len(at.api.acknowledged) == 1


@pytest.mark.parametrize("data", ["999:0", "1:99", "/book_after_cancer", "", "1:0:2", "x" * 64])
async def test_a_tap_on_something_never_offered_says_so(
    webhook: Callable[..., Webhook], data: str
) -> None:
    engine = FakeEngine()
    at = webhook(engine)
    await at.bring(at.api.say("/start"))
    [answer] = await at.bring(at.api.tap(data))
    assert "plus proposé" in answer
    assert engine.heard == []


async def test_a_button_of_somebody_else_opens_nothing(webhook: Callable[..., Webhook]) -> None:
    engine = FakeEngine()
    at = webhook(engine)
    await at.bring(at.api.say("/start", chat=41))
    data = at.api.buttons()["Le parcours après cancer"]
    await at.bring(at.api.tap(data, chat=42), answers=2)
    assert engine.heard == []


async def test_a_tap_sent_again_under_a_new_number_counts_once(
    webhook: Callable[..., Webhook],
) -> None:
    engine = FakeEngine()
    at = webhook(engine)
    await at.bring(at.api.say("/start"))
    data = at.api.buttons()["Parler à quelqu'un"]
    await at.bring(at.api.tap(data))
    await at.bring(at.api.tap(data), answers=0)
    assert len(engine.heard) == 1


async def test_an_update_brought_many_times_at_once_is_taken_and_answered_once(
    webhook: Callable[..., Webhook],
) -> None:
    engine = FakeEngine(delay=0.1)
    at = webhook(engine)
    update = at.api.say("je cherche un psy")
    statuses = await asyncio.gather(*(at.door.telegram(update) for _ in range(5)))
    assert {status.status_code for status in statuses} == {200}
    await until(lambda: len(at.api.sent) == 2)
    await asyncio.sleep(0.3)
    assert len(engine.heard) == 1
    assert [text for text in at.api.texts() if "reçu" in text] == ["reçu : je cherche un psy"]


async def test_messages_of_a_chat_are_answered_in_their_order(
    webhook: Callable[..., Webhook],
) -> None:
    engine = FakeEngine(delay=0.02)
    at = webhook(engine)
    words = ["un deux trois", "quatre cinq six", "sept huit neuf", "dix onze douze"]
    updates = [at.api.say(each) for each in words]
    await asyncio.gather(*(at.door.telegram(update) for update in updates))
    await until(lambda: len(at.api.texts()) == 5)
    assert [text.removeprefix("reçu : ") for text in at.api.texts()[1:]] == words
    assert engine.overlaps == 0


@pytest.mark.parametrize(
    ("what", "seen"),
    [
        ({"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}, "[photo]"),
        ({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 3}}, "[message vocal]"),
        ({"location": {"latitude": 43.4, "longitude": 5.4}}, "[position]"),
        (
            {
                "sticker": {
                    "file_id": "a",
                    "file_unique_id": "b",
                    "type": "regular",
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                }
            },
            "[autocollant]",
        ),
        ({"contact": {"phone_number": "+33465718811", "first_name": "Une"}}, "[fiche de contact]"),
    ],
)
async def test_what_cannot_be_read_is_answered_and_shown_to_the_team(
    webhook: Callable[..., Webhook], what: dict[str, Any], seen: str
) -> None:
    at = webhook()
    answers = await at.bring(at.api.show(**what), answers=2)
    assert "Je ne sais pas encore lire" in answers[-1]
    assert at.door.transcript("caller") == [seen]


async def test_a_red_caption_comes_before_everything_else(webhook: Callable[..., Webhook]) -> None:
    at = webhook()
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    answers = await at.bring(at.api.show(photo=photo, caption="mes jambes sont mortes"), answers=3)
    assert answers[0] == "Appelez le 15 maintenant."


async def test_an_edited_message_is_read_again_and_a_moving_position_is_not(
    webhook: Callable[..., Webhook],
) -> None:
    at = webhook()
    answers = await at.bring(at.api.edit("en fait je ne sens plus mes jambes"), answers=3)
    assert answers[0] == "Appelez le 15 maintenant."
    moving = at.api.message(41, location={"latitude": 1.0, "longitude": 2.0}, edit_date=1)
    before = len(at.api.sent)
    await at.door.telegram(at.api.push({"edited_message": moving}))
    await asyncio.sleep(0.2)
    assert len(at.api.sent) == before


async def test_groups_are_refused_politely_and_nothing_of_them_is_kept(
    webhook: Callable[..., Webhook],
) -> None:
    engine = FakeEngine()
    at = webhook(engine)
    update = at.api.push(
        {"message": at.api.message(-7, kind="supergroup", text="je ne sens plus mes jambes")}
    )
    [answer] = await at.bring(update)
    assert "groupes" in answer
    assert "15" in answer
    await at.door.telegram(update)
    assert len(at.api.sent) == 1
    assert at.door.transcript() == []
    assert engine.heard == []


async def test_erasing_leaves_nothing_and_the_next_word_opens_a_new_conversation(
    webhook: Callable[..., Webhook],
) -> None:
    at = webhook()
    await at.bring(at.api.say("un secret bien gardé"), answers=2)
    [answer] = await at.bring(at.api.say("/effacer"))
    assert "effacé" in answer
    assert at.door.rows(Contact) == []
    assert at.door.rows(Outgoing) == []
    assert at.door.transcript() == []
    await at.bring(at.api.say("me revoilà donc"), answers=2)
    assert [row.erased_at is None for row in at.door.rows(Conversation)] == [False, True]


async def test_long_answers_are_cut_between_sentences_and_keep_their_buttons(
    webhook: Callable[..., Webhook],
) -> None:
    class Long(FakeEngine):
        async def say(self, _: Saying) -> list[OutgoingMessage]:
            text = "Une **phrase** assez longue < 3 & d'autres. " * 250
            return [OutgoingMessage(text=text, buttons=[Button(title="Oui", payload="/oui")])]

    at = webhook(Long())
    answers = (await at.bring(at.api.say("dites-moi tout"), answers=4))[1:]
    shown = [
        re.sub(r"</?b>", "", each).replace("&lt;", "<").replace("&amp;", "&") for each in answers
    ]
    assert len(shown) >= 3
    assert all(len(each) <= 4096 for each in shown)
    assert all(each.endswith("autres.") for each in shown)
    assert "<b>phrase</b>" in answers[0]
    assert [("reply_markup" in each) for each in at.api.sent[-2:]] == [False, True]


async def test_a_429_is_waited_for_and_the_order_kept(webhook: Callable[..., Webhook]) -> None:
    at = webhook()
    wait = {
        "ok": False,
        "error_code": 429,
        "description": "Too Many",
        "parameters": {"retry_after": 3},
    }
    at.api.failures.append((429, wait))
    await at.door.telegram(at.api.say("bonjour tout le monde"))
    await until(lambda: any(row.last_error == "429" for row in at.door.rows(Outgoing)))
    assert at.api.sent == []
    from datetime import timedelta

    clock: Any = at.door.house.clock
    clock.set(clock.now() + timedelta(seconds=4))
    await at.door.telegram(at.api.say("et une autre chose"))
    await until(lambda: len(at.api.sent) == 3)
    assert [text for text in at.api.texts() if "reçu" in text] == [
        "reçu : bonjour tout le monde",
        "reçu : et une autre chose",
    ]


async def test_with_the_database_away_a_red_text_is_answered_once_and_comes_again(
    webhook: Callable[..., Webhook], monkeypatch: Any
) -> None:
    at = webhook()

    async def away(_: object) -> object:
        raise StorageUnavailable("test")

    with monkeypatch.context() as patch:
        patch.setattr(at.door.house.storage, "read", away)
        patch.setattr(at.door.house.storage, "write", away)
        update = at.api.say("je ne sens plus mes jambes")
        for _ in range(2):
            assert (await at.door.telegram(update)).status_code == 503
        assert at.api.texts() == ["Appelez le 15 maintenant."]
        assert (await at.door.telegram(at.api.say("un rendez-vous"))).status_code == 503
    await at.bring(update, answers=2)
    assert at.door.transcript("caller") == ["je ne sens plus mes jambes"]
