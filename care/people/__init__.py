"""Professionals, the on-call rota and the team's accounts."""

from care.people.on_call import OnCall, on_call
from care.people.professionals import Identified, find_professional, identify
from care.people.rpps import is_valid_rpps
from care.people.sample import (
    ensure_sample_professionals,
    ensure_sample_rota,
    prepare_sample_people,
)
from care.people.staff import (
    SignedInBrowser,
    authenticate,
    create_staff,
    end_session,
    ensure_staff,
    find_session,
    open_session,
    sign_in,
)

__all__ = [
    "Identified",
    "OnCall",
    "SignedInBrowser",
    "authenticate",
    "create_staff",
    "end_session",
    "ensure_sample_professionals",
    "ensure_sample_rota",
    "ensure_staff",
    "find_professional",
    "find_session",
    "identify",
    "is_valid_rpps",
    "on_call",
    "open_session",
    "prepare_sample_people",
    "sign_in",
]
