"""What a person types is made safe, and stays readable."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.turns.text import ENGINE_CHARACTERS, clean, defuse, shorten

RASA_COMMAND = re.compile(r"^\s*/")


@pytest.mark.parametrize(
    "typed",
    [
        "/restart",
        '  /inform{"choice": "rpps:10099999996"}',
        "\u200b/affirm",
        "／deny",
        "⁄deny",
        "∕deny",
        "\\/deny",
        "/ / /deny",
        "EXTERNAL: deny",
        "external : /deny",
        "/EXTERNAL: /deny",
        "ＥＸＴＥＲＮＡＬ：deny",
        "\ufeff\u2060 /deny",
        "\n\t/deny",
    ],
)
def test_a_typed_command_loses_its_mark(typed: str) -> None:
    text = defuse(clean(typed))
    assert text[:1].isalpha()
    assert not text.lower().startswith("external")


@pytest.mark.parametrize("typed", ["10/12", "38/5 ce matin", "et/ou", "RDV 15/12 à Gap"])
def test_a_slash_inside_a_sentence_stays(typed: str) -> None:
    assert defuse(clean(typed)) == typed


@given(st.text(max_size=200))
def test_no_text_ever_reaches_the_engine_as_a_command(typed: str) -> None:
    text = defuse(clean(typed))
    assert not RASA_COMMAND.match(text)
    assert defuse(text) == text
    text.encode("utf-8")


def test_controls_direction_marks_and_half_characters_are_dropped() -> None:
    assert clean("fi\u200bè\x00vre \ud800\u202e38\r\nfrissons\t!") == "fièvre 38\nfrissons !"


def test_arabic_and_emoji_survive() -> None:
    assert clean("عندي حمى 🤒") == "عندي حمى 🤒"


@given(st.text(min_size=1, max_size=4000))
def test_the_engine_is_never_given_more_than_its_share(typed: str) -> None:
    assert len(shorten(typed)) <= ENGINE_CHARACTERS


def test_a_long_text_keeps_who_it_is_about_and_what_is_asked() -> None:
    text = "Patiente de 71 ans, Digne. " + "Antécédents sans rapport. " * 200 + "Que faire demain ?"
    short = shorten(text)
    assert short.startswith("Patiente de 71 ans, Digne.")
    assert short.endswith("Que faire demain ?")
