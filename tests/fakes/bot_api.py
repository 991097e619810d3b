"""A Bot API server on this machine: enough of Telegram's for the real client to poll, be called, send and tap."""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import httpx
import uvicorn

TOKEN = "123456:test-token-of-nobody"
BOT = {"id": 123456, "is_bot": True, "first_name": "Relais", "username": "relais_bot"}


@dataclass
class BotApi:
    """What was sent to us, what we are to deliver, and how to fail next."""

    updates: list[dict[str, Any]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    webhook: dict[str, str] = field(default_factory=dict)
    failures: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    broken_polls: int = 0
    url: str = ""

    def __post_init__(self) -> None:
        self._numbers = itertools.count(700)
        self._messages = itertools.count(1)

    # what a person does ---------------------------------------------------------------------------
    def say(self, text: str, chat: int = 41, **more: Any) -> dict[str, Any]:
        return self.push({"message": self.message(chat, text=text, **more)})

    def show(self, chat: int = 41, **what: Any) -> dict[str, Any]:
        return self.push({"message": self.message(chat, **what)})

    def edit(self, text: str, chat: int = 41) -> dict[str, Any]:
        edited = self.message(chat, text=text, edit_date=int(time.time()))
        return self.push({"edited_message": edited})

    def tap(self, data: str, chat: int = 41) -> dict[str, Any]:
        person = {"id": chat, "is_bot": False, "first_name": "Une"}
        number = next(self._numbers)
        query = {"id": f"q{number}", "from": person, "chat_instance": "1", "data": data}
        query["message"] = self.message(chat, text="…")
        return self.push({"callback_query": query}, number)

    def message(self, chat: int, *, kind: str = "private", **what: Any) -> dict[str, Any]:
        return {
            "message_id": next(self._messages),
            "date": int(time.time()),
            "chat": {"id": chat, "type": kind},
            "from": {"id": chat, "is_bot": False, "first_name": "Une"},
            **what,
        }

    def push(self, update: dict[str, Any], number: int | None = None) -> dict[str, Any]:
        whole = {"update_id": number or next(self._numbers), **update}
        self.updates.append(whole)
        return whole

    def buttons(self) -> dict[str, str]:
        """The newest keyboard: title to data."""
        for message in reversed(self.sent):
            markup = message.get("reply_markup")
            if markup:
                rows = json.loads(markup)["inline_keyboard"]
                return {button["text"]: button["callback_data"] for row in rows for button in row}
        return {}

    def texts(self, chat: int = 41) -> list[str]:
        return [message["text"] for message in self.sent if message["chat_id"] == str(chat)]

    # what the client calls --------------------------------------------------------------------------
    async def answer(self, method: str, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if method == "sendMessage" and self.failures:
            return self.failures.pop(0)
        if method == "getUpdates" and self.broken_polls:
            self.broken_polls -= 1
            return 502, {"ok": False, "error_code": 502, "description": "Bad Gateway"}
        call = getattr(self, f"_{method.lower()}", None)
        if call is None:
            return 404, {"ok": False, "error_code": 404, "description": "Not Found"}
        return 200, {"ok": True, "result": await call(given)}

    async def _getme(self, _: dict[str, Any]) -> Any:
        return BOT

    async def _getupdates(self, given: dict[str, Any]) -> Any:
        offset = int(given.get("offset", 0))
        self.offsets.append(offset)
        self.updates = [each for each in self.updates if each["update_id"] >= offset]
        waits = min(float(given.get("timeout", 0)), 2.0)
        for _ in range(int(waits / 0.02)):
            if self.updates:
                break
            await asyncio.sleep(0.02)
        return self.updates[:100]

    async def _sendmessage(self, given: dict[str, Any]) -> Any:
        self.sent.append(given)
        return self.message(int(given["chat_id"]), text=given["text"])

    async def _answercallbackquery(self, given: dict[str, Any]) -> Any:
        self.acknowledged.append(given["callback_query_id"])
        return True

    async def _setwebhook(self, given: dict[str, Any]) -> Any:
        self.webhook = given
        return True

    async def _deletewebhook(self, _: dict[str, Any]) -> Any:
        self.webhook = {}
        return True

    def deliver(self, update: dict[str, Any], **headers: str) -> httpx.Response:
        """Bring an update to the webhook, with the secret it was set with."""
        shown = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"]} | headers
        return httpx.post(self.webhook["url"], json=update, headers=shown, timeout=20)

    # the server -----------------------------------------------------------------------------------
    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        body = b""
        while True:
            piece = await receive()
            body += piece.get("body", b"")
            if not piece.get("more_body"):
                break
        given = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        path = scope["path"]
        known = path.startswith(f"/bot{TOKEN}/")
        unknown = (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        status, answer = await self.answer(path.rsplit("/", 1)[1], given) if known else unknown
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(answer).encode()})


class Running:
    """The server in a thread of its own, as long as the block lasts."""

    def __init__(self) -> None:
        self.api = BotApi()
        config = uvicorn.Config(
            self.api, host="127.0.0.1", port=0, log_level="error", lifespan="off", ws="none"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> BotApi:
        self._thread.start()
        until = time.monotonic() + 10
        while not self._server.started and time.monotonic() < until:
            time.sleep(0.01)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.api.url = f"http://127.0.0.1:{port}"
        return self.api

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(5)
