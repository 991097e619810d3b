"""`POST /triage`: what the rules make of a text. Stateless: nothing is stored, nothing is logged.

The level comes from the rules alone. The language model, when it is up, only says what the caller wants; what
it may not do is make a red message anything else than clinical.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass, replace
from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter
from pydantic import BaseModel, Field

from bot.api.directory import Places
from bot.api.facts import entities_of, given_facts, where_and_what
from bot.engine_port import EnginePort, Parsed
from bot.errors import EngineFailure, TextTooLong
from bot.logs import spoken
from bot.turns.casework import red_disposition
from bot.turns.judge import is_red
from bot.turns.parts import RED, Readers, Verdict
from bot.turns.text import MAX_CHARACTERS, clean, defuse, shorten
from care.clock import Clock
from care.places import load_places
from care.storage.database import Database
from care.triage.floor import amber_when_unread
from care.triage.levels import Disposition, Level
from care.triage.wanted import settle_purpose
from care.understanding.facts import Fact

Caller = Literal["gp", "emergency", "nurse", "pharmacist", "patient", "caregiver", "unknown"]
_UNSURE = frozenset({"nlu_fallback", ""})
_MAX_FACTS = 50


class TriageAsked(BaseModel):
    """A text, who wrote it, and facts already known by name of entity: `{"age": 62, "treatment": "FOLFOX"}`."""

    text: str
    caller: Caller = "unknown"
    facts: Annotated[dict[str, Any], Field(max_length=_MAX_FACTS)] = Field(default_factory=dict)


class AssessmentOut(BaseModel):
    """The `Assessment` of the contract, and whether doctors have signed the rules it comes from."""

    purpose: str | None
    confidence: float
    level: str | None
    red_flags: list[str]
    matched: list[dict[str, Any]]
    disposition: str
    max_delay_hours: int | float | None
    missing: list[dict[str, Any]]
    entities: dict[str, list[dict[str, Any]]]
    protocol_version: str
    validated: bool
    notice: str | None


def build_router(
    readers: Readers, engine: EnginePort, clock: Clock, database: Database
) -> APIRouter:
    router = APIRouter(prefix="/api/v1", tags=["triage"])
    places = Places(lambda: load_places(database))

    @router.post("/triage", summary="Évaluer un texte, sans rien garder")
    async def triage(body: TriageAsked) -> AssessmentOut:
        if len(body.text) > MAX_CHARACTERS:
            raise TextTooLong(len(body.text), MAX_CHARACTERS)
        text, now = clean(body.text), clock.now()
        with spoken(body.text):
            known = given_facts(body.facts, now)

            def read() -> tuple[Verdict, tuple[Fact, ...]]:
                verdict = readers.safety.read(text, known=known, caller=body.caller, now=now)
                return verdict, where_and_what(text, places.index())

            parsing = asyncio.ensure_future(_parse(engine, readers.mask(text).text))
            try:
                verdict, located = await to_thread.run_sync(read)
                parsed = await parsing
            finally:
                parsing.cancel()
        purpose, confidence = _purpose(parsed, verdict.assessment)
        assessment = _floored(verdict, purpose, readers.mask(text).text)
        return AssessmentOut(
            purpose=purpose,
            confidence=round(confidence, 4),
            level=assessment.level,
            red_flags=list(assessment.red_flags),
            matched=[
                _plain(match, ("item", "grade", "evidence", "source"))
                for match in assessment.matched
            ],
            disposition=assessment.disposition,
            max_delay_hours=assessment.max_delay_hours,
            missing=[_plain(question) for question in assessment.missing],
            entities=entities_of((*known, *verdict.facts, *located)),
            protocol_version=assessment.protocol_version,
            validated=bool(getattr(assessment, "validated", False)),
            notice=_notice(assessment),
        )

    return router


def _floored(verdict: Verdict, purpose: str | None, masked: str) -> Any:  # noqa: ANN401
    """Never under what the safety net said, nor under amber for a complaint that nobody could read."""
    said = verdict.assessment
    if is_red(verdict):
        return replace(said, level=Level.RED, disposition=Disposition(red_disposition(said)))
    return amber_when_unread(said, purpose, masked)


def _notice(assessment: Any) -> str | None:  # noqa: ANN401
    """Said with every answer as long as nobody signed the protocols."""
    if getattr(assessment, "validated", False):
        return None
    return "Protocole de démonstration, non validé par un médecin."


async def _parse(engine: EnginePort, text: str) -> Parsed | None:
    short = shorten(defuse(text))
    if not short:
        return None
    try:
        return await engine.parse(short)
    except EngineFailure:
        return None


def _purpose(parsed: Parsed | None, assessment: Any) -> tuple[str | None, float]:  # noqa: ANN401
    by_rules = assessment.purpose
    read = parsed.intent if parsed is not None and parsed.intent not in _UNSURE else None
    confidence = parsed.confidence if parsed is not None else 0.0
    settled = settle_purpose(read, confidence, by_rules, red=assessment.level == RED)
    if settled == read and read is not None:
        return settled, confidence
    return settled, float(assessment.confidence or 0.0)


def _plain(item: Any, names: Sequence[str] | None = None) -> dict[str, Any]:  # noqa: ANN401
    """A dataclass, model or mapping as JSON, narrowed to `names`."""
    if isinstance(item, Mapping):
        data = dict(item)
    elif isinstance(item, BaseModel):
        data = item.model_dump(mode="json")
    elif is_dataclass(item) and not isinstance(item, type):
        data = asdict(item)
    else:
        data = dict(vars(item))
    return {name: data[name] for name in names or data if name in data}
