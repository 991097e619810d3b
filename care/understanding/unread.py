"""A message of some length in which no sign was read: what it tells is unknown, so a normal temperature proves little.

It is a fact like another, so that a decision made on it can be replayed without the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from care.understanding.facts import Fact, Status
from care.understanding.normalise import Normalised

UNREAD = "unread_text"
_TELLS = frozenset({"symptom", "worry", "request", "care_type"})
_REASSURES = frozenset({"eats_drinks_well", "drinks_well", "good_state", "recent_stool"})
_LONG_WORD = 5  # letters: shorter ones are mostly grammar
_MANY = 6


def unread_text(message: Normalised, facts: Sequence[Fact]) -> Fact | None:
    """The longest stretch that nothing read, when there is no sign at all, not even denied, and nothing reassuring."""
    if any(fact.entity in _TELLS or fact.code in _REASSURES for fact in facts):
        return None
    spans = [message.span(word.start, word.end) for word in message.words]
    strange = [
        len(word.text) >= _LONG_WORD
        and word.text.isalpha()
        and not any(fact.start <= start and end <= fact.end for fact in facts)
        for word, (start, end) in zip(message.words, spans, strict=True)
    ]
    if sum(strange) < _MANY:
        return None
    taken = [any(f.start < end and start < f.end for f in facts) for start, end in spans]
    stretches = [
        [*each] for read, each in groupby(range(len(spans)), taken.__getitem__) if not read
    ]
    longest = max(stretches, key=lambda each: sum(strange[at] for at in each))
    start, end = spans[longest[0]][0], spans[longest[-1]][1]
    said = message.original[start:end]
    return Fact("finding", "texte non compris", UNREAD, said, start, end, Status.AFFIRMED, {})
