"""Where every error of the application becomes a problem."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.api.problems import TITLES, Problem, problem
from bot.errors import DoorError, PayloadNotOffered, TextTooLong, TooManyWaiting
from bot.turns.sentences import Sentences
from care.errors import (
    CareError,
    IdempotencyConflict,
    LevelCannotFall,
    NotAllowed,
    NotChangeable,
    NotFound,
    SlotTaken,
    SlotUnavailable,
    StorageUnavailable,
)

log = logging.getLogger("relais.api")
_FIELD = re.compile(r"^[a-z_0-9]{1,40}$")
_FAILURE = (
    "Le service a rencontré un problème. Réessayez, ou appelez le {phone}. "
    "En cas d'urgence vitale, appelez le 15."
)

_CARE: dict[type[CareError], tuple[int, str]] = {
    NotFound: (404, TITLES[404]),
    SlotTaken: (409, "Ce créneau vient d'être pris. Choisissez-en un autre."),
    SlotUnavailable: (409, "Ce créneau n'est plus disponible. Choisissez-en un autre."),
    NotChangeable: (409, "Ce rendez-vous est annulé ou expiré : il ne peut plus être modifié."),
    LevelCannotFall: (
        409,
        "Un niveau d'urgence ne peut être abaissé que par un membre de l'équipe.",
    ),
    IdempotencyConflict: (
        422,
        "Cette clé d'idempotence a déjà servi pour un autre contenu : prenez-en une nouvelle.",
    ),
    NotAllowed: (403, TITLES[403]),
}
_INVALID = {
    "missing": "champ obligatoire",
    "string_type": "texte attendu",
    "int_parsing": "nombre entier attendu",
    "float_parsing": "nombre attendu",
    "literal_error": "valeur inconnue",
    "too_long": "trop long",
    "string_too_long": "trop long",
    "string_too_short": "trop court",
    "greater_than_equal": "trop petit",
    "less_than_equal": "trop grand",
}


class Handlers:
    """One method a family of errors."""

    def __init__(self, sentences: Sentences, phone: str) -> None:
        self._sentences = sentences
        self._failure = _FAILURE.format(phone=phone)

    def add_to(self, app: FastAPI) -> None:
        app.add_exception_handler(Problem, self.on_problem)
        app.add_exception_handler(RequestValidationError, self.on_invalid)
        app.add_exception_handler(HTTPException, self.on_http)
        app.add_exception_handler(CareError, self.on_care)
        app.add_exception_handler(SQLAlchemyError, self.on_database)
        app.add_exception_handler(DoorError, self.on_door)
        app.add_exception_handler(Exception, self.on_bug)

    async def on_problem(self, _: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)  # noqa: S101
        return problem(
            error.status, error.title, kind=error.kind, headers=error.headers, **error.extra
        )

    async def on_http(self, _: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101
        title = TITLES.get(error.status_code) or self._failure
        return problem(error.status_code, title, headers=error.headers)

    async def on_care(self, _: Request, error: Exception) -> Response:
        if isinstance(error, StorageUnavailable):
            return self._away(error.reason)
        for kind, (status, title) in _CARE.items():
            if isinstance(error, kind):
                return problem(status, title)
        log.error("unexpected_error", exc_info=error)
        return problem(500, self._failure)

    async def on_database(self, request: Request, error: Exception) -> Response:
        if isinstance(error, OperationalError | PoolTimeout):
            return self._away(type(error).__name__)
        return await self.on_bug(request, error)

    async def on_door(self, _: Request, error: Exception) -> Response:
        if isinstance(error, TextTooLong):
            return problem(413, self._sentences.text("too_long"), limit=error.limit)
        if isinstance(error, PayloadNotOffered):
            return problem(422, self._sentences.text("not_offered"))
        if isinstance(error, TooManyWaiting):
            return problem(429, self._sentences.text("too_many"), headers={"Retry-After": "5"})
        return problem(503, self._sentences.text("unreachable"), headers={"Retry-After": "5"})

    async def on_bug(self, _: Request, error: Exception) -> Response:
        log.error("unexpected_error", exc_info=error)
        return problem(500, self._failure)

    async def on_invalid(self, _: Request, error: Exception) -> Response:
        """400 for what is not JSON, 422 for JSON that does not fit. Names the fields we know, quotes nothing."""
        assert isinstance(error, RequestValidationError)  # noqa: S101
        errors = list(error.errors())
        if any(item["type"] == "json_invalid" for item in errors):
            return problem(400, TITLES[400])
        fields = [{"field": _field(item["loc"]), "problem": _reason(item)} for item in errors[:10]]
        named = sorted({f"{item['field']} ({item['problem']})" for item in fields if item["field"]})
        title = (
            f"Un champ manque ou ne convient pas : {', '.join(named)}." if named else TITLES[422]
        )
        return problem(422, title, errors=fields)

    def _away(self, reason: str) -> Response:
        log.error("storage_unavailable", extra={"detail": reason})
        return problem(503, self._sentences.text("unreachable"), headers={"Retry-After": "2"})


def _reason(item: Mapping[str, Any]) -> str:
    if item["type"] == "value_error":
        reason = item.get("ctx", {}).get("error")
        return str(reason) if reason is not None else "valeur refusée"
    return _INVALID.get(item["type"], "valeur refusée")


def _field(loc: tuple[Any, ...]) -> str:
    names = [str(part) for part in loc[1:] if _FIELD.match(str(part))]
    return ".".join(names)
