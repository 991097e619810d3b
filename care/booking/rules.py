"""The limits of booking, as one object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from care.settings import Settings


@dataclass(frozen=True, slots=True)
class BookingRules:
    """`live_per_conversation` and `unconfirmed_per_rpps` stop one caller from hoarding slots.

    The software of a partner (`booked_by="api"`) and the team are trusted and have no such limit.
    """

    hold: timedelta = timedelta(minutes=10)
    minimum_notice: timedelta = timedelta(hours=2)
    live_per_conversation: int = 5
    unconfirmed_per_rpps: int = 30


DEFAULT_RULES = BookingRules()


def rules_of(settings: Settings) -> BookingRules:
    return BookingRules(
        hold=timedelta(minutes=settings.hold_minutes),
        minimum_notice=timedelta(hours=settings.minimum_notice_hours),
    )
