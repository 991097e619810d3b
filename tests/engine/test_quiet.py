"""No log line of the engine carries a caller's words, whatever library writes it."""

from __future__ import annotations

import logging
import sys

from relais_engine.quiet import OWN_LOGGER, WordlessFormatter  # type: ignore[import-not-found]

WORDS = "j'ai 38,9 et je m'appelle Planté"


def _record(
    name: str, message: str, *arguments: object, exc_info: object = None
) -> logging.LogRecord:
    return logging.LogRecord(name, logging.ERROR, "f.py", 7, message, arguments, exc_info)  # type: ignore[arg-type]


def test_a_message_written_into_the_line_is_dropped() -> None:
    line = WordlessFormatter().format(_record("rasa.core", f"failed on {WORDS}"))
    assert "Planté" not in line
    assert "rasa.core:7" in line


def test_a_message_given_as_argument_is_dropped() -> None:
    assert "Planté" not in WordlessFormatter().format(_record("rasa.core", "failed on %s", WORDS))


def test_an_exception_keeps_its_class_and_place_but_not_its_words() -> None:
    try:
        int(WORDS)
    except ValueError:
        line = WordlessFormatter().format(_record("rasa.core", "x", exc_info=sys.exc_info()))
    assert "Planté" not in line
    assert "ValueError at " in line


def test_the_name_of_an_event_is_kept() -> None:
    line = WordlessFormatter().format(_record("rasa.rest", "rest.message.received.failure"))
    assert line.endswith("rest.message.received.failure")


def test_our_own_constant_lines_are_kept() -> None:
    assert "modèle chargé" in WordlessFormatter().format(_record(OWN_LOGGER, "modèle chargé"))
