"""A slot can be taken once, and only once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from care.booking import (
    BookingRules,
    For,
    TooManyLive,
    WrongKind,
    book,
    cancel,
    confirm,
    find,
    free_slots,
    history,
    hold,
    move,
)
from care.clock import FixedClock
from care.errors import NotChangeable, NotFound, SlotTaken, SlotUnavailable
from care.references import read_reference
from care.storage.database import Database
from care.storage.operations import DailyCounter
from tests.care.booking.places import add_slot, add_structure

DAY = timedelta(days=1)


@pytest.fixture
def two_slots(any_database: Database, clock: FixedClock) -> tuple[str, str]:
    with any_database.session() as session:
        add_structure(session, "manosque")
        return (
            add_slot(session, "manosque", clock.now() + DAY, slot_id="first"),
            add_slot(session, "manosque", clock.now() + 2 * DAY, slot_id="second"),
        )


def offered(database: Database, now: datetime) -> set[str]:
    with database.read() as session:
        return {slot.id for slot in free_slots(session, kind="oncology", now=now)}


def test_a_booked_slot_is_refused_to_the_next_and_no_longer_offered(
    any_database: Database, clock: FixedClock, two_slots: tuple[str, str]
) -> None:
    with any_database.session() as session:
        appointment = book(session, slot_id="first", now=clock.now())
    assert read_reference(appointment.reference) == appointment.reference
    assert appointment.reference.startswith("ON-")
    with pytest.raises(SlotTaken), any_database.session() as session:
        book(session, slot_id="first", now=clock.now())
    assert offered(any_database, clock.now()) == {"second"}


def test_a_hold_keeps_others_off_until_its_time_is_over_and_not_a_second_more(
    any_database: Database, clock: FixedClock, two_slots: tuple[str, str]
) -> None:
    start = clock.now()
    with any_database.session() as session:
        held = hold(session, slot_id="first", now=start, whom=For(conversation_id="a"))
    just_before, at_expiry = start + timedelta(seconds=599), start + timedelta(minutes=10)
    with pytest.raises(SlotTaken), any_database.session() as session:
        book(session, slot_id="first", now=just_before, whom=For(conversation_id="b"))
    assert "first" in offered(any_database, at_expiry)
    with any_database.session() as session:
        book(session, slot_id="first", now=at_expiry, whom=For(conversation_id="b"))
        old = find(session, held.reference)
        assert old.status == "expired"
        assert [event.act for event in history(session, old.id)] == [
            "appointment.held",
            "appointment.expired",
        ]
    with pytest.raises(NotChangeable), any_database.session() as session:
        confirm(session, held.reference, now=at_expiry, actor="caller")


def test_an_expired_hold_cannot_be_confirmed_even_when_nobody_took_the_slot(
    any_database: Database, clock: FixedClock, two_slots: tuple[str, str]
) -> None:
    with any_database.session() as session:
        held = hold(session, slot_id="first", now=clock.now())
    with pytest.raises(NotChangeable) as refusal, any_database.session() as session:
        confirm(session, held.reference, now=clock.now() + timedelta(hours=1), actor="caller")
    assert refusal.value.status == "expired"


def test_booking_what_one_holds_keeps_the_reference(
    any_database: Database, clock: FixedClock, two_slots: tuple[str, str]
) -> None:
    mine = For(conversation_id="a", rpps="10099999996")
    with any_database.session() as session:
        held = hold(session, slot_id="first", now=clock.now(), whom=mine)
        again = hold(session, slot_id="first", now=clock.now(), whom=mine)
        booked = book(session, slot_id="first", now=clock.now(), whom=mine)
        once_more = book(session, slot_id="first", now=clock.now(), whom=mine)
    assert held.reference == again.reference == booked.reference == once_more.reference
    assert booked.status == "booked"
    assert booked.hold_expires_at is None


def test_a_hold_for_the_team_does_not_run_out_and_a_person_confirms_it(
    any_database: Database, clock: FixedClock, two_slots: tuple[str, str]
) -> None:
    with any_database.session() as session:
        declared = book(session, slot_id="second", now=clock.now(), to_confirm=True)
    later = clock.now() + timedelta(hours=20)
    assert "second" not in offered(any_database, later)
    with any_database.session() as session:
        confirmed = confirm(session, declared.reference, now=later, actor="idec")
        twice = confirm(session, declared.reference, now=later, actor="idec")
    assert confirmed.status == twice.status == "booked"
    assert not confirmed.to_confirm


def test_moving_frees_the_old_slot_and_keeps_the_reference(
    any_database: Database, clock: FixedClock, two_slots: tuple[str, str]
) -> None:
    with any_database.session() as session:
        reference = book(session, slot_id="first", now=clock.now()).reference
    spoken = reference.lower().replace("-", " ")
    with any_database.session() as session:
        moved = move(session, spoken, "second", now=clock.now())
        assert (moved.reference, moved.slot_id, moved.sequence) == (reference, "second", 1)
        retried = move(session, reference, "second", now=clock.now())
        assert retried.sequence == 1
    assert offered(any_database, clock.now()) == {"first"}


def test_a_move_to_a_taken_slot_leaves_everything_as_it_was(
    any_database: Database, clock: FixedClock, two_slots: tuple[str, str]
) -> None:
    with any_database.session() as session:
        mine = book(session, slot_id="first", now=clock.now()).reference
        book(session, slot_id="second", now=clock.now())
    with any_database.session() as session, pytest.raises(SlotTaken):
        move(session, mine, "second", now=clock.now())
    with any_database.read() as session:
        kept = find(session, mine)
        assert (kept.slot_id, kept.status, kept.sequence) == ("first", "booked", 0)


def test_cancelling_twice_is_one_cancellation(
    any_database: Database, clock: FixedClock, two_slots: tuple[str, str]
) -> None:
    with any_database.session() as session:
        reference = book(session, slot_id="first", now=clock.now()).reference
    for _ in range(2):
        with any_database.session() as session:
            gone = cancel(session, reference, reason="empêchement", now=clock.now())
            assert gone.status == "cancelled"
    assert offered(any_database, clock.now()) == {"first", "second"}
    with any_database.read() as session:
        acts = [event.act for event in history(session, gone.id)]
        counted = session.scalars(
            select(DailyCounter.count).where(
                DailyCounter.name == "appointments.cancelled.oncology",
                DailyCounter.day == date(2026, 11, 23),
            )
        ).one()
    assert acts == ["appointment.booked", "appointment.cancelled"]
    assert counted == 1
    with pytest.raises(NotChangeable), any_database.session() as session:
        move(session, reference, "second", now=clock.now())


def test_a_cancelled_slot_can_be_booked_again_and_again(
    any_database: Database, clock: FixedClock, two_slots: tuple[str, str]
) -> None:
    for _ in range(3):
        with any_database.session() as session:
            reference = book(session, slot_id="first", now=clock.now()).reference
            cancel(session, reference, reason="", now=clock.now())


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        (timedelta(hours=22, minutes=1), "notice"),
        (timedelta(hours=24), "past"),
        (timedelta(days=30), "past"),
    ],
)
def test_a_slot_too_close_or_past_is_refused(
    any_database: Database,
    clock: FixedClock,
    two_slots: tuple[str, str],
    after: timedelta,
    reason: str,
) -> None:
    with pytest.raises(SlotUnavailable) as refusal, any_database.session() as session:
        book(session, slot_id="first", now=clock.now() + after)
    assert refusal.value.reason == reason


def test_what_was_withdrawn_or_lost_its_label_is_refused_at_the_moment_of_booking(
    database: Database, clock: FixedClock
) -> None:
    soon = clock.now() + DAY
    with database.session() as session:
        add_structure(session, "lapsed", label_until=date(2026, 11, 23))
        add_structure(session, "closed", active=False)
        add_structure(session, "fine")
        after = add_slot(session, "lapsed", soon, kind="after_cancer")
        shut = add_slot(session, "closed", soon)
        withdrawn = add_slot(session, "fine", soon, withdrawn=True)
    for slot_id, reason in ((after, "label_lapsed"), (shut, "withdrawn"), (withdrawn, "withdrawn")):
        with pytest.raises(SlotUnavailable) as refusal, database.session() as session:
            book(session, slot_id=slot_id, now=clock.now())
        assert refusal.value.reason == reason
    with pytest.raises(NotFound), database.session() as session:
        book(session, slot_id="nowhere", now=clock.now())


def test_a_need_of_one_kind_never_takes_a_slot_of_the_other(
    database: Database, clock: FixedClock
) -> None:
    with database.session() as session:
        add_structure(session, "manosque")
        oncology = add_slot(session, "manosque", clock.now() + DAY)
        after = add_slot(session, "manosque", clock.now() + DAY, kind="after_cancer")
    with database.session() as session:
        with pytest.raises(WrongKind):
            book(session, slot_id=after, now=clock.now(), kind="oncology")
        reference = book(session, slot_id=oncology, now=clock.now(), kind="oncology").reference
        with pytest.raises(WrongKind):
            move(session, reference, after, now=clock.now())


def test_one_conversation_cannot_hoard_slots_but_gets_room_back_when_it_lets_go(
    any_database: Database, clock: FixedClock
) -> None:
    rules = BookingRules(live_per_conversation=2)
    mine = For(conversation_id="greedy")
    with any_database.session() as session:
        add_structure(session, "manosque")
        slots = [
            add_slot(session, "manosque", clock.now() + DAY + timedelta(hours=number))
            for number in range(4)
        ]
        first = hold(session, slot_id=slots[0], now=clock.now(), whom=mine, rules=rules)
        book(session, slot_id=slots[1], now=clock.now(), whom=mine, rules=rules)
        with pytest.raises(TooManyLive):
            hold(session, slot_id=slots[2], now=clock.now(), whom=mine, rules=rules)
        cancel(session, first.reference, reason="", now=clock.now())
        hold(session, slot_id=slots[2], now=clock.now(), whom=mine, rules=rules)
        team = For(conversation_id="greedy", booked_by="team")
        book(session, slot_id=slots[3], now=clock.now(), whom=team, rules=rules)
