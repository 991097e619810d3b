"""The ways people say each sign: what must be read, the level of whole messages, and what must not be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.evaluate_triage import TODAY
from bot.safety import SafetyNet, load_safety_net
from care.content import load_content
from care.second_look.corpus import SIGNS, Graded, SignFile
from care.triage import load_protocols
from care.triage.assessment import Assessment
from care.triage.levels import Level
from care.triage.picture import picture_of
from care.understanding.reading import read_message

FILES = sorted(SIGNS.glob("*.yml"))


def load(path: Path) -> SignFile:
    return load_content(path, SignFile)


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
