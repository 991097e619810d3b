"""The after-cancer pathway: who may enter it, until when, and what it gives."""

from care.pathway.entry import Entry, assess_entry, counts_as_active, what_is_paid
from care.pathway.rules import PathwayRules, load_pathway_rules

__all__ = [
    "Entry",
    "PathwayRules",
    "assess_entry",
    "counts_as_active",
    "load_pathway_rules",
    "what_is_paid",
]
