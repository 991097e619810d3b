"""The conversation calls of the contract: who may do what, what is refused and how."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

import anyio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot import background
from care.clock import FixedClock
from care.storage.conversations import Contact, Conversation, Message
from care.storage.database import Database
from care.storage.operations import DailyCounter
from care.storage.requests import CareRequest
from tests.bot.conftest import MakeCaller
from tests.bot.fakes import FakeEngine, bytes_of

pytestmark = pytest.mark.anyio
PROBLEM = "application/problem+json"


@pytest.mark.parametrize("entry", ["public", "professional"])
async def test_the_greeting_fits_the_door_and_names_the_15(
    at_the_door: MakeCaller, entry: str
) -> None:
    answer = await at_the_door().open(entry=entry)
    assert answer.status_code == 201
    greeting = answer.json()["messages"][0]
    assert "ne remplace pas le 15" in greeting["text"]
    payloads = [button["payload"] for button in greeting["buttons"]]
    assert ("/report_suspicion" in payloads) is (entry == "professional")


async def test_a_professional_caller_gets_the_professional_door_without_asking(
    at_the_door: MakeCaller,
) -> None:
    answer = await at_the_door().open(caller="pharmacist")
    payloads = [button["payload"] for button in answer.json()["messages"][0]["buttons"]]
    assert "/report_suspicion" in payloads


async def test_opening_needs_no_body_at_all(at_the_door: MakeCaller) -> None:
    caller = at_the_door()
    assert (await caller.client.post("/api/v1/conversations")).status_code == 201
    assert (await caller.open(caller="dentist")).status_code == 422
    assert (await caller.open(entry="back")).status_code == 422


async def test_a_greeting_button_can_be_tapped(at_the_door: MakeCaller) -> None:
    engine = FakeEngine()
    caller = at_the_door(engine)
    await caller.open()
    assert (await caller.tap("/find_support_care")).status_code == 200
    assert engine.heard[0].text == "/find_support_care"


@pytest.mark.parametrize("call", ["say", "look", "erase"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("nobody", 401), ("basic", 401), ("stranger", 404), ("other", 404), ("owner", 200)],
)
async def test_who_may_do_what(at_the_door: MakeCaller, call: str, who: str, status: int) -> None:
    owner = at_the_door()
    other = type(owner)(owner.client, owner.house)
    await owner.open()
    await other.open()
    headers = {
        "nobody": {},
        "basic": {"Authorization": "Basic dXNlcjpwYXNz"},
        "stranger": {"Authorization": "Bearer nothing-we-gave"},
        "other": other.auth,
        "owner": owner.auth,
    }[who]
    url = f"/api/v1/conversations/{owner.id}"
    if call == "say":
        answer = await owner.client.post(
            f"{url}/messages", json={"text": "bonjour"}, headers=headers
        )
    elif call == "look":
        answer = await owner.client.get(url, headers=headers)
    else:
        answer = await owner.client.delete(url, headers=headers)
        status = 204 if status == 200 else status
    assert answer.status_code == status
    if status >= 400:
        assert answer.headers["content-type"] == PROBLEM


@pytest.mark.parametrize("identifier", ["0" * 32, "nope", "%00", "..%2F", "é" * 10, "a" * 500])
async def test_an_unknown_conversation_looks_like_a_wrong_token(
    at_the_door: MakeCaller, identifier: str
) -> None:
    caller = at_the_door()
    await caller.open()
    answer = await caller.client.get(f"/api/v1/conversations/{identifier}", headers=caller.auth)
    assert answer.status_code == 404
    wrong = {"Authorization": "Bearer wrong"}
    real = await caller.client.get(f"/api/v1/conversations/{caller.id}", headers=wrong)
    assert answer.json() == real.json()


async def test_an_erased_conversation_is_gone_but_still_counted(
    at_the_door: MakeCaller, database: Database, settings: object, tmp_path: Path
) -> None:
    tracker = sqlite3.connect(tmp_path / "tracker.db")
    tracker.execute("CREATE TABLE events (sender_id TEXT, data TEXT)")
    engine = FakeEngine()
    caller = at_the_door(engine)
    await caller.open()
    await caller.say("ma voisine Philomène est sous chimio et a de la fièvre, 04 65 71 98 76")
    await caller.say("un mot que personne n'oublie : anticonstitutionnellement")
    session_id = engine.heard[-1].session
    tracker.execute("INSERT INTO events VALUES (?, 'anticonstitutionnellement')", (session_id,))
    tracker.execute("INSERT INTO events VALUES ('somebody-else', 'kept')")
    tracker.commit()
    assert (
        await caller.client.delete(f"/api/v1/conversations/{caller.id}", headers=caller.auth)
    ).status_code == 204
    assert (await caller.look()).status_code == 404
    assert (await caller.say("encore là ?")).status_code == 404
    assert engine.forgotten == [session_id]
    assert tracker.execute("SELECT data FROM events").fetchall() == [("kept",)]
    tracker.close()
    with database.read() as session:
        assert session.scalars(select(Message)).all() == []
        assert session.scalars(select(Contact)).all() == []
        request = session.scalars(select(CareRequest)).one()
        assert (request.level, request.facts, request.summary) == ("red", [], "")
        counted = {row.name: row.count for row in session.scalars(select(DailyCounter))}
        assert counted["conversations.web"] == 1
        assert counted["conversations.erased"] == 1
    database.engine.dispose()
    files = bytes_of(tmp_path, "*.db*")
    for word in ("Philomène", "anticonstitutionnellement", "98 76"):
        assert word.encode() not in files


async def test_old_conversations_are_erased_unless_somebody_still_has_to_answer(
    at_the_door: MakeCaller, database: Database, clock: FixedClock
) -> None:
    quiet = at_the_door()
    waiting = type(quiet)(quiet.client, quiet.house)
    await quiet.open()
    await waiting.open()
    await waiting.say("je ne sens plus mes jambes")
    clock.set(clock.now() + timedelta(days=91))
    assert await background.purge(quiet.house) == 1
    with database.read() as session:
        assert session.get_one(Conversation, quiet.id).erased_at is not None
        assert session.get_one(Conversation, waiting.id).erased_at is None


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'{"text": "\xe9"}', 400),
        (b"", 422),
        (b"[]", 422),
        (b"null", 422),
        (b"{}", 422),
        (b'{"text": null}', 422),
        (b'{"text": 12}', 422),
        (b'{"text": ["a"]}', 422),
        (b'{"text": "a", "payload": "/b"}', 422),
        (b'{"payload": ""}', 422),
        (b'{"payload": "/inform"}', 422),
        (b'{"text": "a\\ud800b"}', 200),
        (b'{"text": "a\\u0000b"}', 200),
        (b"[" * 100_000, 400),
        (b'{"text": "' + b"a" * 300_000 + b'"}', 413),
        (b'{"text": ' + b"9" * 5000 + b"}", 400),
    ],
)
async def test_what_is_not_a_message_is_refused_politely(
    at_the_door: MakeCaller, content: bytes, status: int
) -> None:
    caller = at_the_door()
    await caller.open()
    answer = await caller.client.post(
        f"/api/v1/conversations/{caller.id}/messages",
        content=content,
        headers={**caller.auth, "Content-Type": "application/json"},
    )
    assert answer.status_code == status
    if status >= 400:
        assert answer.headers["content-type"] == PROBLEM
        assert answer.json()["title"]
        assert "Traceback" not in answer.text


async def test_ten_thousand_characters_of_any_kind_fit(at_the_door: MakeCaller) -> None:
    caller = at_the_door()
    await caller.open()
    assert (await caller.say("🤒" * 10_000)).status_code == 200


@pytest.mark.parametrize("path", ["/nowhere", "/api/v1/nothing", "/api/v1/conversations/x/y/z"])
async def test_an_unknown_address_is_a_problem_too(at_the_door: MakeCaller, path: str) -> None:
    answer = await at_the_door().client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == PROBLEM
    assert (await at_the_door().client.put("/api/v1/triage")).status_code == 405


TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn", "So", "Lo"]), max_size=80),
    st.sampled_from(
        [
            "\u202eمرحبا\u202c",
            "e" + "\u0301" * 500,
            "\x00",
            "{}",
            "/restart",
            "' OR 1=1 --",
            "${x}",
            "%s%n",
        ]
    ),
)


KEYS = st.none() | st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=130)


@given(said=st.lists(st.tuples(TEXTS, KEYS), min_size=1, max_size=12))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_text_whatsoever_breaks_the_door(
    at_the_door: MakeCaller, said: list[tuple[str, str | None]]
) -> None:
    anyio.run(say_all, at_the_door, said)


async def say_all(make: MakeCaller, said: list[tuple[str, str | None]]) -> None:
    """Surrogates need JSON escapes: what a client may send is wider than what UTF-8 can carry."""
    caller = make()
    await caller.open()
    for text, key in said:
        headers = {"Idempotency-Key": key} if key is not None else {}
        answer = await caller.client.post(
            f"/api/v1/conversations/{caller.id}/messages",
            content=json.dumps({"text": text}),
            headers={**caller.auth, **headers, "Content-Type": "application/json"},
        )
        assert answer.status_code in {200, 422}
        triage = await caller.client.post(
            "/api/v1/triage",
            content=json.dumps({"text": text}),
            headers={"Content-Type": "application/json"},
        )
        assert triage.status_code == 200
    assert (await caller.look()).status_code == 200
