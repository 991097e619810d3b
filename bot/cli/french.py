"""argparse in French: its own words, its errors, and one sentence rather than a stack trace."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

_WORDS = (
    (r"^usage: ", "utilisation : "),
    (r"^options:", "options :"),
    (r"^positional arguments:", "arguments :"),
    (r"show this help message and exit", "montrer cette aide"),
)
_MISTAKES = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"mots en trop : \1"),
    (
        r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)",
        r"\1 : \2 n'existe pas ; au choix : \3",
    ),
    (r"argument (.*?): invalid int value: (.*)", r"\1 : \2 n'est pas un nombre entier"),
    (r"argument (.*?): expected one argument", r"\1 : il manque une valeur"),
)


class FrenchParser(argparse.ArgumentParser):
    def format_help(self) -> str:
        return _translate(super().format_help(), _WORDS)

    def format_usage(self) -> str:
        return _translate(super().format_usage(), _WORDS)

    def error(self, message: str) -> NoReturn:
        sentence = _translate(message, _MISTAKES)
        print(f"{sentence}. Voir « {self.prog} --help ».", file=sys.stderr)
        raise SystemExit(2)


def _translate(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for pattern, french in pairs:
        text = re.sub(pattern, french, text, flags=re.MULTILINE)
    return text
