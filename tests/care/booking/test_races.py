"""Whoever races for a slot, it is taken once. Real databases, real threads, real processes."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from care.booking import For, book, cancel, confirm, find, free_slots, hold, move
from care.clock import FixedClock
from care.errors import CareError, NotChangeable, SlotTaken
from care.storage.booking import Appointment
from care.storage.database import Database
from tests.care.booking.places import add_slot, add_structure

CLIENTS = 50
HOT = 5


@pytest.fixture
def slots(any_database: Database, clock: FixedClock) -> list[str]:
    with any_database.session() as session:
        add_structure(session, "manosque")
        return [
            add_slot(session, "manosque", clock.now() + timedelta(hours=24 + number))
            for number in range(HOT + 3)
        ]


def at_once(acts: Sequence[Callable[[], str]]) -> list[str]:
    """Run the acts in threads that start together; each says what became of it."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], str]) -> str:
        barrier.wait(timeout=20)
        try:
            return act()
        except CareError as error:
            return type(error).__name__

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def take(database: Database, slot_id: str, now: datetime, whom: For = For()) -> str:  # noqa: B008
    with database.session() as session:
        return book(session, slot_id=slot_id, now=now, whom=whom).status


def live_by_slot(database: Database) -> Counter[str]:
    query = select(Appointment.slot_id, func.count()).where(
        Appointment.status.in_(("held", "booked"))
    )
    with database.read() as session:
        return Counter(dict(session.execute(query.group_by(Appointment.slot_id)).all()))


def test_fifty_clients_for_five_slots_make_five_bookings_and_see_others(
    any_database: Database, clock: FixedClock, slots: list[str]
) -> None:
    now = clock.now()
    seen = at_once(
        [
            lambda number=number: take(any_database, slots[number % HOT], now)
            for number in range(CLIENTS)
        ]
    )
    assert Counter(seen) == {"booked": HOT, "SlotTaken": CLIENTS - HOT}
    assert live_by_slot(any_database) == dict.fromkeys(slots[:HOT], 1)
    with any_database.read() as session:
        others = free_slots(session, kind="oncology", now=now, limit=10)
    assert {slot.id for slot in others} == set(slots[HOT:])


def test_an_expired_hold_goes_to_one_of_those_who_were_waiting(
    any_database: Database, clock: FixedClock, slots: list[str]
) -> None:
    with any_database.session() as session:
        reference = hold(session, slot_id=slots[0], now=clock.now()).reference
    later = clock.now() + timedelta(minutes=10)

    def late_confirmation() -> str:
        with any_database.session() as session:
            return confirm(session, reference, now=later, actor="caller").status

    waiting = [lambda: take(any_database, slots[0], later) for _ in range(20)]
    seen = at_once([late_confirmation, *waiting])
    assert seen[0] == "NotChangeable"
    assert Counter(seen[1:]) == {"booked": 1, "SlotTaken": 19}


def test_moves_that_swap_and_moves_to_the_same_slot_lose_nothing(
    any_database: Database, clock: FixedClock, slots: list[str]
) -> None:
    now = clock.now()
    with any_database.session() as session:
        references = [book(session, slot_id=slot, now=now).reference for slot in slots[:4]]

    def shift(reference: str, slot: str) -> str:
        with any_database.session() as session:
            return move(session, reference, slot, now=now).slot_id

    swaps = [
        lambda: shift(references[0], slots[1]),
        lambda: shift(references[1], slots[0]),
        lambda: shift(references[2], slots[5]),
        lambda: shift(references[3], slots[5]),
    ]
    for _ in range(5):
        seen = at_once(swaps)
        assert set(seen) <= {*slots, "SlotTaken"}
        assert all(taken == 1 for taken in live_by_slot(any_database).values())
        assert sum(live_by_slot(any_database).values()) == len(references)


def test_a_move_and_a_cancellation_at_once_leave_a_cancelled_appointment(
    any_database: Database, clock: FixedClock, slots: list[str]
) -> None:
    now = clock.now()
    for number in range(4):
        with any_database.session() as session:
            reference = book(session, slot_id=slots[number], now=now).reference

        def shift(reference: str = reference) -> str:
            with any_database.session() as session:
                return move(session, reference, slots[7], now=now).status

        def drop(reference: str = reference) -> str:
            with any_database.session() as session:
                return cancel(session, reference, reason="", now=now).status

        seen = at_once([shift, drop])
        assert seen[1] == "cancelled"
        assert seen[0] in {"booked", NotChangeable.__name__}
        with any_database.read() as session:
            assert find(session, reference).status == "cancelled"
    assert not live_by_slot(any_database)


def test_two_taps_of_one_caller_make_one_appointment(
    any_database: Database, clock: FixedClock, slots: list[str]
) -> None:
    whom = For(conversation_id="tapping")
    taps = [lambda: take(any_database, slots[0], clock.now(), whom) for _ in range(8)]
    assert set(at_once(taps)) == {"booked"}
    assert live_by_slot(any_database) == {slots[0]: 1}


def test_one_conversation_hoards_nothing_even_all_at_once(
    any_database: Database, clock: FixedClock, slots: list[str]
) -> None:
    whom = For(conversation_id="greedy")
    seen = at_once(
        [lambda slot=slot: take(any_database, slot, clock.now(), whom) for slot in slots]
    )
    assert Counter(seen) == {"booked": 5, "TooManyLive": 3}


def _process(
    url: str, slots: list[str], now: datetime, results: multiprocessing.Queue[str]
) -> None:
    database = Database(url, pool_size=2)
    for slot in slots:
        try:
            results.put(take(database, slot, now))
        except SlotTaken:
            results.put("SlotTaken")
    database.close()


def test_processes_race_as_safely_as_threads(
    any_database: Database, clock: FixedClock, slots: list[str]
) -> None:
    context = multiprocessing.get_context("spawn")
    results: multiprocessing.Queue[str] = context.Queue()
    url = any_database.url.render_as_string(hide_password=False)
    racers = [
        context.Process(target=_process, args=(url, slots[:HOT], clock.now(), results))
        for _ in range(4)
    ]
    for racer in racers:
        racer.start()
    seen = Counter(results.get(timeout=60) for _ in range(4 * HOT))
    for racer in racers:
        racer.join(timeout=20)
    assert seen == {"booked": HOT, "SlotTaken": 3 * HOT}
    assert live_by_slot(any_database) == dict.fromkeys(slots[:HOT], 1)
