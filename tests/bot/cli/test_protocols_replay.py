"""Stored decisions taken again: proven with the same rules, weighed with a draft."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.cli.protocols_replay import replay_all, stored
from bot.house import default_readers
from bot.turns.parts import Readers
from care.settings import Settings
from care.storage.database import Database
from care.storage.requests import Decision
from care.triage.levels import Level
from care.triage.protocols import PROTOCOLS, load_protocols
from care.triage.replay import FOLLOW_UP, Stored, replay, take_again, tally
from care.understanding.facts import Fact
from tests.bot.conftest import Caller, MakeCaller
from tests.bot.fakes import dead_engine

pytestmark = pytest.mark.anyio

SAID = (
    ("patient", "Je suis sous docétaxel depuis 9 jours, j'ai 39 de fièvre"),
    ("patient", "j'urine des caillots de sang"),
    ("gp", "K colon FOLFOX J9, 38.4 ce matin, frissons, M. Paul Durandot"),
    ("caregiver", "mon mari dit qu'il veut mourir"),
    ("patient", "Je suis sous capécitabine, j'ai 5 selles liquides de plus par jour"),
)


def draft_with(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """A copy of the protocols with one thing changed."""
    folder = tmp_path / "brouillon"
    folder.mkdir(exist_ok=True)
    for source in PROTOCOLS.glob("*.yml"):
        text = source.read_text(encoding="utf-8")
        if source.name == file:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / source.name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def readers() -> Readers:
    return default_readers(Settings(_env_file=None))


@pytest.fixture
async def a_day(at_the_door: MakeCaller, readers: Readers) -> Caller:
    """A few graded messages, the engine being down."""
    first = at_the_door(dead_engine(), readers=readers)
    for caller, text in SAID:
        talk = Caller(first.client, first.house)
        await talk.open(caller=caller)
        await talk.say(text)
    return first


async def test_the_same_facts_give_the_same_answers(
    a_day: Caller, database: Database, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.read() as session:
        kept = list(stored(session))
    assert [one.level and one.level.value for one in kept] == ["red"] * 4 + ["amber"]
    assert replay_all(settings, None) == 0
    page = capsys.readouterr().out
    assert "5 décision(s) rejouée(s)" in page
    assert "Mêmes faits, mêmes réponses." in page
    assert "Durandot" not in page


async def test_a_draft_that_lowers_a_red_is_refused_with_the_decisions_at_stake(
    a_day: Caller, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = draft_with(tmp_path, "thresholds.yml", "at_least: 38.0", "at_least: 39.5")
    assert replay_all(settings, load_protocols(draft)) == 1
    page = capsys.readouterr().out
    assert "ROUGE(S)" in page
    assert "↓ ABAISSÉE" in page
    assert "DR-" in page
    assert "température 39" in page


async def test_a_draft_that_only_raises_passes(
    a_day: Caller, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (PROTOCOLS / "complications_digestive.yml").read_text(encoding="utf-8")
    line = next(
        line for line in text.splitlines() if "id: stools_four" in line and "grade: amber" in line
    )
    raised = line.replace("grade: amber", "grade: red")
    draft = draft_with(tmp_path, "complications_digestive.yml", line, raised)
    assert replay_all(settings, load_protocols(draft)) == 0
    page = capsys.readouterr().out
    assert "relevées               : 1" in page
    assert "Aucune décision rouge ne serait abaissée." in page


async def test_what_has_no_facts_any_more_is_counted_apart(
    a_day: Caller, database: Database, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.session() as session:
        session.execute(update(Decision).where(Decision.level == "amber").values(facts=[]))
    assert replay_all(settings, None) == 0
    page = capsys.readouterr().out
    assert "4 décision(s)" in page
    assert "1 autre(s) ne peuvent pas l'être" in page


async def test_a_rule_that_changed_since_is_seen(
    a_day: Caller, database: Database, tmp_path: Path
) -> None:
    draft = draft_with(tmp_path, "thresholds.yml", "at_least: 38.0", "at_least: 39.5")
    with database.read() as session:
        counts = tally(*replay(stored(session), load_protocols(draft)))
    assert counts.red_lowered >= 1
    assert counts.total == 5


async def test_no_database_is_one_sentence_and_makes_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.cli.__main__ import main

    monkeypatch.setenv("RELAIS_DATA_DIR", str(tmp_path / "vide"))
    assert main(["protocols", "replay"]) == 2
    assert "n'existe pas encore" in capsys.readouterr().err
    assert not (tmp_path / "vide" / "relais.db").exists()


def test_worse_the_next_day_is_never_less_than_amber_in_a_replay() -> None:
    fact = Fact("symptom", "fatigue", "fatigue", "fatigue", 0, 7)
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    kept = Stored("DR-1", at, "patient", FOLLOW_UP, Level.AMBER, (), (fact,))
    assert not take_again(kept, load_protocols()).lowered
