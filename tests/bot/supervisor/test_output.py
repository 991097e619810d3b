"""Logs keep where an error happened, never what a caller said."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.supervisor.output import KEPT_FILES, Output, RotatingFile, skeleton


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-23 09:00:00 ERROR    rasa.core.channels  - rest.message.received.failure text='je crache du sang'",
        "[2026-11-23 09:00:00 +0100] [12] [ERROR] Exception on body {'text': 'je crache du sang'}",
        "ValueError: je crache du sang",
        "je crache du sang",
        '{"event": "je crache du sang", "level": "error"}',
        '  File "/x.py", line 3, in f: je crache du sang',
        "sqlalchemy.exc.OperationalError: (x) [parameters: ('je crache du sang')]",
    ],
)
def test_a_caller_s_words_never_pass(line: str) -> None:
    assert "sang" not in (skeleton(line) or "")


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Traceback (most recent call last):", "Traceback (most recent call last):"),
        ('  File "/app/bot.py", line 12, in answer', '  File "/app/bot.py", line 12, in answer'),
        ("KeyError: 'slot'", "KeyError …"),
        ("2026-11-23 09:00:00 ERROR rasa.core - boom", "2026-11-23 09:00:00 ERROR rasa.core …"),
    ],
)
def test_where_an_error_happened_is_kept(line: str, kept: str) -> None:
    assert skeleton(line) == kept


def test_files_rotate_and_stay_private(tmp_path: Path) -> None:
    file = RotatingFile(tmp_path / "engine.log", max_bytes=200)
    for number in range(200):
        file.write(f"line {number} " + "x" * 40)
    file.close()
    written = sorted(tmp_path.iterdir())
    assert len(written) == KEPT_FILES + 1
    assert all(path.stat().st_size < 400 for path in written)
    assert "line 199" in (tmp_path / "engine.log").read_text()
    assert all(path.stat().st_mode & 0o077 == 0 for path in written)


def test_a_process_that_never_got_ready_says_why(tmp_path: Path) -> None:
    file = RotatingFile(tmp_path / "engine.log")
    output = Output(file, trimmed=True)
    output.pump(io.BytesIO("bruit\nLe modèle manque.\n\n".encode()))
    assert (tmp_path / "engine.log").read_text() == ""
    assert output.last_words() == "Le modèle manque."
    output.write_tail()
    assert "Le modèle manque." in (tmp_path / "engine.log").read_text()
    file.close()
