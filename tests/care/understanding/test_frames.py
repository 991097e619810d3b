"""Frames: a sign said by its parts, whatever their order, refused where a sentence denies it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from care.errors import InvalidContent
from care.understanding.facts import Status
from care.understanding.frames import FRAMED_AT_MOST, Frames
from care.understanding.lexicon import Entry, PhraseLexicon
from care.understanding.normalise import Normalised
from care.understanding.numbers import Draft

META = "meta: {owner: essai, source: essai, reviewed: '2026-11-23'}\n"
FILE = """
concepts:
  limb: [jambe*, mollet*]
  fails: [lache*, flanche*, "[ne|n|] porte* plus"]
  asleep: [fourmi*, endormie*]
frames:
  - {code: leg_weakness, all: [limb, fails], none: [asleep], within: 5}
"""
SIGNS = {
    "leg_weakness": Entry(
        code="leg_weakness", entity="symptom", label="faiblesse", phrases=("faiblesse",)
    )
}


def frames_of(folder: Path, text: str = FILE) -> Frames:
    path = folder / "essai.yml"
    path.write_text(META + text, encoding="utf-8")
    return Frames.from_files([path], SIGNS)


def read(folder: Path, text: str) -> Sequence[Draft]:
    known = frames_of(folder)
    message = Normalised(text)
    return known.read(message, PhraseLexicon(known.concepts).search(message))


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("ce matin la jambe droite a lâché dans l'escalier", "jambe droite a lache"),
        ("elle flanche de plus en plus, cette jambe", "flanche de plus en plus, cette jambe"),
        ("mes mollets ne portent plus", "mollets ne portent plus"),
    ],
)
def test_the_parts_are_found_in_any_order(tmp_path: Path, text: str, evidence: str) -> None:
    (draft,) = read(tmp_path, text)
    assert (draft.entity, draft.code, draft.status) == ("symptom", "leg_weakness", Status.AFFIRMED)
    assert Normalised(text).text[draft.start : draft.end] == evidence


@pytest.mark.parametrize(
    "text",
    [
        "j'ai mal à la jambe",
        "j'ai mal à la jambe. Le boulot me lâche",
        "la jambe que le kiné masse chaque mardi depuis deux mois dans son cabinet lâche",
        "la jambe est endormie et flanche",
    ],
)
def test_parts_far_apart_or_explained_make_no_sign(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == []


@pytest.mark.parametrize("text", ["la jambe n'a pas lâché", "elle ne flanche pas, la jambe"])
def test_a_sign_denied_is_read_as_denied(tmp_path: Path, text: str) -> None:
    (draft,) = read(tmp_path, text)
    assert draft.status is Status.DENIED


def test_a_denial_of_something_else_denies_nothing(tmp_path: Path) -> None:
    (draft,) = read(tmp_path, "pas de fièvre mais la jambe lâche")
    assert draft.status is Status.AFFIRMED


@pytest.mark.parametrize("text", ["ne porte plus la jambe", "il ne porte pas bien sur sa jambe"])
def test_a_no_that_is_part_of_the_sign_denies_nothing_after_it(tmp_path: Path, text: str) -> None:
    file = FILE.replace("porte* plus", "porte* plus|pas")
    known = frames_of(tmp_path, file)
    message = Normalised(text)
    found = PhraseLexicon(known.concepts).search(message)
    (draft,) = known.read(message, found)
    assert draft.status is Status.AFFIRMED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FILE.replace("leg_weakness", "unheard_of"), "unheard_of"),
        (FILE.replace("[limb, fails]", "[limb, falls]"), "falls"),
    ],
)
def test_a_frame_of_unknown_names_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InvalidContent, match=said):
        frames_of(tmp_path, text)


def test_a_concept_defined_twice_is_refused(tmp_path: Path) -> None:
    for name in ("one.yml", "two.yml"):
        (tmp_path / name).write_text(META + FILE, encoding="utf-8")
    with pytest.raises(InvalidContent, match="limb"):
        Frames.from_files(sorted(tmp_path.glob("*.yml")), SIGNS)


def test_a_message_that_repeats_a_word_a_thousand_times_is_read(tmp_path: Path) -> None:
    assert len(read(tmp_path, "jambe lâche " * 1000)) <= FRAMED_AT_MOST
