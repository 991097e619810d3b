"""`relais understand "…"`: the facts read in one message, and what triage makes of them. Nothing is stored."""

from __future__ import annotations

import argparse

from care.clock import SystemClock
from care.settings import load_settings


def run(options: argparse.Namespace) -> int:
    from care.triage import assess, load_protocols
    from care.understanding.reading import read_message

    now = SystemClock().now()
    reading = read_message(options.text, now=now)
    print("Compris :" if reading.facts else "Aucun fait reconnu.")
    for fact in reading.facts:
        code = f" [{fact.code}]" if fact.code else ""
        print(f"  {fact.entity} = {fact.value}{code} ({fact.status}) ← « {fact.evidence} »")
    protocols = load_protocols(mode=load_settings().mode)
    found = assess(
        reading.facts, caller=options.caller, now=now, protocols=protocols, text=options.text
    )
    print(f"Niveau : {found.level} ; conduite : {found.disposition} ; motif : {found.purpose}")
    for match in found.matched:
        print(f"  {match.item} ({match.source}) ← « {match.evidence} »")
    for question in found.missing:
        print(f"  à demander : {question.text_pro}")
    return 0
