"""The HTTP adapter: every way an engine fails becomes one of our errors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.engine_port import AT_ONCE, HttpEngine, Saying
from bot.errors import (
    ActionFailed,
    EngineFailure,
    EngineGarbled,
    EngineRefused,
    EngineSilent,
    EngineTimeout,
    EngineUnreachable,
)

pytestmark = pytest.mark.anyio
TURN = Saying("session-1", "bonjour", 7, "conversation-1", "web")


def engine(answer: Any, **options: Any) -> HttpEngine:
    async def handle(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Callable):
            result = answer(request)
            return await result if asyncio.iscoroutine(result) else result
        return httpx.Response(200, json=answer)

    options.setdefault("urls", ["http://engine.test"])
    return HttpEngine(
        options["urls"],
        token="t",
        timeout=options.get("timeout", 1.0),
        transport=httpx.MockTransport(handle),
    )


def raising(error: Exception) -> Callable[[httpx.Request], httpx.Response]:
    def handle(_: httpx.Request) -> httpx.Response:
        raise error

    return handle


async def drip(_: httpx.Request) -> httpx.Response:
    await asyncio.sleep(5)
    return httpx.Response(200, json=[{"text": "trop tard"}])


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ([], EngineSilent),
        ([{"text": "  "}], EngineSilent),
        ({"text": "pas une liste"}, EngineGarbled),
        (["pas une bulle"], EngineGarbled),
        ([{"text": "a", "buttons": [{"title": "sans payload"}]}], EngineGarbled),
        ([{"text": ["a"]}], EngineGarbled),
        (lambda _: httpx.Response(200, content=b"<html>"), EngineGarbled),
        (lambda _: httpx.Response(200, content=b"\xff\xfe\xfa"), EngineGarbled),
        (lambda _: httpx.Response(500, json=[{"text": "a"}]), EngineRefused),
        (raising(httpx.ConnectError("nobody")), EngineUnreachable),
        (raising(httpx.ReadError("cut")), EngineUnreachable),
        (raising(httpx.ReadTimeout("slow")), EngineTimeout),
        (drip, EngineTimeout),
        ([{"text": "a"}, {"custom": {"incident": "action_failed"}}], ActionFailed),
    ],
)
async def test_each_failure_is_named(answer: Any, error: type[EngineFailure]) -> None:
    with pytest.raises(error):
        await engine(answer, timeout=0.2).say(TURN)


async def test_attachments_join_the_message_before_them() -> None:
    sheet = {"type": "sheet", "title": "Fiche", "url": "/fiches/1"}
    said = await engine(
        [{"text": "Voici."}, {"custom": {"attachments": [sheet]}}, {"text": "Autre chose ?"}]
    ).say(TURN)
    assert [(message.text, message.attachments) for message in said] == [
        ("Voici.", [sheet]),
        ("Autre chose ?", []),
    ]


async def test_the_engine_learns_ids_and_nothing_else() -> None:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=[{"text": "ok"}])

    await engine(handle).say(TURN)
    assert b'"metadata":{"turn":7,"conversation":"conversation-1"}' in seen[0].content
    assert seen[0].url.params["token"] == "t"


async def test_a_crowd_is_heard_a_few_at_a_time_and_all_of_it_in_time() -> None:
    busy = most = 0

    async def handle(_: httpx.Request) -> httpx.Response:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0.02 * busy)  # the more at once, the slower each
        busy -= 1
        return httpx.Response(200, json=[{"text": "ok"}])

    crowded = engine(handle, timeout=0.5)
    answers = await asyncio.gather(*(crowded.say(TURN) for _ in range(40)))
    assert len(answers) == 40
    assert most == AT_ONCE


async def test_a_conversation_always_goes_to_the_same_engine() -> None:
    several = engine([], urls=[f"http://engine-{n}.test" for n in range(4)])
    sessions = [f"session-{n}" for n in range(200)]
    chosen = {session: several.url_of(session) for session in sessions}
    assert chosen == {session: several.url_of(session) for session in sessions}
    assert len(set(chosen.values())) == 4


async def test_the_intent_behind_the_fallback_is_the_one_reported() -> None:
    answer = {
        "intent": {"name": "nlu_fallback", "confidence": 0.35},
        "intent_ranking": [
            {"name": "nlu_fallback", "confidence": 0.35},
            {"name": "check_request", "confidence": 0.31},
        ],
    }
    parsed = await engine(answer).parse("des nouvelles ?")
    assert (parsed.intent, parsed.confidence) == ("check_request", 0.31)


@pytest.mark.parametrize("answer", [[], {}, {"intent": None}, {"intent": {"name": "a"}}, "non"])
async def test_an_unreadable_parse_is_an_error(answer: Any) -> None:
    with pytest.raises(EngineGarbled):
        await engine(answer).parse("bonjour")


async def test_ready_needs_a_loaded_model_everywhere() -> None:
    assert await engine({"model_file": "m.tar.gz"}).ready()
    assert not await engine({"model_file": None}).ready()
    assert not await engine(raising(httpx.ConnectError("nobody"))).ready()
