"""Opening a request and filling it: facts, answers, decisions."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.booking.upsert import insert_or_nothing
from care.counters import count
from care.errors import NotFound
from care.references import REQUEST, new_reference, read_reference
from care.requests.trail import record
from care.storage.requests import CareRequest

_ATTEMPTS = 20


def open_request(
    session: Session, *, conversation_id: str, purpose: str, caller: str, now: datetime
) -> CareRequest:
    """Open one need of one caller, with a reference nobody else has."""
    values: dict[str, Any] = {
        "conversation_id": conversation_id,
        "purpose": purpose,
        "caller": caller,
        "disposition": "none",
        "status": "open",
        "facts": [],
        "answers": {},
        "assessment": {},
        "summary": "",
        "opened_at": now,
    }
    request = None
    for _ in range(_ATTEMPTS):
        row = {**values, "id": secrets.token_hex(16), "reference": new_reference(REQUEST)}
        entered = session.scalar(insert_or_nothing(session, CareRequest, [row], CareRequest.id))
        if entered is not None:
            request = session.get_one(CareRequest, entered)
            break
    if request is None:
        raise RuntimeError("no free request reference")
    record(session, request, "request.opened", now, purpose=purpose, caller=caller)
    count(session, f"requests.opened.{purpose}", now)
    return request


def find_request(session: Session, reference: str) -> CareRequest:
    """The request of a reference as people type or dictate it. Raises NotFound."""
    exact = read_reference(reference)
    found = None
    if exact is not None:
        found = session.scalar(select(CareRequest).where(CareRequest.reference == exact))
    if found is None:
        raise NotFound("request", exact or "?")
    return found


def add_facts(
    session: Session, request: CareRequest, facts: Iterable[Any], *, now: datetime
) -> int:
    """Add the facts not known yet (objects of `care.understanding`, or their JSON). Returns how many.

    Nothing is taken away: a later denial stands beside the earlier sign, it never erases it.
    """
    known = list(request.facts)
    seen = {_key(fact) for fact in known}
    for fact in facts:
        plain = plain_json(fact)
        if _key(plain) not in seen:
            seen.add(_key(plain))
            known.append(plain)
    added = len(known) - len(request.facts)
    if added:
        request.facts = known
        record(session, request, "facts.added", now, count=added)
    return added


def add_answer(
    session: Session,
    request: CareRequest,
    slot: str,
    value: Any,  # noqa: ANN401
    *,
    now: datetime,
) -> None:
    """Keep the answer to a question; a second answer replaces the first."""
    request.answers = {**request.answers, slot: plain_json(value)}
    record(session, request, "answer.added", now, slot=slot)


def assessment_json(assessment: Any) -> dict[str, Any]:  # noqa: ANN401
    plain = plain_json(assessment)
    return plain if isinstance(plain, dict) else {}


def plain_json(value: Any) -> Any:  # noqa: ANN401
    """Dataclasses, enums and dates as plain JSON values."""
    if isinstance(value, Enum):
        return plain_json(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return {field.name: plain_json(getattr(value, field.name)) for field in fields}
    if isinstance(value, Mapping):
        return {str(key): plain_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain_json(item) for item in value]
    return value


def _key(fact: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(fact.get(name)) for name in ("entity", "code", "value", "status"))
