"""Learning signs from the sentences that say them, on a corpus small enough to follow by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

from care.second_look import Learned
from care.second_look.corpus import Example
from care.second_look.features import features
from care.second_look.learning import learn
from care.second_look.store import FILE, load, made_from, save
from care.triage.levels import Level

_WHO = ("mon mari", "ma femme", "papa", "maman", "la patiente du lit trois", "monsieur", "ma sœur", "mon père",
        "notre voisine", "le patient")  # fmt: skip
_SHAKES = ("symptom", "seizure")
_TIRED = ("symptom", "fatigue")


def _corpus() -> list[Example]:
    shakes = [f"{who} vient de trembler de partout les yeux révulsés ce matin" for who in _WHO]
    tired = [f"{who} reste un peu las et se repose volontiers l'après-midi" for who in _WHO]
    asks = [f"{who} cherche une diététicienne du côté de Gardanne pour bientôt" for who in _WHO]
    return [
        *(Example(text, frozenset({_SHAKES}), Level.RED, graded=True) for text in shakes),
        *(Example(text, frozenset({_TIRED}), Level.GREEN, graded=True) for text in tired),
        *(Example(text, frozenset(), None, graded=True) for text in asks),
    ]


@pytest.fixture(scope="module")
def learned() -> Learned:
    return learn(_corpus())


UNSEEN = "mon cousin s'est mis à trembler de partout, les yeux révulsés, juste là"


def test_a_sign_said_with_the_same_words_by_another_person_is_the_likeliest(
    learned: Learned,
) -> None:
    first = learned.signs.likeliest(learned.known(UNSEEN), 1)[0]
    assert (first.entity, first.code) == _SHAKES


def test_a_message_sounds_like_those_it_shares_words_with(learned: Learned) -> None:
    grave = learned.known(UNSEEN)
    mild = learned.known("mon cousin reste un peu las et se repose volontiers le soir")
    asked = learned.known("mon cousin cherche une diététicienne du côté de Gardanne")
    assert learned.red.share(grave) > 0.5 > learned.red.share(mild)
    assert learned.red.share(grave) > 0.5 > learned.red.share(asked)


def test_accents_case_and_apostrophes_do_not_count() -> None:
    assert features("L'ÉLÈVE s’est levé") == features("l eleve s est leve")


def test_values_are_not_learnt_by_heart() -> None:
    assert features("il a 39 de fièvre") == features("il a 40 de fièvre")


def test_nothing_is_guessed_of_a_few_words(learned: Learned) -> None:
    assert learned.known("trembler de partout") == ()
    assert learned.known("") == ()


def test_the_same_texts_give_the_same_numbers(learned: Learned) -> None:
    assert learn(_corpus()) == learned


def test_what_was_learnt_is_read_back_whole(learned: Learned, tmp_path: Path) -> None:
    save(tmp_path, learned, "of these texts")
    assert load(tmp_path) == learned
    assert made_from(tmp_path) == "of these texts"


def test_a_damaged_file_is_the_same_as_none(learned: Learned, tmp_path: Path) -> None:
    assert load(tmp_path) is None
    save(tmp_path, learned, "x")
    whole = (tmp_path / FILE).read_bytes()
    for damaged in (whole[:-1], whole.replace(b"eyes", b"ears") + b"\0", b"", b"no line end"):
        (tmp_path / FILE).write_bytes(damaged)
        assert load(tmp_path) is None
        assert made_from(tmp_path) is None
