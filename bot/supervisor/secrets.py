"""Secrets that the service makes for itself: shared by environment, or kept in a file for the team."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from bot.supervisor.settings import ServiceSettings

CONSOLE_FILE = "console-password.txt"
BOOKING_FILE = "booking-token.txt"


def service_secrets(settings: ServiceSettings) -> dict[str, str]:
    """Environment variables with every secret that the settings leave to us."""
    data_dir = settings.data_dir
    return {
        "RELAIS_ENGINE_TOKEN": settings.engine_token or secrets.token_urlsafe(24),
        "RELAIS_CONSOLE_PASSWORD": console_password(data_dir, settings.console_password),
        "RELAIS_BOOKING_TOKEN": settings.booking_token or kept_secret(data_dir / BOOKING_FILE, 24),
    }


def console_password(data_dir: Path, chosen: str | None) -> str:
    """The password that somebody chose, or the one in the data folder."""
    return chosen or kept_secret(data_dir / CONSOLE_FILE, 12)


def kept_secret(path: Path, size: int) -> str:
    """The secret in this file; made on first use, readable by its owner only."""
    if path.is_file():
        known = path.read_text(encoding="utf-8").strip()
        if known:
            return known
        path.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(size)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(made + "\n")
    partial.replace(path)
    return made
