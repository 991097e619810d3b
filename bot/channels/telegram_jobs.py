"""Receiving Telegram's updates: asking for them, or telling Telegram where to bring them."""

from __future__ import annotations

import asyncio
import logging

from bot.channels.errors import SendFailure
from bot.channels.telegram_api import POLL_SECONDS, TelegramApi
from bot.channels.telegram_in import TelegramDoor
from bot.errors import DoorError
from care.errors import CareError
from care.settings import Settings

log = logging.getLogger("relais.telegram")

WEBHOOK = "/webhooks/telegram"
_PAUSE_SECONDS = 0.2
_AFTER_FAILURE_SECONDS = 2.0


class Polling:
    """Asks for updates for ever. An update is only given up to us once it is stored: until then the offset
    stays before it, while the updates behind it are already at work."""

    def __init__(self, api: TelegramApi, door: TelegramDoor) -> None:
        self._api = api
        self._door = door
        self._next = 0
        self._at_work: dict[int, asyncio.Task[bool]] = {}

    async def run(self) -> None:
        """Returns only by failing to reach Telegram; the background runs it again."""
        await asyncio.to_thread(_load_library)
        try:
            await self._api.receive_by_polling()
            while True:
                await self.round()
        except SendFailure as failure:
            log.warning("telegram_away", extra={"kind": failure.code, "channel": "telegram"})
            await asyncio.sleep(failure.retry_after or _AFTER_FAILURE_SECONDS)
        except asyncio.CancelledError:
            await self._stop()
            raise

    async def _stop(self) -> None:
        """What is still at work was not confirmed: Telegram gives it again at the next start."""
        for task in self._at_work.values():
            task.cancel()
        await self._api.close()

    async def round(self) -> None:
        """One call, waiting long when nothing is at work."""
        offset = min(self._at_work, default=self._next)
        waiting = 0 if self._at_work else POLL_SECONDS
        for update in await self._api.updates(offset or None, waiting):
            if update.update_id < self._next and update.update_id not in self._at_work:
                continue
            if update.update_id not in self._at_work:
                task = asyncio.ensure_future(self._handle(update))
                self._at_work[update.update_id] = task
                self._next = max(self._next, update.update_id + 1)
        if self._at_work:
            await asyncio.wait(self._at_work.values(), timeout=_PAUSE_SECONDS)
        for update_id, task in list(self._at_work.items()):
            if task.done():
                del self._at_work[update_id]

    async def _handle(self, update: object) -> bool:
        """Try until it is stored; what we can never take is logged by its kind and let go."""
        for attempt in range(1, 6):
            try:
                await self._door.receive(update)  # type: ignore[arg-type]
            except (CareError, DoorError) as error:
                log.warning("update_waits", extra={"kind": type(error).__name__, "count": attempt})
                await asyncio.sleep(_AFTER_FAILURE_SECONDS * attempt)
            except Exception:
                log.exception("update_refused", extra={"channel": "telegram"})
                return False
            else:
                return True
        return False


async def announce(api: TelegramApi, settings: Settings) -> None:
    """Tell Telegram where to bring updates, with the secret it must show."""
    secret = settings.telegram_secret
    if secret is None or settings.public_url is None:
        return
    await asyncio.to_thread(_load_library)
    try:
        await api.receive_by_webhook(settings.own_url + WEBHOOK, secret.get_secret_value())
    except SendFailure as failure:
        log.warning("telegram_away", extra={"kind": failure.code, "channel": "telegram"})


def _load_library() -> None:
    """Loading it takes most of a second: never on the event loop."""
    import telegram.request  # noqa: F401
