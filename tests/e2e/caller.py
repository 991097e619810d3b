"""Somebody talking to the service over its public API."""

from __future__ import annotations

from typing import Any

import httpx


class Caller:
    """Keeps the last answer; `say` types, `tap` presses a button by its title or place."""

    def __init__(self, url: str, *, entry: str = "public", caller: str | None = None) -> None:
        self.http = httpx.Client(base_url=f"{url}/api/v1", timeout=20.0)
        body = {"entry": entry} | ({"caller": caller} if caller else {})
        started = self.http.post("/conversations", json=body)
        assert started.status_code == 201, started.text
        opened = started.json()
        self.id: str = opened["id"]
        self.token: str = opened["token"]
        self.messages: list[dict[str, Any]] = opened["messages"]
        self.state: dict[str, Any] = {}
        self.exchanges = 0

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.messages)

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for message in self.messages for button in message["buttons"]]

    def say(self, text: str) -> str:
        return self._send({"text": text})

    def tap(self, which: str | int) -> str:
        if isinstance(which, int):
            button = self.buttons[which]
        else:
            button = next(b for b in self.buttons if which.lower() in b["title"].lower())
        return self._send({"payload": button["payload"]})

    def _send(self, body: dict[str, str]) -> str:
        answer = self.http.post(
            f"/conversations/{self.id}/messages", json=body, headers=self.headers
        )
        assert answer.status_code == 200, answer.text
        self.messages = answer.json()["messages"]
        self.state = answer.json()["state"]
        self.exchanges += 1
        assert self.messages, "silence"
        assert all(message["text"].strip() for message in self.messages)
        return self.text
