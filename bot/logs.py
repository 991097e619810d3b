"""Structured logs, one JSON object a line, without a caller's words.

Three defences, each enough in most cases: only an event name and known fields are written, never a formatted
argument; of an exception only its type and where it happened, because database errors quote what was being
stored; and a guard drops any line that repeats a piece of a message being answered.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

FIELDS = frozenset(
    {
        "conversation",
        "turn",
        "kind",
        "detail",
        "method",
        "route",
        "status",
        "milliseconds",
        "port",
        "count",
        "channel",
        "part",
    }
)
_PIECE = 12
_OURS = "relais"
_QUIET = (
    "httpx",
    "httpcore",
    "uvicorn.access",
    "sqlalchemy",
    "alembic",
    "telegram",
    "twilio",
    "asyncio",
)
_UNSAFE = re.compile(r"[^\w .,:;/()\-]")

_spoken: ContextVar[tuple[str, ...]] = ContextVar("spoken", default=())


@contextmanager
def spoken(text: str) -> Iterator[None]:
    """Within this block, no log line may repeat a piece of `text`."""
    token = _spoken.set((*_spoken.get(), _flat(text)))
    try:
        yield
    finally:
        _spoken.reset(token)


def repeats_caller(line: str) -> bool:
    """Whether a line carries twelve characters in a row, or a whole short message, of what is being said."""
    flat = _flat(line)
    return any(_shares_piece(flat, said) for said in _spoken.get())


def _shares_piece(line: str, said: str) -> bool:
    if len(said) <= _PIECE:
        return len(said) >= _PIECE // 2 and said in line
    return any(said[at : at + _PIECE] in line for at in range(len(said) - _PIECE + 1))


def _flat(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


class CallersWords(logging.Filter):
    """Replaces any record that would repeat a caller by a bare notice of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = json.dumps(fields_of(record), ensure_ascii=False, default=str)
        if repeats_caller(line):
            record.msg, record.args = "line_withheld", ()
            record.exc_info = record.exc_text = record.stack_info = None
            for name in FIELDS & record.__dict__.keys():
                delattr(record, name)
        return True


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """The only things of a record that are ever written."""
    entry: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": _event_of(record),
    }
    entry.update({name: record.__dict__[name] for name in FIELDS & record.__dict__.keys()})
    if record.exc_info and record.exc_info[0] is not None:
        entry["error"] = record.exc_info[0].__name__
        entry["where"] = _frames(record)
    return entry


def _event_of(record: logging.LogRecord) -> str:
    """Ours is an event name. Others': their template without its arguments, which may quote anything."""
    template = str(record.msg)
    if record.name.startswith(_OURS) or record.args:
        return template[:200]
    return _UNSAFE.sub(" ", template)[:120] if record.name.startswith("uvicorn") else "message"


def _frames(record: logging.LogRecord) -> list[str]:
    trace = record.exc_info[2] if record.exc_info else None
    frames = traceback.extract_tb(trace)[-6:]
    return [f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno} {frame.name}" for frame in frames]


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(fields_of(record), ensure_ascii=False, default=str)


def set_up_logs(stream: Any = None) -> logging.Handler:  # noqa: ANN401
    """Route every logger of the process through the guard. Safe to call twice."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(CallersWords())
    handler.set_name("relais")
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    return handler
