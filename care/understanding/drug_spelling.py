"""Medicine names written as they are heard: `pembrolizoumab`, `folfirinoks`, `carbo platine`, `taxotaire`.

Only words that no lexicon and no French word list of ours knows are compared, by sound then by letters: the longer
the name, the more may differ. The words of `data/lexicon/real_words.yml` are never taken for a medicine.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from care.understanding.lexicon import Entry, Match
from care.understanding.library import phrase_lexicon, real_words
from care.understanding.normalise import Normalised
from care.understanding.patterns import expand
from care.understanding.words import NO_BORDER, Word

_SHORTEST = 6
_NAMED = frozenset({"drug", "protocol"})
_ARTICLES = ("du", "de", "le", "la", "les", "sous", "l", "d", "del", "dela")
_KEYS = (
    (re.compile(r"h"), ""),
    (re.compile(r"p(?=f)"), ""),
    (re.compile(r"y"), "i"),
    (re.compile(r"eau|au|aux"), "o"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"ai|ei|et$|er$|ez$|ee"), "e"),
    (re.compile(r"sc(?=[ei])|c(?=[ei])|ss|z|ts"), "s"),
    (re.compile(r"qu|ck|k|cc|q"), "c"),
    (re.compile(r"cs|ct?s"), "x"),
    (re.compile(r"g(?=[ei])"), "j"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(?:am|em)(?=[bp])|en(?=[^aeiou]|$)"), "an"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=...)(?:e?s|e|t|x)$"), ""),
)


def drug_key(word: str) -> str:
    """How a medicine's name sounds to a French ear, roughly."""
    word = word.replace("ph", "f")
    for pattern, replacement in _KEYS:
        word = pattern.sub(replacement, word)
    return word


class DrugSpeller:
    """Finds the medicine that an unknown word stands for. Built once, shared, never changed."""

    def __init__(self, entries: Iterable[Entry], real: frozenset[str]) -> None:
        self._real = real
        self._by_key: dict[str, list[Entry]] = defaultdict(list)
        self._starts: dict[str, list[str]] = defaultdict(list)
        self._by_name: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            for name in _brands(entry):
                if entry not in self._by_name[name]:
                    self._by_name[name].append(entry)
            for name in _names(entry):
                key = drug_key(name)
                if entry not in self._by_key[key]:
                    self._by_key[key].append(entry)
        for key in self._by_key:
            self._starts[key[0]].append(key)
        self._found = lru_cache(maxsize=4096)(self._search)

    def entry_for(self, word: str) -> Entry | None:
        """The one medicine a written word may stand for; None when none or several could."""
        if len(word) < _SHORTEST or not word.isalpha() or word in self._real:
            return None
        return self._found(word)

    def _search(self, word: str) -> Entry | None:
        key = drug_key(word)
        exact = self._by_key.get(key)
        if exact:
            return exact[0] if len(exact) == 1 else None
        return self._near(key) or self._stuck(word)

    def _stuck(self, word: str) -> Entry | None:
        """`lerbitux`, `dutaxol`: the article written in one with an exact name."""
        for article in _ARTICLES:
            name = word.removeprefix(article)
            entries = self._by_name.get(name, ()) if name != word else ()
            if len(entries) == 1 and (len(article) > 1 or name[0] in "aeiouyh"):
                return entries[0]
        return None

    def _near(self, key: str) -> Entry | None:
        slips = _allowed(len(key))
        if not slips or not key:
            return None
        near = process.extract(
            key, self._starts.get(key[0], ()), scorer=OSA.distance, score_cutoff=slips, limit=2
        )
        likely = [(name, slip) for name, slip, _ in near if _allowed(len(name)) >= slip]
        if not likely or (len(likely) > 1 and likely[0][1] == likely[1][1]):
            return None
        entries = self._by_key[likely[0][0]]
        return entries[0] if len(entries) == 1 else None


def heard_drugs(message: Normalised, found: Sequence[Match]) -> Iterator[Match]:
    """Matches for the words, alone or two by two, that nothing else explains."""
    words = message.words
    taken = {index for match in found for index in range(match.first, match.last + 1)}
    speller, known = drug_speller(), phrase_lexicon().words
    skip = -1
    for index, word in enumerate(words):
        if index <= skip or index in taken:
            continue
        pair = _pair(words, index, taken)
        entry = speller.entry_for(pair) if pair else None
        if entry is not None and pair is not None and _is_whole(pair, entry):
            skip = index + 1
            yield Match(entry, word.start, words[skip].end, index, skip, True)
            continue
        entry = None if word.text in known else speller.entry_for(word.text)
        if entry is not None:
            yield Match(entry, word.start, word.end, index, index, True)


@lru_cache(maxsize=1)
def drug_speller() -> DrugSpeller:
    """The speller of the lexicon's treatments, compiled at the first question."""
    entries = [entry for entry in phrase_lexicon().entries if entry.entity == "treatment"]
    return DrugSpeller(entries, real_words())


@lru_cache(maxsize=1024)
def _names_of(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names of one entry, and how they sound."""
    names = {
        name
        for entry in phrase_lexicon().entries
        if entry.entity == "treatment" and entry.code == code
        for name in _names(entry)
    }
    return frozenset(names), frozenset(map(drug_key, names))


def _is_whole(pair: str, entry: Entry) -> bool:
    """Two words said apart make a name exactly, or a long one by its sound."""
    names, keys = _names_of(entry.code)
    return pair in names or (len(pair) >= _SHORTEST + 4 and drug_key(pair) in keys)


def _pair(words: Sequence[Word], index: int, taken: set[int]) -> str | None:
    """A word and the next written as one, when nothing parts them."""
    following = index + 1
    if following >= len(words) or following in taken or words[following].border != NO_BORDER:
        return None
    first, second = words[index].text, words[following].text
    return first + second if min(len(first), len(second)) >= 2 else None


def _names(entry: Entry) -> Iterator[str]:
    """The names of one word and six letters or more, and the long generic words that a prefix stands for."""
    for options in _alone(entry):
        for name in (option.rstrip("*") for option in options):
            if len(name) >= _SHORTEST and name.isalpha() and not _cut(name, options):
                yield name


def _brands(entry: Entry) -> Iterator[str]:
    """The names of a drug or a protocol that an article may be stuck to: five letters are enough."""
    if entry.attributes.get("kind") in _NAMED:
        for options in _alone(entry):
            for name in (option.rstrip("*") for option in options):
                if len(name) >= _SHORTEST - 1 and name.isalpha():
                    yield name


def _alone(entry: Entry) -> Iterator[tuple[str, ...]]:
    """The options of each phrase of one word."""
    for phrase in entry.phrases:
        for sequence in expand(phrase):
            if len(sequence) == 1:
                yield sequence[0]


def _cut(name: str, options: tuple[str, ...]) -> bool:
    """A prefix (`irradi*`) is no name."""
    return f"{name}*" in options and len(name) < 12


def _allowed(letters: int) -> int:
    """How many slips of sound a name of that length forgives."""
    return 0 if letters < 6 else 1 if letters < 9 else 2
