"""Probes. Live: the process answers. Ready: messages can be taken, with the engine once it has been up.

Until the engine has answered a first time we are starting (503). Afterwards an engine that falls does not
take us out of service: the safety net and the safe sentences must go on answering; the status says `degraded`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.responses import JSONResponse, Response

from bot.engine_port import EnginePort
from bot.metrics import Metrics
from bot.turns.storage import Storage
from care.errors import StorageUnavailable
from care.storage.database import newest_revision

# An engine that never came up must not keep the safety net out of service for ever.
STARTING_SECONDS = 300.0
_DATABASE_SECONDS = 3.0
_PROBE_SECONDS = 2.0


Probe = Callable[[], Awaitable[bool]]


class ActionsProbe:
    """Whether the action server on the loopback interface answers: without it the engine has nothing to say."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}/health"

    async def __call__(self) -> bool:
        try:
            async with httpx.AsyncClient(timeout=_PROBE_SECONDS, trust_env=False) as client:
                answer = await client.get(self._url)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK


class Health:
    """What the probes ask, and whether the dialogue was ever up."""

    def __init__(
        self, storage: Storage, engine: EnginePort, metrics: Metrics, actions: Probe | None = None
    ) -> None:
        self._storage = storage
        self._engine = engine
        self._metrics = metrics
        self._actions = actions
        self._engine_was_up = False
        self._started = time.monotonic()

    async def check(self) -> tuple[int, dict[str, Any]]:
        database, engine, actions = await asyncio.gather(
            self._database(), self._engine.ready(), self._actions_up()
        )
        dialogue = engine and actions is not False
        self._engine_was_up = self._engine_was_up or dialogue
        self._metrics.engine_up.set(int(dialogue))
        found = {"front_door": True, "safety_net": True, "database": database, "engine": engine}
        if actions is not None:
            found["actions"] = actions
        checks = {name: "ok" if well else "down" for name, well in found.items()}
        status = self._status(database, dialogue)
        code = 200 if status in {"ready", "degraded"} else 503
        return code, {"status": status, "checks": checks}

    async def _actions_up(self) -> bool | None:
        return await self._actions() if self._actions else None

    def _status(self, database: bool, engine: bool) -> str:
        if not database:
            return "unavailable"
        if engine:
            return "ready"
        starting = time.monotonic() - self._started < STARTING_SECONDS
        return "starting" if starting and not self._engine_was_up else "degraded"

    async def _database(self) -> bool:
        def work(session: Session) -> bool:
            found = session.execute(text("SELECT version_num FROM alembic_version")).scalar()
            return bool(found == newest_revision())

        try:
            async with asyncio.timeout(_DATABASE_SECONDS):
                return await self._storage.read(work)
        except (StorageUnavailable, TimeoutError):
            return False


def build_router(health: Health, metrics: Metrics) -> APIRouter:
    router = APIRouter(tags=["exploitation"])

    @router.get("/health/live", summary="Le processus répond")
    async def live() -> dict[str, str]:
        return {"status": "ok"}

    @router.get(
        "/health/ready",
        summary="Le service peut prendre des messages ; le détail dit ce qui manque",
    )
    async def ready() -> JSONResponse:
        code, body = await health.check()
        return JSONResponse(body, status_code=code)

    @router.get("/metrics", summary="Mesures, au format de Prometheus")
    async def figures() -> Response:
        return Response(metrics.render(), media_type=CONTENT_TYPE_LATEST)

    return router
