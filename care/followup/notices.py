"""Telling whoever is on call of a red or amber request, step after step until somebody has opened it.

A notice is a row, made by looking at the requests themselves: whatever raised the level, nobody can forget
to tell. What is sent names a reference and an address, never a sign, a name or a number of the caller. A
step that fails goes on to the next at once; when none is left, the team sees an incident and the caller is
told not to wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, exists, func, select, update
from sqlalchemy.orm import Session

from care.booking.upsert import insert_or_nothing
from care.conversations.incidents import record_incident
from care.conversations.unprompted import say_unprompted
from care.counters import count
from care.followup.asking import follow_up_replies
from care.followup.rules import Step, load_follow_up_rules
from care.people import on_call
from care.requests.trail import record
from care.storage.conversations import Conversation
from care.storage.followup import OnCallNotice
from care.storage.requests import CareRequest

WAITING, TOLD, SEEN, SILENT, DROPPED = "waiting", "told", "seen", "silent", "dropped"
_OPEN = (WAITING, TOLD)
_AT_ONCE_TOLD = ("call_15", "on_call_now")
_URGENT = (*_AT_ONCE_TOLD, "same_day")
_LEASE = timedelta(seconds=60)
_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Errand:
    """One message to send: to whom, and what. Holds nothing of the caller."""

    notice_id: int
    to: str
    number: str | None
    text: str


def is_needed(session: Session, *, now: datetime) -> bool:
    """Whether there is anything to tell: a look, which costs the writers nothing."""
    due = select(OnCallNotice.id).where(OnCallNotice.state.in_(_OPEN), OnCallNotice.next_at <= now)
    return session.scalars(due.limit(1)).first() is not None or bool(_untold(session, 1))


def open_notices(session: Session, *, now: datetime) -> int:
    """One notice for each urgent request and level that has none. Returns how many were made."""
    return sum(_open(session, request, now) for request in _untold(session, _AT_ONCE))


def _untold(session: Session, most: int) -> list[CareRequest]:
    level = func.coalesce(
        CareRequest.level, case((CareRequest.disposition.in_(_AT_ONCE_TOLD), "red"), else_="amber")
    )
    told = exists().where(OnCallNotice.request_id == CareRequest.id, OnCallNotice.level == level)
    return list(
        session.scalars(
            select(CareRequest)
            .where(
                CareRequest.status == "open",
                level.in_(("red", "amber")),
                CareRequest.disposition.in_(_URGENT),
                ~told,
            )
            .limit(most)
        )
    )


def level_told(request: CareRequest) -> str:
    """The level to tell it with: a promise made without a grade counts as the grade it needs."""
    return request.level or ("red" if request.disposition in _AT_ONCE_TOLD else "amber")


def _open(session: Session, request: CareRequest, now: datetime) -> bool:
    values = {
        "conversation_id": request.conversation_id,
        "request_id": request.id,
        "level": level_told(request),
        "state": WAITING,
        "step": 0,
        "sent": 0,
        "next_at": now,
        "created_at": now,
    }
    made = session.scalar(insert_or_nothing(session, OnCallNotice, [values], OnCallNotice.id))
    session.execute(  # a graver level replaces the notice of the lower one
        update(OnCallNotice)
        .where(
            OnCallNotice.request_id == request.id,
            OnCallNotice.level != level_told(request),
            OnCallNotice.state.in_(_OPEN),
        )
        .values(state=DROPPED)
    )
    return made is not None


def due_errands(session: Session, *, team: str, url: str, now: datetime) -> list[Errand]:
    """Claim what is to be sent now; what nobody needs any more is dropped, what nobody saw is said."""
    due = session.scalars(
        select(OnCallNotice)
        .where(OnCallNotice.state.in_(_OPEN), OnCallNotice.next_at <= now)
        .order_by(OnCallNotice.id)
        .limit(_AT_ONCE)
    ).all()
    errands = (_errand(session, notice, team, url, now) for notice in due)
    return [errand for errand in errands if errand is not None]


def _errand(
    session: Session, notice: OnCallNotice, team: str, url: str, now: datetime
) -> Errand | None:
    conversation = session.get(Conversation, notice.conversation_id)
    request = session.get_one(CareRequest, notice.request_id)
    erased = conversation is None or conversation.erased_at is not None
    if erased or request.status != "open" or level_told(request) != notice.level:
        notice.state = DROPPED if request.status == "open" else SEEN
        return None
    steps = load_follow_up_rules().notices.steps(notice.level)
    if notice.step >= len(steps):
        _nobody(session, notice, request, team, now)
        return None
    if not _claimed(session, notice, now):
        return None
    step = steps[notice.step]
    text = follow_up_replies().text(
        f"notice_{notice.level}",
        reference=request.reference,
        url=f"{url}/console/demandes/{request.reference}",
    )
    return Errand(notice.id, step.to, _number(session, request, step, team, now), text)


def _claimed(session: Session, notice: OnCallNotice, now: datetime) -> bool:
    """Only one worker takes a step; one that dies leaves it to be taken again after the lease."""
    taken = session.execute(
        update(OnCallNotice)
        .where(OnCallNotice.id == notice.id, OnCallNotice.next_at <= now)
        .values(next_at=now + _LEASE)
        .returning(OnCallNotice.id)
    )
    return taken.first() is not None


def _number(
    session: Session, request: CareRequest, step: Step, team: str, now: datetime
) -> str | None:
    if step.to == "team":
        return team
    area = request.commune_insee[:2] if request.commune_insee else None
    shift = on_call(session, request.speciality, area, now)
    return shift.phone if shift else None


def note_sent(session: Session, errand: Errand, *, now: datetime, shown_only: bool = False) -> None:
    """The step left the service, or stands on the team's list where nothing can be sent."""
    notice, request = _both(session, errand)
    wait = _step(notice).minutes
    notice.state, notice.next_at = TOLD, now + timedelta(minutes=wait)
    notice.step, notice.sent = notice.step + 1, notice.sent + (0 if shown_only else 1)
    act = "notice.shown" if shown_only else "notice.sent"
    record(session, request, act, now, to=errand.to, level=notice.level)
    count(session, f"notices.{'shown' if shown_only else 'sent'}.{errand.to}", now)
    session.flush()


