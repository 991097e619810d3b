"""The front door as an application: `create_app` puts the parts together and mounts what each brings.

Nothing heavy is loaded here: the safety net must answer within three seconds of the start, while the
dialogue engine still loads.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError

from bot import background, health
from bot.api import conversations, docs, triage
from bot.api.problems import ANY_CALL, add_problem_handlers
from bot.engine_port import EnginePort
from bot.house import House, build_house, router_of
from bot.middleware import BodyLimit, Surroundings
from bot.turns.parts import Readers
from care.clock import Clock
from care.settings import Settings
from care.storage.database import Database

log = logging.getLogger("relais.app")

PARTS = (
    "bot.api.directory",
    "bot.api.slots",
    "bot.api.appointments",
    "bot.fhir",
    "bot.channels",
    "bot.console",
    "bot.web",
)
_MIGRATION_RETRY_SECONDS = 2.0


def create_app(
    settings: Settings,
    *,
    database: Database | None = None,
    clock: Clock | None = None,
    engine: EnginePort | None = None,
    readers: Readers | None = None,
) -> FastAPI:
    """The whole front door. What is not given is made from the settings. Raises InvalidContent."""
    house = build_house(settings, database=database, clock=clock, engine=engine, readers=readers)
    migrated = _migrate(house.database)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        later = None if migrated else asyncio.create_task(_migrate_until_done(house.database))
        async with background.running(background.all_jobs(house)):
            yield
        if later is not None:
            later.cancel()
        await house.engine.close()
        house.database.close()

    app = FastAPI(
        title="Relais Onco",
        version="0.1.0",
        description="Le numéro unique du cancer en PACA et en Corse. Ne remplace pas le 15.",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        responses=ANY_CALL,
        lifespan=lifespan,
    )
    app.state.house = house
    for name in ("settings", "database", "clock", "engine", "turns", "keeper", "metrics"):
        setattr(app.state, name, getattr(house, name))
    add_problem_handlers(app, house.sentences, settings.phone_number)
    _mount(app, house)
    app.add_middleware(BodyLimit)
    app.add_middleware(Surroundings, metrics=house.metrics)
    return app


def _mount(app: FastAPI, house: House) -> None:
    app.include_router(conversations.build_router(house.turns, house.keeper))
    app.include_router(house.call(triage.build_router))
    app.include_router(health.build_router(house.health, house.metrics))
    app.include_router(docs.build_router(app))
    for part in PARTS:
        router = router_of(house, part)
        if router is not None:
            app.include_router(router)


def _migrate(database: Database) -> bool:
    """A database that is away at the start must not keep the safety net from answering."""
    try:
        database.migrate()
    except SQLAlchemyError as error:
        log.error("migration_postponed", extra={"kind": type(error).__name__})  # noqa: TRY400
        return False
    return True


async def _migrate_until_done(database: Database) -> None:
    done = False
    while not done:
        await asyncio.sleep(_MIGRATION_RETRY_SECONDS)
        done = await to_thread.run_sync(_migrate, database)
