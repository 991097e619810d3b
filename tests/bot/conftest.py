"""The front door in front of a real database, with fakes of its ports behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from care.clock import FixedClock
from care.settings import Settings
from care.storage.database import Database

if TYPE_CHECKING:
    from bot.engine_port import EnginePort
    from bot.house import House


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path, engine_timeout_seconds=2.0)


class Caller:
    """Somebody at the front door, with one conversation open."""

    def __init__(self, client: httpx.AsyncClient, house: House) -> None:
        self.client = client
        self.house = house
        self.id = ""
        self.token = ""

    async def open(self, **body: str) -> httpx.Response:
        answer = await self.client.post("/api/v1/conversations", json=body)
        if answer.status_code == 201:
            self.id, self.token = answer.json()["id"], answer.json()["token"]
        return answer

    @property
    def auth(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def post(self, body: Any, **headers: str) -> httpx.Response:
        return await self.client.post(
            f"/api/v1/conversations/{self.id}/messages", json=body, headers={**self.auth, **headers}
        )

    async def say(self, text: str, key: str | None = None) -> httpx.Response:
        return await self.post({"text": text}, **({"Idempotency-Key": key} if key else {}))

    async def tap(self, payload: str) -> httpx.Response:
        return await self.post({"payload": payload})

    async def look(self) -> httpx.Response:
        return await self.client.get(f"/api/v1/conversations/{self.id}", headers=self.auth)

    async def texts(self, author: str | None = None) -> list[str]:
        lines = (await self.look()).json()["transcript"]
        return [line["text"] for line in lines if author in (None, line["author"])]


MakeCaller = Callable[..., Caller]


@pytest.fixture
def at_the_door(settings: Settings, database: Database, clock: FixedClock) -> MakeCaller:
    """Make a front door with this engine and somebody in front of it."""
    from bot.app import create_app
    from tests.bot.fakes import FakeEngine, fake_readers

    def make(engine: EnginePort | None = None, **parts: Any) -> Caller:
        app = create_app(
            settings,
            database=parts.get("database", database),
            clock=clock,
            engine=engine or FakeEngine(),
            readers=parts.get("readers") or fake_readers(),
        )
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://front.door")
        return Caller(client, app.state.house)

    return make
