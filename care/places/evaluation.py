"""How well places are read: entries with a known answer, read as the product reads them.

An entry is read three ways: as the answer to « dans quelle commune ? », as a message by itself, and inside
a sentence. A single suggestion is asked with a yes or no, as a place to confirm is. A wrong commune is silent
when nothing asks for a yes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from care.content import load_yaml
from care.errors import InvalidContent
from care.places.index import PlaceIndex
from care.places.model import PlaceReading

_SENTENCE = 4  # words: from here on, an entry is a message by itself
_WITH_A_PLACE = "bonjour, je cherche une psychologue vers {}"
_WITHOUT = "bonjour {} je cherche une psychologue"


class Kind(StrEnum):
    """What the gold answer is."""

    PLACE = "commune"
    ASK = "à demander"
    OUTSIDE = "hors région"
    NOTHING = "pas un lieu"


class Verdict(StrEnum):
    RIGHT = "juste"
    CONFIRM = "juste, à confirmer"
    OFFERED = "juste, parmi des choix"
    OTHER_CHOICES = "d'autres choix"
    OTHER_CONFIRM = "fausse, à confirmer"
    SILENT = "fausse, en silence"
    SAID_OUTSIDE = "dite hors région"
    NOT_SEEN = "non vue"


FOUND = (Verdict.RIGHT, Verdict.CONFIRM)


class Entry(BaseModel):
    """One text and its gold answer."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str = Field(min_length=1)
    place: str | None = None
    ask: bool = False
    outside: bool = False

    @property
    def kind(self) -> Kind:
        if self.place is not None:
            return Kind.PLACE
        if self.ask:
            return Kind.ASK
        return Kind.OUTSIDE if self.outside else Kind.NOTHING


class View(StrEnum):
    """How an entry was read."""

    ANSWER = "réponse à la question"
    MESSAGE = "message seul"
    SENTENCE = "dans une phrase"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one entry, in each view."""

    entry: Entry
    readings: Mapping[View, PlaceReading]

    def verdict(self, view: View) -> Verdict:
        return judge(self.entry, self.readings[view])

    @property
    def silent(self) -> bool:
        return any(self.verdict(view) is Verdict.SILENT for view in View)


def load_entries(path: Path) -> list[Entry]:
    """Raises InvalidContent naming the entry at fault."""
    data = load_yaml(path)
    if not isinstance(data, dict) or not isinstance(data.get("messages"), list):
        raise InvalidContent(str(path), "a list under `messages` was expected")
    found = []
    for number, item in enumerate(data["messages"], start=1):
        try:
            found.append(Entry.model_validate(item))
        except ValueError as error:
            raise InvalidContent(f"{path} ({number})", str(error)) from error
    return found


def measure(entries: Iterable[Entry], index: PlaceIndex) -> list[Outcome]:
    return [
        Outcome(
            entry,
            {
                View.ANSWER: index.read(entry.text),
                View.MESSAGE: index.read_message(entry.text),
                View.SENTENCE: index.read_message(_sentence(entry)),
            },
        )
        for entry in entries
    ]


def judge(entry: Entry, reading: PlaceReading) -> Verdict:
    """Compare a reading with the gold answer."""
    if reading.place is not None:
        if reading.place.insee != entry.place:
            return Verdict.SILENT if reading.sure else Verdict.OTHER_CONFIRM
        return Verdict.RIGHT if reading.sure else Verdict.CONFIRM
    if reading.outside_region:
        return Verdict.RIGHT if entry.kind is Kind.OUTSIDE else Verdict.SAID_OUTSIDE
    if len(reading.suggestions) == 1 and reading.area is None and entry.kind is not Kind.ASK:
        right = reading.suggestions[0].insee == entry.place
        return Verdict.CONFIRM if right else Verdict.OTHER_CONFIRM
    if reading.suggestions:
        return _judge_choices(entry, reading)
    return Verdict.RIGHT if entry.kind is Kind.NOTHING else Verdict.NOT_SEEN


def _judge_choices(entry: Entry, reading: PlaceReading) -> Verdict:
    """An area of ours is no commune: offering its towns is right when no commune was named."""
    if entry.kind is Kind.ASK or (reading.area is not None and entry.kind is Kind.NOTHING):
        return Verdict.RIGHT
    if entry.place in {place.insee for place in reading.suggestions}:
        return Verdict.OFFERED
    return Verdict.OTHER_CHOICES


def count(outcomes: Iterable[Outcome], kind: Kind, view: View) -> Counter[Verdict]:
    return Counter(outcome.verdict(view) for outcome in outcomes if outcome.entry.kind is kind)


def _sentence(entry: Entry) -> str:
    """A short entry is put inside a sentence; a long one is a sentence already."""
    if len(entry.text.split()) >= _SENTENCE:
        return entry.text
    return (_WITHOUT if entry.kind is Kind.NOTHING else _WITH_A_PLACE).format(entry.text)
