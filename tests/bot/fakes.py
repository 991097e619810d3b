"""Fakes of the front door's own ports, written by hand: an engine, a safety net, a mask."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.engine_port import Parsed, Saying
from bot.errors import EngineFailure, EngineSilent, EngineTimeout, EngineUnreachable
from bot.messages import Button, OutgoingMessage
from bot.turns.parts import Readers
from care.understanding.facts import Fact

FORM_PAYLOAD = '/inform{"choice": "performance_status:1"}'


class FakeEngine:
    """Answers « reçu : … » after `delay`; `failure` makes it fail in one of the ways an engine fails."""

    def __init__(
        self,
        *,
        delay: float = 0.0,
        failure: EngineFailure | None = None,
        reads: Parsed | None = None,
    ) -> None:
        self.delay = delay
        self.failure = failure
        self.reads = reads or Parsed("ask_advice", 0.87)
        self.heard: list[Saying] = []
        self.forgotten: list[str] = []
        self.parsed: list[str] = []
        self.at_work: dict[str, int] = {}
        self.overlaps = 0

    async def say(self, saying: Saying) -> list[OutgoingMessage]:
        self.heard.append(saying)
        self.at_work[saying.session] = self.at_work.get(saying.session, 0) + 1
        self.overlaps += self.at_work[saying.session] > 1
        await asyncio.sleep(self.delay)
        self.at_work[saying.session] -= 1
        if self.failure is not None:
            raise self.failure
        buttons = [Button(title="OMS 1", payload=FORM_PAYLOAD)]
        return [OutgoingMessage(text=f"reçu : {saying.text}", buttons=buttons)]

    async def parse(self, text: str) -> Parsed:
        self.parsed.append(text)
        if self.failure is not None:
            raise self.failure
        return self.reads

    async def forget(self, session: str) -> bool:
        self.forgotten.append(session)
        return self.failure is None

    async def ready(self) -> bool:
        return self.failure is None

    async def close(self) -> None:
        pass


def dead_engine() -> FakeEngine:
    return FakeEngine(failure=EngineUnreachable("ConnectError"))


def silent_engine() -> FakeEngine:
    return FakeEngine(failure=EngineSilent())


def slow_engine() -> FakeEngine:
    return FakeEngine(failure=EngineTimeout("TimeoutError"))


@dataclass(frozen=True)
class FakeAssessment:
    level: str | None
    red_flags: tuple[str, ...] = ()
    purpose: str | None = "report_complication"
    confidence: float = 0.5
    disposition: str = "none"
    max_delay_hours: int | None = None
    matched: tuple[Any, ...] = ()
    missing: tuple[Any, ...] = ()
    protocol_version: str = "test-1"
    headline_pro: str = ""
    headline_lay: str = ""


@dataclass(frozen=True)
class FakeVerdict:
    level: str | None
    red_flags: tuple[str, ...]
    messages: tuple[OutgoingMessage, ...]
    facts: tuple[Fact, ...]
    assessment: FakeAssessment


@dataclass
class FakeSafety:
    """« jambes » is red alone; a fever is red once « chimio » is known or said."""

    read_texts: list[str] = field(default_factory=list)

    def read(
        self,
        text: str,
        *,
        known: Sequence[Fact],
        caller: str,  # noqa: ARG002
        now: datetime,  # noqa: ARG002
        earlier: Sequence[Any] = (),  # noqa: ARG002
        questions: bool = True,  # noqa: ARG002
    ) -> FakeVerdict:
        self.read_texts.append(text)
        facts = tuple(
            Fact(entity, word, code, text[at.start() : at.end()], at.start(), at.end())
            for entity, code, word in _LEXICON
            for at in re.finditer(word, text.lower())
        )
        codes = {fact.code for fact in (*known, *facts)}
        flags = (("cord_compression",) if "legs" in codes else ()) + (
            ("febrile_neutropenia",) if {"fever", "chemo"} <= codes else ()
        )
        level = "red" if flags and facts else None
        messages = (OutgoingMessage(text="Appelez le 15 maintenant."),) if level else ()
        assessment = FakeAssessment(level, flags, disposition="call_15" if flags else "none")
        return FakeVerdict(level, flags, messages, facts, assessment)


_LEXICON = (
    ("symptom", "legs", "jambes"),
    ("symptom", "fever", "fièvre"),
    ("treatment", "chemo", "chimio"),
)


@dataclass(frozen=True)
class FakeMasked:
    text: str
    phones: tuple[str, ...]


def fake_mask(text: str) -> FakeMasked:
    """Hides fifteen-digit numbers, phones, and the name after « je m'appelle »."""
    phones = tuple(re.findall(r"0[1-9](?: ?\d\d){4}", text))
    masked = re.sub(r"\d(?: ?\d){14}", "[numéro]", text)
    masked = re.sub(r"0[1-9](?: ?\d\d){4}", "[téléphone]", masked)
    masked = re.sub(r"(je m'appelle) \S+ \S+", r"\1 [nom]", masked)
    return FakeMasked(masked, phones)


def fake_noise(text: str) -> bool:
    return not any(char.isalnum() for char in text)


def fake_readers() -> Readers:
    return Readers(FakeSafety(), fake_mask, fake_noise)


def bytes_of(folder: Path, pattern: str) -> bytes:
    """Everything these files hold, log and journal included."""
    return b"".join(path.read_bytes() for path in folder.glob(pattern))
