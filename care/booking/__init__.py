"""Slots and appointments: searching, holding, booking, moving, cancelling."""

from care.booking.audit import history
from care.booking.changing import cancel, confirm, find, move, status_at
from care.booking.errors import TooManyLive, WrongKind
from care.booking.holds import expire_holds
from care.booking.idempotency import Answer, body_hash, claim, forget_old_keys, remember, remembered
from care.booking.offers import FreeSlot
from care.booking.rules import BookingRules, rules_of
from care.booking.sample import ensure_sample_slots
from care.booking.search import alternatives, free_slot, free_slots
from care.booking.specialities import (
    KINDS,
    consultation_label,
    read_speciality,
    speciality_label,
)
from care.booking.taking import For, book, hold

__all__ = [
    "KINDS",
    "Answer",
    "BookingRules",
    "For",
    "FreeSlot",
    "TooManyLive",
    "WrongKind",
    "alternatives",
    "body_hash",
    "book",
    "cancel",
    "claim",
    "confirm",
    "consultation_label",
    "ensure_sample_slots",
    "expire_holds",
    "find",
    "forget_old_keys",
    "free_slot",
    "free_slots",
    "history",
    "hold",
    "move",
    "read_speciality",
    "remember",
    "remembered",
    "rules_of",
    "speciality_label",
    "status_at",
]
