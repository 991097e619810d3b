"""The slots and appointments calls in front of a real database, without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from bot.api import appointments, slots
from bot.api.problems import add_problem_handlers
from bot.turns.sentences import load_sentences
from care.clock import FixedClock
from care.conversations.store import open_conversation
from care.people import prepare_sample_people
from care.places import Place, PlaceReading
from care.settings import Settings
from care.storage.database import Database
from tests.care.booking.places import AJACCIO, GAP, MANOSQUE, add_slot, add_structure

TOKEN = "jeton-de-reservation"
PHONE = "04 65 71 00 00"
Call = tuple[str, str, dict[str, Any]]


class FewPlaces:
    """Reads one town, and hesitates over another."""

    def __len__(self) -> int:
        return 1

    def read(self, text: str) -> PlaceReading:
        manosque = Place("04112", "Manosque", "04", "Alpes-de-Haute-Provence", *MANOSQUE, (), 23000)
        if "manosque" in text.lower():
            return PlaceReading(place=manosque, sure=True)
        if "saint" in text.lower():
            return PlaceReading(suggestions=(manosque,))
        return PlaceReading(outside_region="paris" in text.lower())


@dataclass
class Door:
    app: FastAPI
    database: Database
    clock: FixedClock

    def calls(self, calls: Sequence[Call]) -> list[httpx.Response]:
        """Send them all at once."""

        async def send() -> list[httpx.Response]:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://relais", timeout=60
            ) as client:
                return await asyncio.gather(
                    *(client.request(method, url, **more) for method, url, more in calls)
                )

        return asyncio.run(send())

    def call(self, method: str, url: str, **more: Any) -> httpx.Response:
        return self.calls([(method, f"/api/v1{url}", more)])[0]

    def book(
        self, slot_id: str, key: str = "key", token: str = TOKEN, **body: Any
    ) -> httpx.Response:
        return self.calls([booking(slot_id, key, token, **body)])[0]

    def conversation(self) -> tuple[str, str]:
        with self.database.session() as session:
            conversation, token = open_conversation(
                session, channel="web", entry="public", caller="gp", now=self.clock.now()
            )
            return conversation.id, token


def booking(slot_id: str, key: str, token: str = TOKEN, **body: Any) -> Call:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    return (
        "POST",
        "/api/v1/appointments",
        {"json": {"slot_id": slot_id, **body}, "headers": headers},
    )


def bearer(token: str = TOKEN) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def open_door(database: Database, clock: FixedClock, settings: Settings) -> Door:
    """Eight oncology slots and two after-cancer ones at Manosque, two at Gap, one in Ajaccio."""
    settings.booking_token = SecretStr(TOKEN)
    prepare_sample_people(database, clock)
    with database.session() as session:
        add_structure(session, "manosque")
        add_structure(session, "gap", GAP, insee="05061", commune="Gap")
        add_structure(session, "ajaccio", AJACCIO, insee="2A004", commune="Ajaccio")
        for number in range(8):
            at = clock.now() + timedelta(hours=24 + number)
            add_slot(session, "manosque", at, slot_id=f"onco-{number}")
        for number in range(2):
            at = clock.now() + timedelta(hours=26 + number)
            add_slot(session, "gap", at, slot_id=f"gap-{number}")
            add_slot(session, "manosque", at, kind="after_cancer", slot_id=f"after-{number}")
        add_slot(session, "ajaccio", clock.now() + timedelta(hours=25), slot_id="ajaccio-0")
    app = FastAPI()
    add_problem_handlers(app, load_sentences(PHONE), PHONE)
    app.include_router(slots.build_router(database, clock, settings, load=FewPlaces))  # type: ignore[arg-type]
    app.include_router(appointments.build_router(database, clock, settings))
    return Door(app, database, clock)
