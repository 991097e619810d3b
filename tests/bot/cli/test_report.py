"""The report counts; it repeats nobody's words."""

from __future__ import annotations

from datetime import timedelta

from bot.cli.report import report
from care.clock import FixedClock
from care.storage.conversations import Conversation
from care.storage.database import Database
from care.storage.requests import CareRequest


def test_requests_are_counted_by_level_and_purpose(database: Database, clock: FixedClock) -> None:
    now = clock.now()
    with database.session() as session:
        session.add(
            Conversation(
                id="c1",
                channel="web",
                entry="public",
                engine_session="e1",
                created_at=now,
                last_activity_at=now,
            )
        )
        session.flush()
        for number, level in enumerate(["red", "red", "amber", None]):
            session.add(
                CareRequest(
                    id=f"r{number}",
                    reference=f"ON-{number}",
                    conversation_id="c1",
                    purpose="report_complication",
                    caller="patient",
                    level=level,
                    summary="crache du sang",
                    deadline_at=now - timedelta(hours=1),
                    opened_at=now - timedelta(days=number * 20),
                )
            )
    with database.read() as session:
        text = report(session, now - timedelta(days=30), now, 30)
    assert "Demandes par niveau : 2" in text
    assert "rouge : 2" in text
    assert "délai est passé : 4" in text
    assert "sang" not in text
