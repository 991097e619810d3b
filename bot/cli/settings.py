"""The settings table of docs/settings.md, written from care/settings.py."""

from __future__ import annotations

import argparse
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from care.settings import ROOT, Settings

_HEAD = """# Settings

Read from the environment, then from `.env` at the top of the clone, then from the defaults below.
This table is written by `make settings` from `care/settings.py`; a test keeps the two alike.

| Variable | Défaut | Rôle |
| --- | --- | --- |
"""


def run(_options: argparse.Namespace) -> int:
    print(settings_table(), end="")
    return 0


def settings_table() -> str:
    rows = [_row(name, field) for name, field in Settings.model_fields.items()]
    return _HEAD + "\n".join(rows) + "\n"


def _row(name: str, field: FieldInfo) -> str:
    return f"| `RELAIS_{name.upper()}` | {_default(field.default)} | {field.description}{_choices(field)} |"


def _default(value: Any) -> str:  # noqa: ANN401 - a setting's default may be anything
    if value is None:
        return "—"
    return f"`{str(value).replace(str(ROOT) + '/', '')}`"


def _choices(field: FieldInfo) -> str:
    if get_origin(field.annotation) is None or not all(
        isinstance(choice, str) for choice in get_args(field.annotation)
    ):
        return ""
    return " (" + ", ".join(f"`{choice}`" for choice in get_args(field.annotation)) + ")"
