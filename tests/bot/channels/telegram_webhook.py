"""Bringing updates to the webhook, and waiting for what comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from tests.bot.channels.conftest import Door
from tests.fakes.bot_api import BotApi


async def until(true: Callable[[], object], seconds: float = 8.0) -> None:
    for _ in range(int(seconds / 0.02)):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came")


class Webhook:
    """Updates brought to the webhook, and what was sent back."""

    def __init__(self, door: Door, api: BotApi) -> None:
        self.door = door
        self.api = api

    async def bring(self, update: dict[str, Any], answers: int = 1) -> list[str]:
        before = len(self.api.sent)
        assert (await self.door.telegram(update)).status_code == 200
        await until(lambda: len(self.api.sent) >= before + answers)
        await asyncio.sleep(0.1)
        return [message["text"] for message in self.api.sent[before:]]
