"""A tree read back is the tree that was grown, for the same phrases only; anything else is grown anew."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from care.understanding import phrase_store
from care.understanding.phrase_store import grown
from care.understanding.phrase_tree import Grown, Said, grow

PHRASES = [
    Said("mal ~ ventre", 0, None),
    Said("mal|douleur* (au|de) tete", 1, None),
    Said("ventre [dur|tres gonfle]", 2, "tense_belly"),
]


def written(tree: Grown) -> str:
    return json.dumps(tree)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "made" / "phrases.json"


@pytest.fixture
def growing(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a tree was grown."""
    times: list[int] = []

    def counted(phrases: list[Said]) -> Grown:
        times.append(len(phrases))
        return grow(phrases)

    monkeypatch.setattr(phrase_store, "grow", counted)
    return times


def test_a_second_start_reads_back_the_same_tree(kept: Path, growing: list[int]) -> None:
    first = grown(PHRASES, kept)
    again = grown(PHRASES, kept)
    assert written(again) == written(first) == written(grow(PHRASES))
    assert len(growing) == 1


@pytest.mark.parametrize(
    "phrases",
    [
        PHRASES[:2],
        [*PHRASES, Said("vomit", 3, None)],
        [Said("mal ~ ventre", 1, None), *PHRASES[1:]],
        [*PHRASES[:2], Said("ventre [dur|tres gonfle]", 2, "soft_belly")],
    ],
)
def test_other_phrases_are_grown_anew(kept: Path, growing: list[int], phrases: list[Said]) -> None:
    grown(PHRASES, kept)
    assert written(grown(phrases, kept)) == written(grow(phrases))
    assert len(growing) == 2


def test_other_code_grows_anew(
    kept: Path, growing: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    grown(PHRASES, kept)
    monkeypatch.setattr(phrase_store, "_GROWN_BY", phrase_store._GROWN_BY[:-1])
    grown(PHRASES, kept)
    assert len(growing) == 2


@pytest.mark.parametrize("damage", [b"", b"short", None])
def test_a_damaged_file_is_grown_anew_and_mended(
    kept: Path, growing: list[int], damage: bytes | None
) -> None:
    first = grown(PHRASES, kept)
    content = kept.read_bytes()
    kept.write_bytes(content[:-3] + b"???" if damage is None else damage)
    assert written(grown(PHRASES, kept)) == written(first)
    assert kept.read_bytes() == content
    assert len(growing) == 2


def test_a_place_that_cannot_be_written_to_only_costs_time(
    tmp_path: Path, growing: list[int]
) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    assert written(grown(PHRASES, file / "phrases.json")) == written(grow(PHRASES))


def test_nothing_is_kept_where_python_keeps_no_compiled_module(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    grown(PHRASES, kept)
    assert not kept.exists()
