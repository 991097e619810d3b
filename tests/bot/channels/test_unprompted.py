"""A number typed after the check of the next day answers the check, whatever was offered the day before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.channels.ledger import on_offer
from bot.channels.options import chosen
from care.clock import FixedClock
from care.conversations.store import add_message
from care.followup.asking import ask_due
from care.storage.database import Database
from tests.care.followup.conftest import advised_on


@pytest.mark.parametrize(("key", "value"), [("1", "better"), ("2", "same"), ("3", "worse")])
def test_a_number_answers_the_last_question_that_was_sent(
    database: Database, clock: FixedClock, key: str, value: str
) -> None:
    advised = advised_on(database, clock, channel="sms")
    with database.session() as session:
        offered = [{"title": "Ne pas me recontacter", "payload": "/inform"}]
        first = add_message(session, advised.id, author="caller", text="bonjour", now=clock.now())
        add_message(
            session,
            advised.id,
            author="relais",
            text="conseils",
            now=clock.now(),
            buttons=offered,
            in_reply_to=first.id,
        )
    advised.plan()
    advised.clock.set(clock.now() + timedelta(hours=25))
    with database.session() as session:
        assert ask_due(session, now=clock.now()) == 1
    with database.read() as session:
        button = chosen(on_offer(session, advised.id), key)
    assert button is not None
    assert f"next_check:{value}" in button.payload
