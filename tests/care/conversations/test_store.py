"""Conversations as they are kept: tokens, contacts, deliveries, state."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from care.clock import FixedClock
from care.conversations import store
from care.conversations.deliveries import first_delivery
from care.conversations.erasure import erase_conversation
from care.conversations.state import state_of
from care.errors import NotFound
from care.requests import open_request, raise_level
from care.storage.base import Base
from care.storage.conversations import Conversation
from care.storage.database import Database


def opened(session: Session, clock: FixedClock, **given: str) -> tuple[Conversation, str]:
    given = {"channel": "web", "entry": "public", "caller": "unknown", **given}
    return store.open_conversation(session, now=clock.now(), **given)


def test_a_token_opens_its_conversation_and_no_other(database: Database, clock: FixedClock) -> None:
    with database.session() as session:
        one, token = opened(session, clock)
        two, other = opened(session, clock)
        assert store.authorise(session, one.id, token) is one
        for identifier, wrong in (
            (one.id, other),
            (two.id, token),
            ("0" * 32, token),
            (one.id, ""),
        ):
            with pytest.raises(NotFound):
                store.authorise(session, identifier, wrong)
        assert token not in str(one.token_hash)


def test_no_token_opens_an_erased_conversation_not_even_the_empty_one(
    database: Database, clock: FixedClock
) -> None:
    with database.session() as session:
        conversation, token = opened(session, clock)
        erase_conversation(session, conversation.id, now=clock.now())
        for wrong in (token, ""):
            with pytest.raises(NotFound):
                store.authorise(session, conversation.id, wrong)


def test_a_delivery_counts_once(any_database: Database, clock: FixedClock) -> None:
    for expected in (True, False, False):
        with any_database.session() as session:
            first = first_delivery(
                session, channel="sms", delivery_id="SM1", conversation_id=None, now=clock.now()
            )
        assert first is expected
    with any_database.session() as session:
        assert first_delivery(
            session, channel="telegram", delivery_id="SM1", conversation_id=None, now=clock.now()
        )


def test_a_number_finds_its_newest_conversation(database: Database, clock: FixedClock) -> None:
    with database.session() as session:
        old, _ = opened(session, clock)
        store.set_contact(session, old.id, kind="sms", value="+33465710001", now=clock.now())
        clock.set(clock.now() + timedelta(hours=1))
        new, _ = opened(session, clock)
        store.set_contact(session, new.id, kind="sms", value="+33465710001", now=clock.now())
        find = {"kind": "sms", "value": "+33465710001"}
        assert store.conversation_of_contact(session, **find) is new
        erase_conversation(session, new.id, now=clock.now())
        assert store.conversation_of_contact(session, **find) is old
        assert store.conversation_of_contact(session, kind="voice", value="+33465710001") is None


def test_a_new_contact_of_a_kind_replaces_the_old(database: Database, clock: FixedClock) -> None:
    with database.session() as session:
        conversation, _ = opened(session, clock)
        for value in ("+33465710001", "+33465710002"):
            store.set_contact(
                session, conversation.id, kind="callback", value=value, now=clock.now()
            )
        assert store.contact_of(session, conversation.id, "callback") == "+33465710002"


def test_lines_are_numbered_within_their_conversation(
    database: Database, clock: FixedClock
) -> None:
    with database.session() as session:
        for conversation, _ in (opened(session, clock), opened(session, clock)):
            for text in ("un", "deux", "trois"):
                store.add_message(
                    session, conversation.id, author="caller", text=text, now=clock.now()
                )
            lines = store.transcript(session, conversation.id)
            assert [(line["seq"], line["text"]) for line in lines] == [
                (1, "un"),
                (2, "deux"),
                (3, "trois"),
            ]
            assert lines[0]["at"] == "2026-11-23T09:00:00+01:00"


def test_state_before_and_after_a_request(database: Database, clock: FixedClock) -> None:
    with database.session() as session:
        conversation, _ = opened(session, clock, caller="gp")
        before = state_of(session, conversation)
        assert (before["purpose"], before["level"], before["disposition"]) == (None, None, "none")
        request = open_request(
            session,
            conversation_id=conversation.id,
            purpose="report_suspicion",
            caller="gp",
            now=clock.now(),
        )
        raise_level(
            session,
            request,
            now=clock.now(),
            level="amber",
            disposition="within_7d",
            deadline=clock.now() + timedelta(days=7),
        )
        after = state_of(session, conversation)
    assert after["request_ref"] == request.reference
    assert (after["level"], after["disposition"]) == ("amber", "within_7d")
    assert after["deadline"] == "2026-11-30T09:00:00+01:00"
    assert after["caller"] == "gp"


def test_every_table_that_names_a_conversation_is_handled_by_erasure() -> None:
    naming = {
        table.name
        for table in Base.metadata.sorted_tables
        if "conversation_id" in table.columns and table.name != "conversation"
    }
    assert naming == {
        "message",
        "contact",
        "outgoing",
        "delivery",
        "care_request",
        "decision",
        "appointment",  # only a slot and a reference
        "incident",  # only codes
        "next_day_check",
        "on_call_notice",  # only codes
    }
