"""In the terminal, a button is chosen by its title or its number; anything else is free text."""

from __future__ import annotations

import pytest

from bot.cli.chat import chosen, show

TOWNS = [{"title": "Oui", "payload": "/a"}, {"title": "Une autre ville", "payload": "/b"}]
GRADES = [{"title": grade, "payload": f"/{grade}"} for grade in ("0", "1", "2", "3-4")]


@pytest.mark.parametrize(
    ("text", "payload"),
    [("1", "/a"), ("2", "/b"), ("oui", "/a"), ("3", None), ("0", None), ("Gap", None), ("²", None)],
)
def test_a_number_or_a_title_taps_a_button(text: str, payload: str | None) -> None:
    assert chosen(text, TOWNS) == payload


@pytest.mark.parametrize(
    ("text", "payload"), [("0", "/0"), ("1", "/1"), ("3-4", "/3-4"), ("3", None)]
)
def test_where_titles_are_numbers_only_titles_count(text: str, payload: str | None) -> None:
    assert chosen(text, GRADES) == payload


def test_messages_are_shown_with_their_buttons(capsys: pytest.CaptureFixture[str]) -> None:
    buttons = show([{"text": "Quelle ville ?", "buttons": TOWNS}, {"text": "Merci."}])
    assert buttons == TOWNS
    out = capsys.readouterr().out
    assert "[2] Une autre ville" in out
    assert "Merci." in out
