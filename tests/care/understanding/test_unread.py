"""A long message in which no sign was read says so: a normal temperature alone then makes nobody green."""

from __future__ import annotations

import pytest

from care.triage import assess, load_protocols
from care.triage.levels import Level
from care.understanding.reading import read_message
from tests.care.understanding.reading_help import NOW, facts

STRANGE = (
    "Dame sous sunitinib que je visite : elle devient lilas jusqu'aux coudes en gagnant péniblement "
    "son fauteuil préféré. 36,9."
)


def level_of(text: str) -> Level | None:
    found = read_message(text, now=NOW).facts
    return assess(found, caller="nurse", now=NOW, protocols=load_protocols(), text=text).level


def test_what_nothing_read_is_kept_as_a_fact_with_the_callers_words() -> None:
    (fact,) = facts(STRANGE, "finding", "unread_text")
    assert "devient lilas" in fact.evidence
    assert STRANGE[fact.start : fact.end] == fact.evidence


def test_a_normal_temperature_beside_an_unread_story_is_not_green() -> None:
    assert level_of(STRANGE) is Level.AMBER


@pytest.mark.parametrize(
    "text",
    [
        "Sous sunitinib, 36,9 ce soir.",
        "Sous sunitinib, voici la température : 36,9. Merci à vous.",
        "Dame sous sunitinib que je visite : ni frissons ni toux, elle prépare joyeusement son jardin, 36,9.",
    ],
)
def test_a_short_message_or_a_denied_sign_is_no_unread_story(text: str) -> None:
    assert facts(text, "finding", "unread_text") == ()
