"""Telling whoever is on call: always done, once a step, without the caller's words, never given up in silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from care.clock import FixedClock
from care.conversations.store import open_conversation
from care.followup import notices
from care.followup.notices import Errand
from care.people import prepare_sample_people
from care.requests import open_request, raise_level, take
from care.storage.conversations import Conversation, Message
from care.storage.database import Database
from care.storage.followup import OnCallNotice
from care.storage.operations import Incident
from care.storage.requests import CareRequest, RequestEvent

TEAM = "04 65 71 00 00"
URL = "https://relais.example"


@dataclass
class Urgent:
    """An urgent request, and what the job would do of it."""

    database: Database
    clock: FixedClock
    conversation_id: str
    request_id: str

    def look(self) -> list[Errand]:
        now = self.clock.now()
        with self.database.session() as session:
            notices.open_notices(session, now=now)
        with self.database.session() as session:
            return notices.due_errands(session, team=TEAM, url=URL, now=now)

    def sent(self, errand: Errand) -> None:
        with self.database.session() as session:
            notices.note_sent(session, errand, now=self.clock.now())

    def failed(self, errand: Errand) -> None:
        with self.database.session() as session:
            notices.note_failed(session, errand, "21614", now=self.clock.now())

    def wait(self, minutes: float) -> None:
        self.clock.set(self.clock.now() + timedelta(minutes=minutes))

    def notice(self) -> OnCallNotice:
        with self.database.read() as session:
            return session.query(OnCallNotice).order_by(OnCallNotice.id.desc()).first()  # type: ignore[return-value]

    def acts(self) -> list[str]:
        with self.database.read() as session:
            return [e.act for e in session.query(RequestEvent).order_by(RequestEvent.id)]

    def incidents(self) -> list[str]:
        with self.database.read() as session:
            return [incident.kind for incident in session.query(Incident)]

    def told(self) -> list[str]:
        with self.database.read() as session:
            return [m.text for m in session.query(Message).filter_by(author="relais")]


def urgent_on(
    database: Database,
    clock: FixedClock,
    *,
    level: str | None = "red",
    disposition: str = "on_call_now",
) -> Urgent:
    now = clock.now()
    with database.session() as session:
        conversation, _ = open_conversation(
            session, channel="web", entry="public", caller="patient", now=now
        )
        request = open_request(
            session,
            conversation_id=conversation.id,
            purpose="report_complication",
            caller="patient",
            now=now,
        )
        request.disposition = disposition
        if level:
            raise_level(session, request, now=now, level=level, disposition=disposition)
        return Urgent(database, clock, conversation.id, request.id)


@pytest.fixture
def urgent(database: Database, clock: FixedClock) -> Urgent:
    prepare_sample_people(database, clock)
    return urgent_on(database, clock)


def test_a_red_request_is_told_to_the_team_on_call_with_an_address_and_no_content(
    urgent: Urgent,
) -> None:
    (errand,) = urgent.look()
    with urgent.database.read() as session:
        reference = session.get_one(CareRequest, urgent.request_id).reference
    assert errand.to == "on_call"
    assert errand.number
    assert errand.text.startswith(f"Relais Onco : demande URGENTE {reference}")
    assert f"{URL}/console/demandes/{reference}" in errand.text
    assert len(errand.text) < 160


def test_a_step_is_taken_by_one_worker_only(urgent: Urgent) -> None:
    assert len(urgent.look()) == 1
    assert urgent.look() == []


def test_a_worker_that_dies_leaves_the_step_to_another(urgent: Urgent) -> None:
    urgent.look()
    urgent.wait(2)
    assert [errand.to for errand in urgent.look()] == ["on_call"]


def test_nobody_opening_it_escalates_to_the_team_then_says_so_to_everybody(urgent: Urgent) -> None:
    urgent.sent(urgent.look()[0])
    assert urgent.look() == []
    urgent.wait(5)
    (second,) = urgent.look()
    assert (second.to, second.number) == ("team", TEAM)
    urgent.sent(second)
    urgent.wait(5)
    assert urgent.look() == []
    assert urgent.notice().state == "silent"
    assert urgent.incidents() == ["on_call_silent"]
    assert "15" in urgent.told()[-1]
    assert TEAM in urgent.told()[-1]


def test_a_step_that_fails_goes_on_to_the_next_at_once(urgent: Urgent) -> None:
    urgent.failed(urgent.look()[0])
    assert urgent.incidents() == ["on_call_not_told"]
    assert [errand.to for errand in urgent.look()] == ["team"]


def test_when_every_step_fails_the_caller_is_told_not_to_wait(urgent: Urgent) -> None:
    urgent.failed(urgent.look()[0])
    urgent.failed(urgent.look()[0])
    urgent.look()
    assert urgent.notice().state == "silent"
    assert "N'attendez pas" in urgent.told()[-1]


def test_opening_the_request_ends_the_calls(urgent: Urgent) -> None:
    urgent.sent(urgent.look()[0])
    with urgent.database.session() as session:
        seen = notices.note_seen(session, urgent.conversation_id, "idec", now=urgent.clock.now())
    assert seen == 1
    urgent.wait(30)
    assert urgent.look() == []
    assert (urgent.notice().state, urgent.notice().seen_by) == ("seen", "idec")
    assert "notice.seen" in urgent.acts()


def test_taking_the_request_ends_the_calls(urgent: Urgent) -> None:
    urgent.sent(urgent.look()[0])
    with urgent.database.session() as session:
        request = session.get_one(CareRequest, urgent.request_id)
        take(session, request, "idec", urgent.clock.now())
    urgent.wait(30)
    assert urgent.look() == []
    assert urgent.notice().state == "seen"


def test_an_amber_that_becomes_red_is_told_anew(database: Database, clock: FixedClock) -> None:
    prepare_sample_people(database, clock)
    urgent = urgent_on(database, clock, level="amber", disposition="same_day")
    urgent.sent(urgent.look()[0])
    with database.session() as session:
        request = session.get_one(CareRequest, urgent.request_id)
        raise_level(session, request, now=clock.now(), level="red", disposition="call_15")
    (errand,) = urgent.look()
    assert "URGENTE" in errand.text
    with database.read() as session:
        states = {notice.level: notice.state for notice in session.query(OnCallNotice)}
    assert states == {"amber": "dropped", "red": "waiting"}


def test_a_promise_of_the_15_without_a_grade_is_told_too(
    database: Database, clock: FixedClock
) -> None:
    urgent = urgent_on(database, clock, level=None, disposition="call_15")
    assert "URGENTE" in urgent.look()[0].text


@pytest.mark.parametrize(
    ("level", "disposition"),
    [("green", "self_care"), ("amber", "within_7d"), ("amber", "booked"), (None, "none")],
)
def test_what_does_not_press_is_not_told(
    database: Database, clock: FixedClock, level: str | None, disposition: str
) -> None:
    assert urgent_on(database, clock, level=level, disposition=disposition).look() == []


def test_a_hole_in_the_rota_is_seen_as_a_missing_number(
    database: Database, clock: FixedClock
) -> None:
    assert urgent_on(database, clock).look()[0].number is None


def test_an_erased_conversation_is_told_to_nobody(urgent: Urgent) -> None:
    urgent.sent(urgent.look()[0])
    with urgent.database.session() as session:
        conversation = session.get_one(Conversation, urgent.conversation_id)
        conversation.erased_at = urgent.clock.now()
    urgent.wait(30)
    assert urgent.look() == []
    assert urgent.told() == []
