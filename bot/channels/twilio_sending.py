"""Pushing SMS and WhatsApp messages through Twilio's API, from a thread: its client blocks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.channels.errors import SendFailure
from bot.channels.texting import bodies
from bot.channels.words import Words
from care.settings import Settings

if TYPE_CHECKING:
    from twilio.http import HttpClient
    from twilio.rest import Client

SEND_SECONDS = 10.0
_API = "https://api.twilio.com"
# Refused for good: not a number, not reachable, blocked by the person, outside WhatsApp's 24 hours…
_LASTING = frozenset({21211, 21408, 21610, 21612, 21614, 63016})


class TwilioSender:
    """One of the two written channels. `http_client` replaces Twilio's own, for tests."""

    def __init__(
        self,
        settings: Settings,
        words: Words,
        channel: str,
        http_client: Callable[[], HttpClient] | None = None,
    ) -> None:
        self._settings = settings
        self._words = words
        self._channel = channel
        self._http_client = http_client

    def parts(self, payload: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        titles = [str(button["title"]) for button in payload.get("buttons", ())]
        text = str(payload["text"])
        return [{"text": body} for body in bodies(self._channel, [(text, titles)], self._words)]

    async def send(self, contact: str, part: Mapping[str, Any]) -> None:
        await asyncio.to_thread(self._create, contact, str(part["text"]))

    def _create(self, contact: str, body: str) -> None:
        from twilio.base.exceptions import TwilioException, TwilioRestException

        prefix = "whatsapp:" if self._channel == "whatsapp" else ""
        try:
            self._client.messages.create(
                to=f"{prefix}{contact}", from_=f"{prefix}{self._own_number}", body=body
            )
        except TwilioRestException as error:
            raise _failure(error.status, error.code) from None
        except (TwilioException, OSError) as error:
            raise SendFailure(type(error).__name__) from None

    @property
    def _own_number(self) -> str:
        own = (
            self._settings.twilio_whatsapp_from
            if self._channel == "whatsapp"
            else self._settings.twilio_sms_from
        )
        return (own or "").removeprefix("whatsapp:")

    @cached_property
    def _client(self) -> Client:
        from twilio.rest import Client

        token = self._settings.twilio_auth_token
        return Client(
            self._settings.twilio_account_sid,
            token.get_secret_value() if token else None,
            http_client=self._http_client() if self._http_client else self._own_http_client(),
        )

    def _own_http_client(self) -> HttpClient:
        from twilio.http.http_client import TwilioHttpClient

        client = TwilioHttpClient(timeout=SEND_SECONDS)
        api = self._settings.twilio_api_url
        return Elsewhere(client, api) if api else client


class Elsewhere:
    """Twilio's HTTP client, sent to the server of the settings."""

    def __init__(self, client: HttpClient, api: str) -> None:
        self._client = client
        self._api = api.rstrip("/")

    def request(self, method: str, url: str, *args: Any, **options: Any) -> Any:  # noqa: ANN401
        return self._client.request(method, url.replace(_API, self._api, 1), *args, **options)


def _failure(status: int, code: int | None) -> SendFailure:
    if status == 429:
        return SendFailure("429", retry_after=5.0)
    lasting = code in _LASTING or (400 <= status < 500 and status not in {401, 403, 408})
    return SendFailure(f"{status} {code or ''}".strip(), lasting=lasting)
