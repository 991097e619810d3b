"""Log lines without a caller's words.

Rasa interpolates messages, slots and whole trackers into its log lines, errors included. No list of fields to hide
can be complete, so nothing of a record's text is kept: level, logger, line, event name when it is a constant, and for
an exception its class and where it was raised. An incident is then looked up in the case file, by time.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
import warnings
from typing import Any

_EVENT_NAME = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)+")
OWN_LOGGER = "relais_engine"


class WordlessFormatter(logging.Formatter):
    """Formats a record from its circumstances only. Lines of our own logger, written with constants, are kept."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S%z')} {record.levelname} {record.name}:{record.lineno}"
        if record.name == OWN_LOGGER:
            line += f" {record.getMessage()}"
        elif isinstance(record.msg, str) and _EVENT_NAME.fullmatch(record.msg):
            line += f" {record.msg}"
        if record.exc_info and record.exc_info[0]:
            line += f" {record.exc_info[0].__name__}{_origin(record.exc_info[2])}"
        return line


def _origin(trace: Any) -> str:
    frames = traceback.extract_tb(trace)
    return f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""


def keep_event_name(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """Structlog processor: of an event only its name and its exception go on."""
    kept: dict[str, Any] = {"msg": str(event.get("event", ""))}
    if event.get("exc_info"):
        kept["exc_info"] = event["exc_info"]
    return kept


def hide_warnings() -> None:
    """Rasa quotes messages in warnings, and libraries reset `PYTHONWARNINGS`: none is shown at all."""
    warnings.showwarning = lambda *_, **__: None


def silence_words(level: int = logging.WARNING) -> None:
    """Install the formatter everywhere: root, structlog, Sanic, and warnings that end on stderr."""
    import structlog
    from sanic import log as sanic_log

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WordlessFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.getLogger(OWN_LOGGER).setLevel(logging.INFO)
    for logger in (sanic_log.logger, sanic_log.error_logger, sanic_log.access_logger):
        logger.handlers[:] = [handler]
        logger.setLevel(level)
    logging.lastResort = handler
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, structlog.dev.set_exc_info, keep_event_name],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
