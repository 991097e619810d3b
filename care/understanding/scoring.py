"""How well facts are read: recall and precision against messages whose facts were written down by somebody else.

A treatment matches through its lexicon entry (`Taxol` and `paclitaxel` are one); a composed protocol is worth its
named parts. A month or a year asked matches any date read within it. Today's date and dates worked out of a
duration may be right, but are never counted against the reader; supportive drugs neither.
"""

from __future__ import annotations

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
from care.understanding.facts import Fact, Status
from care.understanding.library import phrase_lexicon
from care.understanding.normalise import normalise
from care.understanding.patterns import expand
from care.understanding.reading import read_message

KINDS = ("treatments", "temperatures", "ages", "dates")
TARGET = 0.95
_UNSAID = frozenset({Status.DENIED, Status.HYPOTHETICAL})


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
    found: dict[str, tuple[list[str], list[str]]] = {
        "treatments": _treatments(reading.of("treatment")),
        "temperatures": (
            [_plain(f) for f in reading.of("temperature") if f.status not in _UNSAID],
            [],
        ),
        "ages": ([_plain(f) for f in reading.of("age")], []),
        "dates": _dates(reading.of("date"), today),
    }
    return [
        Outcome(batch, message, kind, *_compared(kind, said[kind], *found[kind])) for kind in KINDS
    ]


def _compared(
    kind: str, gold: Sequence[str], found: Sequence[str], tolerated: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Each value said is looked for once; `tolerated` values may be right and are never extra."""
    left = set(found)
    right: list[str] = []
    missed: list[str] = []
    for value in dict.fromkeys(gold):
        hits = {each for each in (*found, *tolerated) if _same(kind, value, each)}
        (right if hits else missed).append(value)
        left -= hits
    return tuple(right), tuple(missed), tuple(sorted(left))


def _same(kind: str, gold: str, found: str) -> bool:
    if kind == "treatments":
        return found in treatment_codes(gold)
    if kind == "dates":
        return found.startswith(gold)
    return abs(float(gold) - float(found)) < 0.05


def _treatments(facts: Iterable[Fact]) -> tuple[list[str], list[str]]:
    """Codes read, and those that only help (a painkiller, the parts of a protocol)."""
    found: list[str] = []
    tolerated: list[str] = []
    for fact in facts:
        supportive = fact.attributes.get("kind") == "supportive"
        (tolerated if supportive else found).append(str(fact.code))
        tolerated.extend(str(fact.attributes.get("parts", "")).split(","))
    return found, tolerated


def _dates(facts: Iterable[Fact], today: str) -> tuple[list[str], list[str]]:
    found: list[str] = []
    tolerated: list[str] = []
    for fact in facts:
        said = fact.value != today and fact.attributes.get("relation") in {"on", "in"}
        precision = fact.attributes.get("precision", "day")
        size = {"year": 4, "month": 7}.get(str(precision), 10)
        (found if said else tolerated).append(str(fact.value)[:size])
    return found, tolerated


def _plain(fact: Fact) -> str:
    return str(fact.value)


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
