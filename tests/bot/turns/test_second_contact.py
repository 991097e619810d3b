"""Rule R5 over a real database: who comes back for the same problem within 48 h goes up one level."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.house import default_readers
from bot.turns.parts import Readers
from care.clock import FixedClock
from care.conversations.store import set_contact
from care.requests import earlier_contacts
from care.settings import Settings
from care.storage.database import Database
from care.storage.requests import CareRequest, Decision
from care.triage import load_protocols
from tests.bot.conftest import Caller, MakeCaller
from tests.bot.fakes import dead_engine

pytestmark = pytest.mark.anyio

STOOLS = "Je suis sous capécitabine, j'ai 5 selles liquides de plus par jour, pas de fièvre"
TINGLING = (
    "Je suis sous capécitabine et j'ai des fourmillements dans les doigts qui gênent pour boutonner"
)
NUMBER = "+33465710212"


@pytest.fixture(scope="module")
def readers() -> Readers:
    return default_readers(Settings(_env_file=None))


async def first_contact(
    make: MakeCaller, readers: Readers, database: Database, clock: FixedClock, text: str = STOOLS
) -> Caller:
    """An amber problem told on the web with a number; the engine is down, the rules are not."""
    caller = make(dead_engine(), readers=readers)
    await caller.open(caller="patient")
    answer = (await caller.say(text)).json()
    assert answer["state"]["level"] == "amber"
    with database.session() as session:
        set_contact(session, caller.id, kind="callback", value=NUMBER, now=clock.now())
    return caller


async def another(caller: Caller, **body: str) -> Caller:
    second = Caller(caller.client, caller.house)
    await second.open(**({"caller": "patient"} | body))
    return second


async def level(caller: Caller, text: str) -> str | None:
    level: str | None = (await caller.say(text)).json()["state"]["level"]
    return level


@pytest.mark.parametrize(("hours", "expected"), [(1.0, "red"), (47.9, "red"), (48.5, "amber")])
async def test_the_same_conversation_on_both_sides_of_48_hours(
    at_the_door: MakeCaller,
    readers: Readers,
    database: Database,
    clock: FixedClock,
    hours: float,
    expected: str,
) -> None:
    caller = await first_contact(at_the_door, readers, database, clock)
    with (
        database.session() as session
    ):  # the first need was met: the second one is a request of its own
        session.scalars(select(CareRequest)).one().status = "closed"
    clock.set(clock.now() + timedelta(hours=hours))
    assert await level(caller, "J'ai encore 5 selles liquides de plus par jour") == expected


async def test_the_next_sentence_of_the_same_contact_is_no_second_contact(
    at_the_door: MakeCaller, readers: Readers, database: Database, clock: FixedClock
) -> None:
    caller = await first_contact(at_the_door, readers, database, clock)
    for minutes in (2, 20, 59):
        clock.set(clock.now() + timedelta(minutes=minutes))
        assert await level(caller, "oui, 5 selles liquides de plus par jour") == "amber"


@pytest.mark.parametrize(("hours", "expected"), [(0.5, "red"), (47.9, "red"), (48.5, "amber")])
async def test_a_new_conversation_with_the_same_number(
    at_the_door: MakeCaller,
    readers: Readers,
    database: Database,
    clock: FixedClock,
    hours: float,
    expected: str,
) -> None:
    caller = await first_contact(at_the_door, readers, database, clock)
    clock.set(clock.now() + timedelta(hours=hours))
    second = await another(caller)
    assert await level(second, STOOLS) == "amber"  # nobody knows yet who it is
    clock.set(clock.now() + timedelta(minutes=1))
    said = (await second.say("rappelez-moi au 04 65 71 02 12")).json()
    assert said["state"]["level"] == expected
    if expected == "red":
        assert "15" in said["messages"][0]["text"]
        assert said["messages"][0]["text"].startswith("🔴")
        with database.read() as session:
            kept = session.scalars(select(Decision).order_by(Decision.id.desc()).limit(1)).one()
        assert kept.rules[0]["item"] == "R5_rappel_repete"
        assert "premier il y a" in kept.assessment["matched"][0]["evidence"]
        assert NUMBER not in str(kept.facts) + str(kept.assessment)


async def test_another_family_or_another_number_is_not_a_second_contact(
    at_the_door: MakeCaller, readers: Readers, database: Database, clock: FixedClock
) -> None:
    caller = await first_contact(at_the_door, readers, database, clock)
    clock.set(clock.now() + timedelta(hours=5))
    other_problem = await another(caller)
    await other_problem.say("mon numéro : 04 65 71 02 12")
    assert await level(other_problem, TINGLING) in {"amber", None}
    other_person = await another(caller)
    await other_person.say("mon numéro : 04 65 71 02 13")
    assert await level(other_person, STOOLS) == "amber"


@pytest.mark.parametrize(
    ("kind", "value"),
    [("whatsapp", f"whatsapp:{NUMBER}"), ("sms", NUMBER), ("voice", NUMBER), ("telegram", NUMBER)],
)
async def test_the_number_counts_whatever_the_channel(
    at_the_door: MakeCaller,
    readers: Readers,
    database: Database,
    clock: FixedClock,
    kind: str,
    value: str,
) -> None:
    caller = await first_contact(at_the_door, readers, database, clock)
    clock.set(clock.now() + timedelta(hours=3))
    second = await another(caller)
    with database.session() as session:
        set_contact(session, second.id, kind=kind, value=value, now=clock.now())
    assert await level(second, STOOLS) == "red"


async def test_an_erased_conversation_leaves_no_earlier_contact(
    at_the_door: MakeCaller, readers: Readers, database: Database, clock: FixedClock
) -> None:
    caller = await first_contact(at_the_door, readers, database, clock)
    await caller.client.delete(f"/api/v1/conversations/{caller.id}", headers=caller.auth)
    with database.read() as session:
        assert session.scalars(select(Decision)).all() == []
    clock.set(clock.now() + timedelta(hours=3))
    second = await another(caller)
    await second.say("mon numéro : 04 65 71 02 12")
    assert await level(second, STOOLS) == "amber"


async def test_contacts_are_found_on_both_databases(any_database: Any, clock: FixedClock) -> None:
    from care.conversations.store import open_conversation
    from care.requests import open_request, record_decision

    rule = load_protocols().repeat
    assert rule is not None
    now, ids = clock.now(), []
    with any_database.session() as session:
        for channel in ("sms", "web"):
            talk, _ = open_conversation(
                session, channel=channel, entry="public", caller="patient", now=now
            )
            set_contact(session, talk.id, kind="callback", value=NUMBER, now=now)
            ids.append(talk.id)
        request = open_request(
            session,
            conversation_id=ids[0],
            purpose="report_complication",
            caller="patient",
            now=now,
        )
        graded = {
            "level": "amber",
            "matched": [{"item": "x", "grade": "amber", "group": "diarrhee"}],
        }
        record_decision(session, request, facts=[], assessment=graded, by="interview", now=now)
    later = now + timedelta(hours=30)
    with any_database.read() as session:
        (found,) = earlier_contacts(session, ids[1], now=later, rule=rule)
        assert (found.groups, found.elsewhere) == (("diarrhee",), True)
        assert earlier_contacts(session, ids[1], now=now + timedelta(hours=49), rule=rule) == ()
