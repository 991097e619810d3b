"""`POST /triage` with the real safety net: levels from the rules, wishes from the engine, nothing kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.engine_port import Parsed
from bot.safety import SafetyNet, load_safety_net
from bot.turns.parts import Readers
from care.storage.base import Base
from care.storage.database import Database
from tests.bot.conftest import MakeCaller
from tests.bot.fakes import FakeEngine, bytes_of, dead_engine, fake_mask, fake_noise

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def net() -> SafetyNet:
    return load_safety_net()


@pytest.fixture
def readers(net: SafetyNet) -> Readers:
    return Readers(net, fake_mask, fake_noise)


async def ask(make: MakeCaller, readers: Readers, body: dict[str, Any], engine: Any = None) -> Any:
    caller = make(engine or FakeEngine(), readers=readers)
    answer = await caller.client.post(
        "/api/v1/triage", content=json.dumps(body), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_answer_has_the_shape_of_the_contract(
    at_the_door: MakeCaller, readers: Readers
) -> None:
    said = {
        "text": "Sous capecitabine, je ne sens plus mes deux jambes depuis hier",
        "caller": "patient",
    }
    answer = await ask(at_the_door, readers, said)
    assert answer["level"] == "red"
    assert answer["red_flags"] == ["compression_medullaire"]
    assert answer["disposition"] == "call_15"
    assert answer["protocol_version"]
    assert {"item", "grade", "evidence", "source"} == set(answer["matched"][0])
    assert all(match["evidence"] for match in answer["matched"])
    (treatment,) = answer["entities"]["treatment"]
    assert treatment["evidence"] == "capecitabine"
    assert set(treatment) == {"value", "code", "evidence", "status"}


async def test_facts_given_aside_count_like_facts_said(
    at_the_door: MakeCaller, readers: Readers
) -> None:
    text = {"text": "38,9 depuis ce matin avec des frissons", "caller": "nurse"}
    alone = await ask(at_the_door, readers, text)
    known = await ask(at_the_door, readers, {**text, "facts": {"treatment": "FOLFIRI", "age": 58}})
    assert alone["level"] != "red" or "neutropenie_febrile" not in alone["red_flags"]
    assert known["level"] == "red"
    assert "neutropenie_febrile" in known["red_flags"]
    assert known["entities"]["age"][0]["value"] == 58


async def test_the_engine_says_what_is_wanted_when_it_is_up(
    at_the_door: MakeCaller, readers: Readers
) -> None:
    said = {"text": "faut-il arrêter l'apixaban avant la biopsie ?", "caller": "gp"}
    answer = await ask(at_the_door, readers, said)
    assert (answer["purpose"], answer["confidence"]) == ("ask_advice", 0.87)


async def test_a_red_text_stays_clinical_whatever_the_engine_makes_of_it(
    at_the_door: MakeCaller, readers: Readers
) -> None:
    said = {
        "text": "merci, au fait mes jambes ne me portent plus et je ne les sens plus",
        "caller": "patient",
    }
    answer = await ask(at_the_door, readers, said)
    assert answer["level"] == "red"
    assert answer["purpose"] in {"report_complication", "vital_emergency"}


@pytest.mark.parametrize("intent", ["report_complication", "vital_emergency"])
async def test_a_complaint_that_no_rule_could_read_is_seen_the_same_day(
    at_the_door: MakeCaller, readers: Readers, intent: str
) -> None:
    said = {"text": "il est tout chose depuis la cure de lundi", "caller": "caregiver"}
    answer = await ask(at_the_door, readers, said, FakeEngine(reads=Parsed(intent, 0.9)))
    assert (answer["level"], answer["disposition"]) == ("amber", "same_day")
    assert answer["max_delay_hours"] == 24
    assert answer["matched"][0]["evidence"]


async def test_no_level_is_made_of_what_is_no_complaint(
    at_the_door: MakeCaller, readers: Readers
) -> None:
    said = {"text": "je cherche une socio-esthéticienne à Gap", "caller": "patient"}
    answer = await ask(
        at_the_door, readers, said, FakeEngine(reads=Parsed("find_support_care", 0.9))
    )
    assert answer["level"] is None


async def test_without_the_engine_the_rules_answer_alone(
    at_the_door: MakeCaller, readers: Readers
) -> None:
    said = {"text": "patient sous FOLFOX, 39 de fièvre et frissons", "caller": "emergency"}
    answer = await ask(at_the_door, readers, said, dead_engine())
    assert answer["level"] == "red"
    assert answer["purpose"] == "report_complication"


async def test_a_place_and_a_care_are_among_the_entities(
    at_the_door: MakeCaller, readers: Readers
) -> None:
    answer = await ask(at_the_door, readers, {"text": "une diététicienne svp", "caller": "patient"})
    assert answer["entities"]["care_type"][0]["code"] == "dietetics"


async def test_nothing_is_stored(
    at_the_door: MakeCaller, readers: Readers, database: Database, tmp_path: Path
) -> None:
    await ask(
        at_the_door, readers, {"text": "Zoroastre vomit sous carboplatine", "caller": "caregiver"}
    )
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            assert session.scalar(select(func.count()).select_from(table)) == 0, table.name
    assert b"Zoroastre" not in bytes_of(tmp_path, "*.db*")


@pytest.mark.parametrize(
    "facts",
    [
        {"age": None},
        {"temperature": "beaucoup"},
        {"treatment": ["FOLFOX", 3, None, {"code": "x"}, {"value": {"a": 1}}, []]},
        {"age": {"value": 70, "status": "invented"}},
        {"symptom": {"code": "fever", "value": "fièvre", "status": "denied"}},
        {"temperature": 1e308, "age": -1, "treatment_day": 10**30},
        {"a" * 500: "b" * 5000},
        {"\ud800": "\x00"},
        {"lab": True},
        {"temperature": float("nan"), "age": float("inf")},
        {"age": 10**400},
        {"temperature": {"code": "c", "value": float("nan")}},
    ],
)
async def test_strange_facts_are_left_out_without_a_failure(
    at_the_door: MakeCaller, readers: Readers, facts: dict[str, Any]
) -> None:
    answer = await ask(at_the_door, readers, {"text": "une question", "facts": facts})
    assert answer["level"] != "red"


@pytest.mark.parametrize("text", ["", "   ", "👍", "\x00", "a" * 10_000])
async def test_any_text_has_an_answer(at_the_door: MakeCaller, readers: Readers, text: str) -> None:
    assert (await ask(at_the_door, readers, {"text": text}))["level"] is None


async def test_a_text_beyond_the_limit_and_a_wrong_caller_are_refused(
    at_the_door: MakeCaller, readers: Readers
) -> None:
    client = at_the_door(FakeEngine(), readers=readers).client
    assert (await client.post("/api/v1/triage", json={"text": "a" * 10_001})).status_code == 413
    wrong = await client.post("/api/v1/triage", json={"text": "a", "caller": "vet"})
    assert wrong.status_code == 422
    assert "caller" in wrong.json()["title"]


async def test_an_answer_of_unsigned_rules_says_that_it_is_not_validated(
    at_the_door: MakeCaller, readers: Readers
) -> None:
    for text in (
        "je ne sens plus mes jambes",
        "5 selles liquides de plus sous capécitabine",
        "bonjour",
    ):
        answer = await ask(at_the_door, readers, {"text": text, "caller": "patient"})
        assert answer["validated"] is False
        assert "non validé" in answer["notice"]


async def test_words_of_suicide_are_never_told_to_wait(
    at_the_door: MakeCaller, readers: Readers
) -> None:
    answer = await ask(at_the_door, readers, {"text": "je veux mourir", "caller": "patient"})
    assert (answer["level"], answer["disposition"]) == ("red", "call_15")
