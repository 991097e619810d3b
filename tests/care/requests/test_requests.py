"""A request: opened, filled, graded, answered. Its level only rises."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from care.clock import FixedClock
from care.conversations.store import open_conversation
from care.errors import LevelCannotFall, NotFound
from care.references import read_reference
from care.requests import (
    NoteMissing,
    RequestClosed,
    add_answer,
    add_facts,
    appointment_cancelled,
    ask_for_person,
    close,
    find_request,
    hand_back,
    link_appointment,
    lower_level,
    open_by_deadline,
    open_request,
    raise_level,
    record_decision,
    set_disposition,
    set_outcome,
    take,
    trail,
)
from care.storage.booking import Appointment
from care.storage.database import Database
from care.storage.operations import DailyCounter
from care.storage.requests import CareRequest
from care.understanding.facts import Fact, Status

_numbers = count()


@dataclass(frozen=True)
class Graded:
    """The part of an assessment that requests read."""

    level: str | None
    disposition: str
    max_delay_hours: float | None = None
    protocol_version: str = "essai"
    matched: list[dict[str, str]] = field(default_factory=list)


def opened(session: Session, now: datetime, purpose: str = "report_complication") -> CareRequest:
    conversation, _ = open_conversation(
        session, channel="web", entry="public", caller="gp", now=now
    )
    return open_request(
        session, conversation_id=conversation.id, purpose=purpose, caller="gp", now=now
    )


def acts(session: Session, request: CareRequest) -> list[str]:
    return [event.act for event in trail(session, request)]


def test_a_request_opens_with_a_reference_that_is_found_however_it_is_dictated(
    any_database: Database, clock: FixedClock
) -> None:
    with any_database.session() as session:
        request = opened(session, clock.now())
        spoken = " ".join(request.reference.lower().replace("-", ""))
        assert find_request(session, spoken) is request
        assert read_reference(request.reference) == request.reference
        assert acts(session, request) == ["request.opened"]
        with pytest.raises(NotFound):
            find_request(session, "DR-2222-9" if request.reference != "DR-2222-9" else "x")


def test_the_level_rises_and_nothing_automatic_lowers_it(
    database: Database, clock: FixedClock
) -> None:
    now = clock.now()
    with database.session() as session:
        request = opened(session, now)
        assert raise_level(session, request, Graded("green", "advice_callback"), now=now)
        assert raise_level(session, request, Graded("amber", "same_day", 24), now=now)
        assert request.disposition == "same_day"
        due = request.deadline_at
        assert not raise_level(session, request, Graded("green", "self_care"), now=now)
        assert (request.level, request.disposition, request.deadline_at) == (
            "amber",
            "same_day",
            due,
        )
        later = now + timedelta(hours=3)
        assert raise_level(session, request, Graded("red", "on_call_now", 0), now=later)
        assert (request.level, request.deadline_at) == ("red", later)
        set_disposition(session, request, "within_7d", now=later)
        set_disposition(session, request, "booked", now=later)
        assert (request.level, request.disposition) == ("red", "on_call_now")
        assert raise_level(session, request, Graded("red", "call_15", 0), now=later) is False
        assert request.disposition == "call_15"
        assert acts(session, request).count("level.raised") == 3


def test_a_promise_is_never_pushed_back(database: Database, clock: FixedClock) -> None:
    now = clock.now()
    with database.session() as session:
        request = opened(session, now, "report_suspicion")
        set_disposition(session, request, "within_7d", now=now)
        promised = request.deadline_at
        set_disposition(session, request, "within_14d", now=now)
        set_disposition(session, request, "booked", now=now + timedelta(days=1))
        assert request.deadline_at == promised == now + timedelta(days=7)
        assert request.disposition == "booked"
        with pytest.raises(ValueError, match="eventually"):
            set_disposition(session, request, "eventually", now=now)


def test_only_a_named_person_with_a_reason_lowers_a_level(
    database: Database, clock: FixedClock
) -> None:
    now = clock.now()
    with database.session() as session:
        request = opened(session, now)
        raise_level(session, request, Graded("red", "call_15", 0), now=now)
        with pytest.raises(LevelCannotFall):
            lower_level(session, request, "amber", "vu", "  ", now)
        with pytest.raises(NoteMissing):
            lower_level(session, request, "amber", " ", "idec", now)
        with pytest.raises(LevelCannotFall):
            lower_level(session, request, "red", "vu", "idec", now)
        lower_level(session, request, "amber", "examiné par le médecin", "idec", now)
        assert (request.level, request.lowered_by, request.disposition) == (
            "amber",
            "idec",
            "same_day",
        )
        last = trail(session, request)[-1]
        assert (last.act, last.actor) == ("level.lowered", "idec")
        assert last.data["reason"] == "examiné par le médecin"


def test_facts_add_up_and_a_denial_erases_nothing(database: Database, clock: FixedClock) -> None:
    fever = Fact("temperature", 38.6, None, "38,6", 0, 4, Status.AFFIRMED, {"unit": "°C"})
    denied = Fact("temperature", 38.6, None, "38,6", 0, 4, Status.DENIED)
    with database.session() as session:
        request = opened(session, clock.now())
        assert add_facts(session, request, [fever, fever], now=clock.now()) == 1
        assert add_facts(session, request, [denied], now=clock.now()) == 1
        assert add_facts(session, request, request.facts, now=clock.now()) == 0
        add_answer(session, request, "performance_status", 1, now=clock.now())
        decision = record_decision(
            session,
            request,
            facts=[fever],
            assessment=Graded("red", "on_call_now"),
            by="interview",
            now=clock.now(),
        )
        kept = request.id
    with database.read() as session:
        stored = session.get_one(CareRequest, kept)
        assert [fact["status"] for fact in stored.facts] == ["affirmed", "denied"]
        assert stored.answers == {"performance_status": 1}
    assert decision.assessment["level"] == "red"
    assert decision.protocol_version == "essai"


def test_the_team_takes_hands_back_and_closes_with_a_note(
    any_database: Database, clock: FixedClock
) -> None:
    now = clock.now()
    with any_database.session() as session:
        request = opened(session, now)
        set_disposition(session, request, "human", now=now)
        take(session, request, "idec", now)
        take(session, request, "idec", now)
        take(session, request, "collegue", now)
        assert (request.status, request.taken_by) == ("taken", "collegue")
        hand_back(session, request, "collegue", now)
        assert (request.status, request.taken_by) == ("open", None)
        set_outcome(session, request, "called_back", now=now)
        with pytest.raises(NoteMissing):
            close(session, request, "idec", "   ", now)
        close(session, request, "idec", "rappelé, consultation proposée", now)
        assert (request.status, request.outcome) == ("closed", "called_back")
        for act in (take, hand_back):
            with pytest.raises(RequestClosed):
                act(session, request, "idec", now)
        with pytest.raises(RequestClosed):
            lower_level(session, request, "green", "vu", "idec", now)
        assert acts(session, request) == [
            "request.opened",
            "disposition.set",
            "request.taken",
            "request.taken",
            "request.handed_back",
            "outcome.set",
            "request.closed",
        ]
    with any_database.read() as session:
        counted = session.scalars(
            select(DailyCounter.count).where(DailyCounter.name == "requests.closed.in_time")
        ).one()
    assert counted == 1


def test_the_list_is_by_deadline_and_what_is_settled_comes_last(
    database: Database, clock: FixedClock
) -> None:
    now = clock.now()
    with database.session() as session:
        wanted: dict[str, CareRequest] = {}
        for name, disposition in (
            ("booked", "within_48h"),
            ("week", "within_7d"),
            ("none", "none"),
            ("two days", "within_48h"),
            ("red", "call_15"),
            ("closed", "call_15"),
        ):
            wanted[name] = opened(session, now)
            set_disposition(session, wanted[name], disposition, now=now)
        raise_level(session, wanted["red"], Graded("red", "call_15"), now=now)
        set_disposition(session, wanted["booked"], "booked", now=now)
        close(session, wanted["closed"], "idec", "fait", now)
        names = {request.id: name for name, request in wanted.items()}
        listed = [names[request.id] for request in open_by_deadline(session)]
    assert listed == ["red", "two days", "week", "none", "booked"]


def test_asking_for_a_person_never_makes_a_request_less_urgent(
    database: Database, clock: FixedClock
) -> None:
    now = clock.now()
    with database.session() as session:
        request, red = opened(session, now), opened(session, now)
        ask_for_person(session, request, now=now)
        assert (request.disposition, request.deadline_at) == ("human", now + timedelta(minutes=30))
        raise_level(session, red, Graded("red", "call_15", 0), now=now)
        ask_for_person(session, red, now=now)
        assert (red.disposition, red.deadline_at) == ("call_15", now)


def test_a_cancelled_appointment_puts_its_request_back_on_the_list(
    database: Database, clock: FixedClock
) -> None:
    now = clock.now()
    appointment = Appointment(id="a", reference="ON-2222-2", request_id=None)
    with database.session() as session:
        request = opened(session, now, "report_suspicion")
        set_disposition(session, request, "within_7d", now=now)
        link_appointment(session, request, appointment, now=now)
        link_appointment(session, request, appointment, now=now)
        set_disposition(session, request, "booked", now=now)
        assert appointment.request_id == request.id
        appointment_cancelled(session, request, appointment, now=now)
        assert request.disposition == "advice_callback"
        assert request.deadline_at is not None
        assert request.deadline_at <= now + timedelta(days=7)
        assert acts(session, request).count("appointment.linked") == 1
