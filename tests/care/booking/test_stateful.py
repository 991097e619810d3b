"""Any order of holding, booking, confirming, moving, cancelling and waiting keeps the promises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import create_engine, event, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from care.booking import (
    For,
    book,
    cancel,
    confirm,
    find,
    free_slots,
    history,
    hold,
    move,
    status_at,
)
from care.clock import PARIS
from care.errors import CareError, SlotTaken
from care.storage.base import Base
from care.storage.booking import Appointment
from tests.care.booking.places import add_slot, add_structure

SLOTS = [f"slot-{number}" for number in range(4)]
slot_ids = st.sampled_from(SLOTS)
callers = st.sampled_from([None, "ana", "ben"])
picks = st.integers(min_value=0, max_value=30)


class Booking(RuleBasedStateMachine):
    """Holds a simple model beside the database: reference → (slot, status, end of the hold)."""

    def __init__(self) -> None:
        super().__init__()
        engine = create_engine("sqlite://", poolclass=StaticPool)
        event.listen(engine, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        Base.metadata.create_all(engine)
        self.engine = engine
        # The night the clocks go back: nothing may hang on the wall clock.
        self.now = datetime(2026, 10, 24, 22, 0, tzinfo=PARIS).astimezone(UTC)
        self.model: dict[str, tuple[str, str, datetime | None]] = {}

    @initialize()
    def open_slots(self) -> None:
        with Session(self.engine) as session, session.begin():
            add_structure(session, "manosque")
            for number, slot in enumerate(SLOTS):
                add_slot(session, "manosque", self.now + timedelta(days=3 + number), slot_id=slot)

    def teardown(self) -> None:
        self.engine.dispose()

    def _status(self, reference: str) -> str:
        _, status, until = self.model[reference]
        return "expired" if status == "held" and until and until <= self.now else status

    def _holder(self, slot: str) -> str | None:
        live = [
            reference
            for reference, (taken, _, _) in self.model.items()
            if taken == slot and self._status(reference) in ("held", "booked")
        ]
        assert len(live) <= 1
        return live[0] if live else None

    def _pick(self, number: int) -> str | None:
        return list(self.model)[number % len(self.model)] if self.model else None

    @rule(slot=slot_ids, caller=callers, firm=st.booleans())
    def take(self, slot: str, caller: str | None, firm: bool) -> None:
        holder = self._holder(slot)
        whom = For(conversation_id=caller)
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            act = book if firm else hold
            try:
                got = act(session, slot_id=slot, now=self.now, whom=whom)
            except SlotTaken:
                assert holder is not None
                return
            assert holder is None or (caller is not None and got.reference == holder)
            self.model[got.reference] = (slot, got.status, got.hold_expires_at)

    @rule(number=picks, slot=slot_ids)
    def move_one(self, number: int, slot: str) -> None:
        reference = self._pick(number)
        if reference is None:
            return
        before, holder = self._status(reference), self._holder(slot)
        _, status, until = self.model[reference]
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            try:
                move(session, reference, slot, now=self.now)
            except CareError:
                assert before not in ("held", "booked") or holder not in (None, reference)
                return
        assert before in ("held", "booked")
        assert holder in (None, reference)
        self.model[reference] = (slot, status, until)

    @rule(number=picks)
    def cancel_one(self, number: int) -> None:
        reference = self._pick(number)
        if reference is None:
            return
        before = self._status(reference)
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            status = cancel(session, reference, reason="", now=self.now).status
        assert status == ("expired" if before == "expired" else "cancelled")
        self.model[reference] = (self.model[reference][0], status, None)

    @rule(number=picks)
    def confirm_one(self, number: int) -> None:
        reference = self._pick(number)
        if reference is None:
            return
        before = self._status(reference)
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            try:
                confirm(session, reference, now=self.now, actor="team")
            except CareError:
                assert before in ("expired", "cancelled")
                return
        assert before in ("held", "booked")
        self.model[reference] = (self.model[reference][0], "booked", None)

    @rule(minutes=st.sampled_from([1, 9, 10, 60, 180]))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @invariant()
    def the_database_agrees_with_the_model(self) -> None:
        with Session(self.engine) as session:
            for reference, (slot, _, _) in self.model.items():
                stored = find(session, reference)
                assert (stored.slot_id, status_at(stored, self.now)) == (
                    slot,
                    self._status(reference),
                )
            free = {each.id for each in free_slots(session, kind="oncology", now=self.now)}
            assert free == {slot for slot in SLOTS if self._holder(slot) is None}

    @invariant()
    def the_trail_rebuilds_the_state(self) -> None:
        ends = {"appointment.cancelled": "cancelled", "appointment.expired": "expired"}
        with Session(self.engine) as session:
            total = session.scalar(select(func.count(Appointment.id)))
            assert total == len(self.model)
            for reference in self.model:
                stored = find(session, reference)
                acts = [each.act for each in history(session, stored.id)]
                status = "held" if acts[0] == "appointment.held" else "booked"
                for act in acts[1:]:
                    if act in ("appointment.booked", "appointment.confirmed"):
                        status = "booked"
                    status = ends.get(act, status)
                assert status == stored.status


def test_the_promises_of_booking_hold_in_any_order() -> None:
    run_state_machine_as_test(
        Booking,
        settings=settings(
            max_examples=30,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
