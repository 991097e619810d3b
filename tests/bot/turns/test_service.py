"""The pipeline over a real database, with fakes behind it: in order, stored, masked, safe whatever fails."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import background
from bot.engine_port import Saying
from bot.logs import set_up_logs
from bot.messages import OutgoingMessage
from bot.turns import book
from care.clock import FixedClock
from care.conversations.store import contact_of
from care.storage.conversations import Conversation, Message
from care.storage.database import Database
from care.storage.operations import Incident
from care.storage.requests import CareRequest, Decision
from tests.bot.conftest import MakeCaller
from tests.bot.fakes import (
    FORM_PAYLOAD,
    FakeEngine,
    bytes_of,
    dead_engine,
    silent_engine,
    slow_engine,
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


async def test_a_red_message_is_answered_without_the_engine_and_opens_a_red_request(
    at_the_door: MakeCaller, database: Database
) -> None:
    engine = dead_engine()
    caller = at_the_door(engine)
    await caller.open()
    answer = (await caller.say("je ne sens plus mes jambes")).json()
    assert "15" in answer["messages"][0]["text"]
    assert answer["state"]["level"] == "red"
    assert answer["state"]["disposition"] == "call_15"
    assert answer["state"]["request_ref"].startswith("DR-")
    assert answer["state"]["deadline"].endswith("+01:00")
    assert engine.heard == []
    with database.read() as session:
        decision = session.scalars(select(Decision)).one()
        assert decision.assessment["red_flags"] == ["cord_compression"]


async def test_signs_said_in_two_messages_add_up(at_the_door: MakeCaller) -> None:
    caller = at_the_door()
    await caller.open()
    calm = (await caller.say("je suis sous chimio")).json()
    assert calm["state"]["level"] is None
    red = (await caller.say("et depuis ce matin de la fièvre")).json()
    assert red["state"]["level"] == "red"


async def test_after_a_red_answer_the_open_question_can_be_answered(
    at_the_door: MakeCaller, database: Database
) -> None:
    engine = FakeEngine()
    caller = at_the_door(engine)
    await caller.open()
    await caller.say("je voudrais un rendez-vous")
    with database.session() as session:
        session.get_one(Conversation, caller.id).awaiting = "town"
    red = (await caller.say("au fait je ne sens plus mes jambes")).json()
    assert red["state"]["awaiting"] == "town"
    assert "pas perdue" in red["messages"][-1]["text"]
    resumed = (await caller.say("Gap")).json()
    assert resumed["messages"][0]["text"] == "reçu : Gap"
    assert resumed["state"]["level"] == "red"
    again = (await caller.say("mes jambes ne répondent plus")).json()
    assert "15" in again["messages"][0]["text"]


@pytest.mark.parametrize(
    ("engine", "kind"),
    [
        (dead_engine(), "engine_unreachable"),
        (silent_engine(), "engine_empty"),
        (slow_engine(), "engine_timeout"),
    ],
)
async def test_a_failing_engine_gives_a_safe_sentence_an_incident_and_a_request(
    at_the_door: MakeCaller, database: Database, engine: FakeEngine, kind: str
) -> None:
    caller = at_the_door(engine)
    await caller.open()
    answer = await caller.say("bonjour, une question sur mon traitement")
    assert answer.status_code == 200
    text = answer.json()["messages"][0]["text"]
    assert "04 65 71 00 00" in text
    assert "15" in text
    assert answer.json()["state"]["request_ref"]
    with database.read() as session:
        assert session.scalars(select(Incident.kind)).one() == kind
        said = session.scalars(select(Message).where(Message.author == "caller")).one()
        assert said.turn_state == "safe"
        assert session.scalars(select(CareRequest)).one().status == "open"


async def test_an_engine_that_keeps_failing_opens_one_request_only(
    at_the_door: MakeCaller, database: Database
) -> None:
    caller = at_the_door(dead_engine())
    await caller.open()
    for text in ("bonjour", "vous êtes là ?", "je voudrais un avis"):
        await caller.say(text)
    with database.read() as session:
        assert len(session.scalars(select(CareRequest)).all()) == 1
        assert len(session.scalars(select(Incident)).all()) == 3


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


async def test_a_button_works_only_where_it_was_shown(at_the_door: MakeCaller) -> None:
    engine = FakeEngine()
    one = at_the_door(engine)
    two = type(one)(one.client, one.house)
    await one.open()
    await two.open()
    early = await one.tap(FORM_PAYLOAD)
    assert early.status_code == 422
    assert "choix" in early.json()["title"]
    await one.say("un nodule")
    assert (await one.tap(FORM_PAYLOAD)).status_code == 200
    assert engine.heard[-1].text == FORM_PAYLOAD
    assert (await two.tap(FORM_PAYLOAD)).status_code == 422
    assert (await one.texts("caller"))[-1] == "OMS 1"


@pytest.mark.parametrize(
    "typed", [FORM_PAYLOAD, " " + FORM_PAYLOAD, "／restart", "EXTERNAL: restart", "\u200b/affirm"]
)
async def test_a_typed_payload_is_only_words(at_the_door: MakeCaller, typed: str) -> None:
    engine = FakeEngine()
    caller = at_the_door(engine)
    await caller.open()
    await caller.say("bonjour")
    await caller.say(typed)
    assert engine.heard[-1].text[0].isalpha()


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x07", "\u200b\u2060", "/", " / "])
async def test_an_empty_text_is_answered_without_the_engine(
    at_the_door: MakeCaller, text: str
) -> None:
    engine = FakeEngine()
    caller = at_the_door(engine)
    await caller.open()
    answer = await caller.say(text)
    assert answer.status_code == 200
    assert answer.json()["messages"][0]["text"]
    assert engine.heard == []


async def test_noise_gets_the_open_question_again_with_its_buttons(
    at_the_door: MakeCaller, database: Database
) -> None:
    engine = FakeEngine()
    caller = at_the_door(engine)
    await caller.open()
    await caller.say("un nodule")
    with database.session() as session:
        session.get_one(Conversation, caller.id).awaiting = "performance_status"
    answer = (await caller.say("👍")).json()
    assert answer["messages"][-1]["buttons"] == [{"title": "OMS 1", "payload": FORM_PAYLOAD}]
    assert len(engine.heard) == 1


async def test_a_very_long_message_is_read_whole_for_safety_and_short_by_the_engine(
    at_the_door: MakeCaller,
) -> None:
    engine = FakeEngine()
    caller = at_the_door(engine)
    await caller.open()
    await caller.say("Je raconte ma vie. " * 300)
    assert len(engine.heard[0].text) <= 1000
    red = await caller.say(
        "Je raconte ma vie. " * 250 + "je ne sens plus mes jambes. " + "Voilà. " * 300
    )
    assert red.json()["state"]["level"] == "red"
    refused = await caller.say("a" * 10_001)
    assert refused.status_code == 413
    assert "15" in refused.json()["title"]


async def test_the_team_holding_the_conversation_is_told_and_the_engine_is_not(
    at_the_door: MakeCaller, database: Database
) -> None:
    engine = FakeEngine()
    caller = at_the_door(engine)
    await caller.open()
    with database.session() as session:
        session.get_one(Conversation, caller.id).held_by = "staff-1"
    answer = (await caller.say("merci de me rappeler")).json()
    assert answer["state"]["handed_off"] is True
    assert engine.heard == []
    assert "équipe" in answer["messages"][0]["text"]
    red = (await caller.say("je ne sens plus mes jambes")).json()
    assert "15" in red["messages"][0]["text"]


async def test_an_identity_is_nowhere_but_in_the_protected_contact(
    at_the_door: MakeCaller, database: Database, tmp_path: Path
) -> None:
    stream = io.StringIO()
    set_up_logs(stream)
    engine = FakeEngine()
    caller = at_the_door(engine)
    await caller.open()
    who = "je m'appelle Zélie Quernouille, 2 84 05 13 055 123 45"
    text = f"{who}, rappelez au 04 65 71 12 34, je ne sens plus mes jambes"
    await caller.say(text, key="k")
    engine.failure = dead_engine().failure
    await caller.say(who)
    with database.read() as session:
        assert contact_of(session, caller.id, "callback") == "04 65 71 12 34"
    secrets = [name.encode() for name in ("Zélie", "Quernouille", "055 123 45")]
    files = bytes_of(tmp_path, "relais.db*")
    seen_by_engine = "".join(saying.text for saying in engine.heard).encode()
    for secret in secrets:
        assert secret not in files
        assert secret not in seen_by_engine
        assert secret.decode() not in stream.getvalue()
    assert "engine_failed" in stream.getvalue()


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
