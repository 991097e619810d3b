"""The few settings that the supervisor needs, read without pydantic: the front door must answer within
three seconds, and half a second of imports before it starts would count. A test keeps this and
care/settings.py alike; the front door itself validates every setting."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.supervisor.errors import SupervisorError
from setup.failures import SetupFailure
from setup.place import read_data_dir, read_port, read_settings


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    host: str
    port: int
    data_dir: Path
    console_login: str
    engine_urls: str | None = None
    engine_token: str | None = field(default=None, repr=False)
    console_password: str | None = field(default=None, repr=False)
    booking_token: str | None = field(default=None, repr=False)

    @property
    def engine_port(self) -> int:
        return self.port + 1

    @property
    def actions_port(self) -> int:
        return self.port + 2


def read_service_settings() -> ServiceSettings:
    """Raises SupervisorError with the sentence to show."""
    told = read_settings()
    try:
        port = read_port(told)
    except SetupFailure as failure:
        raise SupervisorError(str(failure)) from failure
    return ServiceSettings(
        host=told.get("RELAIS_HOST") or "127.0.0.1",
        port=port,
        data_dir=read_data_dir(told),
        console_login=told.get("RELAIS_CONSOLE_LOGIN") or "idec",
        engine_urls=told.get("RELAIS_ENGINE_URLS") or None,
        engine_token=told.get("RELAIS_ENGINE_TOKEN") or None,
        console_password=told.get("RELAIS_CONSOLE_PASSWORD") or None,
        booking_token=told.get("RELAIS_BOOKING_TOKEN") or None,
    )
