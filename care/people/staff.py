"""The team's accounts and signed-in browsers. Passwords by argon2; cookies kept only as hashes."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from care.storage.people import Staff, StaffSession

ROLES = ("idec", "dac", "3c", "admin")
SESSION_LENGTH = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class SignedInBrowser:
    """A live session: whose it is, and the token its forms must carry."""

    staff: Staff
    csrf_token: str
    expires_at: datetime


def create_staff(
    session: Session, *, login: str, display_name: str, role: str, password: str, now: datetime
) -> Staff:
    """Raises ValueError for an unknown role; the database refuses a login twice."""
    if role not in ROLES:
        raise ValueError(f"role must be one of {', '.join(ROLES)}")
    staff = Staff(
        id=secrets.token_hex(16),
        login=_plain(login),
        display_name=display_name,
        role=role,
        password_hash=_hasher().hash(password),
        created_at=now,
    )
    session.add(staff)
    session.flush()
    return staff


def ensure_staff(
    session: Session, *, login: str, display_name: str, role: str, password: str, now: datetime
) -> Staff:
    """Make the account, or bring its password to this one; signed-in browsers are closed when it changes."""
    staff = session.scalar(select(Staff).where(Staff.login == _plain(login)))
    if staff is None:
        return create_staff(
            session, login=login, display_name=display_name, role=role, password=password, now=now
        )
    if not _matches(staff.password_hash, password):
        staff.password_hash = _hasher().hash(password)
        session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))
    staff.active = True
    session.flush()
    return staff


def authenticate(session: Session, login: str, password: str) -> Staff | None:
    """The account, or None. An unknown login costs the same time as a wrong password."""
    staff = session.scalar(
        select(Staff).where(Staff.login == _plain(login), Staff.active.is_(True))
    )
    stored = staff.password_hash if staff else _nobody()
    return staff if _matches(stored, password) and staff else None


def sign_in(session: Session, login: str, password: str, *, now: datetime) -> str | None:
    """Return the cookie of a new session, of which only a hash is stored; None when refused."""
    staff = authenticate(session, login, password)
    return open_session(session, staff, now=now) if staff else None


def open_session(session: Session, staff: Staff, *, now: datetime) -> str:
    """The same for an account already authenticated, so that no write waits on the slow hash."""
    session.execute(delete(StaffSession).where(StaffSession.expires_at <= now))
    token = secrets.token_urlsafe(32)
    session.add(
        StaffSession(
            token_hash=_hash(token),
            staff_id=staff.id,
            csrf_token=secrets.token_urlsafe(32),
            created_at=now,
            expires_at=now + SESSION_LENGTH,
        )
    )
    session.flush()
    return token


def find_session(session: Session, token: str, *, now: datetime) -> SignedInBrowser | None:
    """The live session of a cookie; None when it is unknown, over, or its account closed."""
    found = session.execute(
        select(StaffSession, Staff)
        .join(Staff, Staff.id == StaffSession.staff_id)
        .where(
            StaffSession.token_hash == _hash(token),
            StaffSession.expires_at > now,
            Staff.active.is_(True),
        )
    ).one_or_none()
    if found is None:
        return None
    browser, staff = found[0], found[1]
    return SignedInBrowser(staff, browser.csrf_token, browser.expires_at)


def end_session(session: Session, token: str) -> None:
    session.execute(delete(StaffSession).where(StaffSession.token_hash == _hash(token)))


def _plain(login: str) -> str:
    return login.strip().lower()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher().verify(stored, password.encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))
