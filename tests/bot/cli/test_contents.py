"""Every content file passes its schema, and a broken one is named."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import protocols
from bot.cli.demo import Demonstration
from care.content import DATA, load_content
from care.errors import InvalidContent
from care.settings import ROOT

# What only directory_sync reads, with a report of its own; and what Rasa checks.
ELSEWHERE = {"communes/communes.yml", "directory/sample_structures.yml"}
RASA = {"nlu", "rules", "stories"}
_RECORD = """
import json, care.content as content
read = []
true_load = content.load_yaml
content.load_yaml = lambda path: (read.append(str(path)), true_load(path))[1]
from bot.cli.protocols import broken_contents
broken_contents()
print(json.dumps(read))
"""


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


def test_no_content_file_escapes_the_check() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _RECORD], cwd=ROOT, capture_output=True, text=True, check=True
    )
    read = {Path(path).resolve() for path in json.loads(ended.stdout)}
    there = {
        path.resolve()
        for path in DATA.rglob("*.yml")
        if path.relative_to(DATA).parts[0] not in RASA
        and path.relative_to(DATA).as_posix() not in ELSEWHERE
    }
    assert there - read == set()
