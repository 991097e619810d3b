"""Twilio's REST API as its own client sees it: what was sent, and how to fail next."""

from __future__ import annotations

import json
from typing import Any

from twilio.http import HttpClient
from twilio.http.response import Response


class RestFake(HttpClient):
    """Give it failures as (HTTP status, Twilio code); it answers 201 otherwise."""

    def __init__(self, *failures: tuple[int, int]) -> None:
        self.failures = list(failures)
        self.sent: list[dict[str, str]] = []
        self.urls: list[str] = []
        self.is_async = False

    def request(self, _method: str, url: str, *_: Any, data: Any = None, **__: Any) -> Response:
        self.urls.append(url)
        if self.failures:
            status, code = self.failures.pop(0)
            return Response(status, json.dumps({"status": status, "code": code, "message": "no"}))
        self.sent.append(dict(data))
        return Response(201, json.dumps({"sid": f"SM{len(self.sent)}", "status": "queued"}))
