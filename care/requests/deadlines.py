"""By when a request must be answered, from what was decided for it. Rules are data; days are French."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from care.calendar import is_working_day, next_working_day
from care.clock import paris_moment, to_paris
from care.content import DATA, Provenance, Strict, load_content


class SameDay(Strict):
    asked_before: time
    by: time
    else_next_day_by: time


class By(Strict):
    by: time


class Opening(Strict):
    minutes: int
    opens: time
    closes: time


class DeadlineRules(Strict):
    meta: Provenance
    immediate: tuple[str, ...]
    hours: dict[str, int]
    same_day: SameDay
    advice_callback: By
    human: Opening
    none: tuple[str, ...]


@lru_cache(maxsize=1)
def load_deadline_rules() -> DeadlineRules:
    return load_content(DATA / "requests" / "deadlines.yml", DeadlineRules)


def deadline_for(
    disposition: str, now: datetime, *, max_delay_hours: float | None = None
) -> datetime | None:
    """The instant by which this disposition must be honoured, in UTC; None when nothing is owed.

    `max_delay_hours`, the protocol's own limit, only ever shortens it. Raises KeyError for a
    disposition that is not in the public contract.
    """
    due = _by_rule(disposition, now, load_deadline_rules())
    if due is None or max_delay_hours is None:
        return due
    return min(due, now + timedelta(hours=max_delay_hours))


def _by_rule(disposition: str, now: datetime, rules: DeadlineRules) -> datetime | None:
    if disposition in rules.none:
        return None
    if disposition in rules.immediate:
        return now
    if disposition == "same_day":
        return _same_day(now, rules.same_day)
    if disposition == "advice_callback":
        return paris_moment(next_working_day(to_paris(now).date()), rules.advice_callback.by)
    if disposition == "human":
        return _in_opening_hours(now, rules.human)
    return now + timedelta(hours=rules.hours[disposition])


def _same_day(now: datetime, rule: SameDay) -> datetime:
    local = to_paris(now)
    if local.time() < rule.asked_before:
        return paris_moment(local.date(), rule.by)
    return paris_moment(local.date() + timedelta(days=1), rule.else_next_day_by)


def _in_opening_hours(now: datetime, opening: Opening) -> datetime:
    local = to_paris(now)
    wait = timedelta(minutes=opening.minutes)
    if is_working_day(local.date()) and opening.opens <= local.time() < opening.closes:
        return now + wait
    return paris_moment(_next_opening(local, opening), opening.opens) + wait


def _next_opening(local: datetime, opening: Opening) -> date:
    today = local.date()
    if is_working_day(today) and local.time() < opening.opens:
        return today
    return next_working_day(today)
