"""Leading the words of a message through the tree of phrases, all branches at once.

What a place in the middle of a phrase makes of a word is worked out the first time and remembered, so that common
ways of speaking cost one look-up a word. Only words of the lexicons are remembered, never a caller's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from care.understanding.patterns import LONGEST_GAP
from care.understanding.phrase_places import Place, Places, Slips
from care.understanding.words import HARD_BORDER, NO_BORDER, Word

# A gap never swallows a negation: `ventre ~ dur` is not in `le ventre n'est pas dur`.
_DENIES_WHAT_FOLLOWS = frozenset({"pas", "aucun", "aucune", "sans", "ni"})
_NEVER_SKIPPED = frozenset({"pas", "jamais", "sans", "aucun", "aucune", "ni", "non"})
MOST_STATES = 60_000  # about 60 MB; then remembering begins anew
_STRANGE = ""  # stands for every word no phrase holds
_NO_GAP = -1

_Item = tuple[Place, int, bool]
"""A place reached, the words a gap may still skip there (or _NO_GAP), whether one word was misspelled."""


class _State:
    """Every place that the words so far lead to, what ends there, and the states after each word."""

    __slots__ = ("apart", "concepts", "ends", "items", "joined")

    def __init__(
        self,
        items: tuple[_Item, ...],
        ends: tuple[tuple[int, bool], ...],
        concepts: tuple[tuple[str, ...], ...],
    ) -> None:
        self.items = items
        self.ends = ends
        self.concepts = concepts
        self.joined: dict[str, _State | None] = {}  # after a word that follows without a border
        self.apart: dict[str, _State | None] = {}  # after a word beyond a comma or bracket


class Found:
    """What the phrases of one message give: each with its first and last word and whether a word was misspelled."""

    __slots__ = ("concepts", "signs")

    def __init__(self) -> None:
        self.signs: list[tuple[int, int, int, bool]] = []
        self.concepts: list[tuple[tuple[str, ...], int, int]] = []


class Walker:
    """Walks messages through one tree. Safe to share: two threads may only work the same state out twice."""

    def __init__(self, places: Places, known: Callable[[str], bool]) -> None:
        self._places = places
        self._known = known
        self.most_states = MOST_STATES
        self._forget()

    def _forget(self) -> None:
        self._states: dict[tuple[_Item, ...], list[_State]] = {}
        self.count = 0
        self._root = _State(((self._places.root, _NO_GAP, False),), (), ())

    def walk(self, words: Sequence[Word], slips: dict[str, Slips]) -> Found:
        """Every phrase of a message, from each of its words."""
        if self.count > self.most_states:
            self._forget()
        found: Found = Found()
        keys = [self._key(word.text, slips) for word in words]
        root = self._root
        for first in range(len(words)):
            state: _State | None = root
            for at in range(first, len(words)):
                border = words[at].border if at > first else NO_BORDER
                if state is None or border == HARD_BORDER:
                    break
                key = keys[at]
                known = state.joined if border == NO_BORDER else state.apart
                if key in known:
                    state = known[key]
                else:
                    state = self._after(state, words[at].text, slips.get(key), border)
                    if key not in slips:
                        known[key] = state
                if state is not None and (state.ends or state.concepts):
                    _note(found, state, words, first, at)
        return found

    def _key(self, word: str, slips: dict[str, Slips]) -> str:
        held = word in slips or word in _NEVER_SKIPPED or self._known(word)
        return word if held else _STRANGE

    def _after(self, state: _State, word: str, slips: Slips | None, border: int) -> _State | None:
        """The state after a word."""
        reached: dict[_Item, None] = {}
        ended: dict[tuple[Place, bool], None] = {}
        for place, left, slipped in state.items:
            if left != _NO_GAP:
                if border != NO_BORDER:
                    continue
                if left and word not in _NEVER_SKIPPED:
                    reached[place, left - 1, slipped] = None
            for child, slip in self._branches(place, word, None if slipped else slips):
                ended[child, slipped or slip] = None
        for child, slipped in ended:
            if child.goes_on:
                reached[child, _NO_GAP, slipped] = None
            if child.gap is not None:
                reached[child.gap, LONGEST_GAP, slipped] = None
        return self._state(tuple(reached), ended)

    def _branches(
        self, place: Place, word: str, slips: Slips | None
    ) -> Iterable[tuple[Place, bool]]:
        index = self._places.index_of(place)
        for branch in index.places(word):
            yield place.next[branch], False
        if slips is not None:
            for branch in index.places_of(slips):
                yield place.next[branch], True

    def _state(
        self, items: tuple[_Item, ...], ended: Iterable[tuple[Place, bool]]
    ) -> _State | None:
        """One state for all the ways that lead to the same places and end the same phrases."""
        ends = tuple((sign, slipped) for place, slipped in ended for sign in place.ends)
        concepts = tuple(place.concepts for place, _ in ended if place.concepts)
        if not items and not ends and not concepts:
            return None
        alike = self._states.setdefault(items, [])
        for state in alike:
            if state.ends == ends and state.concepts == concepts:
                return state
        state = _State(items, ends, concepts)
        alike.append(state)
        self.count += 1
        return state


def _note(found: Found, state: _State, words: Sequence[Word], first: int, last: int) -> None:
    """Note what ends at a word."""
    if _cut(words, first, last):
        return
    for names in state.concepts:
        found.concepts.append((names, first, last))
    for sign, slipped in state.ends:
        found.signs.append((sign, first, last, slipped))


def _cut(words: Sequence[Word], first: int, last: int) -> bool:
    """A comma gives a last `pas` to what follows, a first `pas` or number to what precedes (`36,5, pas`).

    `essoufflé, rien au repos` is not `essoufflé, rien`; but `je l'appelle, rien.` says that nobody answers.
    """
    if words[last].border != NO_BORDER:
        if words[last].text in _DENIES_WHAT_FOLLOWS:
            return True
        goes_on = last + 1 < len(words) and words[last + 1].border == NO_BORDER
        if words[last].text == "rien" and goes_on:
            return True
    begins = first < last and words[first + 1].border != NO_BORDER
    return begins and (words[first].text in {"pas", "pa"} or words[first].text.isdigit())