def note_failed(session: Session, errand: Errand, code: str, *, now: datetime) -> None:
    """The step failed: the team sees it, and the next step is taken at once."""
    notice, request = _both(session, errand)
    notice.step, notice.next_at, notice.last_error = notice.step + 1, now, code[:120]
    record(session, request, "notice.failed", now, to=errand.to, code=code[:60])
    record_incident(
        session,
        "on_call_not_told",
        now=now,
        conversation_id=notice.conversation_id,
        detail=f"{errand.to} {code}",
    )
    count(session, f"notices.failed.{errand.to}", now)
    session.flush()


def note_seen(session: Session, conversation_id: str, by: str, *, now: datetime) -> int:
    """Somebody of the team opened the conversation or the summary: nobody else need be called."""
    rows = session.scalars(
        select(OnCallNotice).where(
            OnCallNotice.conversation_id == conversation_id,
            OnCallNotice.state.in_((*_OPEN, SILENT)),
        )
    ).all()
    for notice in rows:
        notice.state, notice.seen_at, notice.seen_by = SEEN, now, by
        request = session.get_one(CareRequest, notice.request_id)
        record(session, request, "notice.seen", now, by, level=notice.level)
    session.flush()
    return len(rows)


def _nobody(
    session: Session, notice: OnCallNotice, request: CareRequest, team: str, now: datetime
) -> None:
    notice.state = SILENT
    record(session, request, "notice.silent", now, level=notice.level)
    record_incident(
        session,
        "on_call_silent",
        now=now,
        conversation_id=notice.conversation_id,
        detail=notice.level,
    )
    count(session, f"notices.silent.{notice.level}", now)
    conversation = session.get(Conversation, notice.conversation_id, with_for_update=True)
    if conversation is None or conversation.erased_at or conversation.held_by:
        return
    said = follow_up_replies().text(
        f"on_call_silent_{notice.level}", reference=request.reference, phone=team
    )
    say_unprompted(session, conversation, said, now=now)


def _both(session: Session, errand: Errand) -> tuple[OnCallNotice, CareRequest]:
    notice = session.get_one(OnCallNotice, errand.notice_id)
    return notice, session.get_one(CareRequest, notice.request_id)


def _step(notice: OnCallNotice) -> Step:
    return load_follow_up_rules().notices.steps(notice.level)[notice.step]
