"""Logs say what happened and where, never what a caller wrote."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from bot.logs import repeats_caller, set_up_logs, spoken

SECRET = "ma voisine Philomène Tartempion crache du sang depuis hier"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logs(stream)
    yield stream
    root.handlers, root.level = before, level


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_our_fields_are_written_and_nothing_else(stream: io.StringIO) -> None:
    logging.getLogger("relais.turns").error(
        "engine_failed", extra={"kind": "engine_empty", "turn": 4, "words": SECRET}
    )
    (line,) = lines(stream)
    assert (line["event"], line["kind"], line["turn"], line["level"]) == (
        "engine_failed",
        "engine_empty",
        4,
        "error",
    )
    assert "words" not in line


def test_arguments_of_other_libraries_are_not_written(stream: io.StringIO) -> None:
    logging.getLogger("some.library").warning("could not parse %s", SECRET)
    logging.getLogger("some.library").warning(SECRET)
    assert "Philomène" not in stream.getvalue()
    assert lines(stream)[0]["event"] == "could not parse %s"


def fail_to_store(words: str) -> None:
    raise IntegrityError("INSERT INTO message", {"text": words}, ValueError(words))


def test_an_exception_leaves_its_type_and_its_place_only(stream: io.StringIO) -> None:
    try:
        fail_to_store(SECRET)
    except IntegrityError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    (line,) = lines(stream)
    assert line["error"] == "IntegrityError"
    assert "test_logs.py" in line["where"][-1]
    assert "Philomène" not in stream.getvalue()


def test_a_line_that_would_repeat_the_message_being_answered_is_withheld(
    stream: io.StringIO,
) -> None:
    log = logging.getLogger("relais.turns")
    with spoken(SECRET):
        log.warning("failed on philomène  tartempion", extra={"detail": "x"})
        log.warning("fine", extra={"detail": SECRET[:40]})
        log.warning("fine", extra={"detail": "engine_empty"})
    log.warning("after")
    assert [line["event"] for line in lines(stream)] == [
        "line_withheld",
        "line_withheld",
        "fine",
        "after",
    ]
    assert "artempion" not in stream.getvalue()


@given(st.text(min_size=30, max_size=300), st.data())
def test_any_longer_piece_of_a_message_is_recognised(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 30))
    piece = text[start : start + 30]
    with spoken(text):
        letters = "".join(char for char in piece if char.isalnum())
        if len(letters) >= 14:
            assert repeats_caller(f"[{piece}]")


def test_nothing_is_withheld_outside_a_turn() -> None:
    assert not repeats_caller(SECRET)


def test_libraries_that_log_addresses_are_quiet(stream: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST http://engine/?token=secret")
    logging.getLogger("uvicorn.access").info('"GET /api/v1/directory/search?q=%s"', "cancer")
    assert stream.getvalue() == ""
