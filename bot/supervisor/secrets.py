"""Secrets that the service makes for itself: shared by environment, or kept in a file for the team."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pydantic import SecretStr

from care.settings import Settings

CONSOLE_FILE = "console-password.txt"
BOOKING_FILE = "booking-token.txt"


def service_secrets(settings: Settings) -> dict[str, str]:
    """Environment variables with every secret that the settings leave to us."""
    return {
        "RELAIS_ENGINE_TOKEN": _given(settings.engine_token) or secrets.token_urlsafe(24),
        "RELAIS_CONSOLE_PASSWORD": console_password(settings),
        "RELAIS_BOOKING_TOKEN": _given(settings.booking_token)
        or kept_secret(settings.data_dir / BOOKING_FILE, 24),
    }


def console_password(settings: Settings) -> str:
    return _given(settings.console_password) or kept_secret(settings.data_dir / CONSOLE_FILE, 12)


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


def _given(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
