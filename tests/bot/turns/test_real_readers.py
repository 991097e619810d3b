"""The pipeline with the real safety net and the real masks."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.house import default_readers
from bot.logs import set_up_logs
from bot.turns.parts import Readers
from care.conversations.store import contact_of
from care.settings import Settings
from care.storage.database import Database
from tests.bot.conftest import MakeCaller
from tests.bot.fakes import FakeEngine, bytes_of, dead_engine

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def readers() -> Readers:
    return default_readers(Settings(_env_file=None))


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logs(stream)
    yield stream
    root.handlers, root.level = before, level


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        (
            "Je suis Mme Augustine Berthelot, NIR 2 51 07 13 055 042 17, j'ai vomi",
            ("Augustine", "Berthelot", "055 042"),
        ),
        (
            "patient M. Théodule RAVANEL né le 12/03/1951, fatigue sous folfox",
            ("Théodule", "RAVANEL", "12/03/1951"),
        ),
        (
            "n° sécu 151071305504217, rappelez-moi au 04.65.71.44.55 svp",
            ("151071305504217", "71.44.55"),
        ),
        (
            "écrivez à augustine.berthelot@exemple.fr, je ne sens plus mes jambes",
            ("augustine", "exemple.fr"),
        ),
    ],
)
@pytest.mark.parametrize("working", [True, False])
async def test_an_identity_reaches_no_file_no_log_and_no_engine(
    at_the_door: MakeCaller,
    readers: Readers,
    logged: io.StringIO,
    tmp_path: Path,
    text: str,
    secrets: tuple[str, ...],
    working: bool,
) -> None:
    engine = FakeEngine() if working else dead_engine()
    caller = at_the_door(engine, readers=readers)
    await caller.open()
    assert (await caller.say(text, key="une-cle")).status_code == 200
    transcript = (await caller.look()).text
    files = bytes_of(tmp_path, "*.db*").decode("utf-8", "replace")
    heard = " ".join(saying.text for saying in engine.heard)
    for secret in secrets:
        for place in (files, heard, transcript, logged.getvalue()):
            assert secret not in place


async def test_a_number_to_call_back_is_kept_where_it_is_protected(
    at_the_door: MakeCaller, readers: Readers, database: Database
) -> None:
    caller = at_the_door(readers=readers)
    await caller.open()
    await caller.say("vous pouvez me joindre au 04 65 71 23 45")
    with database.read() as session:
        assert contact_of(session, caller.id, "callback") == "+33465712345"
    assert "[téléphone]" in (await caller.texts("caller"))[0]


async def test_a_red_message_in_the_middle_of_anything_names_the_15(
    at_the_door: MakeCaller, readers: Readers
) -> None:
    caller = at_the_door(dead_engine(), readers=readers)
    await caller.open(caller="patient")
    for text in ("/depuis hier je sens plus mes jambes", "il ne respire plus", "elle convulse là"):
        answer = (await caller.say(text)).json()
        assert "15" in answer["messages"][0]["text"], text
        assert answer["state"]["level"] == "red"


async def test_chemotherapy_then_a_bare_temperature_add_up_to_red(
    at_the_door: MakeCaller, readers: Readers
) -> None:
    caller = at_the_door(readers=readers)
    await caller.open(caller="nurse")
    await caller.say("patiente sous FEC100, dernière cure il y a 9 jours")
    answer = (await caller.say("elle a 39,2 et elle frissonne")).json()
    assert answer["state"]["level"] == "red"
    assert answer["state"]["request_ref"]
    after = (await caller.say("Draguignan")).json()
    assert after["messages"][0]["text"] == "reçu : Draguignan"
    assert after["state"]["level"] == "red"
