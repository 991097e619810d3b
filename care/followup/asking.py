"""Putting the checks that are due, and hearing an answer that reached no question."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from care.content import DATA
from care.conversations.unprompted import say_unprompted
from care.counters import count
from care.followup import checks
from care.followup.rules import CheckRules, load_follow_up_rules
from care.interview.say import Replies, choice_payload, load_replies
from care.requests import raise_level, record_decision
from care.requests.trail import record
from care.storage.conversations import Conversation, Message
from care.storage.followup import NextDayCheck
from care.storage.requests import CareRequest

SLOT = "next_check"
_AT_ONCE = 50
_LATE_ANSWERS = timedelta(days=2)


def follow_up_replies() -> Replies:
    return load_replies(DATA / "replies" / "follow_up.yml")


def ask_due(session: Session, *, now: datetime) -> int:
    """Put every check that is due and may be put now. Returns how many were put."""
    due = session.scalars(
        select(NextDayCheck)
        .where(NextDayCheck.state == checks.PLANNED, NextDayCheck.due_at <= now)
        .order_by(NextDayCheck.id)
        .limit(_AT_ONCE)
    ).all()
    return sum(_ask(session, check, now) for check in due)


def _ask(session: Session, check: NextDayCheck, now: datetime) -> bool:
    rules = load_follow_up_rules().check
    conversation = session.get(Conversation, check.conversation_id, with_for_update=True)
    request = session.get_one(CareRequest, check.request_id)
    gone = _gone(conversation, request) or _too_late(session, check, conversation, rules, now)
    if gone is not None or conversation is None:
        checks.cancel(session, check, gone or "erased", now=now)
        return False
    later = _later(conversation, rules, now)
    if later is not None:
        check.due_at = later
        return False
    if not _is_ours(session, check, now):
        return False
    replies = follow_up_replies()
    say_unprompted(
        session,
        conversation,
        replies.text("check_question", reference=request.reference),
        now=now,
        buttons=[
            (replies.text(f"check_{value}_title"), choice_payload(SLOT, value))
            for value in ("better", "same", "worse")
        ],
    )
    record(session, request, "check.asked", now, round=check.round)
    count(session, "checks.asked", now)
    return True


def _is_ours(session: Session, check: NextDayCheck, now: datetime) -> bool:
    taken = session.execute(
        update(NextDayCheck)
        .where(NextDayCheck.id == check.id, NextDayCheck.state == checks.PLANNED)
        .values(state=checks.ASKED, asked_at=now)
        .returning(NextDayCheck.id)
    )
    return taken.first() is not None


def _gone(conversation: Conversation | None, request: CareRequest) -> str | None:
    """Why nobody should be asked any more; None when the check still makes sense."""
    if conversation is None or conversation.erased_at or conversation.erase_asked_at:
        return "erased"
    if conversation.held_by is not None or request.status == "taken":
        return "handed_over"
    if request.disposition == "human":
        return "handed_over"
    if request.status == "closed":
        return "closed"
    return None if request.level == "green" else "raised"


def _too_late(
    session: Session,
    check: NextDayCheck,
    conversation: Conversation | None,
    rules: CheckRules,
    now: datetime,
) -> str | None:
    if now - check.due_at > timedelta(hours=rules.too_late_hours):
        return "late"
    if conversation is None:
        return "erased"
    if checks.refused(session, conversation.id):
        return "refused"
    window = rules.window_hours.get(conversation.channel)
    spoke = checks.last_caller_word(session, conversation.id)
    if window is not None and (spoke is None or now - spoke > timedelta(hours=window)):
        return "window"
    return None


def _later(conversation: Conversation, rules: CheckRules, now: datetime) -> datetime | None:
    """When to try again: in the night, or in the middle of an exchange, nobody is asked."""
    if not checks.is_decent(now, rules):
        return checks.next_decent(now, rules)
    quiet = timedelta(minutes=rules.quiet_minutes)
    busy = conversation.turn_until is not None and conversation.turn_until > now
    if busy or now - conversation.last_activity_at < quiet:
        return now + quiet
    return None


def hear_late_answers(session: Session, *, phone: str, now: datetime) -> int:
    """Raise the level of whoever wrote « moins bien » in words that reached no question. Returns how many."""
    asked = session.scalars(
        select(NextDayCheck)
        .where(NextDayCheck.state == checks.ASKED, NextDayCheck.asked_at > now - _LATE_ANSWERS)
        .limit(_AT_ONCE)
    ).all()
    return sum(_hear_late(session, check, phone, now) for check in asked)


def _hear_late(session: Session, check: NextDayCheck, phone: str, now: datetime) -> bool:
    conversation = session.get(Conversation, check.conversation_id, with_for_update=True)
    if conversation is None or conversation.erased_at or check.asked_at is None:
        return False
    if conversation.turn_until is not None and conversation.turn_until > now:
        return False  # a turn is under way, and may hear it itself
    words = session.scalars(
        select(Message.text).where(
            Message.conversation_id == conversation.id,
            Message.author == "caller",
            Message.created_at >= check.asked_at,
        )
    )
    if not any(checks.read_check_answer(each) == "worse" for each in words):
        return False
    if not checks.note_answer(session, check, "worse", now=now):
        return False
    request = session.get_one(CareRequest, check.request_id)
    raise_for_worse(session, request, now=now)
    said = follow_up_replies().text("check_worse_late", reference=request.reference, phone=phone)
    say_unprompted(session, conversation, said, now=now)
    return True


def raise_for_worse(session: Session, request: CareRequest, *, now: datetime) -> None:
    """« Moins bien » raises by one level: what was green is seen the same day. It lowers nothing."""
    if request.level in (None, "green"):
        raise_level(session, request, now=now, level="amber", disposition="same_day")
        kept = {**(request.assessment or {}), "level": "amber", "disposition": "same_day"}
        record_decision(
            session, request, facts=request.facts, assessment=kept, by="follow_up", now=now
        )
