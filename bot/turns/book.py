"""The database's side of a turn: looking, accepting, finishing. Each function is one transaction.

A message is stored, and the conversation's lease taken, before anything outside is asked. The lease keeps
several front doors from working on one conversation at once; in one process the queue already does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import EngineFailure, PayloadNotOffered
from bot.messages import Button, OutgoingMessage, State
from bot.turns import casework
from bot.turns.parts import Accepted, Answered, Incoming, Plan, Route, Snapshot, TurnResult
from care.conversations import store
from care.conversations.incidents import record_incident
from care.conversations.state import state_of
from care.counters import count
from care.errors import IdempotencyConflict
from care.requests import earlier_contacts
from care.storage.conversations import Conversation, Message
from care.triage.schema import RepeatRule
from care.understanding.memory import facts_from_json, facts_to_json, merge_facts


@dataclass(frozen=True, slots=True)
class Door:
    """Which front door this is, and how long it may hold a conversation."""

    name: str
    lease: timedelta


def look(
    session: Session,
    conversation_id: str,
    incoming: Incoming,
    *,
    now: datetime,
    rule: RepeatRule | None = None,
    numbers: tuple[str, ...] = (),
) -> Snapshot:
    """Raises NotFound (unknown, erased or not theirs) and PayloadNotOffered.

    With the rule of the second contact, what was graded before for this caller comes along.
    """
    conversation = _open_to(session, conversation_id, incoming)
    before = _answered_before(session, conversation_id, incoming.key)
    title = None
    if incoming.payload is not None:
        title = store.offered_title(session, conversation_id, incoming.payload)
        if title is None and before is None:
            raise PayloadNotOffered
    slot = conversation.awaiting
    question = store.last_question(session, conversation_id, slot) if slot else None
    return Snapshot(
        conversation_id=conversation.id,
        engine_session=conversation.engine_session,
        channel=conversation.channel,
        caller=conversation.caller,
        professional_entry=conversation.entry == "professional",
        seq=store.last_seq(session, conversation_id),
        held=conversation.held_by is not None,
        awaiting=conversation.awaiting,
        known=facts_from_json(conversation.facts),
        button_title=title,
        question=as_message(question) if question else None,
        before=before,
        earlier=()
        if rule is None or not incoming.text
        else earlier_contacts(session, conversation.id, now=now, rule=rule, numbers=numbers),
    )


def _open_to(session: Session, conversation_id: str, incoming: Incoming) -> Conversation:
    if incoming.token is not None:
        return store.authorise(session, conversation_id, incoming.token)
    return store.get_conversation(session, conversation_id)


def _answered_before(session: Session, conversation_id: str, key: str | None) -> Answered | None:
    message = store.remembered(session, conversation_id, key) if key else None
    if message is None:
        return None
    replies = tuple(as_message(reply) for reply in store.replies_to(session, message.id))
    return Answered(message.id, message.turn_state, message.body_hash, replies)


def replay(session: Session, snapshot: Snapshot, plan: Plan) -> TurnResult | None:
    """The stored answer, None while there is none yet. Raises IdempotencyConflict for another body."""
    before = snapshot.before
    if before is None:
        return None
    if before.body_hash != plan.body_hash:
        raise IdempotencyConflict(str(before.message_id))
    if before.turn_state == "received":
        return None
    conversation = store.get_conversation(session, snapshot.conversation_id)
    return TurnResult(
        messages=list(before.replies),
        state=State(**state_of(session, conversation)),
        message_id=before.message_id,
        route=plan.route,
        replayed=True,
        safe=before.turn_state == "safe",
    )


def accept(
    session: Session, door: Door, incoming: Incoming, snapshot: Snapshot, plan: Plan, now: datetime
) -> Accepted | None:
    """Store the message, and its answer when it needs no engine. None: somebody else is at work, look again."""
    conversation = store.get_conversation(session, snapshot.conversation_id, lock=True)
    if _is_leased(conversation, door, now) or (
        store.last_seq(session, conversation.id) != snapshot.seq
    ):
        return None
    message = _store_incoming(session, incoming, snapshot, plan, now)
    _note(session, conversation, plan, now)
    if plan.route is Route.ENGINE:
        conversation.turn_holder, conversation.turn_until = door.name, now + door.lease
        return Accepted(message.id)
    if plan.route is Route.RED and plan.verdict is not None:
        request = casework.raise_red(session, conversation, plan.verdict, plan, now)
        plan = casework.with_on_call_number(session, plan, request, now)
    _store_replies(session, message, plan.replies, now)
    result = TurnResult(
        messages=list(plan.replies),
        state=State(**state_of(session, conversation)),
        message_id=message.id,
        route=plan.route,
    )
    return Accepted(message.id, result)


def _is_leased(conversation: Conversation, door: Door, now: datetime) -> bool:
    until = conversation.turn_until
    return until is not None and until > now and conversation.turn_holder != door.name


def _store_incoming(
    session: Session, incoming: Incoming, snapshot: Snapshot, plan: Plan, now: datetime
) -> Message:
    state = "received" if plan.route is Route.ENGINE else "answered"
    if snapshot.before is not None:  # received before a crash, never answered: the same line again
        message = session.get_one(Message, snapshot.before.message_id)
        message.turn_state = state
        return message
    message = store.add_message(
        session,
        snapshot.conversation_id,
        author="caller",
        text=plan.text,
        now=now,
        turn_state=state,
    )
    message.idempotency_key = incoming.key
    message.body_hash = plan.body_hash
    session.flush()
    return message


def _note(session: Session, conversation: Conversation, plan: Plan, now: datetime) -> None:
    conversation.last_activity_at = now
    if plan.caller is not None and conversation.caller == "unknown":
        conversation.caller = plan.caller
    if plan.facts:
        known = facts_from_json(conversation.facts)
        conversation.facts = facts_to_json(merge_facts(known, plan.facts))
    if plan.phones:
        store.set_contact(session, conversation.id, kind="callback", value=plan.phones[-1], now=now)
    count(session, f"turns.{conversation.channel}.{plan.route}", now)


def finish(
    session: Session,
    conversation_id: str,
    message_id: int,
    replies: list[OutgoingMessage],
    *,
    now: datetime,
) -> TurnResult:
    """Store the engine's answer and let the conversation go. Raises NotFound if it was erased meanwhile."""
    conversation = store.get_conversation(session, conversation_id, lock=True)
    message = session.get_one(Message, message_id)
    if message.turn_state != "received":
        return _told_already(session, conversation, message)
    message.turn_state = "answered"
    return _close_turn(session, conversation, message, replies, now)


