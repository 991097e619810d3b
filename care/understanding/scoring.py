"""How well facts are read: recall and precision against messages whose facts were written down by somebody else.

A treatment matches through its lexicon entry (`Taxol` and `paclitaxel` are one); a composed protocol is worth its
named parts. A month or a year asked matches any date read within it. Today's date and dates worked out of a
duration may be right, but are never counted against the reader; neither are bare weekdays, ages worked out of a
birth, supportive drugs, treatments read as denied, and what annotators count by convention (an operation, steroids).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from care.clock import PARIS, paris_day
from care.content import load_yaml
from care.errors import InvalidContent
from care.understanding.calendar_words import WEEKDAY_WORD
from care.understanding.facts import Fact, Status
from care.understanding.library import phrase_lexicon
from care.understanding.normalise import normalise
from care.understanding.patterns import expand
from care.understanding.reading import read_message

KINDS = ("treatments", "temperatures", "ages", "dates")
TARGET = 0.95
_UNSAID = frozenset({Status.DENIED, Status.HYPOTHETICAL})
# What some annotators count and others do not: an operation, supportive steroids, octreotide given for a bleed.
_BY_CONVENTION = frozenset(
    {"surgery", "corticoide", "prednisone", "prednisolone", "dexamethasone", "octreotide"}
)
# One molecule in two forms: `Abraxane` is written down as one or as the other.
_ALSO = {"nab_paclitaxel": "paclitaxel"}
_WEEKDAY = re.compile(rf"{WEEKDAY_WORD}s?")


class GoldMessage(BaseModel):
    """One message and what it says, as its author wrote it down."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str = Field(min_length=1)
    style: str = ""
    treatments: tuple[str, ...] = ()
    temperatures: tuple[float, ...] = ()
    ages: tuple[float, ...] = ()
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One kind of fact in one message: what was rightly read, missed, and read without being there."""

    batch: str
    message: GoldMessage
    kind: str
    right: tuple[str, ...]
    missed: tuple[str, ...]
    extra: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """One fact read, under every name it may be asked by; `counted` against the reader when nobody asked."""

    names: frozenset[str]
    counted: bool = True

    @property
    def shown(self) -> str:
        return ", ".join(sorted(self.names))


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over many outcomes."""

    right: int
    missed: int
    extra: int

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.extra, 1)


def load_messages(path: Path) -> tuple[datetime, list[GoldMessage]]:
    """The clock of a file and its messages. Raises InvalidContent when it cannot be read."""
    content = load_yaml(path)
    try:
        clock = datetime.fromisoformat(str(content["clock"]))
        messages = [GoldMessage.model_validate(each) for each in content["messages"]]
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidContent(str(path), str(error)) from error
    return clock if clock.tzinfo else clock.replace(tzinfo=PARIS), messages


def measure(path: Path) -> list[Outcome]:
    """Every kind of every message of a file."""
    now, messages = load_messages(path)
    return [outcome for message in messages for outcome in _outcomes(path.stem, message, now)]


def score(outcomes: Iterable[Outcome]) -> Score:
    counted: Counter[str] = Counter()
    for each in outcomes:
        counted["right"] += len(each.right)
        counted["missed"] += len(each.missed)
        counted["extra"] += len(each.extra)
    return Score(counted["right"], counted["missed"], counted["extra"])


def _outcomes(batch: str, message: GoldMessage, now: datetime) -> list[Outcome]:
    reading = read_message(message.text, now=now)
    today = paris_day(now).isoformat()
    said = {kind: [str(value) for value in getattr(message, kind)] for kind in KINDS}
    said["dates"] = [day for day in said["dates"] if day != today]
    found = {
        "treatments": [_treatment(fact) for fact in reading.of("treatment")],
        "temperatures": [
            Read(frozenset({str(fact.value)}))
            for fact in reading.of("temperature")
            if fact.status not in _UNSAID
        ],
        "ages": [_age(fact) for fact in reading.of("age") if fact.status is not Status.OTHER],
        "dates": [_date(fact, today) for fact in reading.of("date")],
    }
    return [
        Outcome(batch, message, kind, *_compared(kind, said[kind], found[kind])) for kind in KINDS
    ]


def _compared(
    kind: str, gold: Sequence[str], found: Sequence[Read]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Each value said is looked for; what was read and matches none is extra."""
    used: set[Read] = set()
    right: list[str] = []
    missed: list[str] = []
    for value in dict.fromkeys(gold):
        hits = {each for each in found if any(_same(kind, value, name) for name in each.names)}
        (right if hits else missed).append(value)
        used |= hits
    extra = {each.shown for each in found if each.counted and each not in used}
    return tuple(right), tuple(missed), tuple(sorted(extra))


def _same(kind: str, gold: str, found: str) -> bool:
    if kind == "treatments":
        return found in treatment_codes(gold)
    if kind == "dates":
        return found.startswith(gold)
    return abs(float(gold) - float(found)) < 0.05


def _treatment(fact: Fact) -> Read:
    """A protocol named by its drugs may be asked as one or by its parts."""
    parts = str(fact.attributes.get("parts", "")).split(",")
    named = [name for name in (str(fact.code), *parts) if name]
    names = frozenset([*named, *(_ALSO[name] for name in named if name in _ALSO)])
    aside = fact.attributes.get("kind") == "supportive" or fact.code in _BY_CONVENTION
    return Read(names, counted=not aside and fact.status is not Status.DENIED)


def _age(fact: Fact) -> Read:
    """An age worked out of a year of birth may match, and is never counted against."""
    return Read(frozenset({str(fact.value)}), counted="computed" not in fact.attributes)


def _date(fact: Fact, today: str) -> Read:
    """A date worked out of a duration, said with `depuis` or by its weekday alone is never counted against."""
    if "computed" in fact.attributes or _WEEKDAY.fullmatch(normalise(fact.evidence)):
        return Read(frozenset({str(fact.value)}), counted=False)
    size = {"year": 4, "month": 7}.get(str(fact.attributes.get("precision")), 10)
    said = fact.value != today and fact.attributes.get("relation") in {"on", "in"}
    return Read(frozenset({str(fact.value)[:size]}), counted=said)


@lru_cache(maxsize=2048)
def treatment_codes(name: str) -> frozenset[str]:
    """The lexicon entries a name stands for: by code, by label, by phrase, or as the reader takes it."""
    plain = normalise(name)
    words = tuple(plain.split())
    codes = {
        entry.code
        for entry in phrase_lexicon().entries
        if entry.entity == "treatment"
        and (
            plain in {entry.code.replace("_", " "), normalise(entry.label)}
            or _says(entry.phrases, words)
        )
    }
    if not codes:
        now = datetime(2026, 1, 1, tzinfo=PARIS)
        read = read_message(f"sous {name}", now=now).of("treatment")
        codes = {str(fact.code) for fact in read}
    return frozenset(codes)


def _says(phrases: Iterable[str], words: tuple[str, ...]) -> bool:
    """One of the phrases is exactly these words."""
    return any(
        len(sequence) == len(words)
        and all(word in options for word, options in zip(words, sequence, strict=True))
        for phrase in phrases
        for sequence in expand(phrase)
    )
