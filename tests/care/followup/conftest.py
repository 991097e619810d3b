"""A patient given advice yesterday, on a real database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from care.clock import FixedClock
from care.conversations.store import add_message, open_conversation, set_contact
from care.followup.asking import ask_due
from care.followup.checks import plan_check
from care.requests import open_request, raise_level
from care.storage.conversations import Conversation, Message, Outgoing
from care.storage.database import Database
from care.storage.followup import NextDayCheck
from care.storage.requests import CareRequest


@dataclass
class Advised:
    """What a test asks of the conversation, each in a transaction of its own."""

    database: Database
    clock: FixedClock
    id: str
    request_id: str

    def wait(self, **hours: float) -> None:
        self.clock.set(self.clock.now() + timedelta(**hours))

    def plan(self) -> NextDayCheck | None:
        with self.database.session() as session:
            conversation = session.get_one(Conversation, self.id)
            request = session.get_one(CareRequest, self.request_id)
            return plan_check(session, conversation, request, now=self.clock.now())

    def ask(self) -> int:
        with self.database.session() as session:
            return ask_due(session, now=self.clock.now())

    def check(self) -> NextDayCheck:
        with self.database.read() as session:
            return session.query(NextDayCheck).order_by(NextDayCheck.id.desc()).first()  # type: ignore[return-value]

    def request(self) -> CareRequest:
        with self.database.read() as session:
            return session.get_one(CareRequest, self.request_id)

    def change(self, **values: object) -> None:
        self._set(Conversation, self.id, values)

    def change_request(self, **values: object) -> None:
        self._set(CareRequest, self.request_id, values)

    def _set(self, table: type, key: str, values: dict[str, object]) -> None:
        with self.database.session() as session:
            row = session.get_one(table, key)
            for name, value in values.items():
                setattr(row, name, value)

    def says(self, text: str) -> None:
        with self.database.session() as session:
            add_message(session, self.id, author="caller", text=text, now=self.clock.now())

    def lines(self) -> list[Message]:
        with self.database.read() as session:
            rows = session.query(Message).filter_by(conversation_id=self.id, author="relais")
            return list(rows.order_by(Message.seq))

    def pushed(self) -> list[Outgoing]:
        with self.database.read() as session:
            return list(session.query(Outgoing).filter_by(conversation_id=self.id))


def advised_on(
    database: Database, clock: FixedClock, *, channel: str = "web", caller: str = "patient"
) -> Advised:
    now = clock.now()
    with database.session() as session:
        conversation, _ = open_conversation(
            session, channel=channel, entry="public", caller=caller, now=now
        )
        request = open_request(
            session,
            conversation_id=conversation.id,
            purpose="report_complication",
            caller=caller,
            now=now,
        )
        raise_level(session, request, now=now, level="green", disposition="self_care")
        conversation.request_id = request.id
        add_message(session, conversation.id, author="caller", text="une diarrhée", now=now)
        if channel != "web":
            set_contact(session, conversation.id, kind=channel, value="+33465710088", now=now)
        return Advised(database, clock, conversation.id, request.id)


@pytest.fixture
def advised(database: Database, clock: FixedClock) -> Advised:
    return advised_on(database, clock)
