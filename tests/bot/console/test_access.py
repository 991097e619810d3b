"""Signing in: nobody reads without it, guesses are slowed, forms of other sites do nothing."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.console.throttle import FAILURES
from care.storage.conversations import Conversation
from care.storage.people import StaffSession
from tests.bot.console.conftest import PASSWORD, Console


def test_nothing_is_read_without_signing_in(console: Console) -> None:
    conversation = console.conversation(said="une phrase privée")
    stranger = console.visitor(None)
    for path in ("/console", f"/console/conversations/{conversation}"):
        answer = stranger.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/console/connexion"
        assert "privée" not in answer.text


def test_nothing_is_done_without_signing_in(console: Console) -> None:
    conversation = console.conversation()
    answer = console.visitor(None).post(
        f"/console/conversations/{conversation}/prendre", {"csrf": "x"}
    )
    assert answer.status_code == 303
    with console.database.read() as session:
        assert session.get_one(Conversation, conversation).held_by is None


def test_the_cookie_stays_out_of_reach_of_scripts_and_other_sites(console: Console) -> None:
    answer = console.visitor(None).post(
        "/console/connexion", {"login": "IDEC ", "password": PASSWORD}
    )
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/console" in cookie
    with console.database.read() as session:
        assert session.scalar(select(StaffSession.token_hash)) not in cookie


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(console: Console) -> None:
    stranger = console.visitor(None)
    wrong = [
        stranger.post("/console/connexion", {"login": login, "password": "faux"})
        for login in ("idec", "personne")
    ]
    assert [answer.status_code for answer in wrong] == [401, 401]
    pages = {
        answer.text.replace('value="idec"', "").replace('value="personne"', "") for answer in wrong
    }
    assert len(pages) == 1


def test_after_too_many_failures_the_right_password_waits_too(console: Console) -> None:
    stranger = console.visitor(None)
    for _ in range(FAILURES):
        stranger.post("/console/connexion", {"login": "idec", "password": "faux"})
    right = {"login": "idec", "password": PASSWORD}
    assert stranger.post("/console/connexion", right).status_code == 429
    console.clock.set(console.clock.now() + timedelta(minutes=11))
    assert stranger.post("/console/connexion", right).status_code == 303


def test_a_form_without_the_page_token_changes_nothing(console: Console) -> None:
    conversation = console.conversation()
    answer = console.visitor().post(
        f"/console/conversations/{conversation}/prendre", {"csrf": "é-inventé"}
    )
    assert answer.status_code == 403
    with console.database.read() as session:
        assert session.get_one(Conversation, conversation).held_by is None


def test_signing_out_ends_the_session_on_the_server(console: Console) -> None:
    visitor = console.visitor()
    stolen = console.visitor(None)
    stolen.cookies = visitor.cookies
    assert console.act(visitor, "/console/deconnexion") == 303
    assert stolen.get("/console").status_code == 303


def test_a_session_ends_with_the_day(console: Console) -> None:
    visitor = console.visitor()
    console.clock.set(console.clock.now() + timedelta(hours=13))
    assert visitor.get("/console").status_code == 303
