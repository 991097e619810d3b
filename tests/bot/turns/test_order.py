"""Turns in order, once each, whatever dies or races."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot import background
from bot.engine_port import Saying
from bot.messages import OutgoingMessage
from bot.turns import book
from care.clock import FixedClock
from care.storage.conversations import Conversation, Message
from care.storage.database import Database
from tests.bot.conftest import MakeCaller
from tests.bot.fakes import (
    FakeEngine,
)

pytestmark = pytest.mark.anyio


async def test_five_messages_at_once_in_many_conversations_lose_and_double_nothing(
    at_the_door: MakeCaller,
) -> None:
    engine = FakeEngine(delay=0.003)
    callers = [at_the_door(engine) for _ in range(1)]
    first = callers[0]
    others = []
    for _ in range(20):
        someone = type(first)(first.client, first.house)
        await someone.open()
        others.append(someone)
    answers = await asyncio.gather(
        *(who.say(f"message {number}") for who in others for number in range(5))
    )
    assert [answer.status_code for answer in answers] == [200] * 100
    assert engine.overlaps == 0
    for who in others:
        lines = (await who.look()).json()["transcript"][1:]
        expected = [
            line
            for number in range(5)
            for line in (("caller", f"message {number}"), ("relais", f"reçu : message {number}"))
        ]
        assert [(line["author"], line["text"]) for line in lines] == expected


async def test_two_front_doors_on_one_database_take_turns(
    at_the_door: MakeCaller, any_database: Database
) -> None:
    engine = FakeEngine(delay=0.02)
    one = at_the_door(engine, database=any_database)
    two = at_the_door(engine, database=any_database)
    await one.open()
    two.id, two.token = one.id, one.token
    answers = await asyncio.gather(
        *((one, two)[number % 2].say(f"message {number}") for number in range(8))
    )
    assert [answer.status_code for answer in answers] == [200] * 8
    assert engine.overlaps == 0
    assert sorted(saying.text for saying in engine.heard) == [f"message {n}" for n in range(8)]
    lines = (await one.look()).json()["transcript"][1:]
    pairs = list(zip(lines[::2], lines[1::2], strict=True))
    assert all(reply["text"] == f"reçu : {said['text']}" for said, reply in pairs)


async def test_the_same_key_gets_the_same_answer_even_while_the_first_is_under_way(
    at_the_door: MakeCaller,
) -> None:
    engine = FakeEngine(delay=0.1)
    caller = at_the_door(engine)
    await caller.open()
    answers = await asyncio.gather(*(caller.say("bonjour", key="k-1") for _ in range(4)))
    later = await caller.say("bonjour", key="k-1")
    assert len({answer.text for answer in (*answers, later)}) == 1
    assert len(engine.heard) == 1
    assert await caller.texts("caller") == ["bonjour"]


async def test_the_same_key_with_other_words_is_refused(at_the_door: MakeCaller) -> None:
    caller = at_the_door()
    await caller.open()
    await caller.say("bonjour", key="k-1")
    refused = await caller.say("bonsoir", key="k-1")
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert await caller.texts("caller") == ["bonjour"]


async def test_a_key_serves_once_per_conversation_not_once_for_all(at_the_door: MakeCaller) -> None:
    one = at_the_door()
    two = type(one)(one.client, one.house)
    await one.open()
    await two.open()
    await one.say("bonjour", key="k")
    assert (await two.say("bonsoir", key="k")).json()["messages"][0]["text"] == "reçu : bonsoir"


async def test_a_message_left_behind_by_a_dead_front_door_is_answered_later(
    at_the_door: MakeCaller, database: Database, clock: FixedClock
) -> None:
    caller = at_the_door()
    await caller.open()
    with database.session() as session:
        message = Message(
            conversation_id=caller.id,
            seq=2,
            author="caller",
            text="bonjour",
            turn_state="received",
            created_at=clock.now(),
        )
        session.add(message)
        conversation = session.get_one(Conversation, caller.id)
        conversation.turn_holder, conversation.turn_until = "another-door", clock.now()
    clock.set(clock.now().replace(hour=23))
    assert await background.recover_turns(caller.house) == 1
    assert await background.recover_turns(caller.house) == 0
    assert "04 65 71 00 00" in (await caller.texts("relais"))[-1]


async def test_a_message_stored_before_a_crash_is_taken_up_again_by_its_key(
    at_the_door: MakeCaller, database: Database
) -> None:
    engine = FakeEngine()
    caller = at_the_door(engine)
    await caller.open()
    await caller.say("bonjour", key="k")
    with database.session() as session:
        said = session.scalars(select(Message).where(Message.author == "caller")).one()
        said.turn_state = "received"
        for reply in session.scalars(select(Message).where(Message.in_reply_to == said.id)):
            session.delete(reply)
    answer = await caller.say("bonjour", key="k")
    assert answer.json()["messages"][0]["text"] == "reçu : bonjour"
    assert await caller.texts("caller") == ["bonjour"]
    assert [saying.turn for saying in engine.heard] == [said.id, said.id]


async def test_two_doors_finishing_the_same_turn_answer_it_once(
    at_the_door: MakeCaller, database: Database, clock: FixedClock
) -> None:
    caller = at_the_door()
    await caller.open()
    await caller.say("bonjour")
    with database.session() as session:
        said = session.scalars(select(Message).where(Message.author == "caller")).one()
        late = [OutgoingMessage(text="trop tard")]
        result = book.finish(session, caller.id, said.id, late, now=clock.now())
    assert [message.text for message in result.messages] == ["reçu : bonjour"]
    assert await caller.texts("relais") == [(await caller.texts("relais"))[0], "reçu : bonjour"]


class ErasedMeanwhile(FakeEngine):
    """The caller erases everything while the engine thinks, through another front door."""

    def __init__(self, database: Database, clock: FixedClock) -> None:
        super().__init__()
        self._database = database
        self._clock = clock

    async def say(self, saying: Saying) -> list[OutgoingMessage]:
        from care.conversations.erasure import erase_conversation

        with self._database.session() as session:
            erase_conversation(session, saying.conversation, now=self._clock.now())
        return await super().say(saying)


async def test_nothing_is_stored_any_more_once_erased(
    at_the_door: MakeCaller, database: Database, clock: FixedClock
) -> None:
    caller = at_the_door(ErasedMeanwhile(database, clock))
    await caller.open()
    assert (await caller.say("bonjour")).status_code == 404
    with database.read() as session:
        assert session.scalars(select(Message)).all() == []
