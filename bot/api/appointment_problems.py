"""What may go wrong with an appointment, in French that says what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.api.problems import Problem
from bot.api.slot_shape import slot_out
from care.booking import BookingRules, TooManyLive, WrongKind, alternatives
from care.clock import Clock
from care.errors import NotChangeable, NotFound, SlotTaken, SlotUnavailable
from care.storage.database import Database

_UNAVAILABLE = {
    "past": "Ce créneau est passé. Choisissez-en un autre.",
    "notice": "Ce créneau est trop proche pour être réservé ici. Choisissez-en un autre, ou téléphonez.",
    "withdrawn": "Ce créneau a été retiré par la structure. Choisissez-en un autre.",
    "label_lapsed": "Cette structure n'est plus labellisée. Choisissez un créneau ailleurs.",
}
_NOT_FOUND = {
    "slot": "Ce créneau n'existe pas. Demandez les créneaux libres (GET /api/v1/slots).",
    "appointment": "Aucun rendez-vous sous cette référence. Vérifiez-la : elle ressemble à ON-7K3F-2.",
}
_OVER = {
    "cancelled": "Ce rendez-vous est annulé. Réservez-en un nouveau.",
    "expired": "Ce créneau n'était plus retenu. Réservez-en un nouveau.",
}
_KINDS = {"oncology": "une consultation d'oncologie", "after_cancer": "le parcours après cancer"}


@contextmanager
def in_french(
    database: Database, clock: Clock, rules: BookingRules, slot_id: str | None
) -> Iterator[None]:
    """Turn the domain's errors into problems. The transaction is over by then: others are read afresh."""
    try:
        yield
    except SlotTaken as error:
        title = "Ce créneau vient d'être pris. Choisissez-en un autre."
        raise _with_others(409, title, database, clock, rules, slot_id) from error
    except SlotUnavailable as error:
        title = _UNAVAILABLE.get(error.reason, _UNAVAILABLE["withdrawn"])
        raise _with_others(409, title, database, clock, rules, slot_id) from error
    except NotChangeable as error:
        title = _OVER.get(error.status, _OVER["cancelled"])
        raise Problem(409, title, appointment_status=error.status) from error
    except NotFound as error:
        raise Problem(404, _NOT_FOUND.get(error.kind, _NOT_FOUND["appointment"])) from error
    except WrongKind as error:
        title = f"Ce créneau est pour {_KINDS[error.kind]}. Choisissez un créneau du bon type."
        raise Problem(422, title) from error
    except TooManyLive as error:
        raise Problem(
            429,
            f"{error.limit} rendez-vous sont déjà en cours : annulez-en un avant d'en prendre un autre.",
        ) from error


def _with_others(
    code: int,
    title: str,
    database: Database,
    clock: Clock,
    rules: BookingRules,
    slot_id: str | None,
) -> Problem:
    with database.read() as session:
        others = alternatives(session, slot_id, clock.now(), rules) if slot_id else []
    return Problem(code, title, slots=[slot_out(slot).model_dump(mode="json") for slot in others])
