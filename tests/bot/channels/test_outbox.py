"""What is pushed: in order, retried, once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.channels.outbox import MAX_ATTEMPTS
from care.clock import FixedClock
from care.conversations import store
from care.storage.conversations import Outgoing
from care.storage.operations import Incident
from tests.bot.channels.conftest import Door, MakeDoor

pytestmark = pytest.mark.anyio


def queue(at: Door, *texts: str, number: str = "+33465718811", channel: str = "sms") -> str:
    now = at.house.clock.now()
    with at.house.database.session() as session:
        found = store.conversation_of_contact(session, kind=channel, value=number)
        if found is None:
            found, _ = store.open_conversation(
                session, channel=channel, entry="public", caller="unknown", now=now
            )
            store.set_contact(session, found.id, kind=channel, value=number, now=now)
        for text in texts:
            payload: dict[str, Any] = {"text": text, "buttons": [], "attachments": []}
            session.add(
                Outgoing(
                    conversation_id=found.id,
                    channel=channel,
                    payload=payload,
                    next_attempt_at=now,
                    created_at=now,
                )
            )
        return found.id


def later(at: Door, seconds: float) -> None:
    clock = at.house.clock
    assert isinstance(clock, FixedClock)
    clock.set(clock.now() + timedelta(seconds=seconds))


async def test_lines_go_out_in_order_and_once_however_many_workers(door: MakeDoor) -> None:
    at = door()
    queue(at, "Un.", "Deux.", "Trois.")
    queue(at, "Ailleurs.", number="+33465718812")
    first, second = at.outbox(), at.outbox()
    await asyncio.gather(*(box.drain() for box in (first, second, first, second)))
    await first.drain()
    everything = first.twilio.sent + second.twilio.sent
    assert sorted(each["Body"] for each in everything) == ["Ailleurs.", "Deux.", "Trois.", "Un."]
    assert all(row.sent_at is not None for row in at.rows(Outgoing))


async def test_a_failure_waits_longer_each_time_and_holds_back_what_follows(door: MakeDoor) -> None:
    at = door()
    queue(at, "Un.", "Deux.")
    box = at.outbox((503, 20503), (500, 20500))
    assert await box.drain() == 0
    later(at, 1)
    assert await box.drain() == 0
    assert len(box.twilio.urls) == 1
    later(at, 2)
    assert await box.drain() == 0
    later(at, 3)
    assert await box.drain() == 0
    later(at, 2)
    assert await box.drain() == 2
    assert [each["Body"] for each in box.twilio.sent] == ["Un.", "Deux."]


async def test_a_worker_that_died_while_sending_is_taken_over_after_its_lease(
    door: MakeDoor,
) -> None:
    from bot.channels.outbox import claim

    at = door()
    queue(at, "Un.")
    with at.house.database.session() as session:
        assert len(claim(session, ["sms"], at.house.clock.now())) == 1
    box = at.outbox()
    assert await box.drain() == 0
    later(at, 100)
    assert await box.drain() == 1


async def test_being_told_to_wait_is_no_failure(door: MakeDoor) -> None:
    at = door()
    queue(at, "Un.")
    box = at.outbox(*[(429, 20429)] * 30)
    for _ in range(30):
        assert await box.drain() == 0
        later(at, 6)
    assert await box.drain() == 1


@pytest.mark.parametrize("code", [21211, 21610])
async def test_what_can_never_be_sent_is_given_up_and_noted_and_blocks_nothing(
    door: MakeDoor, code: int
) -> None:
    at = door()
    queue(at, "Un.", "Deux.")
    box = at.outbox((400, code))
    await box.drain()
    assert [each["Body"] for each in box.twilio.sent] == ["Deux."]
    assert [row.kind for row in at.rows(Incident)] == ["not_delivered"]
    assert at.rows(Outgoing)[0].attempts == MAX_ATTEMPTS


async def test_trying_ends_in_an_incident_not_in_silence(door: MakeDoor) -> None:
    at = door()
    queue(at, "Un.")
    box = at.outbox(*[(503, 20503)] * 40)
    for _ in range(40):
        await box.drain()
        later(at, 1000)
    assert len(box.twilio.urls) == MAX_ATTEMPTS
    assert [row.detail for row in at.rows(Incident)] == ["sms 503 20503"]


async def test_a_long_message_interrupted_goes_on_where_it_stopped(door: MakeDoor) -> None:
    at = door()
    queue(at, "Première phrase. " * 30 + "Fin.")
    box = at.outbox()
    real, calls = box._senders["sms"].send, []

    async def fails_second(contact: str, part: Any) -> None:
        calls.append(part["text"])
        if len(calls) == 2:
            raise OSError("cut")
        await real(contact, part)

    box._senders["sms"].send = fails_second  # type: ignore[method-assign]
    await box.drain()
    later(at, 5)
    await box.drain()
    assert calls[0] != calls[1] == calls[2]
    assert len(box.twilio.sent) == 2


async def test_nothing_is_sent_to_an_erased_conversation(door: MakeDoor) -> None:
    at = door()
    conversation = queue(at, "Un.")
    await at.house.keeper.erase(conversation)
    box = at.outbox()
    assert await box.drain() == 0
    assert box.twilio.urls == []
