"""An A4 page in French: real text with its accents, the language and the title said, the same bytes each time.

The library is loaded when the first page is asked for: the front door opens without it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

LANGUAGE = "fr-FR"
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
_MARGIN = 42.0  # points
# What the embedded font has no sign for, and what stands in its place.
_STAND_INS = {
    "₂": "2",
    "₃": "3",
    "→": ":",
    "‑": "-",
    "\u202f": "\u00a0",
    "☐": "-",
    "β": "bêta",
    "✓": "oui",
}
_LEVEL_DOTS = re.compile("[🔴🟠🟢]")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its lines. `urgent` parts stand in a red frame; `plain` lines have no bullet."""

    title: str
    lines: Sequence[str]
    urgent: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: what it is called, its first lines, its parts, and what each page ends on."""

    title: str
    lead: str
    parts: Sequence[Part]
    foot: str
    banner: str = ""
    one_page: bool = True


class DoesNotFit(ValueError):
    """The content is longer than a page at the smallest readable size."""


def as_pdf(paper: Paper) -> bytes:
    """The document as PDF. Raises DoesNotFit when it must hold on one page and cannot."""
    for size in _SIZES:
        body, pages = _build(paper, size)
        if pages == 1 or not paper.one_page:
            return body
    raise DoesNotFit(paper.title)


def size_of_text(paper: Paper) -> float:
    """The size at which the document holds on one page, in points. Raises DoesNotFit."""
    for size in _SIZES:
        if _build(paper, size)[1] == 1:
            return size
    raise DoesNotFit(paper.title)


def _build(paper: Paper, size: float) -> tuple[bytes, int]:
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    _fonts()
    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN - 8,
        bottomMargin=_MARGIN + 6,
        title=_plain(paper.title),
        author="Relais Onco",
        creator="Relais Onco",
        subject=_plain(paper.lead)[:200],
        lang=LANGUAGE,
        invariant=1,
    )

    def foot(canvas: Any, page: Any) -> None:  # noqa: ANN401  (the library's own objects)
        canvas.saveState()
        canvas.setFont("Vera", 7)
        canvas.setFillGray(0.3)
        canvas.drawString(_MARGIN, _MARGIN - 10, _plain(paper.foot)[:140])
        canvas.drawRightString(A4[0] - _MARGIN, _MARGIN - 10, f"page {page.page}")
        canvas.restoreState()

    document.build(_story(paper, size), onFirstPage=foot, onLaterPages=foot)
    return buffer.getvalue(), int(document.page)


def _story(paper: Paper, size: float) -> list[Any]:
    from reportlab.platypus import Paragraph, Spacer

    styles = _styles(size)
    story: list[Any] = []
    if paper.banner:
        story.append(Paragraph(_marked(paper.banner), styles["banner"]))
    story.append(Paragraph(_marked(paper.title), styles["title"]))
    if paper.lead:
        story.append(Paragraph(_marked(paper.lead), styles["lead"]))
    for part in paper.parts:
        if not part.lines:
            continue
        kind = "urgent" if part.urgent else "heading"
        story.append(Paragraph(_marked(part.title), styles[kind]))
        for line in part.lines:
            if part.plain:
                story.append(Paragraph(_marked(line), styles["plain"]))
            else:
                story.append(Paragraph(_marked(line), styles["item"], bulletText="•"))
    story.append(Spacer(1, 2))
    return story


def _styles(size: float) -> dict[str, Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    red, ink, amber = HexColor("#8f1420"), HexColor("#12304a"), HexColor("#7a4a00")
    body = {"fontName": "Vera", "fontSize": size, "leading": size * 1.24}
    bold = {"fontName": "Vera-Bold", "textColor": ink}
    heading = {"fontSize": size + 1, "leading": size * 1.5, "spaceBefore": size * 0.55}
    frame = {"borderColor": amber, "borderWidth": 0.7, "borderPadding": 3, "textColor": amber}
    line = {**body, "spaceBefore": size * 0.14}
    dot = {"bulletIndent": 3, "bulletFontName": "Vera", "bulletFontSize": size, "leftIndent": 12}
    made = {
        "banner": {**body, **frame, "fontSize": size - 1, "spaceAfter": 6},
        "title": {**bold, "fontSize": size + 5, "leading": size + 9},
        "lead": {**body, "spaceBefore": 3, "spaceAfter": 2},
        "heading": {**bold, **heading},
        "urgent": {**bold, **heading, "textColor": red},
        "item": {**line, **dot},
        "plain": line,
    }
    return {name: ParagraphStyle(name, **values) for name, values in made.items()}


@lru_cache(maxsize=1)
def _fonts() -> None:
    """Bitstream Vera, which the library carries: embedded, so that every reader shows the same signs."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    pdfmetrics.registerFont(TTFont("Vera-Bold", "VeraBd.ttf"))
    pdfmetrics.registerFontFamily(
        "Vera", normal="Vera", bold="Vera-Bold", italic="Vera", boldItalic="Vera-Bold"
    )


def _plain(text: str) -> str:
    text = _LEVEL_DOTS.sub("", text)
    for sign, other in _STAND_INS.items():
        text = text.replace(sign, other)
    return "".join(sign for sign in text if ord(sign) < 0x2FFF).strip()


def _marked(text: str) -> str:
    """`**…**` in bold; anything else is text, whatever it looks like."""
    return _BOLD.sub(r"<b>\1</b>", escape(_plain(text), quote=False))
