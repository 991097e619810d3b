"""The front door's parts, made once and handed to whatever names them in its signature."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from fastapi import APIRouter

from bot.engine_port import EnginePort, HttpEngine
from bot.health import ActionsProbe, Health
from bot.metrics import Metrics
from bot.turns.keeper import Keeper
from bot.turns.parts import Readers
from bot.turns.sentences import Sentences, load_sentences
from bot.turns.service import TurnService
from bot.turns.storage import Storage
from care.clock import Clock, SystemClock
from care.settings import Settings
from care.storage.database import Database


@dataclass(frozen=True)
class House:
    """Everything a router or a job can ask for, by the name of its parameter."""

    settings: Settings
    database: Database
    storage: Storage
    clock: Clock
    engine: EnginePort
    readers: Readers
    sentences: Sentences
    metrics: Metrics
    turns: TurnService
    keeper: Keeper
    health: Health

    def call(self, factory: Callable[..., Any]) -> Any:  # noqa: ANN401
        """Call `factory` with the parts it names. Raises TypeError when it needs something else."""
        names = {field.name for field in fields(self)}
        wanted = inspect.signature(factory).parameters
        return factory(**{name: getattr(self, name) for name in wanted if name in names})


def build_house(
    settings: Settings,
    *,
    database: Database | None = None,
    clock: Clock | None = None,
    engine: EnginePort | None = None,
    readers: Readers | None = None,
) -> House:
    database = database or Database(settings.database)
    clock = clock or SystemClock()
    ours = engine is None and settings.engine_urls is None
    engine = engine or http_engine(settings)
    readers = readers or default_readers(settings)
    storage, metrics = Storage(database), Metrics()
    sentences = load_sentences(settings.phone_number)
    turns = TurnService(
        storage,
        engine,
        readers,
        sentences,
        clock,
        metrics,
        engine_seconds=settings.engine_timeout_seconds,
    )
    return House(
        settings=settings,
        database=database,
        storage=storage,
        clock=clock,
        engine=engine,
        readers=readers,
        sentences=sentences,
        metrics=metrics,
        turns=turns,
        keeper=Keeper(turns, Database(settings.tracker, pool_size=2)),
        health=Health(
            storage, engine, metrics, ActionsProbe(settings.actions_port) if ours else None
        ),
    )


def http_engine(settings: Settings) -> HttpEngine:
    token = settings.engine_token.get_secret_value() if settings.engine_token else None
    return HttpEngine(settings.engines, token=token, timeout=settings.engine_timeout_seconds)


def default_readers(settings: Settings) -> Readers:
    """The real safety net and masks. Raises InvalidContent: without them the front door must not open."""
    from bot.safety import load_reader
    from care.triage import load_protocols
    from care.understanding.answers import YesNo, read_yes_no
    from care.understanding.identity import mask_identity
    from care.understanding.noise import text_is_noise

    return Readers(
        safety=load_reader(settings),
        mask=mask_identity,
        is_noise=text_is_noise,
        says_yes_or_no=lambda text: read_yes_no(text) in {YesNo.YES, YesNo.NO},
        repeat=load_protocols(mode=settings.mode).repeat,
    )


def optional(module: str, name: str) -> Any:  # noqa: ANN401
    """An attribute of a part that may not be installed; a part that is there but broken raises."""
    parent = module.rpartition(".")[0]
    if importlib.util.find_spec(parent) is None or importlib.util.find_spec(module) is None:
        return None
    return getattr(importlib.import_module(module), name, None)


def router_of(house: House, module: str) -> APIRouter | None:
    """A part's router: `build_router(…)` called with what it names, or a ready `router`."""
    factory = optional(module, "build_router")
    if factory is not None:
        built: APIRouter = house.call(factory)
        return built
    ready = optional(module, "router")
    return ready if isinstance(ready, APIRouter) else None
