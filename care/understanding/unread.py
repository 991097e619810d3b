"""A message of some length in which no sign was read: what it tells is unknown, so a normal temperature proves little.

It is a fact like another, so that a decision made on it can be replayed without the words.
"""

from __future__ import annotations

from collections.abc import Sequence

from care.understanding.facts import Fact, Status
from care.understanding.normalise import Normalised
from care.understanding.words import HARD_BORDER, Word

UNREAD = "unread_text"
_TELLS = frozenset({"symptom", "worry", "request", "care_type"})
_REASSURES = frozenset({"eats_drinks_well", "drinks_well", "good_state", "recent_stool"})
_LONG_WORD = 5  # letters: shorter ones are mostly grammar
_MANY = 6


def unread_text(message: Normalised, facts: Sequence[Fact]) -> Fact | None:
    """The least read sentence, when there is no sign at all, not even denied, and nothing that reassures."""
    if any(fact.entity in _TELLS or fact.code in _REASSURES for fact in facts):
        return None
    spans = [message.span(word.start, word.end) for word in message.words]
    read = [any(f.start < end and start < f.end for f in facts) for start, end in spans]
    stretches = [
        each for each in _sentences(message.words) if _long(message.words, each, read) >= _MANY
    ]
    if not stretches:
        return None
    longest = max(stretches, key=lambda each: _long(message.words, each, read))
    start, end = spans[longest[0]][0], spans[longest[-1]][1]
    said = message.original[start:end]
    return Fact("finding", "texte non compris", UNREAD, said, start, end, Status.AFFIRMED, {})


def _sentences(words: Sequence[Word]) -> list[list[int]]:
    """The positions of the words of each sentence: a greeting beside it makes no story longer."""
    found: list[list[int]] = []
    for at, word in enumerate(words):
        if word.border == HARD_BORDER or not found:
            found.append([])
        found[-1].append(at)
    return found


def _long(words: Sequence[Word], sentence: Sequence[int], read: Sequence[bool]) -> int:
    """How many of its long words nothing read."""
    texts = [words[at].text for at in sentence if not read[at]]
    return sum(len(text) >= _LONG_WORD and text.isalpha() for text in texts)
