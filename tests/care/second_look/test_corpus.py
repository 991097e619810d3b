"""What the second look learns from, and what it must never have seen."""

from __future__ import annotations

from bot.cli.evaluate_triage import VIGNETTES
from care.content import load_content
from care.second_look.corpus import MESSAGES, SIGNS, SignFile, files
from care.triage.vignettes import load_vignettes
from care.understanding.library import signs


def test_the_messages_that_measure_are_never_learnt_from() -> None:
    learnt = {v.text for path in MESSAGES.glob("*.yml") for v in load_vignettes(path)}
    learnt |= {
        case.text for path in SIGNS.glob("*.yml") for case in load_content(path, SignFile).level
    }
    measured = {v.text for path in VIGNETTES.glob("batch_*.yml") for v in load_vignettes(path)}
    assert len(measured) > 1_000
    assert not measured & learnt


def test_every_file_is_there_and_is_learnt_from_once() -> None:
    found = files()
    assert len(found) == len(set(found))
    assert all(path.is_file() for path in found)
    assert {path.parent.name for path in found} == {"signs", "messages", "nlu"}


def test_most_codes_that_sentences_are_said_to_hold_are_signs_of_a_lexicon() -> None:
    known = {entry.code for entry in signs()}
    said = [
        code
        for path in SIGNS.glob("*.yml")
        for case in load_content(path, SignFile).said
        for code in case.code
    ]
    assert sum(code in known for code in said) > 0.95 * len(said)
