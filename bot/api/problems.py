"""Errors as RFC 9457 problems: a French title a person can act on, never a trace, never an echo of the input."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from starlette.responses import JSONResponse

from bot.turns.sentences import Sentences

MEDIA_TYPE = "application/problem+json"

TITLES = {
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


_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
    },
}
# What any call may answer besides its own success, for the OpenAPI description.
_AWAY = {503: "Service momentanément indisponible."}
ANY_CALL: dict[int | str, dict[str, Any]] = {
    status: {"description": text, "content": {MEDIA_TYPE: {"schema": _SCHEMA}}}
    for status, text in (TITLES | _AWAY).items()
    if status in {400, 401, 404, 413, 422, 429, 503}
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


def title_of(status: int) -> str:
    return TITLES.get(status) or HTTPStatus(status).phrase


def add_problem_handlers(app: FastAPI, sentences: Sentences, phone: str) -> None:
    """Every error of the application leaves as a problem."""
    from bot.api.handlers import Handlers

    Handlers(sentences, phone).add_to(app)
