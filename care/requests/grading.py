"""The level, the disposition and the deadline of a request.

A level only rises, whatever is learnt later; only a named person lowers it, and says why. A red
request keeps its urgent disposition. A deadline is never pushed back by a machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from care.counters import count
from care.errors import LevelCannotFall
from care.requests.deadlines import deadline_for
from care.requests.errors import NoteMissing, RequestClosed
from care.requests.levels import level_rank, sooner, urgency
from care.requests.opening import assessment_json
from care.requests.trail import record
from care.storage.booking import Appointment
from care.storage.requests import CareRequest

_URGENT = {"call_15", "on_call_now"}


def raise_level(
    session: Session,
    request: CareRequest,
    assessment: Any = None,  # noqa: ANN401  (an Assessment, or its JSON)
    *,
    now: datetime,
    level: str | None = None,
    disposition: str | None = None,
    deadline: datetime | None = None,
) -> bool:
    """Raise the level to that of the assessment (or to `level`); returns whether it rose.

    At the same level a more urgent disposition or an earlier deadline is taken; a lower level
    changes nothing. Without a `deadline` it is computed from the disposition and the protocol. What a
    named person has judged and lowered is not raised again by grading the same rules anew, only by a new
    one, or by a message that is red by itself (`level` is then given).
    """
    kept, said = assessment_json(assessment), level
    level = level or kept.get("level")
    disposition = str(disposition or kept.get("disposition") or request.disposition)
    before = request.level
    if level_rank(level) < level_rank(before) or _judged_already(request, kept, said):
        return False
    due = deadline or deadline_for(disposition, now, max_delay_hours=kept.get("max_delay_hours"))
    rose = level_rank(level) > level_rank(before)
    if rose or urgency(disposition) > urgency(request.disposition):
        request.disposition = disposition
    request.deadline_at = sooner(request.deadline_at, due)
    if kept:
        request.assessment = kept
    if rose:
        request.level = str(level)
        record(session, request, "level.raised", now, before=before, after=str(level))
        count(session, f"requests.level.{level}", now)
    session.flush()
    return rose


def _judged_already(request: CareRequest, kept: dict[str, Any], said: str | None) -> bool:
    """Whether a named person lowered the level with these very rules in front of them."""
    if request.lowered_by is None or said is not None or not kept:
        return False
    before, now = _grave(request.assessment or {}), _grave(kept)
    return bool(now) and now <= before


def _grave(kept: Mapping[str, Any]) -> set[tuple[str, ...]]:
    """The rules that made an assessment more than green."""
    return {
        tuple(str(match.get(name, "")) for name in ("item", "grade", "group"))
        for match in kept.get("matched") or []
        if match.get("grade") != "green"
    }


def set_disposition(
    session: Session,
    request: CareRequest,
    disposition: str,
    *,
    now: datetime,
    assessment: Any = None,  # noqa: ANN401
) -> None:
    """Say what happens next. With an assessment the level rises too.

    A red request keeps its urgent disposition, and an amber one everything but an appointment that
    meets it: nothing that follows makes them ordinary. A deadline already promised stays unless the
    new one is sooner, also once booked, so that the share of promises kept can be counted.
    """
    urgency(disposition)
    kept = assessment_json(assessment)
    if kept:
        raise_level(session, request, kept, now=now, disposition=disposition)
    if _keeps_its_own(request, disposition):
        return
    due = deadline_for(disposition, now, max_delay_hours=kept.get("max_delay_hours"))
    request.deadline_at = sooner(request.deadline_at, due)
    if request.disposition != disposition:
        record(
            session,
            request,
            "disposition.set",
            now,
            before=request.disposition,
            after=disposition,
        )
        request.disposition = disposition
    session.flush()


def _keeps_its_own(request: CareRequest, disposition: str) -> bool:
    if request.level == "red" and request.disposition in _URGENT:
        return disposition not in _URGENT
    less = urgency(disposition) < urgency(request.disposition)
    return request.level == "amber" and less and disposition != "booked"


def ask_for_person(session: Session, request: CareRequest, *, now: datetime) -> None:
    """The caller wants a person: on the list at once, never less urgent than it was."""
    record(session, request, "person.asked", now)
    count(session, "requests.person_asked", now)
    if urgency("human") > urgency(request.disposition):
        request.disposition = "human"
    request.deadline_at = sooner(request.deadline_at, deadline_for("human", now))
    session.flush()


def lower_level(
    session: Session,
    request: CareRequest,
    level: str,
    reason: str,
    staff: str,
    now: datetime,
    *,
    disposition: str | None = None,
) -> None:
    """The only way down: a named person, with a reason that stays in the trail.

    Raises LevelCannotFall when nobody is named or the level would not fall, NoteMissing without a
    reason, RequestClosed. The deadline is set anew from the disposition.
    """
    if request.status == "closed":
        raise RequestClosed(request.reference)
    if not staff.strip() or level_rank(level) >= level_rank(request.level):
        raise LevelCannotFall(request.reference)
    if not reason.strip():
        raise NoteMissing(request.reference)
    before = request.level
    request.level, request.lowered_by = level, staff
    request.disposition = disposition or {"amber": "same_day", "green": "advice_callback"}[level]
    request.deadline_at = deadline_for(request.disposition, now)
    data = {"before": before, "after": level, "reason": reason.strip()[:500]}
    record(session, request, "level.lowered", now, staff, **data)
    count(session, "requests.level_lowered", now)
    session.flush()


def link_appointment(
    session: Session, request: CareRequest, appointment: Appointment, *, now: datetime
) -> None:
    """The appointment that answers this request, seen from both sides."""
    appointment.request_id = appointment.request_id or request.id
    if request.appointment_ref != appointment.reference:
        request.appointment_ref = appointment.reference
        reference = appointment.reference
        record(session, request, "appointment.linked", now, appointment=reference)
    session.flush()


def appointment_cancelled(
    session: Session, request: CareRequest, appointment: Appointment, *, now: datetime
) -> None:
    """The appointment is gone: the need it met is open again, and the team calls so that nobody is lost.

    The reference stays on the request, which the caller may still speak of.
    """
    reference = appointment.reference
    if request.appointment_ref == reference and request.disposition == "booked":
        request.disposition = "advice_callback"
        due = deadline_for("advice_callback", now)
        request.deadline_at = sooner(request.deadline_at, due)
    record(session, request, "appointment.cancelled", now, appointment=reference)
    count(session, "requests.appointment_cancelled", now)
    session.flush()
