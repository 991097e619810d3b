"""The material the language model learns from, and is judged on, is honest: varied, and never the same twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from care.understanding.normalise import normalise
from tests.understanding.sentences import (
    EVALUATION,
    EVERYTHING,
    MOVES,
    PURPOSES,
    TRAINING,
    Sentence,
    evaluation_messages,
    messages_of,
    training_sentences,
)

ALIKE = 92.0
LONG = 250
SHORT = 14  # "merci", "oui", "à Toulon": there are only so many ways to say them


def _plain(sentences: list[Sentence]) -> list[str]:
    return [normalise(sentence.text) for sentence in sentences]


def test_every_intent_has_enough_sentences() -> None:
    counted = Counter(sentence.intent for sentence in training_sentences())
    assert set(counted) == EVERYTHING
    assert {name: counted[name] for name in PURPOSES if counted[name] < 120} == {}
    assert {name: counted[name] for name in MOVES if counted[name] < 40} == {}
    assert counted["out_of_scope"] >= 400


def test_every_file_speaks_of_one_intent_and_says_for_whom() -> None:
    for file in TRAINING.glob("*.yml"):
        text = file.read_text(encoding="utf-8")
        assert "# Speaks for:" in text, file.name
        assert text.count("- intent:") == 1, file.name
        assert f"- intent: {file.stem}\n" in text, file.name


def test_no_sentence_is_written_twice() -> None:
    twice = [text for text, times in Counter(_plain(training_sentences())).items() if times > 1]
    assert [text for text in twice if text] == []


def test_no_two_intents_share_nearly_the_same_sentence() -> None:
    sentences = [s for s in training_sentences() if len(s.text) > SHORT]
    plain = _plain(sentences)
    shared = []
    for index, text in enumerate(plain):
        for _, _, other in process.extract(
            text, plain, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=4
        ):
            if sentences[other].intent != sentences[index].intent:
                shared.append((sentences[index].text, sentences[other].text))
    assert shared == []


def test_every_purpose_is_also_learnt_from_long_messages() -> None:
    """Callers bury a request in a letter: a model that only learnt short sentences loses it."""
    counted = Counter(s.intent for s in training_sentences() if len(s.text) >= LONG)
    assert {name: counted[name] for name in PURPOSES if counted[name] < 3} == {}


@pytest.mark.parametrize("file", EVALUATION, ids=lambda file: file.stem)
def test_no_evaluation_message_was_learnt(file: Path) -> None:
    learnt = _plain(training_sentences())
    leaks = []
    for message in messages_of(file):
        plain = normalise(message.text)
        cutoff = ALIKE - 7 if len(plain) > SHORT else 99
        found = process.extractOne(plain, learnt, scorer=fuzz.ratio, score_cutoff=cutoff)
        if plain and found:
            leaks.append((message.text, found[0]))
    assert leaks == []


def test_the_evaluation_set_covers_every_intent_style_and_caller() -> None:
    messages = evaluation_messages()
    assert len(messages) >= 600
    counted = Counter(message.intent for message in messages)
    assert set(counted) == EVERYTHING
    assert min(counted.values()) >= 5
    assert {message.style for message in messages} >= {
        "clinician",
        "lay",
        "sms",
        "voice",
        "typo",
        "long",
    }
    assert {message.caller for message in messages} >= {
        "gp",
        "emergency",
        "nurse",
        "pharmacist",
        "patient",
        "caregiver",
    }


@pytest.mark.parametrize("forbidden", ["[", "](", "{"])
def test_no_sentence_carries_a_hidden_annotation(forbidden: str) -> None:
    assert [s.text for s in training_sentences() if forbidden in s.text] == []
