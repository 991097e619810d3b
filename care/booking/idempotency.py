"""Retries without a second effect.

A key is claimed before the act, by one INSERT: of two identical calls at once the second waits for
the first, then gets its answer. A failed act rolls the claim back, so its retry is tried afresh.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from care.booking.upsert import insert_or_nothing
from care.errors import IdempotencyConflict
from care.storage.booking import IdempotencyRecord

KEPT = timedelta(hours=48)
_NOT_ANSWERED = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered the first time."""

    status_code: int
    response: dict[str, Any]


def body_hash(body: Any) -> str:  # noqa: ANN401  (any JSON value)
    """Equal for equal JSON values, whatever the order of their keys."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def remembered(session: Session, scope: str, key: str, body: str) -> Answer | None:
    """The answer already given to this key. Raises IdempotencyConflict when its body was another."""
    record = session.get(IdempotencyRecord, (scope, key), populate_existing=True)
    if record is None:
        return None
    if record.body_hash != body:
        raise IdempotencyConflict(key)
    if record.status_code == _NOT_ANSWERED:
        return None
    return Answer(record.status_code, record.response)


def claim(session: Session, scope: str, key: str, body: str, now: datetime) -> Answer | None:
    """Take the key for this transaction, or return what it was answered before."""
    values = {
        "scope": scope,
        "key": key,
        "body_hash": body,
        "status_code": _NOT_ANSWERED,
        "response": {},
        "created_at": now,
    }
    if session.scalar(
        insert_or_nothing(session, IdempotencyRecord, [values], IdempotencyRecord.key)
    ):
        return None
    return remembered(session, scope, key, body)


def remember(session: Session, scope: str, key: str, answer: Answer) -> None:
    """Store the answer of a claimed key, in the transaction of the act itself."""
    record = session.get(IdempotencyRecord, (scope, key))
    if record is None:
        raise LookupError("an answer for a key that was not claimed")
    record.status_code = answer.status_code
    record.response = answer.response
    session.flush()


def forget_old_keys(session: Session, now: datetime) -> None:
    session.execute(delete(IdempotencyRecord).where(IdempotencyRecord.created_at < now - KEPT))
