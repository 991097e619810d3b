"""The pipeline over a real database, with fakes behind it: stored, masked, safe whatever fails."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from bot.logs import set_up_logs
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
    fake_readers,
    silent_engine,
    slow_engine,
)

pytestmark = pytest.mark.anyio


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


async def test_a_red_answer_is_given_even_when_it_cannot_be_stored(
    at_the_door: MakeCaller, database: Database
) -> None:
    caller = at_the_door()
    await caller.open()
    await caller.say("je suis sous chimio")
    with database.session() as session:
        session.execute(sql("DROP TABLE request_event"))
    answer = await caller.say("et de la fièvre")
    assert answer.status_code == 200
    assert "15" in answer.json()["messages"][0]["text"]
    assert answer.json()["state"]["level"] == "red"


async def test_signs_said_in_two_messages_add_up(at_the_door: MakeCaller) -> None:
    caller = at_the_door()
    await caller.open()
    calm = (await caller.say("je suis sous chimio")).json()
    assert calm["state"]["level"] is None
    red = (await caller.say("et depuis ce matin de la fièvre")).json()
    assert red["state"]["level"] == "red"


async def test_the_same_signs_told_again_are_red_again(at_the_door: MakeCaller) -> None:
    caller = at_the_door()
    await caller.open()
    await caller.say("sous chimio, de la fièvre")
    between = (await caller.say("d'accord")).json()
    assert between["messages"][0]["text"] == "reçu : d'accord"
    again = (await caller.say("toujours de la fièvre")).json()
    assert "15" in again["messages"][0]["text"]


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
    unclear = (await caller.say("???")).json()
    assert unclear["state"]["awaiting"] == "town"
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


async def test_a_sign_that_answers_the_open_question_reaches_it(
    at_the_door: MakeCaller, database: Database
) -> None:
    engine = FakeEngine()
    agrees = replace(fake_readers(), says_yes_or_no=lambda text: text == "👍")
    caller = at_the_door(engine, readers=agrees)
    await caller.open()
    assert (await caller.say("👍")).json()["messages"][0]["text"] != "reçu : 👍"
    with database.session() as session:
        session.get_one(Conversation, caller.id).awaiting = "prescription"
    assert (await caller.say("👍")).json()["messages"][0]["text"] == "reçu : 👍"


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
