"""The front door with its channels configured, and somebody calling it as Twilio or Telegram would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from bot.app import create_app
from bot.channels import words_of
from bot.channels.outbox import Outbox
from bot.channels.twilio_sending import TwilioSender
from bot.channels.words import Words
from bot.house import House
from care.clock import FixedClock
from care.settings import Settings
from care.storage.conversations import Conversation, Delivery, Message, Outgoing
from care.storage.database import Database
from tests.bot.channels.twilio_rest import RestFake
from tests.bot.fakes import FakeEngine, fake_readers
from tests.fakes.bot_api import TOKEN, BotApi, Running

KEY = "the-auth-token-of-nobody"
SECRET = "a-secret-of-ours"
PUBLIC = "https://relais.exemple.fr"


@pytest.fixture
def telegram() -> Iterator[BotApi]:
    with Running() as api:
        yield api


@pytest.fixture
def open_settings(tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None,
        data_dir=tmp_path,
        public_url=PUBLIC,
        engine_timeout_seconds=2.0,
        twilio_account_sid="AC0000",
        twilio_auth_token=SecretStr(KEY),
        twilio_sms_from="+33465710000",
        twilio_whatsapp_from="+33465710000",
        telegram_token=SecretStr(TOKEN),
        telegram_secret=SecretStr(SECRET),
        telegram_mode="webhook",
        telegram_api_url="http://127.0.0.1:9",
    )


class TestedOutbox(Outbox):
    """The real outbox and senders, with Twilio's real client over a fake of its HTTP port."""

    __test__ = False

    def __init__(self, house: House, words: Words, twilio: RestFake) -> None:
        self.twilio = twilio
        senders = {
            channel: TwilioSender(house.settings, words, channel, http_client=lambda: twilio)
            for channel in ("sms", "whatsapp")
        }
        super().__init__(house.storage, house.clock, senders)


class Door:
    """The application, and what it stored."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.house: House = app.state.house
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://front.door")

    @property
    def words(self) -> Words:
        return words_of(self.house.settings)

    def outbox(self, *failures: tuple[int, int]) -> TestedOutbox:
        return TestedOutbox(self.house, self.words, RestFake(*failures))

    async def twilio(self, path: str, fields: dict[str, str], key: str = KEY) -> httpx.Response:
        signature = RequestValidator(key).compute_signature(PUBLIC + path, fields)
        return await self.post(path, fields, **{"X-Twilio-Signature": signature})

    async def post(self, path: str, fields: dict[str, str], **headers: str) -> httpx.Response:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self.client.post(path, content=urlencode(fields), headers=kind | headers)

    async def telegram(self, update: Any, secret: str | None = SECRET) -> httpx.Response:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {}
        return await self.client.post("/webhooks/telegram", json=update, headers=headers)

    def rows(self, table: Any) -> list[Any]:
        with self.house.database.read() as session:
            found = list(session.scalars(select(table)))
            session.expunge_all()
            return found

    def is_untouched(self) -> bool:
        return not any(self.rows(each) for each in (Conversation, Message, Delivery, Outgoing))

    def transcript(self, author: str | None = None) -> list[str]:
        return [row.text for row in self.rows(Message) if author in (None, row.author)]


MakeDoor = Callable[..., Door]


@pytest.fixture
def door(open_settings: Settings, database: Database, clock: FixedClock) -> MakeDoor:
    def make(engine: Any = None, **changes: Any) -> Door:
        settings = open_settings.model_copy(update=changes)
        return Door(
            create_app(
                settings,
                database=database,
                clock=clock,
                engine=engine or FakeEngine(),
                readers=fake_readers(),
            )
        )

    return make


def read_twiml(answer: httpx.Response) -> ET.Element:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/xml")
    return ET.fromstring(answer.content)


def said(document: ET.Element) -> str:
    """Everything heard, in order."""
    return " ".join(say.text or "" for say in document.iter("Say"))
