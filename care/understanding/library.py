"""The lexicons of `data/lexicon/`, read and compiled once per process."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from pydantic import Field

from care.content import DATA, Provenance, Strict, load_content, load_yaml
from care.understanding.frames import Frames
from care.understanding.lexicon import Entry, LexiconFile, PhraseLexicon
from care.understanding.normalise import normalise
from care.understanding.phrase_store import grown

LEXICONS = DATA / "lexicon"
FRAMES = DATA / "frames"
_SHORT_WORDS = DATA / "understanding" / "short_words.yml"
_CARE_TYPES = DATA / "directory" / "care_types.yml"
_REAL_WORDS = LEXICONS / "real_words.yml"


class RealWords(Strict):
    """French words that lie one letter away from a lexicon word and must never be taken for it."""

    meta: Provenance
    words: tuple[str, ...] = Field(min_length=1)


@lru_cache(maxsize=1)
def real_words() -> frozenset[str]:
    """The words no reader may correct."""
    return frozenset(normalise(word) for word in load_content(_REAL_WORDS, RealWords).words)


@lru_cache(maxsize=1)
def phrase_lexicon() -> PhraseLexicon:
    """Symptoms, findings, treatments, cancer sites and the concepts of the frames, in one compiled tree."""
    with collector_paused():
        entries = [*_entries(), *_care_types(), *frames().concepts]
        return PhraseLexicon(entries, real_words=real_words(), grown_by=grown)


@lru_cache(maxsize=1)
def frames() -> Frames:
    """Every file of `data/frames/`."""
    signs = {entry.code: entry for entry in _entries()}
    return Frames.from_files(sorted(FRAMES.glob("*.yml")), signs)


def signs() -> tuple[Entry, ...]:
    """Every symptom and finding that a lexicon knows how to say."""
    return tuple(entry for entry in _entries() if entry.entity in {"symptom", "finding"})


@lru_cache(maxsize=1)
def _entries() -> tuple[Entry, ...]:
    paths = sorted(path for path in LEXICONS.glob("*.yml") if path != _REAL_WORDS)
    return tuple(entry for path in paths for entry in load_content(path, LexiconFile).entries)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Building tens of thousands of lasting objects: the collector would read them over and over."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _care_types() -> list[Entry]:
    """The care types of the directory, by their telling words: a symptom word (`douleur`) is no request."""
    too_wide = words_of("wide_care_words")
    entries: list[Entry] = []
    for kind in load_yaml(_CARE_TYPES)["care_types"]:
        words = [word for word in kind["words"] if normalise(str(word)) not in too_wide]
        if words:
            entries.append(
                Entry(code=kind["code"], entity="care_type", label=kind["label"], phrases=words)
            )
    return entries


class ShortWords(Strict):
    """Closed word lists: short words with a meaning; what is no name."""

    meta: Provenance
    short_words: tuple[str, ...] = Field(min_length=1)
    grammar_words: tuple[str, ...] = Field(min_length=1)
    choice_words: tuple[str, ...] = Field(min_length=1)
    wide_care_words: tuple[str, ...] = Field(min_length=1)
    name_particles: tuple[str, ...] = Field(min_length=1)
    not_names: tuple[str, ...] = Field(min_length=1)


@lru_cache(maxsize=8)
def words_of(name: str) -> frozenset[str]:
    """One of the closed lists: one for each field of `ShortWords`."""
    content = load_content(_SHORT_WORDS, ShortWords)
    return frozenset(normalise(word) for word in getattr(content, name))
