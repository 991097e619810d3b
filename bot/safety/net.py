"""The safety net of the front door. No I/O, no engine, a few milliseconds; the whole message is read.

It grades the message together with what is already known of the patient (one who is known to be under
chemotherapy may write only `39`). It only raises: an answer is given at once when the message itself adds
to a red, never because an old red is still known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.messages import Button, OutgoingMessage
from bot.safety.context import (
    as_read_only,
    asks_for_sheet,
    bare_temperature,
    without_carers_burden,
)
from care.settings import Settings
from care.triage import Assessment, Level, Protocols, assess, load_protocols
from care.triage.answers import SafetyReplies, first_answer, load_safety_replies
from care.triage.floor import speaks_of_suicide
from care.triage.repeats import REPEAT, Earlier, repeat_mark
from care.understanding.facts import GUESSED, Fact, Status
from care.understanding.memory import merge_facts
from care.understanding.reading import read_message

_MOST_FACTS = 80
_CURRENT = frozenset({Status.AFFIRMED, Status.UNCERTAIN})
_MEASURES = frozenset({"temperature", "vital", "lab", "count", "treatment_day", "age"})
_CLINICAL = _MEASURES - {"age"} | {"symptom", "treatment", "finding", "worry", REPEAT}


@dataclass(frozen=True, slots=True)
class SafetyVerdict:
    """What the net makes of a message. `facts` are the message's own; `level` None lets the turn go on."""

    level: Level | None
    red_flags: tuple[str, ...]
    messages: list[OutgoingMessage]
    suicidal: bool
    facts: tuple[Fact, ...]
    assessment: Assessment
    purpose: str | None = field(default=None)


class SafetyNet:
    """Reads messages against the protocols. Safe to share between threads: it keeps nothing."""

    def __init__(self, protocols: Protocols, replies: SafetyReplies) -> None:
        self._protocols = protocols
        self._replies = replies

    def read(
        self,
        text: str,
        *,
        known: Sequence[Fact],
        caller: str,
        now: datetime,
        earlier: Sequence[Earlier] = (),
        questions: bool = True,
    ) -> SafetyVerdict:
        """Grade a message in its context. A RED verdict carries the complete first answer.

        `earlier` are the contacts of the same caller that rule R5 looks back at. The front door leaves the
        `questions` to the dialogue.
        """
        own = self._own(text, known, now)
        if earlier:
            mark = repeat_mark(text, own, known, earlier, now=now, protocols=self._protocols)
            own = own if mark is None else (*own, mark)
        return self.grade(text, own, known=known, caller=caller, now=now, questions=questions)

    def grade(
        self,
        text: str,
        own: tuple[Fact, ...],
        *,
        known: Sequence[Fact],
        caller: str,
        now: datetime,
        questions: bool = True,
    ) -> SafetyVerdict:
        """The verdict of a message whose facts have been read, or supposed."""
        together = merge_facts(known, own) if known else own
        rules = self._protocols
        assessment = assess(
            together, caller=caller, now=now, protocols=rules, text=text, questions=questions
        )
        suicidal = speaks_of_suicide(own)
        level = self._level(own, known, assessment, caller=caller, now=now, suicidal=suicidal)
        return SafetyVerdict(
            level=level,
            red_flags=assessment.red_flags,
            messages=[self._message(assessment, caller, own)] if level is Level.RED else [],
            suicidal=suicidal,
            facts=own,
            assessment=assessment,
            purpose=assessment.purpose,
        )

    def _own(self, text: str, known: Sequence[Fact], now: datetime) -> tuple[Fact, ...]:
        own = without_carers_burden(text, read_message(text, now=now).facts)
        if asks_for_sheet(text, own) and not any(fact.entity in _MEASURES for fact in own):
            return as_read_only(own)
        own = _distinct(own)
        temperature = bare_temperature(text, known, own)
        if temperature is None:
            return own
        kept = (f for f in own if f.end <= temperature.start or f.start >= temperature.end)
        return (*kept, temperature)

    def _level(
        self,
        own: Sequence[Fact],
        known: Sequence[Fact],
        assessment: Assessment,
        *,
        caller: str,
        now: datetime,
        suicidal: bool,
    ) -> Level | None:
        """The level this message raises to. Suicidal words are answered at once, whatever the grade."""
        if suicidal:
            return Level.RED
        if not any(fact.entity in _CLINICAL and fact.status in _CURRENT for fact in own):
            return None
        if assessment.level is not Level.RED or not known:
            return assessment.level
        before = assess(known, caller=caller, now=now, protocols=self._protocols, questions=False)
        if before.level is not Level.RED or _adds(before, assessment, own):
            return Level.RED
        return None

    def _message(self, assessment: Assessment, caller: str, own: Sequence[Fact]) -> OutgoingMessage:
        supposed = any(GUESSED in fact.attributes for fact in own)
        said = first_answer(assessment, caller=caller, replies=self._replies, supposed=supposed)
        return OutgoingMessage(
            text=said.text,
            buttons=[Button(title=title, payload=payload) for title, payload in said.buttons],
            attachments=[dict(each) for each in said.attachments],
        )


def _distinct(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Of a text that repeats itself without end, each thing once: grading grows with what is told, not with it."""
    if len(facts) <= _MOST_FACTS:
        return facts
    kept: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        said = str(sorted(fact.attributes.items(), key=str))
        kept.setdefault((fact.entity, fact.code, fact.value, fact.status, said), fact)
    return tuple(kept.values())


def _adds(before: Assessment, after: Assessment, own: Sequence[Fact]) -> bool:
    """Whether a message said again or added a red sign, when the request was already red."""
    known = {match.item for match in before.matched if match.grade == Level.RED.value}
    if any(m.item not in known for m in after.matched if m.grade == Level.RED.value):
        return True
    said = {fact.evidence.strip() for fact in own if fact.status in _CURRENT}
    return any(
        word in said
        for match in after.matched
        if match.grade == Level.RED.value
        for word in match.evidence.split(", ")
    )


def load_safety_net(settings: Settings | None = None) -> SafetyNet:
    """The net with the protocols of the settings' mode. Raises InvalidContent when they cannot be trusted."""
    mode = settings.mode if settings is not None else "demo"
    return SafetyNet(load_protocols(mode=mode), load_safety_replies())
