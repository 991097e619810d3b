"""The console on a real database, with two people of the team and a few conversations."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from functools import lru_cache
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from bot.console import build_router
from care.clock import FixedClock
from care.conversations.store import add_message, open_conversation, set_contact
from care.requests import open_request, raise_level
from care.settings import Settings
from care.storage.database import Database
from care.storage.people import Staff
from care.storage.requests import CareRequest
from tests.bot.fakes import fake_readers
from tests.bot.web.browsing import chromium, phone, site
from tests.bot.web.visitor import Visitor

__all__ = ["chromium", "phone", "site"]

PASSWORD = "un mot de passe assez long"


@lru_cache(maxsize=1)
def cheap_hash() -> str:
    """A real hash that costs a test next to nothing to check."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


class Console:
    """The team's side: pages, forms with their token, and what the database says."""

    def __init__(self, database: Database, clock: FixedClock) -> None:
        self.database = database
        self.clock = clock
        app = FastAPI()
        turns = SimpleNamespace(readers=fake_readers())
        app.include_router(build_router(database, clock, Settings(_env_file=None), turns))
        self.app = app
        with database.session() as session:
            for login, name in (("idec", "Camille Exemple"), ("dac", "Dominique Exemple")):
                session.add(
                    Staff(
                        id=uuid.uuid4().hex,
                        login=login,
                        display_name=name,
                        role=login,
                        password_hash=cheap_hash(),
                        created_at=clock.now(),
                    )
                )

    def visitor(self, login: str | None = "idec") -> Visitor:
        visitor = Visitor(self.app)
        if login:
            answer = visitor.post("/console/connexion", {"login": login, "password": PASSWORD})
            assert answer.status_code == 303
        return visitor

    def act(self, visitor: Visitor, path: str, **form: str) -> int:
        """Post a form as its page would, with the token it carries."""
        page = visitor.get("/console").text
        token = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
        return visitor.post(path, {"csrf": token, **form}).status_code

    def conversation(
        self, *, channel: str = "web", caller: str = "patient", said: str = "bonjour"
    ) -> str:
        with self.database.session() as session:
            opened, _ = open_conversation(
                session, channel=channel, entry="public", caller=caller, now=self.clock.now()
            )
            add_message(session, opened.id, author="caller", text=said, now=self.clock.now())
            return opened.id

    def request(
        self,
        conversation_id: str,
        *,
        purpose: str = "report_complication",
        level: str | None = None,
        hours: float = 4,
    ) -> CareRequest:
        now = self.clock.now()
        with self.database.session() as session:
            request = open_request(
                session, conversation_id=conversation_id, purpose=purpose, caller="patient", now=now
            )
            if level:
                due = now + timedelta(hours=hours)
                disposition = "on_call_now" if level == "red" else "within_48h"
                raise_level(
                    session, request, now=now, level=level, disposition=disposition, deadline=due
                )
            else:
                request.deadline_at = now + timedelta(hours=hours)
            set_contact(session, conversation_id, kind="callback", value="+33465710077", now=now)
            return request


@pytest.fixture
def console(database: Database, clock: FixedClock) -> Console:
    return Console(database, clock)
