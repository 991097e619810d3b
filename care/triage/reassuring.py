"""What may lower a level counts only when it is asserted: `je ne sais pas si je suis immunisée` proves nothing."""

from __future__ import annotations

from care.understanding.facts import Fact, Status

_REASSURING = frozenset(
    {
        "immunity_proven",
        "brief_contact",
        "old_contact",
        "eats_drinks_well",
        "drinks_well",
        "recent_stool",
        "no_own_sign",
    }
)


def proves_nothing(fact: Fact) -> bool:
    """Whether a reassuring fact was said with a doubt."""
    return fact.code in _REASSURING and fact.status is Status.UNCERTAIN
