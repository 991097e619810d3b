"""Whoever does not prove who they are gets 403 and nothing happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from twilio.request_validator import RequestValidator

from tests.bot.channels.conftest import KEY, PUBLIC, MakeDoor, read_twiml

pytestmark = pytest.mark.anyio

CALL = {"CallSid": "CA1", "From": "+33465719999", "CallStatus": "in-progress"}
TEXT = {
    "MessageSid": "SM1",
    "From": "+33465719999",
    "Body": "bonjour, je cherche un psy",
    "NumMedia": "0",
}
UPDATE = {
    "update_id": 9,
    "message": {
        "message_id": 1,
        "date": 1700000000,
        "chat": {"id": 5, "type": "private"},
        "from": {"id": 5, "is_bot": False, "first_name": "Une"},
        "text": "bonjour",
    },
}
PATHS = [("/webhooks/twilio/voice", CALL), ("/webhooks/twilio/messages", TEXT)]


def signed(path: str, fields: dict[str, str], *, key: str = KEY, base: str = PUBLIC) -> str:
    return str(RequestValidator(key).compute_signature(base + path, fields))


FORGERIES: dict[str, Callable[[str, dict[str, str]], Any]] = {
    "none": lambda _, __: None,
    "empty": lambda _, __: "",
    "not ascii": lambda _, __: "éé".encode(),
    "another key": lambda path, fields: signed(path, fields, key="another key"),
    "another scheme": lambda path, fields: signed(path, fields, base="http://relais.exemple.fr"),
    "another host": lambda path, fields: signed(path, fields, base="https://autre.exemple.fr"),
    "another body": lambda path, fields: signed(path, {**fields, "Body": "autre"}),
    "another query": lambda path, fields: signed(path + "?turn=1", fields),
    "no fields": lambda path, _: signed(path, {}),
}


@pytest.mark.parametrize(("path", "fields"), PATHS)
@pytest.mark.parametrize("forgery", sorted(FORGERIES))
async def test_a_call_not_signed_by_twilio_is_refused_and_does_nothing(
    door: MakeDoor, path: str, fields: dict[str, str], forgery: str
) -> None:
    at = door()
    signature = FORGERIES[forgery](path, fields)
    headers = {} if signature is None else {"X-Twilio-Signature": signature}
    answer = await at.post(path, fields, **headers)
    assert answer.status_code == 403
    assert "signé" in answer.json()["title"]
    assert at.is_untouched()


@pytest.mark.parametrize(("path", "fields"), PATHS)
async def test_a_signature_of_one_call_does_not_open_another(
    door: MakeDoor, path: str, fields: dict[str, str]
) -> None:
    at = door()
    headers = {"X-Twilio-Signature": signed(path, fields)}
    assert (await at.post(path, fields, **headers)).status_code == 200
    before = len(at.transcript())
    changed = {**fields, "CallSid": "CA2", "MessageSid": "SM2"}
    assert (await at.post(path, changed, **headers)).status_code == 403
    other = "/webhooks/twilio/messages" if path.endswith("voice") else "/webhooks/twilio/voice"
    assert (await at.post(other, fields, **headers)).status_code == 403
    assert len(at.transcript()) == before


async def test_blank_and_accented_fields_are_part_of_the_signature(door: MakeDoor) -> None:
    fields = {
        **TEXT,
        "Body": " où est-ce ? ça m'inquiète + 100 % ",
        "MediaUrl": "",
        "ProfileName": "Éloïse",
    }
    assert read_twiml(await door().twilio("/webhooks/twilio/messages", fields)).tag == "Response"


@pytest.mark.parametrize(
    "secret", [None, "", "a-secret", "A-SECRET-OF-OURS", "a-secret-of-ours ", "é"]
)
async def test_an_update_without_our_secret_is_refused_and_does_nothing(
    door: MakeDoor, secret: str | None
) -> None:
    at = door()
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret.encode()}
    answer = await at.client.post("/webhooks/telegram", json=UPDATE, headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 403
    assert at.is_untouched()


@pytest.mark.parametrize(
    "path", ["/webhooks/twilio/voice", "/webhooks/twilio/messages", "/webhooks/telegram"]
)
async def test_a_channel_without_its_settings_is_closed_and_says_so(
    door: MakeDoor, path: str
) -> None:
    at = door(twilio_auth_token=None, telegram_secret=None)
    fields = {**CALL, **TEXT}
    answer = await at.post(path, fields, **{"X-Twilio-Signature": signed(path, fields, key="")})
    assert answer.status_code == 403
    assert "relais doctor" in answer.json()["title"]
    assert at.is_untouched()


@pytest.mark.parametrize(
    "body", [b"[]", b"{}", b"null", b'{"update_id": "x"}', b"\xff\xfe", b"[" * 5000]
)
async def test_an_update_that_makes_no_sense_is_a_plain_refusal(
    door: MakeDoor, body: bytes
) -> None:
    at = door()
    headers = {"X-Telegram-Bot-Api-Secret-Token": "a-secret-of-ours"}
    answer = await at.client.post("/webhooks/telegram", content=body, headers=headers)
    assert answer.status_code == 400
    assert at.is_untouched()


async def test_a_signed_call_without_its_ids_is_a_plain_refusal(door: MakeDoor) -> None:
    at = door()
    for path, _ in PATHS:
        assert (await at.twilio(path, {"From": "+33465719999"})).status_code == 400
    assert at.is_untouched()
