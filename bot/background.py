"""What runs beside the calls: recovery of interrupted turns, retention, and the jobs other parts bring.

A part adds jobs with `build_jobs(…) -> list[Job]`. A job that fails is logged by its type and runs again
at its next time; none can stop another.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from bot.house import House, optional
from bot.turns import book
from care.booking import forget_old_keys
from care.conversations import erasure
from care.errors import NotFound

log = logging.getLogger("relais.background")

PARTS = ("bot.channels", "bot.console", "bot.api.slots", "bot.api.appointments", "bot.jobs")
_STOP_SECONDS = 3.0
_TIME_TO_READ = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Job:
    """`run` is called every so many seconds; one that never returns is simply kept running."""

    name: str
    every_seconds: float
    run: Callable[[], Awaitable[object]]


def all_jobs(house: House) -> list[Job]:
    jobs = own_jobs(house)
    for part in PARTS:
        factory = optional(part, "build_jobs")
        if factory is not None:
            jobs.extend(house.call(factory))
    return jobs


def own_jobs(house: House) -> list[Job]:
    return [
        Job("interrupted_turns", 20, lambda: recover_turns(house)),
        Job("retention", 3600, lambda: purge(house)),
        Job("asked_erasures", 10, lambda: erase_as_asked(house)),
        Job("old_keys", 3600, lambda: forget_keys(house)),
        Job("trackers", 900, lambda: forget_again(house)),
        Job("engine_probe", 5, house.health.check),
    ]


async def recover_turns(house: House) -> int:
    """Answer, with the safe sentence, the messages a dead front door had stored and not answered."""
    now = house.clock.now()
    left = await house.storage.read(lambda session: book.left_behind(session, now=now))
    for conversation_id, message_id in left:
        with contextlib.suppress(NotFound):
            await house.turns.give_up(conversation_id, message_id)
    return len(left)


async def purge(house: House) -> int:
    """Erase what is older than the retention, a batch at a time."""
    now, days = house.clock.now(), house.settings.retention_days
    old = await house.storage.read(
        lambda session: erasure.expired_conversations(session, now=now, retention_days=days)
    )
    for conversation_id in old:
        with contextlib.suppress(NotFound):
            await house.keeper.erase(conversation_id)
    return len(old)


async def erase_as_asked(house: House) -> None:
    """Erase what callers asked to erase, once they had the time to read that it will be."""
    before = house.clock.now() - _TIME_TO_READ
    asked = await house.storage.read(lambda session: erasure.asked_erasures(session, before=before))
    for conversation_id in asked:
        with contextlib.suppress(NotFound):
            await house.keeper.erase(conversation_id)


async def forget_keys(house: House) -> None:
    """Answers kept for a repeated booking call are needed for a day or so, not for ever."""
    now = house.clock.now()
    await house.storage.write(lambda session: forget_old_keys(session, now))


async def forget_again(house: House) -> None:
    """The engine may have been away, or still writing, when a conversation was erased."""
    since = house.clock.now() - timedelta(days=1)
    sessions = await house.storage.read(
        lambda session: erasure.recently_erased_sessions(session, since=since)
    )
    if sessions:
        await house.keeper.forget(sessions)


@asynccontextmanager
async def running(jobs: list[Job]) -> AsyncIterator[None]:
    """Run the jobs for the length of the block; on the way out they get a moment, then are cut."""
    tasks = [asyncio.create_task(_keep_running(job), name=job.name) for job in jobs]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_STOP_SECONDS):
                await asyncio.gather(*tasks, return_exceptions=True)


async def _keep_running(job: Job) -> None:
    while True:
        try:
            await job.run()
        except Exception:  # a job must outlive any failure
            log.exception("job_failed", extra={"part": job.name})
        await asyncio.sleep(job.every_seconds)
