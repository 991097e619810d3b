"""Triage: facts in, an explained level out. Pure and deterministic; the rules are data in `data/protocols/`."""

from care.triage.assessment import Assessment, Match, Question
from care.triage.engine import assess, entities_of
from care.triage.guess import guess_purpose
from care.triage.levels import Disposition, Level, more_severe
from care.triage.protocols import Protocols, load_protocols

__all__ = [
    "Assessment",
    "Disposition",
    "Level",
    "Match",
    "Protocols",
    "Question",
    "assess",
    "entities_of",
    "guess_purpose",
    "load_protocols",
    "more_severe",
]
