"""Everything one turn needs: the conversation, its open request, what is known, and what was just said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from care.booking.rules import DEFAULT_RULES, BookingRules
from care.interview.say import Option, Replies, Say, buttons
from care.interview.thread import Thread, Threads
from care.places import PlaceIndex
from care.storage.conversations import Conversation
from care.storage.requests import CareRequest
from care.triage import Assessment, Protocols, assess
from care.triage.answers import draft_mark
from care.understanding.facts import Fact, Status
from care.understanding.memory import facts_from_json, facts_to_json, merge_facts
from care.understanding.reading import read_message

PROFESSIONALS = frozenset({"gp", "emergency", "nurse", "pharmacist"})

# Answers that say or rest on a level: as long as no doctor has signed the rules, each of them says so.
GRADED = frozenset(
    {
        *(
            "complication_opened",
            "complication_heard",
            "green_end",
            "amber_end",
            "red_callback_noted",
        ),
        *("suspicion_graded", "suspicion_patient_opened", "suspicion_patient_end", "added_amber"),
    }
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What the caller just did. `text` is masked; `choice` is the tapped button's `slot:value`."""

    id: int
    text: str = ""
    choice: str | None = None
    intent: str = "inform"
    confidence: float = 1.0
    ranking: tuple[tuple[str, float], ...] = ()  # the likeliest intents, first the likeliest

    def picked(self, slot: str) -> str | None:
        """Return the value tapped for this question, or None."""
        if self.choice and self.choice.startswith(f"{slot}:"):
            return self.choice.removeprefix(f"{slot}:")
        return None


@dataclass(frozen=True)
class Tools:
    """What the interview works with, made once per process."""

    replies: Replies
    places: PlaceIndex
    protocols: Protocols
    phone_number: str
    public_url: str
    demo: bool = True
    rules: BookingRules = DEFAULT_RULES


@dataclass
class Case:
    """One turn of one conversation, inside one transaction. `said` leaves with the answer."""

    session: Session
    conversation: Conversation
    request: CareRequest | None
    threads: Threads
    turn: Turn
    tools: Tools
    now: datetime
    said: list[Say] = field(default_factory=list)
    heard: tuple[Fact, ...] = ()  # the facts of this turn's own message

    @property
    def thread(self) -> Thread:
        current = self.threads.current
        if current is None:
            raise RuntimeError("no purpose is open")
        return current

    @property
    def professional(self) -> bool:
        return self.conversation.caller in PROFESSIONALS

    @property
    def facts(self) -> tuple[Fact, ...]:
        return facts_from_json(self.conversation.facts)

    def learn(self) -> tuple[Fact, ...]:
        """Read this turn's message and add its facts to what is known; returns the new ones."""
        reading = read_message(self.turn.text, now=self.now, places=self.tools.places)
        self.heard = reading.facts
        self.remember(reading.facts)
        return reading.facts

    def remember(self, facts: tuple[Fact, ...]) -> None:
        self.conversation.facts = facts_to_json(merge_facts(self.facts, facts))

    def known(self, entity: str) -> Fact | None:
        """Return the latest affirmed fact of this kind, or None."""
        found = [f for f in self.facts if f.entity == entity and f.status is Status.AFFIRMED]
        return found[-1] if found else None

    def assessment(self) -> Assessment:
        return assess(
            self.facts,
            caller=self.conversation.caller,
            now=self.now,
            protocols=self.tools.protocols,
        )

    # answers of the purpose being worked on -------------------------------------------------

    def answer(self, slot: str) -> Any:  # noqa: ANN401
        return self.thread.answers.get(slot)

    def put(self, slot: str, value: Any) -> None:  # noqa: ANN401
        self.thread.answers[slot] = value
        if self.request is not None:
            self.request.answers = {**self.request.answers, slot: value}

    # saying -----------------------------------------------------------------------------------

    def text(self, key: str, **values: object) -> str:
        values.setdefault("phone", self.tools.phone_number)
        said = self.tools.replies.text(key, professional=self.professional, **values)
        if key not in GRADED or self.tools.protocols.signed:
            return said
        return f"{said} {draft_mark(professional=self.professional)}"

    def say(
        self,
        key: str,
        *,
        options: Mapping[str, list[Option]] | None = None,
        attachments: tuple[Mapping[str, str], ...] = (),
        **values: object,
    ) -> None:
        self.said.append(
            self.worded(self.text(key, **values), options=options, attachments=attachments)
        )

    def worded(
        self,
        text: str,
        *,
        options: Mapping[str, list[Option]] | None = None,
        attachments: tuple[Mapping[str, str], ...] = (),
    ) -> Say:
        taps = tuple(
            tap for slot, choices in (options or {}).items() for tap in buttons(slot, choices)
        )
        return Say(text, taps, attachments)
