"""First come, first served within a conversation; nobody waits for another's."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import TooManyWaiting
from bot.turns.queue import TurnQueue

pytestmark = pytest.mark.anyio


async def test_turns_of_one_conversation_come_in_order_of_arrival() -> None:
    queue, order = TurnQueue(), []

    async def turn(number: int) -> None:
        async with queue.turn("a"):
            await asyncio.sleep(0.002 * (5 - number))
            order.append(number)

    await asyncio.gather(*(turn(number) for number in range(5)))
    assert order == [0, 1, 2, 3, 4]
    assert len(queue) == 0


async def test_conversations_do_not_wait_for_each_other() -> None:
    queue = TurnQueue()
    async with queue.turn("a"), asyncio.timeout(0.5), queue.turn("b"):
        pass


async def test_a_flood_in_one_conversation_is_refused() -> None:
    queue = TurnQueue(max_waiting=1)
    async with queue.turn("a"):
        with pytest.raises(TooManyWaiting):
            async with queue.turn("a"):
                pass
    async with queue.turn("a"):
        pass


async def test_a_turn_that_fails_lets_the_next_one_in() -> None:
    queue = TurnQueue()
    with pytest.raises(ValueError, match="broken"):
        async with queue.turn("a"):
            raise ValueError("broken")
    async with queue.turn("a"):
        pass
    assert len(queue) == 0