def fail(
    session: Session,
    conversation_id: str,
    message_id: int,
    plan: Plan | None,
    failure: EngineFailure,
    safe: OutgoingMessage,
    *,
    now: datetime,
) -> TurnResult:
    """Store the safe sentence, an incident, and a request, so that the team sees what the engine did not."""
    conversation = store.get_conversation(session, conversation_id, lock=True)
    message = session.get_one(Message, message_id)
    if message.turn_state != "received":
        return _told_already(session, conversation, message)
    message.turn_state = "safe"
    record_incident(
        session,
        failure.kind,
        now=now,
        conversation_id=conversation.id,
        message_id=message_id,
        detail=failure.detail,
    )
    count(session, f"incidents.{failure.kind}", now)
    casework.leave_for_team(session, conversation, plan, now)
    return _close_turn(session, conversation, message, [safe], now)


def _told_already(session: Session, conversation: Conversation, message: Message) -> TurnResult:
    """Another front door gave up on this turn and answered it: its answer stands, nothing is doubled."""
    return TurnResult(
        messages=[as_message(reply) for reply in store.replies_to(session, message.id)],
        state=State(**state_of(session, conversation)),
        message_id=message.id,
        safe=message.turn_state == "safe",
    )


def _close_turn(
    session: Session,
    conversation: Conversation,
    message: Message,
    replies: list[OutgoingMessage],
    now: datetime,
) -> TurnResult:
    _store_replies(session, message, replies, now)
    conversation.turn_holder = conversation.turn_until = None
    session.flush()
    return TurnResult(
        messages=replies,
        state=State(**state_of(session, conversation)),
        message_id=message.id,
        safe=message.turn_state == "safe",
    )


def _store_replies(
    session: Session,
    message: Message,
    replies: tuple[OutgoingMessage, ...] | list[OutgoingMessage],
    now: datetime,
) -> None:
    for reply in replies:
        store.add_message(
            session,
            message.conversation_id,
            author="relais",
            text=reply.text,
            now=now,
            buttons=[button.model_dump() for button in reply.buttons],
            attachments=reply.attachments,
            in_reply_to=message.id,
            turn_state=message.turn_state,
        )


def as_message(row: Message) -> OutgoingMessage:
    return OutgoingMessage(
        text=row.text,
        buttons=[Button(**button) for button in row.buttons],
        attachments=row.attachments,
    )


def left_behind(session: Session, *, now: datetime, limit: int = 50) -> list[tuple[str, int]]:
    """Messages received by a front door that died before answering: (conversation, message)."""
    rows = session.execute(
        select(Message.conversation_id, Message.id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.author == "caller", Message.turn_state == "received")
        .where(Conversation.erased_at.is_(None))
        .where((Conversation.turn_until.is_(None)) | (Conversation.turn_until < now))
        .order_by(Message.id)
        .limit(limit)
    )
    return [(conversation_id, message_id) for conversation_id, message_id in rows]
