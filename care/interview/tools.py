"""The interview's tools, loaded once per process."""

from __future__ import annotations

from care.booking import rules_of
from care.interview.case import Tools
from care.interview.say import load_replies
from care.places import load_places
from care.settings import Settings
from care.storage.database import Database
from care.triage import load_protocols


def load_tools(database: Database, settings: Settings) -> Tools:
    return Tools(
        replies=load_replies(),
        places=load_places(database),
        protocols=load_protocols(mode=settings.mode),
        phone_number=settings.phone_number,
        public_url=settings.own_url,
        demo=settings.mode == "demo",
        rules=rules_of(settings),
    )
