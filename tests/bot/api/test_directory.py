from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.api.directory import build_router
from bot.api.problems import add_problem_handlers
from bot.turns.sentences import load_sentences
from care.clock import FixedClock
from care.storage.database import Database
from directory_sync import load_everything

URL = "/api/v1/directory/search"


class Door:
    """Calls the application without a socket."""

    def __init__(self, app: FastAPI) -> None:
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=False)

    def get(self, url: str, params: dict[str, Any]) -> httpx.Response:
        async def call() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url="http://relais"
            ) as client:
                return await client.get(url, params=params)

        return asyncio.run(call())


@pytest.fixture
def client(database: Database, clock: FixedClock) -> Door:
    load_everything(database, clock)
    app = FastAPI()
    phone = "04 65 71 00 00"
    add_problem_handlers(app, load_sentences(phone), phone)
    app.include_router(build_router(database, clock))
    return Door(app)


def _search(client: Door, **params: Any) -> dict[str, Any]:
    answer = client.get(URL, params)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    assert set(body) == {"place", "results", "suggestions", "outside_region"}
    return body


@pytest.mark.parametrize("near", ["gardane", "13120", "Gardanne", "vers gardanne svp"])
def test_a_town_gives_results_nearest_first(client: Door, near: str) -> None:
    body = _search(client, near=near, care="dieteticienne", limit=5)
    assert body["place"]["insee"] == "13041"
    distances = [one["distance_km"] for one in body["results"]]
    assert len(distances) == 5
    assert distances == sorted(distances)
    first = body["results"][0]
    assert {"distance_km", "labelled", "care_types", "phone", "updated_at", "sample"} <= set(first)
    assert "dietetics" in first["care_types"]


@pytest.mark.parametrize("near", ["Vitrolles", "la seyne", "marseye", "04200", "dans le Var"])
def test_a_doubt_gives_suggestions_and_no_result(client: Door, near: str) -> None:
    body = _search(client, near=near)
    assert (body["place"], body["results"], body["outside_region"]) == (None, [], False)
    assert body["suggestions"]
    assert {"insee", "name", "department", "lat", "lon"} <= set(body["suggestions"][0])


@pytest.mark.parametrize("near", ["Paris", "montpelier", "69003", "48.85,2.35"])
def test_outside_the_region_is_said(client: Door, near: str) -> None:
    body = _search(client, near=near)
    assert (body["place"], body["results"], body["suggestions"]) == (None, [], [])
    assert body["outside_region"]


@pytest.mark.parametrize("near", ["oui", "asdf qwerty", "🙂", "\x00", "999999"])
def test_nonsense_gives_neither(client: Door, near: str) -> None:
    body = _search(client, near=near)
    assert body == {"place": None, "results": [], "suggestions": [], "outside_region": False}


def test_a_point_is_its_commune_and_distances_start_there(client: Door) -> None:
    body = _search(client, near="44.56, 6.08", limit=1)
    assert body["place"]["insee"] == "05061"
    assert (body["place"]["lat"], body["place"]["lon"]) == (44.56, 6.08)
    assert body["results"][0]["distance_km"] < 5


def test_without_a_place_the_directory_is_listed(client: Door) -> None:
    body = _search(client, labelled=True, limit=100)
    assert len(body["results"]) == 25
    assert all(one["labelled"] and one["distance_km"] is None for one in body["results"])


def test_after_cancer_gives_labelled_structures(client: Door) -> None:
    body = _search(client, near="Bastia", after_cancer=True, limit=3)
    assert all(one["labelled"] for one in body["results"])
    assert body["results"][0]["commune"]["name"] == "Bastia"
    assert [one["across_sea"] for one in body["results"]] == [False, False, False]


def test_a_radius_keeps_what_is_near(client: Door) -> None:
    body = _search(client, near="Nice", radius_km=5, limit=100)
    assert body["results"]
    assert all(one["distance_km"] <= 5 for one in body["results"])


@pytest.mark.parametrize(
    "params",
    [
        {"near": "91.0,5.0"},
        {"near": "x" * 201},
        {"care": "plombier zingueur"},
        {"limit": 0},
        {"limit": "beaucoup"},
        {"radius_km": -1},
        {"radius_km": "nan"},
        {"labelled": "peut-être"},
    ],
)
def test_bad_input_is_a_problem_in_french(client: Door, params: dict[str, Any]) -> None:
    answer = client.get(URL, params)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"]
