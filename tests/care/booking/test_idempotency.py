"""The same call twice has one effect and one answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from care.booking import Answer, body_hash, claim, forget_old_keys, remember, remembered
from care.clock import FixedClock
from care.errors import IdempotencyConflict
from care.storage.database import Database


def test_a_body_hashes_alike_whatever_the_order_of_its_keys() -> None:
    assert body_hash({"a": 1, "b": "é"}) == body_hash({"b": "é", "a": 1})
    assert body_hash({"a": 1}) != body_hash({"a": "1"})


def test_the_same_key_and_body_get_the_first_answer_and_another_body_is_refused(
    any_database: Database, clock: FixedClock
) -> None:
    answer = Answer(201, {"reference": "ON-2222-2"})
    with any_database.session() as session:
        assert claim(session, "s", "key", "hash", clock.now()) is None
        remember(session, "s", "key", answer)
    with any_database.session() as session:
        assert claim(session, "s", "key", "hash", clock.now()) == answer
        assert claim(session, "other scope", "key", "hash", clock.now()) is None
        with pytest.raises(IdempotencyConflict):
            claim(session, "s", "key", "another", clock.now())


def test_a_failed_act_forgets_its_key(any_database: Database, clock: FixedClock) -> None:
    def fail() -> None:
        with any_database.session() as session:
            claim(session, "s", "key", "hash", clock.now())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with any_database.session() as session:
        assert claim(session, "s", "key", "another body", clock.now()) is None


def test_of_many_identical_calls_at_once_one_acts(
    any_database: Database, clock: FixedClock
) -> None:
    def call(number: int) -> int:
        with any_database.session() as session:
            before = claim(session, "s", "key", "hash", clock.now())
            if before is None:
                remember(session, "s", "key", Answer(201, {"by": number}))
                return number
            return int(before.response["by"])

    with ThreadPoolExecutor(12) as pool:
        assert len(set(pool.map(call, range(12)))) == 1


def test_old_keys_are_forgotten_after_two_days_and_not_before(
    database: Database, clock: FixedClock
) -> None:
    with database.session() as session:
        claim(session, "s", "key", "hash", clock.now())
        remember(session, "s", "key", Answer(201, {}))
        forget_old_keys(session, clock.now() + timedelta(hours=25))
        assert remembered(session, "s", "key", "hash") == Answer(201, {})
        forget_old_keys(session, clock.now() + timedelta(hours=49))
    with database.read() as session:
        assert remembered(session, "s", "key", "hash") is None
