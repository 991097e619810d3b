"""Asking a process whether it is well: alive is not enough, it must answer."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from urllib.parse import urlencode

PROBE_SECONDS = 3.0
CANARY = "bonjour"
CANARY_INTENT = "greet"
_OK = 200


@dataclass(frozen=True, slots=True)
class HttpProbe:
    """Well when this address answers 200 in time."""

    host: str
    port: int
    path: str

    def __call__(self) -> bool:
        return _ask(self.host, self.port, "GET", self.path, None) is not None


@dataclass(frozen=True, slots=True)
class EngineProbe:
    """Well when the engine reads a sentence whose meaning is known: a model that is loaded but
    untrained, or stuck, answers something else or nothing."""

    port: int
    token: str

    def __call__(self) -> bool:
        path = "/model/parse?" + urlencode({"token": self.token})
        answer = _ask("127.0.0.1", self.port, "POST", path, json.dumps({"text": CANARY}))
        if answer is None:
            return False
        try:
            intent = json.loads(answer)["intent"]["name"]
        except (ValueError, KeyError, TypeError):
            return False
        return bool(intent == CANARY_INTENT)


def _ask(host: str, port: int, method: str, path: str, body: str | None) -> bytes | None:
    connection = http.client.HTTPConnection(host, port, timeout=PROBE_SECONDS)
    try:
        connection.request(method, path, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = response.read(1_000_000)
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return answer if response.status == _OK else None
