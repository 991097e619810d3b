"""Requests that the front door opens by itself: a red message, or one the engine could not answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.turns.parts import RED, Plan, Verdict
from care.conversations.store import PROFESSIONALS
from care.counters import count
from care.french import phone
from care.people import on_call
from care.requests import add_facts, open_request, raise_level, record_decision
from care.requests.levels import sooner
from care.storage.conversations import Conversation
from care.storage.requests import CareRequest
from care.triage.answers import load_safety_replies

SAFETY_NET = "safety_net"
UNANSWERED = "talk_to_human"
AMBER = "amber"
_URGENT = frozenset({"call_15", "on_call_now"})
# A person looks at an unanswered message within this delay when no rule says how urgent it is.
UNANSWERED_DELAY = timedelta(hours=4)


def raise_red(
    session: Session, conversation: Conversation, verdict: Verdict, plan: Plan, now: datetime
) -> CareRequest:
    """Open a red request, or raise the one under way: its form stays open and is resumed afterwards."""
    assessment = verdict.assessment
    request = _open_one(session, conversation) or _open(
        session, conversation, assessment.purpose or "report_complication", now
    )
    kept = kept_assessment(assessment, plan.text, conversation.facts)
    add_facts(session, request, plan.facts, now=now)
    raise_level(
        session,
        request,
        kept,
        now=now,
        level=RED,
        disposition=red_disposition(assessment),
        deadline=now,
    )
    _keep(session, request, conversation, kept, now)
    for flag in verdict.red_flags:
        count(session, f"red.{flag}", now)
    return request


def _keep(
    session: Session,
    request: CareRequest,
    conversation: Conversation,
    kept: dict[str, Any],
    now: datetime,
) -> None:
    """The decision with everything it was taken on: what was known and what was just said, masked."""
    if request.caller == "unknown":
        request.caller = conversation.caller
    known = conversation.facts
    record_decision(session, request, facts=known, assessment=kept, by=SAFETY_NET, now=now)


def with_on_call_number(session: Session, plan: Plan, request: CareRequest, now: datetime) -> Plan:
    """Put the number of whoever answers now in a professional's red answer: the direct line, at once."""
    if request.caller not in PROFESSIONALS or not plan.replies:
        return plan
    shift = on_call(session, request.speciality, _department(plan), now)
    if shift is None:
        return plan
    said = load_safety_replies().pro["on_call"].format(number=phone(shift.phone))
    first, *others = plan.replies
    first = first.model_copy(update={"text": f"{first.text} {said}"})
    return replace(plan, replies=(first, *others))


def _department(plan: Plan) -> str | None:
    code = next((fact.code for fact in plan.facts if fact.entity == "commune" and fact.code), None)
    return code[:2] if code else None


def leave_for_team(
    session: Session, conversation: Conversation, plan: Plan | None, now: datetime
) -> CareRequest:
    """Make sure a request of this conversation is on the team's list, with what was understood."""
    request = _open_one(session, conversation)
    verdict = plan.verdict if plan else None
    if request is None:
        purpose = verdict.assessment.purpose if verdict and verdict.assessment else None
        request = _open(session, conversation, purpose or UNANSWERED, now)
    if plan and plan.facts:
        add_facts(session, request, plan.facts, now=now)
    if verdict and plan and verdict.assessment and str(verdict.level) == AMBER:
        kept = kept_assessment(verdict.assessment, plan.text, conversation.facts, level=AMBER)
        if raise_level(session, request, kept, now=now):
            _keep(session, request, conversation, kept, now)
        request.deadline_at = sooner(request.deadline_at, now + UNANSWERED_DELAY)
    if request.deadline_at is None:
        request.deadline_at = now + UNANSWERED_DELAY
    if request.disposition == "none":
        request.disposition = "human"
    session.flush()
    return request


def red_disposition(assessment: Any) -> str:  # noqa: ANN401
    """Words of suicide are red whatever the rules grade: then the 15, not the delay of the grade."""
    disposition = str(assessment.disposition)
    return disposition if disposition in _URGENT else "call_15"


def kept_assessment(
    assessment: Any,  # noqa: ANN401
    masked: str,
    known: Sequence[Mapping[str, Any]] = (),
    *,
    level: str = RED,
) -> dict[str, Any]:
    """What is stored of a graded message: rules, versions and levels, and only evidence that survived the masking."""
    words = {str(fact.get("evidence", "")).strip() for fact in known}
    words |= {str(fact.get("attributes", {}).get("label", "")) for fact in known}
    return {
        "purpose": assessment.purpose,
        "level": level,
        "red_flags": list(assessment.red_flags),
        "matched": [
            {
                "item": match.item,
                "grade": str(match.grade),
                "evidence": _survived(match.evidence, masked, words),
                "source": match.source,
                "group": match.group,
                "version": match.version,
            }
            for match in assessment.matched
        ],
        "disposition": red_disposition(assessment) if level == RED else str(assessment.disposition),
        "max_delay_hours": assessment.max_delay_hours,
        "protocol_version": assessment.protocol_version,
    }


def _survived(evidence: str, masked: str, words: set[str]) -> str:
    """The words of a match that are still there once the message is masked."""
    if evidence in masked:
        return evidence
    return ", ".join(part for part in evidence.split(", ") if part in words or part in masked)


def _open_one(session: Session, conversation: Conversation) -> CareRequest | None:
    if conversation.request_id is None:
        return None
    request = session.get(CareRequest, conversation.request_id)
    return request if request is not None and request.status != "closed" else None


def _open(session: Session, conversation: Conversation, purpose: str, now: datetime) -> CareRequest:
    request = open_request(
        session,
        conversation_id=conversation.id,
        purpose=purpose,
        caller=conversation.caller,
        now=now,
    )
    conversation.request_id = request.id
    session.flush()
    return request
