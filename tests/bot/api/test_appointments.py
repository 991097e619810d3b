"""Booking, moving and cancelling over HTTP."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta

import pytest
from pydantic import SecretStr

from care.clock import FixedClock
from care.references import read_reference
from care.requests import find_request, open_request
from care.settings import Settings
from care.storage.conversations import Conversation
from care.storage.database import Database
from tests.bot.api.booking_door import TOKEN, Door, bearer, booking, open_door


@pytest.fixture
def door(any_database: Database, clock: FixedClock, settings: Settings) -> Door:
    return open_door(any_database, clock, settings)


def free(door: Door) -> set[str]:
    found = door.call("GET", "/slots", params={"kind": "oncology", "limit": 50}).json()["slots"]
    return {slot["id"] for slot in found}


def test_booked_then_moved_then_cancelled_frees_each_slot(door: Door) -> None:
    booked = door.book("onco-0", rpps="100 9999 9996")
    assert booked.status_code == 201
    body = booked.json()
    assert (body["status"], body["slot"]["id"], body["to_confirm"]) == ("booked", "onco-0", False)
    reference = body["reference"]
    assert read_reference(reference) == reference
    assert "onco-0" not in free(door)

    url = f"/appointments/{reference}"
    moved = door.call("PATCH", url, json={"slot_id": "onco-1"}, headers=bearer())
    assert moved.status_code == 200
    assert (moved.json()["reference"], moved.json()["sequence"]) == (reference, 1)
    assert "onco-0" in free(door)
    assert "onco-1" not in free(door)

    for _ in range(2):
        gone = door.call("DELETE", url, params={"reason": "empêchement"}, headers=bearer())
        assert (gone.status_code, gone.json()["status"]) == (200, "cancelled")
    assert "onco-1" in free(door)
    again = door.call("PATCH", url, json={"slot_id": "onco-2"}, headers=bearer())
    assert again.status_code == 409
    assert "annulé" in again.json()["title"]
    spoken = reference.lower().replace("-", " ")
    seen = door.call("GET", f"/appointments/{spoken}", headers=bearer())
    assert seen.json()["status"] == "cancelled"


def test_a_taken_slot_is_refused_with_others(door: Door) -> None:
    door.book("onco-0", key="one")
    refused = door.book("onco-0", key="two")
    assert refused.status_code == 409
    problem = refused.json()
    assert refused.headers["content-type"] == "application/problem+json"
    assert "Choisissez-en un autre" in problem["title"]
    assert len(problem["slots"]) == 3
    assert {slot["id"] for slot in problem["slots"]} <= free(door)


def test_a_retry_gets_the_same_answer_and_another_body_is_refused(door: Door) -> None:
    first, second = door.book("onco-0", key="k"), door.book("onco-0", key="k")
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert second.headers["idempotent-replayed"] == "true"
    other = door.book("onco-1", key="k")
    assert other.status_code == 422
    assert "onco-1" in free(door)


def test_identical_calls_at_once_make_one_appointment(door: Door) -> None:
    answers = door.calls([booking("onco-0", "same")] * 12)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["reference"] for answer in answers}) == 1


def test_fifty_clients_for_five_slots_over_http(door: Door) -> None:
    calls = [booking(f"onco-{number % 5}", f"client-{number}") for number in range(50)]
    answers = door.calls(calls)
    assert Counter(answer.status_code for answer in answers) == {201: 5, 409: 45}
    won = [answer.json() for answer in answers if answer.status_code == 201]
    assert {body["slot"]["id"] for body in won} == {f"onco-{number}" for number in range(5)}
    for answer in answers:
        if answer.status_code == 409:
            assert answer.json()["slots"]


def test_fifty_conversations_race_as_safely(door: Door) -> None:
    tokens = [door.conversation()[1] for _ in range(50)]
    answers = door.calls([booking(f"onco-{n % 5}", "key", token) for n, token in enumerate(tokens)])
    assert Counter(answer.status_code for answer in answers) == {201: 5, 409: 45}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": TOKEN},
    ],
)
def test_nobody_books_moves_looks_or_cancels_without_a_token(
    database: Database, clock: FixedClock, settings: Settings, headers: dict[str, str]
) -> None:
    door = open_door(database, clock, settings)
    reference = door.book("onco-0").json()["reference"]
    url = f"/appointments/{reference}"
    calls = [
        door.call("POST", "/appointments", json={"slot_id": "onco-1"}, headers=headers),
        door.call("PATCH", url, json={"slot_id": "onco-1"}, headers=headers),
        door.call("DELETE", url, headers=headers),
        door.call("GET", url, headers=headers),
    ]
    assert [answer.status_code for answer in calls] == [401] * 4
    assert "onco-1" in free(door)


def test_no_empty_booking_token_ever_opens(
    database: Database, clock: FixedClock, settings: Settings
) -> None:
    door = open_door(database, clock, settings)
    settings.booking_token = SecretStr("")
    assert door.book("onco-0", token="").status_code == 401
    (settings.data_dir / "booking-token.txt").write_text("du-fichier\n", encoding="utf-8")
    assert door.book("onco-0", token=TOKEN).status_code == 401
    assert door.book("onco-0", token="du-fichier").status_code == 201


def test_a_key_is_asked_for(database: Database, clock: FixedClock, settings: Settings) -> None:
    door = open_door(database, clock, settings)
    answer = door.call("POST", "/appointments", json={"slot_id": "onco-0"}, headers=bearer())
    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json()["title"]


def test_a_conversation_sees_and_changes_only_its_own(
    database: Database, clock: FixedClock, settings: Settings
) -> None:
    door = open_door(database, clock, settings)
    (_, mine), (_, theirs) = door.conversation(), door.conversation()
    url = "/appointments/" + door.book("after-0", token=mine).json()["reference"]
    assert door.call("GET", url, headers=bearer(theirs)).status_code == 404
    assert door.call("DELETE", url, headers=bearer(theirs)).status_code == 404
    moved = door.call("PATCH", url, json={"slot_id": "after-1"}, headers=bearer(theirs))
    assert moved.status_code == 404
    assert door.call("GET", url, headers=bearer(mine)).json()["status"] == "booked"
    assert door.call("DELETE", url, headers=bearer(mine)).json()["status"] == "cancelled"


def test_a_declared_professional_gets_the_slot_held_and_a_wrong_key_is_refused(
    database: Database, clock: FixedClock, settings: Settings
) -> None:
    door = open_door(database, clock, settings)
    number = next(
        n for n in range(10003461030, 10003461040) if door.book("x", rpps=n).status_code == 404
    )
    held = door.book("onco-0", key="1", rpps=number).json()
    assert (held["status"], held["to_confirm"]) == ("held", True)
    assert "onco-0" not in free(door)
    wrong = door.book("onco-1", key="2", rpps="10099999995")
    assert (wrong.status_code, "RPPS" in wrong.json()["title"]) == (422, True)
    _, token = door.conversation()
    unknown = door.book("onco-2", token=token).json()
    assert (unknown["status"], unknown["to_confirm"]) == ("held", True)
    known = door.book("onco-3", key="3", token=token, rpps="10099999996").json()
    assert (known["status"], known["to_confirm"]) == ("booked", False)


def test_the_request_of_the_conversation_follows_its_appointment(
    database: Database, clock: FixedClock, settings: Settings
) -> None:
    door = open_door(database, clock, settings)
    conversation_id, token = door.conversation()
    with database.session() as session:
        request = open_request(
            session,
            conversation_id=conversation_id,
            purpose="report_suspicion",
            caller="gp",
            now=clock.now(),
        )
        session.get_one(Conversation, conversation_id).request_id = request.id
    booked = door.book("onco-0", token=token, rpps="10099999996").json()
    assert booked["request_ref"] == request.reference
    with database.session() as session:
        stored = find_request(session, request.reference)
        assert (stored.appointment_ref, stored.disposition) == (booked["reference"], "booked")
    door.call("DELETE", f"/appointments/{booked['reference']}", headers=bearer(token))
    with database.session() as session:
        assert find_request(session, request.reference).disposition == "advice_callback"
    _, stranger = door.conversation()
    foreign = door.book("onco-1", token=stranger, request_ref=request.reference)
    assert foreign.status_code == 422
    assert door.book("onco-1", request_ref=request.reference).status_code == 201


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"slot_id": None}, 422),
        ({"slot_id": "a b"}, 422),
        ({"slot_id": "a\0"}, 422),
        ({"slot_id": "x" * 41}, 422),
        ({"slot_id": "nowhere"}, 404),
        ({"slot_id": "onco-0", "kind": "dental"}, 422),
        ({"slot_id": "onco-0", "kind": "after_cancer"}, 422),
        ({"slot_id": "onco-0", "rpps": "12"}, 422),
        ({"slot_id": "onco-0", "rpps": "\ud800"}, 422),
        ({"slot_id": "onco-0", "request_ref": "DR-XXXX-X"}, 422),
        ([], 422),
        ("onco-0", 422),
    ],
)
def test_a_wrong_booking_is_refused_in_french(
    database: Database, clock: FixedClock, settings: Settings, body: object, status: int
) -> None:
    door = open_door(database, clock, settings)
    headers = {**bearer(), "Idempotency-Key": "k", "Content-Type": "application/json"}
    answer = door.call("POST", "/appointments", content=json.dumps(body), headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert "onco-0" in free(door)


def test_an_unknown_reference_is_not_found_and_a_slot_too_near_says_so(
    database: Database, clock: FixedClock, settings: Settings
) -> None:
    door = open_door(database, clock, settings)
    for reference in ("ON-2222-2", "rien", "%00", "é" * 50):
        answer = door.call("DELETE", f"/appointments/{reference}", headers=bearer())
        assert answer.status_code == 404
        assert "ON-7K3F-2" in answer.json()["title"]

    clock.set(clock.now() + timedelta(hours=23))
    near = door.book("onco-0")
    assert near.status_code == 409
    assert "trop proche" in near.json()["title"]
    assert near.json()["slots"]


def test_a_move_to_a_taken_slot_keeps_the_old_one(door: Door) -> None:
    first = door.book("onco-0", key="1").json()["reference"]
    door.book("onco-1", key="2")
    refused = door.call(
        "PATCH", f"/appointments/{first}", json={"slot_id": "onco-1"}, headers=bearer()
    )
    assert refused.status_code == 409
    assert refused.json()["slots"]
    kept = door.call("GET", f"/appointments/{first}", headers=bearer()).json()
    assert (kept["slot"]["id"], kept["status"]) == ("onco-0", "booked")
