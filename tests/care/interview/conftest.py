"""The interview on a real database with the sample directory, people and slots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from care.booking import ensure_sample_slots
from care.clock import FixedClock
from care.conversations.store import open_conversation, set_contact
from care.interview.case import Turn
from care.interview.desk import Desk, Outcome
from care.interview.tools import load_tools
from care.people import prepare_sample_people
from care.settings import Settings
from care.storage.database import Database
from directory_sync import load_everything


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Path:
    """One database with all the samples, that each test copies."""
    from datetime import datetime

    from care.clock import PARIS

    path = tmp_path_factory.mktemp("furnished") / "relais.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    database = Database(f"sqlite:///{path}")
    clock = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=PARIS))
    load_everything(database, clock)
    prepare_sample_people(database, clock)
    ensure_sample_slots(database, clock)
    with database.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


class Talk:
    """A conversation at the desk, without the engine: the test says which intent was read."""

    def __init__(self, database: Database, clock: FixedClock, *, caller: str, entry: str) -> None:
        self.database = database
        self.now = clock.now()
        self.desk = Desk(database, clock, load_tools(database, Settings()))
        with database.session() as session:
            conversation, _ = open_conversation(
                session, channel="web", entry=entry, caller=caller, now=clock.now()
            )
            self.id = conversation.id
        self.turn = 0
        self.slot: str | None = None
        self.said: list[str] = []
        self.buttons: list[tuple[str, str]] = []

    def open(self, text: str, intent: str) -> str:
        return self.after(self.desk.open(self.id, self._turn(text, intent)))

    def answer(self, text: str, intent: str = "inform", confidence: float = 0.3) -> str:
        return self.after(self.desk.hear(self.id, self._turn(text, intent, confidence)))

    def give_number(self) -> str:
        """Answer with a phone number, as the front door leaves it: in the contact, masked in the text."""
        with self.database.session() as session:
            now = self.now
            set_contact(session, self.id, kind="callback", value="+33465710101", now=now)
        return self.answer("[téléphone]")

    def tap(self, choice: str) -> str:
        self.turn += 1
        return self.after(self.desk.hear(self.id, Turn(self.turn, "", choice)))

    def _turn(self, text: str, intent: str, confidence: float = 0.9) -> Turn:
        self.turn += 1
        return Turn(self.turn, text, None, intent, confidence)

    def after(self, outcome: Outcome) -> str:
        says = list(outcome.says)
        self.slot = outcome.next_slot
        if outcome.next_slot:
            says += self.desk.ask(self.id, Turn(self.turn)).says
        self.said = [say.text for say in says]
        self.buttons = [button for say in says for button in say.buttons]
        return "\n".join(self.said)


@pytest.fixture
def furnished_database(furnished: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "furnished.db"
    path.write_bytes(furnished.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def talk(furnished_database: Database, clock: FixedClock) -> Callable[..., Talk]:
    def start(caller: str = "unknown", entry: str = "public") -> Talk:
        return Talk(furnished_database, clock, caller=caller, entry=entry)

    return start
