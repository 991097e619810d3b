"""Every content file passes its schema, and a broken one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import protocols
from bot.cli.demo import Demonstration
from care.content import load_content
from care.errors import InvalidContent


def test_all_contents_are_sound() -> None:
    assert protocols.broken_contents() == []


def test_a_broken_content_is_one_line_naming_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "demo.yml"
    broken.write_text("caller: gp\nlines: [bonjour]\n")
    with pytest.raises(InvalidContent, match="meta"):
        load_content(broken, Demonstration)
    monkeypatch.setattr(
        protocols, "_loaders", lambda: {"x": lambda: load_content(broken, Demonstration)}
    )
    assert len(protocols.broken_contents()) == 1
    assert "demo.yml" in protocols.broken_contents()[0]
