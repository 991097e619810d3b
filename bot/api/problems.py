"""Errors as RFC 9457 problems: a French title a person can act on, never a trace, never an echo of the input."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from bot.errors import DoorError, PayloadNotOffered, TextTooLong, TooManyWaiting, TurnStuck
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
MEDIA_TYPE = "application/problem+json"
_FIELD = re.compile(r"^[a-z_0-9]{1,40}$")

_HTTP_TITLES = {
    400: "La demande n'est pas lisible : envoyez du JSON en UTF-8.",
    401: "Authentification nécessaire : joignez le jeton reçu (Authorization: Bearer …).",
    403: "Cette action n'est pas autorisée.",
    404: "Introuvable. Vérifiez l'adresse et le jeton.",
    405: "Cette méthode n'existe pas à cette adresse.",
    406: "Ce format de réponse n'est pas proposé.",
    413: "La demande est trop volumineuse : envoyez l'essentiel, en plusieurs messages si besoin. "
    "En cas d'urgence vitale, appelez le 15.",
    415: "Format non pris en charge : envoyez du JSON.",
    422: "Un champ manque ou ne convient pas.",
    429: "Trop de demandes : attendez un instant avant de recommencer.",
}
_FAILURE = (
    "Le service a rencontré un problème. Réessayez, ou appelez le {phone}. "
    "En cas d'urgence vitale, appelez le 15."
)

_CARE: dict[type[CareError], tuple[int, str]] = {
    NotFound: (404, _HTTP_TITLES[404]),
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
    NotAllowed: (403, _HTTP_TITLES[403]),
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


class Problem(Exception):
    """Raise it from an endpoint to answer with a problem; `extra` adds members to the body."""

    def __init__(
        self,
        status: int,
        title: str,
        *,
        kind: str = "about:blank",
        headers: Mapping[str, str] | None = None,
        **extra: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(title)
        self.headers = headers
        self.status = status
        self.title = title
        self.kind = kind
        self.extra = extra


def problem(
    status: int,
    title: str,
    *,
    kind: str = "about:blank",
    headers: Mapping[str, str] | None = None,
    **extra: Any,  # noqa: ANN401
) -> JSONResponse:
    body = {"type": kind, "title": title, "status": status, **extra}
    return JSONResponse(body, status_code=status, headers=headers, media_type=MEDIA_TYPE)


def add_problem_handlers(app: FastAPI, sentences: Sentences, phone: str) -> None:
    """Every error of the application leaves as a problem."""
    failure = _FAILURE.format(phone=phone)

    async def on_problem(_: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)  # noqa: S101
        return problem(
            error.status, error.title, kind=error.kind, headers=error.headers, **error.extra
        )

    async def on_http(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101
        title = _HTTP_TITLES.get(error.status_code) or failure
        return problem(error.status_code, title, headers=error.headers)

    async def on_care(_: Request, error: Exception) -> Response:
        if isinstance(error, StorageUnavailable):
            log.error("storage_unavailable", extra={"detail": error.reason})
            return problem(503, sentences.text("unreachable"), headers={"Retry-After": "2"})
        for kind, (status, title) in _CARE.items():
            if isinstance(error, kind):
                return problem(status, title)
        return problem(500, failure)

    async def on_door(_: Request, error: Exception) -> Response:
        return _door_problem(error, sentences)

    async def on_bug(_: Request, error: Exception) -> Response:
        log.error("unexpected_error", exc_info=error)
        return problem(500, failure)

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(CareError, on_care)
    app.add_exception_handler(DoorError, on_door)
    app.add_exception_handler(Exception, on_bug)


def _door_problem(error: Exception, sentences: Sentences) -> Response:
    if isinstance(error, TextTooLong):
        return problem(413, sentences.text("too_long"), limit=error.limit)
    if isinstance(error, PayloadNotOffered):
        return problem(422, sentences.text("not_offered"))
    if isinstance(error, TooManyWaiting):
        return problem(429, sentences.text("too_many"), headers={"Retry-After": "5"})
    if isinstance(error, TurnStuck):
        return problem(503, sentences.text("unreachable"), headers={"Retry-After": "5"})
    return problem(503, sentences.text("unreachable"))


async def on_invalid(_: Request, error: Exception) -> Response:
    """400 for what is not JSON, 422 for JSON that does not fit. Names the fields we know, quotes nothing."""
    assert isinstance(error, RequestValidationError)  # noqa: S101
    errors = list(error.errors())
    if any(item["type"] == "json_invalid" for item in errors):
        return problem(400, _HTTP_TITLES[400])
    fields = [{"field": _field(item["loc"]), "problem": _problem_of(item)} for item in errors[:10]]
    named = sorted({f"{item['field']} ({item['problem']})" for item in fields if item["field"]})
    title = (
        f"Un champ manque ou ne convient pas : {', '.join(named)}." if named else _HTTP_TITLES[422]
    )
    return problem(422, title, errors=fields)


def _problem_of(item: Mapping[str, Any]) -> str:
    if item["type"] == "value_error":
        reason = item.get("ctx", {}).get("error")
        return str(reason) if reason is not None else "valeur refusée"
    return _INVALID.get(item["type"], "valeur refusée")


def _field(loc: tuple[Any, ...]) -> str:
    names = [str(part) for part in loc[1:] if _FIELD.match(str(part))]
    return ".".join(names)


def title_of(status: int) -> str:
    return _HTTP_TITLES.get(status) or HTTPStatus(status).phrase
