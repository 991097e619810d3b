"""Erasing a conversation: every word, contact, fact and decision goes; references, levels and counters stay.

On SQLite deleted bytes are overwritten (`secure_delete`) and the write-ahead log is emptied, so the
words are not left in the file either.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from care.errors import StorageUnavailable
from care.storage.conversations import Contact, Conversation, Delivery, Message, Outgoing
from care.storage.database import Database
from care.storage.followup import NextDayCheck
from care.storage.requests import CareRequest, Decision, RequestEvent


def erase_conversation(session: Session, conversation_id: str, *, now: datetime) -> str:
    """Erase and return the engine's session id, whose tracker must be erased too."""
    _overwrite_freed_pages(session)
    conversation = session.get_one(Conversation, conversation_id, with_for_update=True)
    _empty_requests(session, conversation_id)
    session.execute(delete(Message).where(Message.conversation_id == conversation_id))
    session.execute(delete(Contact).where(Contact.conversation_id == conversation_id))
    session.execute(delete(Outgoing).where(Outgoing.conversation_id == conversation_id))
    session.execute(delete(NextDayCheck).where(NextDayCheck.conversation_id == conversation_id))
    session.execute(
        update(Delivery).where(Delivery.conversation_id == conversation_id).values(answer=None)
    )
    conversation.token_hash = None
    conversation.awaiting = None
    conversation.interview = {}
    conversation.facts = []
    conversation.misunderstood = 0
    conversation.erased_at = now
    session.flush()
    return conversation.engine_session


def _overwrite_freed_pages(session: Session) -> None:
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete=ON"))


def _empty_requests(session: Session, conversation_id: str) -> None:
    owned = select(CareRequest.id).where(CareRequest.conversation_id == conversation_id)
    session.execute(update(RequestEvent).where(RequestEvent.request_id.in_(owned)).values(data={}))
    session.execute(delete(Decision).where(Decision.conversation_id == conversation_id))
    session.execute(
        update(CareRequest)
        .where(CareRequest.conversation_id == conversation_id)
        .values(
            facts=[], answers={}, assessment={}, summary="", close_note=None, commune_insee=None
        )
    )


def empty_write_ahead_log(database: Database) -> bool:
    """Push the log into the file and cut it to nothing; False when a reader is in the way."""
    if not database.is_sqlite:
        return True
    with database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        row = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return bool(row is not None and row[0] == 0)


def asked_erasures(session: Session, *, before: datetime) -> list[str]:
    """Conversations whose caller asked for it before this moment and that still hold words."""
    return list(
        session.scalars(
            select(Conversation.id).where(
                Conversation.erase_asked_at <= before, Conversation.erased_at.is_(None)
            )
        )
    )


def expired_conversations(
    session: Session, *, now: datetime, retention_days: int, limit: int = 200
) -> list[str]:
    """Conversations silent for longer than they are kept, without a request still to be answered."""
    open_requests = select(CareRequest.conversation_id).where(CareRequest.status != "closed")
    return list(
        session.scalars(
            select(Conversation.id)
            .where(
                Conversation.erased_at.is_(None),
                Conversation.last_activity_at < now - timedelta(days=retention_days),
                Conversation.id.not_in(open_requests),
            )
            .limit(limit)
        )
    )


def recently_erased_sessions(session: Session, *, since: datetime) -> list[str]:
    """Engine sessions whose tracker should be empty by now; erased again in case the engine wrote late."""
    return list(
        session.scalars(select(Conversation.engine_session).where(Conversation.erased_at >= since))
    )


def erase_trackers(tracker: Database, sessions: list[str]) -> bool:
    """Delete the engine's own record of these sessions. False when its store cannot be reached."""
    try:
        with tracker.session() as session:
            _overwrite_freed_pages(session)
            for engine_session in sessions:
                session.execute(
                    text("DELETE FROM events WHERE sender_id = :sender"), {"sender": engine_session}
                )
        return empty_write_ahead_log(tracker)
    except (StorageUnavailable, SQLAlchemyError):  # away, or never used: then it has no table yet
        return False
