"""Triage decisions as they are kept, and the earlier contacts of the same caller that they tell of (rule R5).

A decision holds masked facts, the rules that fired with their versions, and what came of it: enough to be taken
again. Contacts are compared inside the database: no number or chat id leaves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.counters import count
from care.requests.opening import assessment_json, plain_json
from care.storage.conversations import Contact, Conversation, Message
from care.storage.requests import CareRequest, Decision
from care.triage.levels import Level
from care.triage.repeats import Earlier
from care.triage.schema import RepeatRule
from care.understanding.memory import facts_from_json

# What says nothing of the patient's state, and may point at a person or a place.
_NOT_KEPT = frozenset({"rpps", "reference", "commune", "care_type", "structure", "time"})
_KEPT = ("purpose", "level", "red_flags", "matched", "disposition", "max_delay_hours")
_SAME_CALLER = ("telegram", "sms", "whatsapp", "voice", "callback")
_WHATSAPP = "whatsapp:"
_MOST_LINKED = 50
_MOST_LINES = 200


def record_decision(
    session: Session,
    request: CareRequest,
    *,
    facts: Iterable[Any],
    assessment: Any,  # noqa: ANN401  (an Assessment, or its JSON)
    by: str,
    now: datetime,
) -> Decision:
    """Keep a triage decision in the transaction of the turn that took it."""
    decision = _decision(request, facts, assessment_json(assessment), by=by, now=now)
    session.add(decision)
    count(session, f"decisions.{decision.level or 'none'}", now)
    session.flush()
    return decision


def record_when_new(
    session: Session,
    request: CareRequest,
    *,
    facts: Iterable[Any],
    assessment: Any,  # noqa: ANN401
    by: str,
    now: datetime,
) -> Decision | None:
    """Keep a decision unless the last one of this request said the same of the same facts."""
    fresh = _decision(request, facts, assessment_json(assessment), by=by, now=now)
    last = session.scalar(
        select(Decision)
        .where(Decision.request_id == request.id)
        .order_by(Decision.id.desc())
        .limit(1)
    )
    if last is not None and _said(last) == _said(fresh):
        return None
    return record_decision(session, request, facts=facts, assessment=assessment, by=by, now=now)


def earlier_contacts(
    session: Session,
    conversation_id: str,
    *,
    now: datetime,
    rule: RepeatRule,
    numbers: Sequence[str] = (),
) -> tuple[Earlier, ...]:
    """The graded contacts of the last hours before the one under way, in this conversation or with its numbers.

    `numbers` are those just given, not stored yet. A contact begins after a silence of the caller.
    """
    linked = _linked(session, conversation_id, numbers)
    since = now - timedelta(hours=rule.hours)
    rows = session.scalars(
        select(Decision)
        .where(Decision.conversation_id.in_([conversation_id, *linked]))
        .where(Decision.at >= since, Decision.at < now, Decision.level.is_not(None))
        .order_by(Decision.id)
    ).all()
    if not rows:
        return ()
    start = _contact_start(session, conversation_id, since, now, rule)
    return tuple(_earlier(row, conversation_id) for row in rows if row.at < start)


def _decision(
    request: CareRequest,
    facts: Iterable[Any],
    kept: Mapping[str, Any],
    *,
    by: str,
    now: datetime,
) -> Decision:
    plain = [plain_json(fact) for fact in facts]
    matched = kept.get("matched") or []
    return Decision(
        conversation_id=request.conversation_id,
        request_id=request.id,
        by=by,
        caller=request.caller,
        purpose=kept.get("purpose") or request.purpose,
        level=kept.get("level"),
        disposition=str(kept.get("disposition") or "none"),
        protocol_version=str(kept.get("protocol_version", "")),
        rules=[
            {name: match.get(name, "") for name in ("item", "grade", "group", "version")}
            for match in matched
        ],
        facts=[fact for fact in plain if fact.get("entity") not in _NOT_KEPT],
        assessment={name: kept[name] for name in _KEPT if name in kept},
        at=now,
    )


def _said(decision: Decision) -> tuple[Any, ...]:
    return (
        decision.caller,
        decision.level,
        decision.disposition,
        decision.protocol_version,
        decision.rules,
        decision.facts,
    )


def _linked(session: Session, conversation_id: str, numbers: Sequence[str]) -> list[str]:
    """Other conversations held with the same chat or number, the newest first."""
    own = session.scalars(
        select(Contact.value).where(
            Contact.conversation_id == conversation_id, Contact.kind.in_(_SAME_CALLER)
        )
    )
    values = {value.removeprefix(_WHATSAPP) for value in (*own, *numbers)}
    if not values:
        return []
    written = [*values, *(f"{_WHATSAPP}{value}" for value in values)]
    return list(
        session.scalars(
            select(Contact.conversation_id)
            .join(Conversation, Conversation.id == Contact.conversation_id)
            .where(Contact.kind.in_(_SAME_CALLER), Contact.value.in_(written))
            .where(Contact.conversation_id != conversation_id, Conversation.erased_at.is_(None))
            .order_by(Contact.id.desc())
            .limit(_MOST_LINKED)
        )
    )


def _contact_start(
    session: Session, conversation_id: str, since: datetime, now: datetime, rule: RepeatRule
) -> datetime:
    """When the contact under way began: the caller's first line after the last long silence."""
    quiet = timedelta(minutes=rule.quiet_minutes)
    lines = session.scalars(
        select(Message.created_at)
        .where(Message.conversation_id == conversation_id, Message.author == "caller")
        .where(Message.created_at >= since - quiet)
        .order_by(Message.seq.desc())
        .limit(_MOST_LINES)
    )
    start = now
    for at in lines:
        if start - at >= quiet:
            break
        start = min(start, at)
    return start


def _earlier(row: Decision, conversation_id: str) -> Earlier:
    groups = [str(rule.get("group", "")) for rule in row.rules]
    return Earlier(
        at=row.at,
        level=Level(row.level) if row.level else None,
        groups=tuple(dict.fromkeys(group for group in groups if group)),
        facts=facts_from_json(row.facts),
        elsewhere=row.conversation_id != conversation_id,
    )
