"""The dialogue engine behind one small port: what we ask of it, and the HTTP adapter for Rasa's REST channel.

An empty list from Rasa means that something failed behind it (its action server, its policies): here it is
an error like the others. A conversation always goes to the same engine, chosen by a hash of its session.
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from bot.errors import (
    ActionFailed,
    EngineFailure,
    EngineGarbled,
    EngineRefused,
    EngineSilent,
    EngineTimeout,
    EngineUnreachable,
)
from bot.messages import Button, OutgoingMessage

_PROBE_SECONDS = 2.0
# One engine reads one message at a time and waits for its actions meanwhile: more at once only makes each
# slower, until all of them are out of time. The others wait here, and their time starts when they are heard.
AT_ONCE = 6
QUEUE_SECONDS = 15.0
_FALLBACK = "nlu_fallback"


@dataclass(frozen=True, slots=True)
class Saying:
    """One turn for the engine. `text` is masked and short; `turn` lets actions be idempotent."""

    session: str
    text: str
    turn: int
    conversation: str
    channel: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the language model makes of a text."""

    intent: str
    confidence: float


class EnginePort(Protocol):
    """What the front door needs of a dialogue engine. Every method has its own time limit."""

    async def say(self, saying: Saying) -> list[OutgoingMessage]:
        """Return at least one message. Raises EngineFailure."""
        ...

    async def parse(self, text: str) -> Parsed:
        """Raises EngineFailure."""
        ...

    async def forget(self, session: str) -> bool:
        """Ask the engine to start this session afresh; False when it could not be reached."""
        ...

    async def ready(self) -> bool: ...

    async def close(self) -> None: ...


def _authorities(urls: Sequence[str]) -> ssl.SSLContext | bool:
    """Those every machine trusts; none, and a quarter of a second less at the start, where no address needs them."""
    if any(url.startswith("https:") for url in urls):
        return True
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class HttpEngine:
    """Rasa over HTTP. `timeout` bounds a whole call, not each read: a slow drip counts as silence."""

    def __init__(
        self,
        urls: Sequence[str],
        *,
        token: str | None,
        timeout: float,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._urls = tuple(urls)
        self._heard = {url: asyncio.Semaphore(AT_ONCE) for url in self._urls}
        self._params = {"token": token} if token else {}
        self._timeout = timeout
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(timeout, connect=min(1.0, timeout)),
            limits=httpx.Limits(max_connections=64, max_keepalive_connections=32),
            transport=transport,
            trust_env=False,
            verify=_authorities(urls),
        )

    def url_of(self, session: str) -> str:
        digest = hashlib.sha256(session.encode()).digest()
        return self._urls[int.from_bytes(digest[:8]) % len(self._urls)]

    async def say(self, saying: Saying) -> list[OutgoingMessage]:
        body = {
            "sender": saying.session,
            "message": saying.text,
            "metadata": {"turn": saying.turn, "conversation": saying.conversation},
            "input_channel": saying.channel,
        }
        url = self.url_of(saying.session)
        async with self._turn_of(url):
            answer = await self._post(f"{url}/webhooks/rest/webhook", body, self._timeout)
        messages = read_answer(answer)
        if not messages:
            raise EngineSilent
        return messages

    @asynccontextmanager
    async def _turn_of(self, url: str) -> AsyncIterator[None]:
        """Wait to be heard by this engine. Raises EngineTimeout when too many are before us."""
        try:
            async with asyncio.timeout(QUEUE_SECONDS):
                await self._heard[url].acquire()
        except TimeoutError as error:
            raise EngineTimeout("queue") from error
        try:
            yield
        finally:
            self._heard[url].release()

    async def parse(self, text: str) -> Parsed:
        seconds = min(_PROBE_SECONDS, self._timeout)
        answer = await self._post(f"{self.url_of(text)}/model/parse", {"text": text}, seconds)
        return read_parse(answer)

    async def forget(self, session: str) -> bool:
        url = f"{self.url_of(session)}/conversations/{session}/tracker/events"
        try:
            await self._post(url, [{"event": "restart"}], _PROBE_SECONDS)
        except EngineFailure:
            return False
        return True

    async def ready(self) -> bool:
        """True when every engine has a model loaded."""
        try:
            answers = await asyncio.gather(*(self._status(url) for url in self._urls))
        except EngineFailure:
            return False
        return all(isinstance(answer, dict) and answer.get("model_file") for answer in answers)

    async def close(self) -> None:
        await self._client.aclose()

    async def _status(self, url: str) -> Any:  # noqa: ANN401
        return await self._call("GET", f"{url}/status", None, _PROBE_SECONDS)

    async def _post(self, url: str, body: Any, seconds: float) -> Any:  # noqa: ANN401
        return await self._call("POST", url, body, seconds)

    async def _call(self, method: str, url: str, body: Any, seconds: float) -> Any:  # noqa: ANN401
        """One bounded call. Raises EngineFailure; the engine's own words go no further."""
        try:
            async with asyncio.timeout(seconds):
                answer = await self._client.request(method, url, json=body, params=self._params)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise EngineTimeout(type(error).__name__) from error
        except httpx.HTTPError as error:
            raise EngineUnreachable(type(error).__name__) from error
        if answer.status_code != httpx.codes.OK:
            raise EngineRefused(str(answer.status_code))
        try:
            return answer.json()
        except (ValueError, RecursionError) as error:
            raise EngineGarbled("json") from error


def read_parse(answer: Any) -> Parsed:  # noqa: ANN401
    """The intent ranked first, below the fallback Rasa puts in front when it is unsure. Raises EngineGarbled."""
    try:
        ranked = [answer["intent"], *(answer.get("intent_ranking") or [])]
        best = next((intent for intent in ranked if intent["name"] != _FALLBACK), ranked[0])
        return Parsed(str(best["name"] or ""), float(best["confidence"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EngineGarbled("parse") from error


def read_answer(answer: Any) -> list[OutgoingMessage]:  # noqa: ANN401
    """Turn Rasa's list of bubbles into messages, leaving out the blank ones.

    A `custom` bubble with attachments belongs to the message before it; one with an incident means that an
    action failed, and then nothing of the answer is trusted. Raises EngineGarbled or ActionFailed.
    """
    if not isinstance(answer, list):
        raise EngineGarbled("not a list")
    messages: list[OutgoingMessage] = []
    for bubble in answer:
        _add_bubble(messages, bubble)
    return [message for message in messages if message.text.strip() or message.attachments]


def _add_bubble(messages: list[OutgoingMessage], bubble: Any) -> None:  # noqa: ANN401
    if not isinstance(bubble, dict):
        raise EngineGarbled("not a bubble")
    custom = bubble.get("custom")
    custom = custom if isinstance(custom, dict) else {}
    if "incident" in custom:
        raise ActionFailed("action")
    try:
        message = OutgoingMessage(
            text=bubble.get("text") or "",
            buttons=[
                Button(title=button["title"], payload=button["payload"])
                for button in bubble.get("buttons") or []
            ],
            attachments=custom.get("attachments") or [],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise EngineGarbled("bubble") from error
    if messages and not message.text and message.attachments:
        messages[-1].attachments.extend(message.attachments)
    else:
        messages.append(message)
