"""`guess_purpose`: what the facts alone say the caller wants, with the default protocols."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from care.clock import SystemClock
from care.triage.grading import grade
from care.triage.picture import picture_of
from care.triage.protocols import Protocols, load_protocols
from care.triage.purpose import weigh_purpose
from care.triage.suspicion import suspect
from care.understanding.facts import Fact


def guess_purpose(
    facts: Sequence[Fact],
    text: str = "",
    *,
    now: datetime | None = None,
    protocols: Protocols | None = None,
) -> str | None:
    """Return `vital_emergency`, `report_complication`, `report_suspicion` or None (boundaries of the intents).

    `now` only decides which treatment windows are still open.
    """
    protocols = protocols or load_protocols()
    picture = picture_of(facts, now=now or SystemClock().now(), windows=protocols.windows)
    grading = grade(picture, protocols)
    suspicion = suspect(picture, protocols)
    return weigh_purpose(facts, text, picture=picture, grading=grading, suspicion=suspicion).name
