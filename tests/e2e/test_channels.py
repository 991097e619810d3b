"""The same conversations on Telegram and by telephone, through the running service."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import httpx
import pytest
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from care.storage.booking import Appointment, Slot
from care.storage.conversations import Contact
from care.storage.database import Database
from tests.e2e.stack import Stack, start_stack, trained_model
from tests.fakes.bot_api import TOKEN, BotApi, Running

pytestmark = pytest.mark.engine

KEY = "the-auth-token-of-nobody"
PUBLIC = "https://relais.exemple.fr"


@pytest.fixture(scope="module")
def telegram() -> Iterator[BotApi]:
    with Running() as api:
        yield api


@pytest.fixture(scope="module")
def channels(telegram: BotApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    if trained_model() is None:
        pytest.skip("no trained model: `make test` trains it first")
    stack = start_stack(
        tmp_path_factory.mktemp("channels"),
        RELAIS_TELEGRAM_TOKEN=TOKEN,
        RELAIS_TELEGRAM_API_URL=telegram.url,
        RELAIS_TELEGRAM_MODE="polling",
        RELAIS_PUBLIC_URL=PUBLIC,
        RELAIS_TWILIO_ACCOUNT_SID="AC0000",
        RELAIS_TWILIO_AUTH_TOKEN=KEY,
    )
    yield stack
    stack.stop()


class Chat:
    """Somebody writing to the robot, and what it answered last."""

    def __init__(self, api: BotApi, number: int) -> None:
        self.api = api
        self.number = number

    def say(self, text: str, *, answers: int = 1) -> str:
        before = len(self.api.texts(self.number))
        self.api.say(text, chat=self.number)
        return self._wait(before + answers)

    def tap(self, title: str) -> str:
        before = len(self.api.texts(self.number))
        data = next(data for shown, data in self.api.buttons().items() if title in shown)
        self.api.tap(data, chat=self.number)
        return self._wait(before + 1)

    def _wait(self, count: int) -> str:
        deadline = time.monotonic() + 25
        while len(self.api.texts(self.number)) < count and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        texts = self.api.texts(self.number)
        assert len(texts) >= count, texts
        return "\n".join(texts[count - 1 :])


def test_a_dietitian_near_a_misspelled_town_on_telegram(channels: Stack, telegram: BotApi) -> None:
    chat = Chat(telegram, 8101)
    assert "15" in chat.say("/start")
    assert "Gardanne" in chat.say("je cherche une dieteticienne vers gardane")
    answer = chat.tap("Oui")
    found = re.findall(r"(moins d'1 km|\d+ km)", answer)
    distances = [0 if "moins" in each else int(each.split()[0]) for each in found]
    assert distances
    assert distances == sorted(distances)
    assert "04 65 71" in answer


def test_a_red_sentence_on_telegram_is_answered_at_once(channels: Stack, telegram: BotApi) -> None:
    chat = Chat(telegram, 8102)
    assert "15" in chat.say("depuis cette nuit je ne sens plus mes jambes", answers=1)


class Phone:
    """A doctor who only uses the keypad: reads what each key is for, and presses it."""

    def __init__(self, stack: Stack, call: str) -> None:
        self.stack = stack
        self.call = call
        self.path = "/webhooks/twilio/voice"
        self.heard = ""
        self.document = ET.Element("nothing")

    def ring(self, **fields: str) -> str:
        whole = {
            "CallSid": self.call,
            "From": "+33465718811",
            "CallStatus": "in-progress",
            **fields,
        }
        signature = RequestValidator(KEY).compute_signature(PUBLIC + self.path, whole)
        headers = {"X-Twilio-Signature": signature}
        answer = httpx.post(self.stack.url + self.path, data=whole, headers=headers, timeout=20)
        assert answer.status_code == 200, answer.text
        self.document = ET.fromstring(answer.content)
        follow = self.document.find(".//*[@action]")
        if follow is not None:
            action = urlsplit(follow.attrib["action"])
            self.path = f"{action.path}?{action.query}"
        self.heard = " ".join(say.text or "" for say in self.document.iter("Say"))
        assert self.heard.strip()
        return self.heard

    def press(self, digits: str) -> str:
        return self.ring(Digits=digits)

    def choose(self, words: str) -> str:
        keys = re.findall(r"Tapez (\d) pour ([^.]+)", self.heard)
        key = next((key for key, title in keys if re.search(words, title, re.IGNORECASE)), None)
        assert key is not None, self.heard
        return self.press(key)

    def until_times_are_offered(self) -> None:
        """Answer by keys whatever is asked."""
        for _ in range(10):
            if re.search(r"Tapez \d pour \w+di .*heures", self.heard):
                return
            if "valeur" in self.heard:
                self.press("1")
            elif "onze chiffres" in self.heard:
                self.press("10099999996")
            elif "l'âge" in self.heard:
                self.press("62")
            elif "code postal" in self.heard:
                self.press("04100")
            elif re.search(r"Tapez \d pour Oui", self.heard):
                self.choose("Oui")
            elif re.search(r"Tapez \d pour Médecin", self.heard):
                self.choose("Médecin")
            else:
                self.choose("scanner")
        raise AssertionError(self.heard)


def test_a_doctor_books_moves_and_cancels_by_keypad_alone(channels: Stack) -> None:
    phone = Phone(channels, "CA100")
    phone.ring()
    phone.choose("suspicion")
    phone.until_times_are_offered()
    phone.press("1")
    assert re.search(r"O N, (\w ){3}\w, \w", phone.heard)
    reference, first = booking_of(channels, "CA100")
    phone.choose("déplacer")
    phone.until_times_are_offered()
    phone.press("2")
    moved, second = booking_of(channels, "CA100")
    assert moved == reference
    assert second != first
    phone.choose("annuler")
    phone.choose("oui")
    assert booking_of(channels, "CA100", status="cancelled")[0] == reference
    assert is_free(channels, second)
    assert is_free(channels, first)


def test_a_red_sentence_by_telephone_names_the_15_and_dials_the_team_on_call(
    channels: Stack,
) -> None:
    phone = Phone(channels, "CA101")
    phone.ring()
    heard = phone.ring(SpeechResult="patient sous folfox fièvre à 38 5 avec des frissons ce matin")
    assert "15" in heard
    assert (phone.document.findtext(".//Number") or "").startswith("+334657")


def test_numbers_and_chat_ids_are_in_no_log(channels: Stack) -> None:
    assert "+33465718811" not in channels.output.read_text()
    assert "8101" not in channels.output.read_text()
    assert TOKEN.split(":")[1] not in channels.output.read_text()


def booking_of(stack: Stack, call: str, *, status: str = "booked") -> tuple[str, str]:
    database = Database(f"sqlite:///{stack.data_dir / 'relais.db'}")
    with database.read() as session:
        row = session.execute(
            select(Appointment.reference, Appointment.slot_id)
            .join(Contact, Contact.conversation_id == Appointment.conversation_id)
            .where(Contact.kind == "call", Contact.value == call, Appointment.status == status)
        ).one()
        assert session.get(Slot, row.slot_id) is not None
    database.close()
    return row.reference, row.slot_id


def is_free(stack: Stack, slot_id: str) -> bool:
    asked = {"kind": "oncology", "limit": "500", "within_hours": str(24 * 60)}
    answer = httpx.get(f"{stack.url}/api/v1/slots", params=asked, timeout=10)
    return slot_id in {slot["id"] for slot in answer.json()["slots"]}
