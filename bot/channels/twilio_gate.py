"""Only Twilio gets in: the signature covers our public address, the path, the query and every field, untrimmed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

from fastapi import Request

from bot.channels.errors import NotOurs, Unreadable
from care.settings import Settings

_MOST_FIELDS = 200


class Fields:
    """The form of a call: several values a name are possible, and all are signed."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def getlist(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def get(self, name: str) -> str:
        return self._values.get(name, [""])[0]


def is_open(settings: Settings) -> bool:
    token = settings.twilio_auth_token
    return bool(settings.twilio_account_sid and token and token.get_secret_value())


async def signed_fields(request: Request, settings: Settings) -> Fields:
    """The fields of a call from Twilio. Raises NotOurs, or Unreadable for a body that is no form."""
    from twilio.request_validator import RequestValidator

    token = settings.twilio_auth_token
    signature = request.headers.get("X-Twilio-Signature", "")
    if token is None or not signature or not signature.isascii():
        raise NotOurs
    fields = _form(await request.body())
    query = request.scope["query_string"].decode("latin-1")
    url = settings.own_url + request.url.path + (f"?{query}" if query else "")
    if not RequestValidator(token.get_secret_value()).validate(url, fields, signature):
        raise NotOurs
    return fields


def _form(body: bytes) -> Fields:
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:
        raise Unreadable from error
    return Fields(pairs)
