"""What follows an answer, done beside the calls: checks of the next day, and the on-call told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.jobs.notices import NoticeJob
from bot.turns.storage import Storage
from care.clock import Clock
from care.followup.asking import ask_due, hear_late_answers
from care.settings import Settings

if TYPE_CHECKING:
    from bot.background import Job

CHECK_SECONDS = 30.0
NOTICE_SECONDS = 3.0


def build_jobs(settings: Settings, storage: Storage, clock: Clock) -> list[Job]:
    from bot.background import Job
    from bot.channels import senders, words_of
    from bot.channels.telegram_api import TelegramApi

    sms = senders(settings, words_of(settings), TelegramApi(settings)).get("sms")
    notices = NoticeJob(settings, storage, clock, sms)

    async def checks() -> None:
        now = clock.now()
        await storage.write(lambda session: ask_due(session, now=now))
        await storage.write(
            lambda session: hear_late_answers(session, phone=settings.phone_number, now=now)
        )

    return [
        Job("next_day_checks", CHECK_SECONDS, checks),
        Job("notices", NOTICE_SECONDS, notices.run),
    ]
