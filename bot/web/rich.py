"""The small markup of our sentences, on the server: escaped first, then bold, italics and line ends."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

LEVEL_DOTS = {"🔴": "red", "🟠": "amber", "🟢": "green"}
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_ITALIC = re.compile(r"\*(?!\s)([^*\n]+?)\*")


def rich(text: str) -> Markup:
    """`**bold**`, `*italics*`; everything else is text, whoever wrote it."""
    safe = _BOLD.sub(r"<strong>\1</strong>", str(escape(text)))
    safe = _ITALIC.sub(r"<em>\1</em>", safe)
    return Markup(safe.replace("\n", "<br>"))  # noqa: S704  (escaped above)


def split_level(text: str) -> tuple[str | None, str]:
    """The level a sentence opens on, and the sentence without its dot."""
    level = LEVEL_DOTS.get(text[:1])
    return (level, text[1:].lstrip()) if level else (None, text)
