"""The ways people say each sign: what must be read, the level of whole messages, and what must not be read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field

from bot.cli.evaluate_triage import TODAY
from bot.safety import SafetyNet, load_safety_net
from care.content import Provenance
from care.triage import load_protocols
from care.triage.assessment import Assessment
from care.triage.levels import Disposition, Level
from care.triage.picture import picture_of
from care.understanding.reading import read_message

FOLDER = Path(__file__).parent / "phrases"
FILES = sorted(FOLDER.glob("*.yml"))


class Said(BaseModel):
    """A sentence, and the codes that must (or must not) be present in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=1)
    code: list[str] = Field(min_length=1)


class Graded(BaseModel):
    """A whole message and the level that the clinical table gives it; purpose and delay where they are given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=1)
    caller: str
    level: Level | None
    purpose: str | None = None
    disposition: Disposition | None = None


class Phrases(BaseModel):
    """One file: `said` must be read, `level` is the grade of whole messages, `not` must not be read."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    meta: Provenance
    said: list[Said] = []
    level: list[Graded] = []
    never: list[Said] = Field(default=[], alias="not")


def load(path: Path) -> Phrases:
    return Phrases.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def present(text: str) -> frozenset[str]:
    """The codes present now, of the patient."""
    facts = read_message(text, now=TODAY).facts
    return frozenset(picture_of(facts, now=TODAY, windows=load_protocols().windows).present)


def grade(net: SafetyNet, case: Graded) -> Level | None:
    return read(net, case).level


def read(net: SafetyNet, case: Graded) -> Assessment:
    return net.read(case.text, known=(), caller=case.caller, now=TODAY).assessment


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_way_of_saying_a_sign_is_read(path: Path) -> None:
    missed = [
        (case.text, sorted(lacking))
        for case in load(path).said
        if (lacking := set(case.code) - present(case.text))
    ]
    assert missed == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_denied_or_means_something_else_is_not_read(path: Path) -> None:
    wrong = [
        (case.text, sorted(found))
        for case in load(path).never
        if (found := set(case.code) & present(case.text))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_whole_message_gets_the_level_of_the_clinical_table(path: Path) -> None:
    net = load_safety_net()
    wrong = [
        (case.text, case.level, found)
        for case in load(path).level
        if (found := grade(net, case)) != case.level
    ]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_whole_message_gets_the_purpose_and_the_delay_that_are_given(path: Path) -> None:
    net = load_safety_net()
    wrong = [
        (case.text, found.purpose, found.disposition)
        for case in load(path).level
        if (case.purpose or case.disposition)
        and (found := read(net, case))
        and (
            case.purpose not in {None, found.purpose}
            or case.disposition not in {None, found.disposition}
        )
    ]
    assert wrong == []


def test_every_file_of_phrases_holds_sentences_and_near_misses() -> None:
    for path in FILES:
        phrases = load(path)
        assert phrases.said or phrases.level, path
        assert phrases.never or not phrases.said, path
