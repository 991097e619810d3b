"""Rasa's REST channel, closed to whoever does not know the token: Rasa itself leaves `/webhooks` open."""

from __future__ import annotations

import hmac
from typing import Any, Awaitable, Callable, Dict, Optional, Text

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse


class RelaisInput(RestInput):
    """Keeps the address `/webhooks/rest/webhook`. Without a token (a developer's own start) it is open."""

    token: Optional[str] = None

    @classmethod
    def name(cls) -> Text:
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> InputChannel:
        return cls()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        blueprint = super().blueprint(on_new_message)
        expected = self.token

        async def refuse_strangers(request: Request) -> Optional[HTTPResponse]:
            if expected is None or hmac.compare_digest(_given(request).encode(), expected.encode()):
                return None
            return response.json({"status": "failure", "reason": "token"}, status=401)

        blueprint.on_request(refuse_strangers)
        return blueprint


def _given(request: Request) -> str:
    return str(request.args.get("token") or request.token or "")
