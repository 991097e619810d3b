"""Who is signed in: a cookie only this site sends, and a token in each form."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from starlette.responses import Response

from bot.console.acts import Member
from bot.console.errors import NotSignedIn, Refused
from bot.console.throttle import Throttle
from care.clock import Clock
from care.people import authenticate, end_session, find_session, sign_in
from care.settings import Settings
from care.storage.database import Database

COOKIE = "relais_console"
WRONG = "Identifiant ou mot de passe inconnu."
CLOSED = "Trop d'essais. Attendez dix minutes, ou demandez à un administrateur."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person at this browser."""

    login: str
    staff_id: str
    name: str
    role: str
    csrf: str


class Access:
    """Signs in, recognises and signs out."""

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._secure = (settings.public_url or "").startswith("https://")
        self._throttle = Throttle()

    def sign_in(self, request: Request, login: str, password: str) -> str:
        """Return the token of a new session. Raises Refused, the same for a wrong name or password."""
        now = self._clock.now()
        address = request.client.host if request.client else "?"
        keys = (f"login:{login.strip().lower()[:80]}", f"address:{address}")
        if self._throttle.is_closed(*keys, now=now):
            raise Refused(CLOSED, status=429)
        token = self._open_session(login, password, now) if self._knows(login, password) else None
        if token is None:
            self._throttle.failed(*keys, now=now)
            raise Refused(WRONG, status=401)
        self._throttle.succeeded(*keys)
        return token

    def _knows(self, login: str, password: str) -> bool:
        """Checked in a mere look: guessing passwords never holds the write lock."""
        with self._database.read() as session:
            return authenticate(session, login, password) is not None

    def _open_session(self, login: str, password: str, now: datetime) -> str | None:
        with self._database.session() as session:
            return sign_in(session, login, password, now=now)

    def who(self, request: Request) -> SignedIn:
        """Raises NotSignedIn without a live session."""
        token = request.cookies.get(COOKIE)
        if not token:
            raise NotSignedIn
        with self._database.read() as session:
            found = find_session(session, token, now=self._clock.now())
            if found is None:
                raise NotSignedIn
            staff = found.staff
            return SignedIn(staff.login, staff.id, staff.display_name, staff.role, found.csrf_token)

    def acting(self, request: Request, csrf: str) -> Member:
        """Whoever is about to change something. Raises NotSignedIn, or Refused for a foreign form."""
        who = self.who(request)
        if not hmac.compare_digest(csrf.encode(), who.csrf.encode()):
            raise Refused(
                "Cette page était ouverte depuis trop longtemps. Revenez et recommencez.",
                status=403,
            )
        return Member(who.login, who.staff_id, who.name, self._clock.now())

    def sign_out(self, request: Request) -> None:
        token = request.cookies.get(COOKIE)
        if token:
            with self._database.session() as session:
                end_session(session, token)

    def keep(self, response: Response, token: str) -> Response:
        response.set_cookie(
            COOKIE, token, httponly=True, samesite="strict", secure=self._secure, path="/console"
        )
        return response

    def forget(self, response: Response) -> Response:
        response.delete_cookie(COOKIE, path="/console", httponly=True, samesite="strict")
        return response
