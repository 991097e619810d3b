"""A practice sheet on one A4 page."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from care.french import full_date
from care.papers.a4 import Paper, Part, as_pdf
from care.triage.sheets import Sheet

TO_CHECK = "Repères de dose, à vérifier avant tout usage"
STATES = {
    "draft": "Version de travail, non validée par les oncologues de la région. Elle ne remplace ni l'avis ni le "
    "protocole du service.",
    "reviewed": "Version relue, non signée. Elle ne remplace ni l'avis ni le protocole du service.",
    "signed": "",
}


def paper_of(sheet: Sheet, *, phone: str) -> Paper:
    """The sections in the order of the page on the web."""
    return Paper(
        title=sheet.title,
        lead=sheet.summary,
        banner=STATES[sheet.state],
        parts=(
            Part("À faire tout de suite", sheet.do_now, urgent=True),
            Part("Reconnaître", sheet.recognise),
            Part(TO_CHECK, sheet.doses),
            Part("À éviter", sheet.avoid),
            Part("Qui appeler, quand", sheet.call),
            Part("Sources", (provenance(sheet),), plain=True),
        ),
        foot=f"Relais Onco · numéro unique : {phone} · urgence vitale : 15 · {sheet.page}",
    )


def provenance(sheet: Sheet) -> str:
    reviewed = full_date(date.fromisoformat(sheet.meta.reviewed))
    return f"{sheet.meta.source}. Fiche tenue par : {sheet.meta.owner}. Relue le {reviewed}."


@lru_cache(maxsize=64)
def sheet_pdf(sheet: Sheet, phone: str) -> bytes:
    """The sheet as PDF, made once per process. Raises DoesNotFit."""
    return as_pdf(paper_of(sheet, phone=phone))
