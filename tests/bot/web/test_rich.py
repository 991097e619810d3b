"""The small markup of our sentences, on the server."""

from __future__ import annotations

import pytest

from bot.web.rich import rich, split_level


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Appelez le **15**.", "Appelez le <strong>15</strong>."),
        ("Compris : *homme, 70 ans*.", "Compris : <em>homme, 70 ans</em>."),
        ("une ligne\nune autre", "une ligne<br>une autre"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**<script>alert(1)</script>**", "<strong>&lt;script&gt;alert(1)&lt;/script&gt;</strong>"),
        ('<img src=x onerror="x()">', "&lt;img src=x onerror=&#34;x()&#34;&gt;"),
        ("", ""),
    ],
)
def test_only_bold_italics_and_line_ends_become_markup(text: str, shown: str) -> None:
    assert str(rich(text)) == shown


def test_the_dot_that_opens_a_sentence_gives_its_level() -> None:
    assert split_level("🔴 **Avis immédiat.**") == ("red", "**Avis immédiat.**")
    assert split_level("🟠 Sous 48 h.") == ("amber", "Sous 48 h.")
    assert split_level("Bonjour 🔴") == (None, "Bonjour 🔴")
    assert split_level("") == (None, "")
