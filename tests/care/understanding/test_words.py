"""Texting: one written word that stands for two, each with its own place in the text."""

from __future__ import annotations

import pytest

from care.understanding.words import split_words


@pytest.mark.parametrize(
    ("written", "verb"), [("jclaque", "claque"), ("jvomis", "vomis"), ("jpeux", "peux")]
)
def test_a_pronoun_run_into_its_verb_is_opened_at_the_verb(written: str, verb: str) -> None:
    text = f"et {written} encore"
    words = split_words(text)
    assert [word.text for word in words] == ["et", "je", verb, "encore"]
    assert text[words[2].start : words[2].end] == verb


@pytest.mark.parametrize("word", ["joue", "jambe", "jtm", "jpg", "je"])
def test_a_word_that_begins_with_a_j_is_left_whole(word: str) -> None:
    assert [each.text for each in split_words(word)] == [word]
