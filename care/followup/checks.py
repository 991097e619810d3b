"""The check of the next day: planned with a green answer, put once, at a decent hour, never to somebody gone.

It is stored before anything else, so a restart loses none; it is put by one conditional update, so two
front doors never put it twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from care.booking.upsert import insert_or_nothing
from care.clock import paris_moment, to_paris
from care.counters import count
from care.followup.rules import Answer, CheckRules, load_follow_up_rules
from care.requests.trail import record
from care.storage.conversations import Contact, Conversation, Message
from care.storage.followup import NextDayCheck
from care.storage.requests import CareRequest
from care.understanding.normalise import normalise

PLANNED, ASKED, ANSWERED, CANCELLED, MISSED = "planned", "asked", "answered", "cancelled", "missed"
_SHORT_ANSWER = 12  # words: a longer message is a story, of which only « worse » is believed
_PROFESSIONALS = frozenset({"gp", "emergency", "nurse", "pharmacist"})


def plan_check(
    session: Session, conversation: Conversation, request: CareRequest, *, now: datetime
) -> NextDayCheck | None:
    """Plan the next check of this request. None where nobody could be asked, or enough has been asked."""
    rules = load_follow_up_rules().check
    if conversation.channel not in rules.channels or conversation.caller in _PROFESSIONALS:
        return None
    under_way = open_check(session, conversation.id)
    if under_way is not None or refused(session, conversation.id):
        return under_way
    due = due_at(now, conversation.channel, rules)
    planned = _rounds(session, request)
    if due is None or planned >= rules.most:
        return None
    values = {
        "conversation_id": conversation.id,
        "request_id": request.id,
        "round": planned + 1,
        "state": PLANNED,
        "reason": "",
        "due_at": due,
        "created_at": now,
    }
    session.scalar(insert_or_nothing(session, NextDayCheck, [values], NextDayCheck.id))
    record(session, request, "check.planned", now, round=planned + 1)
    count(session, "checks.planned", now)
    return open_check(session, conversation.id)


def due_at(now: datetime, channel: str, rules: CheckRules) -> datetime | None:
    """The next day at the hour of the rules; earlier where the channel's window would close. None: too soon."""
    earliest = now + timedelta(hours=rules.earliest_hours)
    today = to_paris(now).date()
    wanted = next(
        moment
        for days in range(4)
        if (moment := paris_moment(today + timedelta(days=days), rules.at)) >= earliest
    )
    window = rules.window_hours.get(channel)
    if window is None or wanted <= now + timedelta(hours=window):
        return wanted
    latest = _decent_before(now + timedelta(hours=window), rules)
    return latest if latest >= earliest else None


def _decent_before(moment: datetime, rules: CheckRules) -> datetime:
    local = to_paris(moment)
    if local.time() < rules.opens:
        return paris_moment(local.date() - timedelta(days=1), rules.closes)
    return min(moment, paris_moment(local.date(), rules.closes))


def is_decent(now: datetime, rules: CheckRules) -> bool:
    return rules.opens <= to_paris(now).time() <= rules.closes


def next_decent(now: datetime, rules: CheckRules) -> datetime:
    local = to_paris(now)
    later = local.time() > rules.closes
    return paris_moment(local.date() + timedelta(days=1 if later else 0), rules.opens)


def open_check(session: Session, conversation_id: str) -> NextDayCheck | None:
    """The check planned or put in this conversation and not answered yet."""
    return session.scalar(
        select(NextDayCheck)
        .where(
            NextDayCheck.conversation_id == conversation_id,
            NextDayCheck.state.in_((PLANNED, ASKED)),
        )
        .order_by(NextDayCheck.id.desc())
        .limit(1)
    )


def asked_check(session: Session, conversation_id: str) -> NextDayCheck | None:
    """The check that was put and waits for its answer."""
    found = open_check(session, conversation_id)
    return found if found is not None and found.state == ASKED else None


def refused(session: Session, conversation_id: str) -> bool:
    """Whether the caller asked not to be written to again, here or by STOP on their channel."""
    said = select(NextDayCheck.id).where(
        NextDayCheck.conversation_id == conversation_id, NextDayCheck.reason == "refused"
    )
    stopped = select(Contact.id).where(
        Contact.conversation_id == conversation_id, Contact.kind == "stopped"
    )
    return any(session.scalars(query).first() is not None for query in (said, stopped))


def refuse(session: Session, conversation: Conversation, *, now: datetime) -> None:
    """Never write again in this conversation: the open check goes, and none is planned later."""
    check = open_check(session, conversation.id)
    if check is not None:
        cancel(session, check, "refused", now=now)


def cancel(session: Session, check: NextDayCheck, reason: str, *, now: datetime) -> None:
    check.state, check.reason = (MISSED if reason in {"late", "window"} else CANCELLED), reason
    request = session.get_one(CareRequest, check.request_id)
    record(session, request, "check.dropped", now, reason=reason)
    count(session, f"checks.dropped.{reason}", now)
    session.flush()


def note_answer(session: Session, check: NextDayCheck, answer: Answer, *, now: datetime) -> bool:
    """Keep the answer; False when the check had one already."""
    taken = session.execute(
        update(NextDayCheck)
        .where(NextDayCheck.id == check.id, NextDayCheck.state.in_((PLANNED, ASKED)))
        .values(state=ANSWERED, answer=answer, answered_at=now)
        .returning(NextDayCheck.id)
    )
    if taken.first() is None:
        return False
    session.refresh(check)
    request = session.get_one(CareRequest, check.request_id)
    record(session, request, "check.answered", now, answer=answer)
    count(session, f"checks.answered.{answer}", now)
    return True


def read_check_answer(text: str) -> Answer | None:
    """What words answer to « mieux, pareil ou moins bien ? ». In doubt it is the worse of two."""
    plain = "".join(c if c.isalnum() else " " for c in normalise(text))
    said = f" {' '.join(plain.split())} "
    words = load_follow_up_rules().words
    if any(f" {each} " in said for each in words.worse):
        return "worse"
    if len(said.split()) > _SHORT_ANSWER:
        return None
    if any(f" {each} " in said for each in words.refused):
        return "refused"
    if any(f" {each} " in said for each in words.same):
        return "same"
    if any(f" {each} " in said for each in words.better):
        return (
            "worse" if any(f" {no} " in said for no in ("pas", "plus trop", "moins")) else "better"
        )
    return None


def last_caller_word(session: Session, conversation_id: str) -> datetime | None:
    return session.scalar(
        select(func.max(Message.created_at)).where(
            Message.conversation_id == conversation_id, Message.author == "caller"
        )
    )


def _rounds(session: Session, request: CareRequest) -> int:
    query = select(func.count()).where(NextDayCheck.request_id == request.id)
    return int(session.scalar(query) or 0)
