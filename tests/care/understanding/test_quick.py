"""A pattern that first looks for a piece it needs finds all that `re` finds."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.evaluate_triage import VIGNETTES
from care.triage.vignettes import load_vignettes
from care.understanding import reading
from care.understanding.normalise import normalise
from care.understanding.quick import Quick

assert reading  # loads every reader


def _patterns(held: Any, name: str) -> Iterator[tuple[str, Quick]]:
    if isinstance(held, Quick):
        yield name, held
    elif isinstance(held, tuple):
        for place, each in enumerate(held):
            yield from _patterns(each, f"{name}[{place}]")


READERS = dict(
    found
    for module, loaded in sorted(sys.modules.items())
    if module.startswith("care.understanding.")
    for name, held in vars(loaded).items()
    for found in _patterns(held, f"{module.rpartition('.')[2]}.{name}")
)


def test_many_readers_are_quick() -> None:
    assert len(READERS) > 120
    assert sum(bool(pattern.needs) for pattern in READERS.values()) > 60


def test_no_reader_loses_a_match_of_any_vignette() -> None:
    texts = [
        normalise(each.text) for path in VIGNETTES.glob("*.yml") for each in load_vignettes(path)
    ]
    for name, pattern in READERS.items():
        plain = re.compile(pattern.pattern)
        lost = [t for t in texts if not pattern.may_be_in(t) and plain.search(t)]
        assert not lost, f"{name} needs {pattern.needs}, and would lose {lost[:3]}"


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"vomi[a-z]*", ("vomi",)),
        (r"(?<![a-z])(?:spo2|saturation) ?\d+", ("aturation", "po2")),
        (r"(?:gilet )?orange", ("orange",)),
        (r"(?:bleu|vert)?\d", ()),
        (r"zona(?: gauche)*|wc", ("wc", "zona")),
        (r"(?:kilo|kilogramme)s?", ("kilo",)),
        (r"[wk]\d", ("k", "w")),
        (r"[^x]+", ()),
        (r"(?i)Zona", ()),
        (r"(?i:Zona)", ()),
        (r"zo(?=na)na", ("zona",)),
        (r"e|a|i|s", ()),
    ],
)
def test_what_a_pattern_needs_is_worked_out_from_it(pattern: str, needs: tuple[str, ...]) -> None:
    assert Quick(pattern).needs == needs


@given(st.text(alphabet="vomirzna 12xkw", max_size=24))
def test_a_quick_pattern_finds_what_re_finds(text: str) -> None:
    for pattern in (
        r"vomi\w*",
        r"(?:zo|ka)na?",
        r"x{2,}|k+w",
        r"(?<!v)o(?:m|r)?i",
        r"\d ?(?:wx|kz)",
    ):
        quick, plain = Quick(pattern), re.compile(pattern)
        assert [m.span() for m in quick.finditer(text)] == [m.span() for m in plain.finditer(text)]
        assert bool(quick.search(text)) is bool(plain.search(text))
