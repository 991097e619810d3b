"""The append-only trail of a request. Acts are dotted names; what callers wrote never enters it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.storage.requests import CareRequest, RequestEvent

RELAIS = "relais"


def record(
    session: Session,
    request: CareRequest,
    act: str,
    now: datetime,
    actor: str = RELAIS,
    **data: Any,  # noqa: ANN401  (small JSON values)
) -> None:
    session.add(RequestEvent(request_id=request.id, act=act, actor=actor, data=data, at=now))
    session.flush()


def trail(session: Session, request: CareRequest) -> list[RequestEvent]:
    """What happened, oldest first."""
    query = select(RequestEvent).where(RequestEvent.request_id == request.id)
    return list(session.scalars(query.order_by(RequestEvent.id)))
