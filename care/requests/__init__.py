"""Requests: what a caller needs, how urgent it is, by when, and what became of it."""

from care.requests.deadlines import deadline_for
from care.requests.decisions import earlier_contacts, record_decision, record_when_new
from care.requests.errors import NoteMissing, RequestClosed
from care.requests.grading import (
    appointment_cancelled,
    ask_for_person,
    link_appointment,
    lower_level,
    raise_level,
    set_disposition,
)
from care.requests.opening import (
    add_answer,
    add_facts,
    find_request,
    open_request,
)
from care.requests.summary import refresh_summary, summary
from care.requests.team import close, hand_back, open_by_deadline, set_outcome, take
from care.requests.trail import trail

__all__ = [
    "NoteMissing",
    "RequestClosed",
    "add_answer",
    "add_facts",
    "appointment_cancelled",
    "ask_for_person",
    "close",
    "deadline_for",
    "earlier_contacts",
    "find_request",
    "hand_back",
    "link_appointment",
    "lower_level",
    "open_by_deadline",
    "open_request",
    "raise_level",
    "record_decision",
    "record_when_new",
    "refresh_summary",
    "set_disposition",
    "set_outcome",
    "summary",
    "take",
    "trail",
]
