"""The vocabulary of care: INCa's domains and the regional additions, read in lay words.

Words are data (`data/directory/care_types.yml`); `dietet*` covers every ending. A misspelled word counts when
it is long and one or two letters away from exactly one care (`dieteticiene`, `assistente sociale`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from care.content import DATA, Provenance, Strict, load_content
from care.places.spelling import Token, joined, tokens_of

_FILE = DATA / "directory" / "care_types.yml"
_LONGEST_PHRASE = 5
_LONG_WORD = 7
_LETTERS = 2
_ALIKE = 0.84


class CareType(Strict):
    """One kind of care. `domain` tells INCa's list from the regional additions."""

    code: str
    label: str
    domain: str
    common: bool = False
    words: tuple[str, ...]


class _CareTypes(Strict):
    meta: Provenance
    care_types: tuple[CareType, ...]


@dataclass(frozen=True, slots=True)
class CareMention:
    """A care named in a text: `text[start:end]` is `evidence`."""

    start: int
    end: int
    evidence: str
    care: CareType


@dataclass(frozen=True, slots=True)
class _Pattern:
    words: tuple[str, ...]
    care: CareType

    def matches(self, tokens: list[Token]) -> bool:
        pairs = zip(self.words, tokens, strict=True)
        return all(_fits(word, token.text) for word, token in pairs)


def _fits(pattern: str, word: str) -> bool:
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return word in (pattern, pattern + "s")


@lru_cache(maxsize=1)
def care_types() -> dict[str, CareType]:
    """The care types by code, in the order of the file. Raises InvalidContent when the file is wrong."""
    return {care.code: care for care in load_content(_FILE, _CareTypes).care_types}


def label_of(code: str) -> str:
    """The French label of a code; the code itself for one that left the vocabulary."""
    return care_types()[code].label if code in care_types() else code


def common_care_types() -> tuple[CareType, ...]:
    """The few offered first when nobody has said what they look for."""
    return tuple(care for care in care_types().values() if care.common)


@lru_cache(maxsize=1)
def _patterns() -> tuple[dict[tuple[int, str], list[_Pattern]], tuple[tuple[str, CareType], ...]]:
    """Patterns by number of words and first letters, and the long single words that may be misspelled."""
    by_size: dict[tuple[int, str], list[_Pattern]] = defaultdict(list)
    long_words: list[tuple[str, CareType]] = []
    for care in care_types().values():
        phrases = {*care.words, joined(tokens_of(care.label)), care.code.replace("_", " ")}
        for phrase in sorted(phrases):
            words = tuple(phrase.split())
            by_size[len(words), words[0].rstrip("*")[:_LETTERS]].append(_Pattern(words, care))
            bare = phrase.rstrip("*")
            if len(words) == 1 and len(bare) >= _LONG_WORD - 1:
                long_words.append((bare, care))
    return by_size, tuple(long_words)


def find_care_types(text: str) -> tuple[CareMention, ...]:
    """Every care a text names, in order, the longest wording first. Exact words before near ones."""
    tokens = tokens_of(text)
    found: list[CareMention] = []
    index = 0
    while index < len(tokens):
        size, care = _care_at(tokens, index)
        if care is not None:
            start, end = tokens[index].start, tokens[index + size - 1].end
            found.append(CareMention(start, end, text[start:end], care))
        index += size
    return tuple(found)


def read_care_types(text: str) -> tuple[CareType, ...]:
    """The cares a text names, each once: `psy et kiné` gives two."""
    return tuple({mention.care.code: mention.care for mention in find_care_types(text)}.values())


def _care_at(tokens: list[Token], index: int) -> tuple[int, CareType | None]:
    by_size, _ = _patterns()
    first = tokens[index].text
    for size in range(min(_LONGEST_PHRASE, len(tokens) - index), 0, -1):
        window = tokens[index : index + size]
        for letters in (first[:_LETTERS], first[:1]):
            for pattern in by_size.get((size, letters), ()):
                if pattern.matches(window):
                    return size, pattern.care
    return 1, _nearly(tokens[index].text)


@lru_cache(maxsize=4096)
def _nearly(word: str) -> CareType | None:
    """The only care a long word nearly names; None when two could be meant."""
    if len(word) < _LONG_WORD or word.isdigit():
        return None
    _, long_words = _patterns()
    alike = {care.code: care for stem, care in long_words if _alike(word, stem)}
    return next(iter(alike.values())) if len(alike) == 1 else None


def _alike(word: str, stem: str) -> bool:
    """Compared on the length of the stem, so that endings stay free."""
    heads = {word[: len(stem) + extra] for extra in (-1, 0, 1)}
    return any(OSA.normalized_similarity(head, stem) >= _ALIKE for head in heads)
