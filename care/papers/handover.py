"""A hand-over on paper, and as plain text for a secure mail."""

from __future__ import annotations

import textwrap

from care.french import full_moment
from care.papers.a4 import Paper, Part, as_pdf
from care.requests.handover import Handover

DRAFT = "Démonstration : protocoles non validés. Le niveau est une aide, il ne remplace pas l'avis médical."
PRIVATE = (
    "Document de soin. À transmettre par messagerie sécurisée de santé (MSSanté) ou en main propre."
)
_WIDTH = 76


def handover_pdf(made: Handover) -> bytes:
    """The summary as PDF, on as few pages as it needs."""
    return as_pdf(
        Paper(
            title=made.heading,
            lead=f"Fiche de transmission (SBAR), établie le {full_moment(made.made_at)}.",
            parts=[
                Part(f"{section.letter} — {section.title}", section.lines, urgent=index == 0)
                for index, section in enumerate(made.sections)
            ],
            foot=f"Relais Onco · {made.reference} · {PRIVATE}",
            banner=DRAFT if made.draft else "",
            one_page=False,
        )
    )


def handover_text(made: Handover) -> str:
    """The summary as plain text: a subject line, then lines that no mail cuts."""
    lines = [
        f"Objet : [Relais Onco] {made.heading}",
        f"Établi le {full_moment(made.made_at)}",
        PRIVATE,
        *([DRAFT] if made.draft else []),
    ]
    for section in made.sections:
        lines += ["", f"{section.letter} - {section.title.upper()}"]
        lines += [f"- {line}" for line in section.lines]
    wrapped = (
        textwrap.wrap(line, _WIDTH, subsequent_indent="  ", break_long_words=False) or [""]
        for line in lines
    )
    return "\n".join(piece for pieces in wrapped for piece in pieces) + "\n"
