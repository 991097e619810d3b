"""Finding a sheet by what people type: « la fiche NF svp », « CAT hyperCa », « fiche colite immuno ».

A word counts the more, the fewer sheets use it. An abbreviation must be typed as it is; a longer word may be
cut short or misspelt. Nothing is guessed: words that fit several sheets give all of them.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from care.content import Provenance, Strict, load_content
from care.triage.sheets import SHEETS, Sheet, all_sheets
from care.understanding.normalise import normalise

MOST_CANDIDATES = 6
_CLOSE = 0.7  # of the best score: below it a sheet is no candidate
_ENOUGH = 0.15  # a score below this is chance
_PREFIX, _MISSPELT, _PHRASE = 0.8, 0.7, 1.5
_SHORTEST_PREFIX, _SHORTEST_MISSPELT = 4, 5
_SPELLING = 0.8


class IdleWords(Strict):
    """Words of a request that do not say which sheet."""

    meta: Provenance
    idle: frozenset[str]


@lru_cache(maxsize=1)
def idle_words() -> frozenset[str]:
    return load_content(SHEETS / "words" / "idle.yml", IdleWords).idle


@dataclass(frozen=True, slots=True)
class _Index:
    """The words and phrases of each sheet, and how many sheets share each."""

    sheets: tuple[Sheet, ...]
    words: tuple[frozenset[str], ...]
    phrases: tuple[frozenset[str], ...]
    word_count: Counter[str]
    phrase_count: Counter[str]


@lru_cache(maxsize=1)
def _index() -> _Index:
    sheets = all_sheets()
    phrases = tuple(
        frozenset(_plain(phrase) for phrase in (sheet.title, sheet.short, *sheet.words))
        for sheet in sheets
    )
    words = tuple(
        frozenset(word for phrase in sheet.words for word in said_words(phrase)) for sheet in sheets
    )
    return _Index(
        sheets,
        words,
        phrases,
        Counter(word for each in words for word in each),
        Counter(phrase for each in phrases for phrase in each),
    )


def said_words(text: str) -> list[str]:
    """The words of a message that can name a sheet; empty for « une fiche svp »."""
    return [word for word in _plain(text).split() if word not in idle_words()]


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in normalise(text)).split())


def search_sheets(text: str, among: Sequence[Sheet] | None = None) -> tuple[Sheet, ...]:
    """The sheets these words can mean, best first: one when it is clear, several when it is not, or none."""
    index = _index()
    plain = _plain(text)
    weights = [_meanings(word, index.word_count) for word in said_words(text)]
    scored = [
        (_score(weights, plain, index, place), sheet)
        for place, sheet in enumerate(index.sheets)
        if among is None or sheet in among
    ]
    best = max((score for score, _ in scored), default=0.0)
    if best < _ENOUGH:
        return ()
    kept = [pair for pair in scored if pair[0] >= _CLOSE * best]
    kept.sort(key=lambda pair: -pair[0])
    return tuple(sheet for _, sheet in kept[:MOST_CANDIDATES])


def _score(weights: Sequence[dict[str, float]], plain: str, index: _Index, place: int) -> float:
    words = index.words[place]
    total = sum(
        max((weight for word, weight in meant.items() if word in words), default=0.0)
        for meant in weights
    )
    padded = f" {plain} "
    for phrase in index.phrases[place]:
        if f" {phrase} " in padded and phrase not in idle_words():
            total += _PHRASE / index.phrase_count[phrase]
    return total


def _meanings(said: str, known: Counter[str]) -> dict[str, float]:
    """What a typed word can stand for, each with how much it then weighs."""
    for form in (said, said.removesuffix("s")):
        if form in known:
            return {form: 1 / known[form]}
    if len(said) >= _SHORTEST_PREFIX:
        longer = [word for word in known if word.startswith(said) or _is_cut(word, said)]
        if longer:
            return {word: _PREFIX / known[word] for word in longer}
    if len(said) >= _SHORTEST_MISSPELT:
        alike = difflib.get_close_matches(said, list(known), n=3, cutoff=_SPELLING)
        return {word: _MISSPELT / known[word] for word in alike}
    return {}


def _is_cut(word: str, said: str) -> bool:
    """`immuno` for what was typed `immunotherapies`; short words are no beginning of anything."""
    return len(word) >= _SHORTEST_MISSPELT and said.startswith(word)
