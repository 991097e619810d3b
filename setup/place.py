"""Where things are in the clone, and the few settings that set-up itself needs."""

from __future__ import annotations

import os
from pathlib import Path

from setup.failures import SetupFailure

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
STAMPS = ROOT / "var" / "stamps"
LOG = ROOT / "var" / "logs" / "setup.log"
APP = ROOT / ".venv"
ENGINE = ROOT / "engine" / ".venv"
_LAST_PORT = 65533


def read_settings(root: Path = ROOT) -> dict[str, str]:
    """`RELAIS_…` from `.env`, then from the environment, which wins: as the service reads them."""
    found: dict[str, str] = {}
    file = root / ".env"
    if file.is_file():
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            name, separator, value = line.strip().partition("=")
            name = name.replace("export ", "", 1).strip().upper()
            if separator and name.startswith("RELAIS_"):
                found[name] = value.strip().strip("\"'")
    found.update({k.upper(): v for k, v in os.environ.items() if k.upper().startswith("RELAIS_")})
    return found


def read_port(settings: dict[str, str]) -> int:
    text = settings.get("RELAIS_PORT", "8080").strip() or "8080"
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= _LAST_PORT:
        raise SetupFailure(
            f"RELAIS_PORT vaut « {text[:20]} » : donnez un nombre entre 1 et {_LAST_PORT}, "
            "par exemple RELAIS_PORT=8090."
        )
    return int(text)


def read_data_dir(settings: dict[str, str]) -> Path:
    chosen = settings.get("RELAIS_DATA_DIR", "").strip()
    return (ROOT / chosen).resolve() if chosen else ROOT / "var"
