"""The shape of the protocol files: rules are conditions on facts, never prose.

Every rule carries an id, a source and a confidence, and inherits the author, review date and
signature state of its file. Unknown keys are refused; names are cross-checked in `protocols.py`.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator

from care.content import Strict
from care.triage.levels import Level

State = Literal["draft", "reviewed", "signed"]
Confidence = Literal["found", "memory"]
Delay = Literal["immediate", "24h", "48h", "7d", "14d", "usual"]


class FileMeta(Strict):
    """Who answers for a protocol file. `state` is `signed` only once a named doctor signed it."""

    owner: str
    author: str
    source: str
    reviewed: str
    state: State
    version: str
    signed_by: str | None = None
    note: str | None = None


class Threshold(Strict):
    """One value, one name. The limit itself always belongs to the serious side."""

    id: str
    measure: str
    at_least: float | None = None
    at_most: float | None = None
    unit: str
    label: str
    source: str
    confidence: Confidence = "memory"


class Window(Strict):
    """How long after the last dose a treatment still explains a symptom; `fever` grades 38.0 alone in it."""

    id: str
    label: str
    fever: Level
    days: int
    source: str
    confidence: Confidence = "memory"
    lifelong: bool = False


class Family(Strict):
    id: str
    label: str
    groups: list[str]


class Duplicate(Strict):
    """The same facts seen from several families: one problem, not two (rule R2).

    With `hubs`, a group counts once with a hub and not with the others: the pain of a sore mouth is that of the
    mouth, but a sore mouth and a swollen calf are two problems. `pairs` are one problem besides.
    """

    groups: list[str]
    why: str
    hubs: list[str] = Field(default_factory=list)
    pairs: list[frozenset[str]] = Field(default_factory=list)

    def joins(self, one: str, other: str) -> bool:
        both = {one, other}
        return not self.hubs or not both.isdisjoint(self.hubs) or both in self.pairs


class Flag(Strict):
    """A red flag: its own level, and the words of the first answer."""

    id: str
    level: Level
    label: str
    headline_pro: str
    lay: str
    actions_pro: list[str] = Field(default_factory=list)
    actions_lay: list[str] = Field(default_factory=list)
    call_15: bool = False
    sheet: str | None = None
    source: str = "complications.yml, red_flags 0.2"


class AnswerFact(Strict):
    """What a tapped answer states, in the shape of a `Fact`."""

    entity: str
    value: str | float | int
    code: str | None = None
    status: str = "affirmed"
    attributes: dict[str, str | float | int] = Field(default_factory=dict)


class AnswerOption(Strict):
    """A button or keypad choice; no fact means that the answer teaches nothing, and reassures nobody."""

    title: str
    facts: list[AnswerFact] = Field(default_factory=list)


class QuestionText(Strict):
    """A question the rules may ask, once. `reads` are the entities that a free answer may hold."""

    slot: str
    pro: str
    lay: str
    reads: list[str] = Field(default_factory=list)
    options: list[AnswerOption] = Field(default_factory=list)


class RuleData(Strict):
    """`when` is a condition (see `conditions.py`); `asks` are slots whose answer could change the level.

    A rule marked `alone` speaks only when no other one does.
    """

    id: str
    grade: Level
    when: Any
    label: str | None = None
    flag: str | None = None
    vital: bool = False
    alone: bool = False
    asks: list[str] = Field(default_factory=list)
    source: str | None = None
    confidence: Confidence | None = None


class Group(Strict):
    """One symptom group. `never_green` keeps amber as the floor; `signs` bring the group into play."""

    id: str
    title: str
    source: str
    confidence: Confidence = "memory"
    sheet: str | None = None
    never_green: bool = False
    signs: list[str] = Field(default_factory=list)
    asks: list[str] = Field(default_factory=list)
    rules: list[RuleData]


class Criterion(Strict):
    """One suspicion criterion: a condition and the longest delay it allows."""

    id: str
    delay: Delay
    when: Any
    label: str
    confidence: Confidence | None = None


class Site(Strict):
    """One cancer site: who sees the patient, what is expected, how soon."""

    id: str
    title: str
    speciality: str
    source: str
    confidence: Confidence = "memory"
    exams: list[str] = Field(default_factory=list)
    pitfalls: list[str] = Field(default_factory=list)
    criteria: list[Criterion]


class Definition(Strict):
    """A named condition: one word of the table, one meaning."""

    id: str
    when: Any


class ReferenceFile(Strict):
    """Thresholds, windows, families, duplicates, definitions, questions and red flags."""

    meta: FileMeta
    thresholds: list[Threshold] = Field(default_factory=list)
    windows: list[Window] = Field(default_factory=list)
    families: list[Family] = Field(default_factory=list)
    duplicates: list[Duplicate] = Field(default_factory=list)
    questions: list[QuestionText] = Field(default_factory=list)
    definitions: list[Definition] = Field(default_factory=list)
    flags: list[Flag] = Field(default_factory=list)


class ComplicationFile(Strict):
    meta: FileMeta
    groups: list[Group]


class SuspicionFile(Strict):
    meta: FileMeta
    sites: list[Site]

    @field_validator("sites")
    @classmethod
    def at_least_one(cls, sites: list[Site]) -> list[Site]:
        if not sites:
            raise ValueError("no site in the file")
        return sites


class RepeatRule(Strict):
    """Rule R5: a second contact for the same problem goes up one level."""

    id: str
    label: str
    hours: float = Field(gt=0)
    quiet_minutes: int = Field(gt=0)
    source: str
    confidence: Confidence = "memory"
    headline_pro: str
    headline_lay: str
    amber_pro: str
    amber_lay: str
    again: list[str] = Field(default_factory=list)


class TransversalText(Strict):
    """A rule above the groups, in words: the engine applies it, this is what a clinician signs."""

    id: str
    label: str
    source: str
    confidence: Confidence = "memory"


class RepeatFile(Strict):
    """Rule R5, which has values of its own, and the other transversal rules in words."""

    meta: FileMeta
    repeat: RepeatRule
    transversals: list[TransversalText] = Field(default_factory=list)
