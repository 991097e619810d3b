"""The command line speaks French, starts fast and never shows a stack trace."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest
from sqlalchemy.exc import OperationalError

from bot.cli.__main__ import main
from bot.cli.errors import CommandError
from bot.cli.parser import COMMANDS, build_parser
from bot.cli.sentences import sentence_for
from care.errors import InvalidContent
from care.settings import ROOT


def test_help_is_french_and_names_every_command() -> None:
    text = build_parser().format_help()
    assert "utilisation :" in text
    for english in ("usage", "options:", "show this help"):
        assert english not in text
    for name, command in COMMANDS.items():
        assert command.hidden or name in text


def test_help_is_quick() -> None:
    """Processor time, which other work on the machine does not lengthen."""
    took = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([ROOT / "relais", "--help"], check=True, capture_output=True, timeout=20)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    assert min(took) < 0.3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chat", "--nimporte"], "mots en trop"),
        (["slots", "--limit", "beaucoup"], "nombre entier"),
        (["slots", "--kind", "dental"], "au choix"),
        (["understand"], "il manque"),
        (["protocols", "burn"], "au choix"),
        (["danse"], "au choix"),
    ],
)
def test_a_mistake_is_explained_in_french(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    said_to_them = capsys.readouterr().err
    assert said in said_to_them
    assert len(said_to_them.strip().splitlines()) == 1


def test_a_service_that_is_not_running_is_one_sentence() -> None:
    command = [sys.executable, "-m", "bot.cli", "demo", "--url", "http://127.0.0.1:9"]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=30
    )
    assert ended.returncode == 2
    assert "make run" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (CommandError("Faites ceci."), "Faites ceci."),
        (InvalidContent("data/x.yml", "meta: manque"), "data/x.yml"),
        (OSError(28, "No space left on device"), "disque est plein"),
        (PermissionError(13, "Permission denied", "/srv/x"), "/srv/x"),
        (OperationalError("SELECT", {}, Exception("refused")), "RELAIS_DATABASE_URL"),
        (ModuleNotFoundError("x", name="xyz"), "make ready"),
        (ValueError("je crache du sang"), "ValueError"),
    ],
)
def test_any_error_becomes_one_french_sentence_without_a_caller_s_words(
    error: Exception, said: str
) -> None:
    sentence = sentence_for(error)
    assert said in sentence
    assert "sang" not in sentence
    assert "\n" not in sentence
