"""`data/signs`: sentences in which signs are said, messages with their level, and what is no sign at all.

One file a topic, and `messages/` for whole batches of vignettes whose errors have been read. The messages of
`tests/triage` are never learnt from: they measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ConfigDict, Field

from care.clock import PARIS
from care.content import DATA, Provenance, Strict, load_content, load_yaml
from care.triage.levels import Disposition, Level
from care.triage.vignettes import load_vignettes
from care.understanding.facts import Fact, Status
from care.understanding.library import signs
from care.understanding.reading import read_message

SIGNS = DATA / "signs"
MESSAGES = SIGNS / "messages"
_SIGN_ENTITIES = frozenset({"symptom", "finding"})
# What is asked for there never tells a complaint: « prendre rendez-vous » is no sign, whatever its words.
_NO_COMPLAINT = (
    "affirm", "ask_capabilities", "book_after_cancer", "book_oncology", "cancel_appointment", "check_request",
    "delete_my_data", "deny", "find_caregiver_support", "find_support_care", "give_feedback", "goodbye", "greet",
    "out_of_scope", "repeat", "report_no_gp", "reschedule_appointment", "restart", "thank",
)  # fmt: skip
_EXAMPLE = re.compile(r"^\s*- (.+)$", re.MULTILINE)
_ANNOTATION = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
# « lundi » must mean the same thing at every learning.
_DAY = datetime(2026, 11, 23, 9, 0, tzinfo=PARIS)
_CURRENT = frozenset({Status.AFFIRMED, Status.UNCERTAIN})


class Said(Strict):
    """A sentence, and the codes that must (or must not) be present in it."""

    text: str = Field(min_length=1)
    code: list[str] = Field(min_length=1)


class Graded(Strict):
    """A whole message and the level that the clinical table gives it; purpose and delay where they are given."""

    text: str = Field(min_length=1)
    caller: str
    level: Level | None
    purpose: str | None = None
    disposition: Disposition | None = None


class SignFile(Strict):
    """One file: `said` must be read, `level` is the grade of whole messages, `not` must not be read."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    meta: Provenance
    said: list[Said] = []
    level: list[Graded] = []
    never: list[Said] = Field(default=[], alias="not")


@dataclass(frozen=True, slots=True)
class Example:
    """A text to learn from: the signs it says, as (entity, code), and its level where somebody graded it."""

    text: str
    signs: frozenset[tuple[str, str]]
    level: Level | None
    graded: bool


def files() -> list[Path]:
    """Every file the examples come from, in order."""
    requests = [DATA / "nlu" / f"{name}.yml" for name in _NO_COMPLAINT]
    return [*sorted(SIGNS.glob("*.yml")), *sorted(MESSAGES.glob("*.yml")), *requests]


def check() -> None:
    """Read every file. Raises InvalidContent naming the one that breaks its schema."""
    for path in sorted(SIGNS.glob("*.yml")):
        load_content(path, SignFile)
    for path in sorted(MESSAGES.glob("*.yml")):
        load_vignettes(path)


def examples() -> Iterator[Example]:
    """Every text once. Raises InvalidContent. Reading the messages takes half a minute of one processor."""
    seen = set[str]()
    for example in (*_graded(), *_said(), *_requests()):
        if example.text not in seen:
            seen.add(example.text)
            yield example


def _graded() -> Iterator[Example]:
    for path in sorted(SIGNS.glob("*.yml")):
        for each in load_content(path, SignFile).level:
            yield Example(each.text, _signs_of(each.text), each.level, graded=True)
    for path in sorted(MESSAGES.glob("*.yml")):
        for vignette in load_vignettes(path):
            yield Example(vignette.text, _signs_of(vignette.text), vignette.level, graded=True)


def _said() -> Iterator[Example]:
    entities = {entry.code: entry.entity for entry in signs()}
    for path in sorted(SIGNS.glob("*.yml")):
        for each in load_content(path, SignFile).said:
            told = frozenset((entities[code], code) for code in each.code if code in entities)
            if told:
                yield Example(each.text, told, None, graded=False)


def _requests() -> Iterator[Example]:
    for name in _NO_COMPLAINT:
        for block in load_yaml(DATA / "nlu" / f"{name}.yml")["nlu"]:
            for line in _EXAMPLE.findall(block["examples"]):
                yield Example(_ANNOTATION.sub(r"\1", line), frozenset(), None, graded=True)


def _signs_of(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(sign for fact in read_message(text, now=_DAY).facts if (sign := _sign(fact)))


def _sign(fact: Fact) -> tuple[str, str] | None:
    if fact.entity in _SIGN_ENTITIES and fact.code and fact.status in _CURRENT:
        return (fact.entity, fact.code)
    return None
