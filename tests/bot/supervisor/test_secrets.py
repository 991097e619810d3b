"""Secrets the service makes are private, and stay the same from one start to the next."""

from __future__ import annotations

from pathlib import Path

from bot.supervisor.secrets import CONSOLE_FILE, kept_secret, service_secrets
from bot.supervisor.settings import ServiceSettings


def test_a_password_is_written_once_for_its_owner_only(tmp_path: Path) -> None:
    settings = ServiceSettings("127.0.0.1", 8080, tmp_path, "idec")
    first = service_secrets(settings)
    second = service_secrets(settings)
    assert first["RELAIS_CONSOLE_PASSWORD"] == second["RELAIS_CONSOLE_PASSWORD"]
    assert first["RELAIS_BOOKING_TOKEN"] == second["RELAIS_BOOKING_TOKEN"]
    assert first["RELAIS_ENGINE_TOKEN"] != second["RELAIS_ENGINE_TOKEN"]
    file = tmp_path / CONSOLE_FILE
    assert file.read_text().strip() == first["RELAIS_CONSOLE_PASSWORD"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_chosen_secret_is_never_written(tmp_path: Path) -> None:
    settings = ServiceSettings(
        "127.0.0.1",
        8080,
        tmp_path,
        "idec",
        console_password="choisi",
        booking_token="choisi-aussi",
    )
    assert "choisi" not in repr(settings)
    assert service_secrets(settings)["RELAIS_CONSOLE_PASSWORD"] == "choisi"
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_filled_again(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("\n")
    assert len(kept_secret(tmp_path / "x", 12)) >= 12
