"""The team's accounts and signed-in browsers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from care.clock import FixedClock
from care.people import (
    authenticate,
    create_staff,
    end_session,
    ensure_staff,
    find_session,
    sign_in,
)
from care.storage.database import Database
from care.storage.people import Staff, StaffSession

PASSWORD = "cigale-mistral-42"


@pytest.fixture
def team(database: Database, clock: FixedClock) -> Database:
    with database.session() as session:
        create_staff(
            session,
            login="Idec",
            display_name="IDEC d'exemple",
            role="idec",
            password=PASSWORD,
            now=clock.now(),
        )
    return database


def test_only_the_right_password_of_an_active_account_opens(team: Database) -> None:
    with team.session() as session:
        staff = authenticate(session, " IDEC ", PASSWORD)
        assert staff is not None
        assert PASSWORD not in staff.password_hash
        for login, password in (("idec", "wrong"), ("idec", ""), ("nobody", PASSWORD), ("", "")):
            assert authenticate(session, login, password) is None
        staff.active = False
        session.flush()
        assert authenticate(session, "idec", PASSWORD) is None


def test_a_session_is_found_by_its_cookie_until_it_ends(team: Database, clock: FixedClock) -> None:
    with team.session() as session:
        cookie = sign_in(session, "idec", PASSWORD, now=clock.now())
        assert cookie is not None
        assert sign_in(session, "idec", "wrong", now=clock.now()) is None
        assert cookie not in session.scalars(select(StaffSession.token_hash)).all()
        browser = find_session(session, cookie, now=clock.now() + timedelta(hours=9))
        assert browser is not None
        assert browser.staff.login == "idec"
        assert len(browser.csrf_token) >= 32
        assert find_session(session, cookie, now=clock.now() + timedelta(hours=10)) is None
        assert find_session(session, "another", now=clock.now()) is None
        end_session(session, cookie)
        assert find_session(session, cookie, now=clock.now()) is None


def test_a_new_password_closes_the_browsers_and_the_same_one_does_not(
    team: Database, clock: FixedClock
) -> None:
    account = {"login": "idec", "display_name": "IDEC", "role": "idec", "now": clock.now()}
    with team.session() as session:
        cookie = sign_in(session, "idec", PASSWORD, now=clock.now())
        assert cookie is not None
        ensure_staff(session, password=PASSWORD, **account)  # type: ignore[arg-type]
        assert find_session(session, cookie, now=clock.now()) is not None
        ensure_staff(session, password="another-one", **account)  # type: ignore[arg-type]
        assert find_session(session, cookie, now=clock.now()) is None
        assert authenticate(session, "idec", "another-one") is not None
        assert len(session.scalars(select(Staff)).all()) == 1


def test_an_account_closed_while_signed_in_is_out_at_once(
    team: Database, clock: FixedClock
) -> None:
    with team.session() as session:
        cookie = sign_in(session, "idec", PASSWORD, now=clock.now())
        assert cookie is not None
        session.scalars(select(Staff)).one().active = False
        session.flush()
        assert find_session(session, cookie, now=clock.now()) is None


def test_an_unknown_role_is_refused(database: Database, clock: FixedClock) -> None:
    with database.session() as session, pytest.raises(ValueError, match="role"):
        create_staff(
            session, login="x", display_name="x", role="chief", password="x", now=clock.now()
        )
