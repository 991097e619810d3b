"""The closed words of the calendar, written with one slip of the finger: `setpembre`, `novrmbre`, `mecredi`.

Only long words whose first letter is right are forgiven anything (`mari` is no `mardi`); words of five letters may
only have two letters exchanged, unless the word beside them leaves no doubt (`jeudu prochain`).
What is a name or a word in its own right is never taken for a month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

_ANY_SLIP, _EXCHANGE = 6, 5
_REAL = ("ferrier", "javier", "fevier", "mari")


def pattern_of(
    table: Mapping[str, int], proper: Iterable[str], *, shortest: int = _ANY_SLIP
) -> str:
    """A pattern of every word of the table, and of the proper ones with one slip, to put inside a group.

    `shortest`: from how many letters any slip is forgiven.
    """
    forgiven = {form for word in proper for form in _forms(word, shortest)}
    written: dict[str, set[str]] = defaultdict(set)
    for form in forgiven.union(table):
        written[form[0]].add(form[1:])
    groups = (f"{first}(?:{'|'.join(_longest(tails))})" for first, tails in sorted(written.items()))
    return f"(?!(?:{'|'.join(_REAL)})(?![a-z]))(?:{'|'.join(groups)})"


def meant(said: str, table: Mapping[str, int]) -> int:
    """What a word matched by `pattern_of` stands for."""
    known = table.get(said)
    if known is not None:
        return known
    return table[min(table, key=lambda word: (OSA.distance(said, word), -len(word)))]


def _forms(word: str, shortest: int) -> set[str]:
    """Patterns of the word with one slip after its first letter."""
    places = range(1, len(word))
    swapped = {f"{word[:i]}{word[i + 1]}{word[i]}{word[i + 2 :]}" for i in range(1, len(word) - 1)}
    if len(word) < _EXCHANGE:
        return set()
    if len(word) < shortest:
        return swapped
    lost = {word[:i] + word[i + 1 :] for i in places}
    wrong = {f"{word[:i]}[a-z]{word[i + 1 :]}" for i in places}
    added = {f"{word[:i]}[a-z]{word[i:]}" for i in places}
    return swapped | lost | wrong | added


def _longest(tails: Iterable[str]) -> list[str]:
    """The longest first, so that a cut form never hides a whole one."""
    return sorted(tails, key=lambda tail: (-len(tail.replace("[a-z]", "?")), tail))
