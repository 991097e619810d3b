"""What the coordination team does with a request. Every act bears the login of a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.counters import count
from care.requests.errors import NoteMissing, RequestClosed
from care.requests.levels import level_rank
from care.requests.trail import record
from care.storage.requests import CareRequest

HANDLED = "handled"
_SETTLED = frozenset({"booked", "directory", "self_care"})


def take(session: Session, request: CareRequest, staff: str, now: datetime) -> None:
    """Make the request one's own; taking over from a colleague is allowed and seen in the trail."""
    _locked(session, request)
    if request.taken_by == staff and request.status == "taken":
        return
    record(session, request, "request.taken", now, staff, before=request.taken_by)
    request.status, request.taken_by = "taken", staff
    session.flush()


def hand_back(session: Session, request: CareRequest, staff: str, now: datetime) -> None:
    """Put it back on everybody's list."""
    _locked(session, request)
    if request.status == "open":
        return
    record(session, request, "request.handed_back", now, staff, before=request.taken_by)
    request.status, request.taken_by = "open", None
    session.flush()


def close(session: Session, request: CareRequest, staff: str, note: str, now: datetime) -> None:
    """Close with a note that says what was done. Raises NoteMissing, or RequestClosed the second time."""
    _locked(session, request)
    if not note.strip():
        raise NoteMissing(request.reference)
    request.status, request.closed_at = "closed", now
    request.close_note = note.strip()
    request.outcome = request.outcome or HANDLED
    request.taken_by = request.taken_by or staff
    in_time = request.deadline_at is None or now <= request.deadline_at
    record(session, request, "request.closed", now, staff, outcome=request.outcome, in_time=in_time)
    count(session, f"requests.closed.{'in_time' if in_time else 'late'}", now)
    session.flush()


def set_outcome(
    session: Session,
    request: CareRequest,
    outcome: str,
    *,
    now: datetime,
    actor: str = "relais",
) -> None:
    """Note what became of the need, without closing it."""
    if request.outcome != outcome:
        request.outcome = outcome
        record(session, request, "outcome.set", now, actor, outcome=outcome)
        count(session, f"requests.outcome.{outcome}", now)


def open_by_deadline(session: Session) -> list[CareRequest]:
    """What is not closed: due first, then graver, then older. What is settled or has no deadline comes last.

    Booked, oriented and advised requests stay on the list, at its end, until a person closes them.
    """
    rows = session.scalars(select(CareRequest).where(CareRequest.status != "closed")).all()
    return sorted(rows, key=_order)


def _order(request: CareRequest) -> tuple[bool, bool, datetime, int, datetime]:
    settled = request.disposition in _SETTLED and request.level != "red"
    due = request.deadline_at or request.opened_at
    rank = -level_rank(request.level)
    return settled, request.deadline_at is None, due, rank, request.opened_at


def _locked(session: Session, request: CareRequest) -> None:
    session.flush()
    session.refresh(request, with_for_update=True)
    if request.status == "closed":
        raise RequestClosed(request.reference)
