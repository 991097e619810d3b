"""Sending the notices of the domain, by text message where one can be sent."""

from __future__ import annotations

import logging

from bot.channels.errors import SendFailure
from bot.channels.outbox import Sender
from bot.channels.transfer import international
from bot.turns.storage import Storage
from care.clock import Clock
from care.followup import notices
from care.followup.notices import Errand
from care.settings import Settings

log = logging.getLogger("relais.notices")


class NoticeJob:
    """`sms` is None while no text message can be sent: the notice then stands on the team's list only."""

    def __init__(
        self, settings: Settings, storage: Storage, clock: Clock, sms: Sender | None
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._sms = sms
        self._url = settings.own_url
        self._team = settings.twilio_transfer_to or settings.phone_number

    async def run(self) -> int:
        """Look for urgent requests nobody was told of, then take every step that is due."""
        now = self._clock.now()
        if not await self._storage.read(lambda session: notices.is_needed(session, now=now)):
            return 0
        await self._storage.write(lambda session: notices.open_notices(session, now=now))
        errands = await self._storage.write(
            lambda session: notices.due_errands(session, team=self._team, url=self._url, now=now)
        )
        for errand in errands:
            await self._tell(errand)
        return len(errands)

    async def _tell(self, errand: Errand) -> None:
        now = self._clock.now()
        if self._sms is None:
            await self._storage.write(
                lambda session: notices.note_sent(session, errand, now=now, shown_only=True)
            )
            return
        failure = await self._failure(self._sms, errand)
        if failure is None:
            await self._storage.write(lambda session: notices.note_sent(session, errand, now=now))
            return
        log.error("on_call_not_told", extra={"kind": failure, "part": errand.to})
        await self._storage.write(
            lambda session: notices.note_failed(session, errand, failure, now=now)
        )

    async def _failure(self, sms: Sender, errand: Errand) -> str | None:
        """Send; the code of what went wrong, or None."""
        if not errand.number:
            return "nobody_on_call"
        try:
            for part in sms.parts({"text": errand.text}):
                await sms.send(international(errand.number), part)
        except SendFailure as failure:
            return failure.code
        except Exception as error:  # noqa: BLE001  (whatever a provider's client raises)
            return type(error).__name__
        return None
