"""A caller's side of the public API, for the commands that talk to the running service."""

from __future__ import annotations

import uuid
from typing import Any

import httpx

from bot.cli.errors import CommandError
from bot.supervisor.plans import reachable_host
from care.settings import load_settings

_TIMEOUT = httpx.Timeout(20.0, connect=3.0)


class Caller:
    """One conversation with the running service."""

    def __init__(self, url: str | None, caller: str | None = None) -> None:
        if url is None:
            settings = load_settings()
            url = f"http://{reachable_host(settings.host)}:{settings.port}"
        self.url = url.rstrip("/")
        self._client = httpx.Client(base_url=self.url, timeout=_TIMEOUT, trust_env=False)
        body = {"channel": "web"} | ({"caller": caller} if caller else {})
        opened = self._call("POST", "/api/v1/conversations", body)
        self.greeting: list[dict[str, Any]] = opened["messages"]
        self._path = f"/api/v1/conversations/{opened['id']}/messages"
        self._client.headers["Authorization"] = f"Bearer {opened['token']}"

    def say(self, text: str) -> dict[str, Any]:
        return self._call("POST", self._path, {"text": text})

    def tap(self, payload: str) -> dict[str, Any]:
        return self._call("POST", self._path, {"payload": payload})

    def close(self) -> None:
        self._client.close()

    def _call(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            headers = {"Idempotency-Key": uuid.uuid4().hex}
            answer = self._client.request(method, path, json=body, headers=headers)
        except httpx.HTTPError as error:
            raise CommandError(
                f"Le service ne répond pas à {self.url} : démarrez-le avec « make run » ou « relais up »."
            ) from error
        if answer.is_error:
            raise CommandError(f"Le service a refusé : {_title(answer)}")
        result: dict[str, Any] = answer.json()
        return result


def _title(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["title"])
    except (ValueError, KeyError, TypeError):
        return f"réponse {answer.status_code}"
