"""The team's addresses. Reading is a GET, every act is a POST with the form's token, then a redirection."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Form, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.responses import RedirectResponse, Response

from bot.console import acts
from bot.console.access import Access
from bot.console.acts import page_of
from bot.console.errors import NotSignedIn, Refused
from bot.console.handover import add_handover
from bot.console.pages import ConsolePages
from bot.turns.parts import MaskedText, Readers
from care.clock import Clock
from care.errors import CareError, LevelCannotFall, NotFound, StorageUnavailable
from care.followup.notices import note_seen
from care.requests import NoteMissing, RequestClosed
from care.settings import Settings
from care.storage.database import Database

SIGN_IN = "/console/connexion"
LOWER_LEVELS = ("amber", "green")
_HEALTH_NUMBER = re.compile(r"(?<!\d)[12378](?:[ .-]?[\dAB]){12,14}(?!\d)", re.IGNORECASE)
Csrf = Annotated[str, Form()]
Short = Annotated[str, Form(max_length=200)]
Words = Annotated[str, Form(max_length=2000)]


class Reader(Protocol):
    """What the console needs of the turn service: the mask every written word goes through."""

    @property
    def readers(self) -> Readers: ...


def build_router(database: Database, clock: Clock, settings: Settings, turns: Reader) -> APIRouter:
    """The team's lines are stored; the caller's channel fetches them, or has them pushed by the outbox."""
    pages = ConsolePages(settings)
    access = Access(database, clock, settings)
    router = APIRouter(prefix="/console", include_in_schema=False, route_class=_route_class(pages))
    _add_reading(router, database, clock, pages, access)
    add_handover(router, database, clock, settings, pages, access)
    _add_conversation_acts(router, database, access)
    _add_request_acts(router, database, pages, access, turns.readers.mask)
    _add_appointment_acts(router, database, access)
    return router


def _route_class(pages: ConsolePages) -> type[APIRoute]:
    """Our own errors become pages here: the API's problem+json is no answer for a person at a form."""

    class ConsoleRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def answer(request: Request) -> Response:
                try:
                    return await handle(request)
                except NotSignedIn:
                    return RedirectResponse(SIGN_IN, status_code=303)
                except Refused as refusal:
                    return pages.refused(refusal)
                except RequestValidationError:
                    return pages.refused(
                        Refused(
                            "Il manque quelque chose, ou c'est trop long. Revenez et complétez."
                        )
                    )
                except CareError as error:
                    return pages.refused(_refusal_of(error))

            return answer

    return ConsoleRoute


_REFUSALS: tuple[tuple[type[CareError], int, str], ...] = (
    (NotFound, 404, "Cela n'existe pas, ou plus."),
    (RequestClosed, 409, "Cette demande est déjà close."),
    (NoteMissing, 422, "Une note est nécessaire : dites ce qui a été fait, ou pourquoi."),
    (LevelCannotFall, 409, "Ce niveau n'est pas plus bas que celui de la demande."),
    (StorageUnavailable, 503, "La base de données ne répond pas. Réessayez dans un instant."),
)


def _refusal_of(error: CareError) -> Refused:
    for kind, status, problem in _REFUSALS:
        if isinstance(error, kind):
            return Refused(problem, status=status)
    return Refused("Le service a refusé, et rien n'a changé. Revenez et réessayez.", status=409)


def _add_reading(
    router: APIRouter, database: Database, clock: Clock, pages: ConsolePages, access: Access
) -> None:
    @router.get("/connexion")
    def sign_in_page() -> Response:
        return pages.sign_in()

    @router.post("/connexion")
    def sign_in(request: Request, login: Short, password: Short) -> Response:
        try:
            token = access.sign_in(request, login, password)
        except Refused as refusal:
            return pages.sign_in(problem=refusal.problem, login=login, status=refusal.status)
        return access.keep(RedirectResponse("/console", status_code=303), token)

    @router.post("/deconnexion")
    def sign_out(request: Request, csrf: Csrf) -> Response:
        access.acting(request, csrf)
        access.sign_out(request)
        return access.forget(RedirectResponse(SIGN_IN, status_code=303))

    @router.get("")
    def work_list(request: Request) -> Response:
        who = access.who(request)
        with database.read() as session:
            return pages.work_list(session, who, clock.now())

    @router.get("/conversations/{conversation_id}")
    def conversation(request: Request, conversation_id: str, fait: str = "") -> Response:
        who = access.who(request)
        if "x-refresh" not in request.headers:
            member = acts.Member(who.login, who.staff_id, who.name, clock.now())
            with database.session() as session:
                acts.note_read(session, conversation_id, member)
                note_seen(session, conversation_id, member.login, now=member.at)
        with database.read() as session:
            return pages.conversation(session, conversation_id, who, clock.now(), fait)


def _add_conversation_acts(router: APIRouter, database: Database, access: Access) -> None:
    @router.post("/conversations/{conversation_id}/prendre")
    def take_over(request: Request, conversation_id: str, csrf: Csrf) -> Response:
        member = access.acting(request, csrf)
        with database.session() as session:
            acts.take_over(session, conversation_id, member)
        return _back(conversation_id, "prise")

    @router.post("/conversations/{conversation_id}/repondre")
    def answer(request: Request, conversation_id: str, csrf: Csrf, text: Words) -> Response:
        member = access.acting(request, csrf)
        words = _required(text, "Écrivez une réponse avant d'envoyer.", page_of(conversation_id))
        if _HEALTH_NUMBER.search(words):
            problem = (
                "Cette réponse contient un numéro de sécurité sociale : elle n'est pas partie."
            )
            raise Refused(problem, back=page_of(conversation_id))
        with database.session() as session:
            acts.answer(session, conversation_id, words, member)
        return _back(conversation_id, "reponse")

    @router.post("/conversations/{conversation_id}/rendre")
    def hand_back(request: Request, conversation_id: str, csrf: Csrf) -> Response:
        member = access.acting(request, csrf)
        with database.session() as session:
            acts.hand_back(session, conversation_id, member)
        return _back(conversation_id, "rendue")

    @router.post("/conversations/{conversation_id}/vu")
    def seen(request: Request, conversation_id: str, csrf: Csrf) -> Response:
        member = access.acting(request, csrf)
        with database.session() as session:
            acts.note_failures_seen(session, conversation_id, member)
        return _back(conversation_id, "vu")


def _add_request_acts(
    router: APIRouter,
    database: Database,
    pages: ConsolePages,
    access: Access,
    mask: Callable[[str], MaskedText],
) -> None:
    @router.post("/demandes/{reference}/clore")
    def close(
        request: Request, reference: str, csrf: Csrf, note: Words, outcome: Short
    ) -> Response:
        member = access.acting(request, csrf)
        words = mask(_required(note, "Une note est nécessaire : dites ce qui a été fait.")).text
        if outcome not in pages.words.outcomes:
            raise Refused("Choisissez une issue dans la liste.")
        with database.session() as session:
            conversation_id = acts.close(session, reference, outcome, words, member)
        return _back(conversation_id, "close")

    @router.post("/demandes/{reference}/niveau")
    def lower(
        request: Request, reference: str, csrf: Csrf, level: Short, reason: Words
    ) -> Response:
        member = access.acting(request, csrf)
        words = mask(_required(reason, "Une raison est nécessaire pour abaisser un niveau.")).text
        if level not in LOWER_LEVELS:
            raise Refused("Choisissez un niveau plus bas dans la liste.")
        with database.session() as session:
            conversation_id = acts.lower_level(session, reference, level, words, member)
        return _back(conversation_id, "niveau")


def _add_appointment_acts(router: APIRouter, database: Database, access: Access) -> None:
    @router.post("/demandes/{reference}/rendez-vous/confirmer")
    def confirm(request: Request, reference: str, csrf: Csrf, appointment: Short) -> Response:
        member = access.acting(request, csrf)
        with database.session() as session:
            conversation_id = acts.confirm_appointment(session, reference, appointment, member)
        return _back(conversation_id, "confirme")

    @router.post("/demandes/{reference}/rendez-vous/annuler")
    def cancel(
        request: Request, reference: str, csrf: Csrf, appointment: Short, reason: Short
    ) -> Response:
        member = access.acting(request, csrf)
        words = _required(
            reason, "Une raison est nécessaire pour annuler : elle est dite à l'appelant."
        )
        with database.session() as session:
            conversation_id = acts.cancel_appointment(
                session, reference, appointment, words, member
            )
        return _back(conversation_id, "annule")


def _required(text: str, problem: str, back: str = "/console") -> str:
    words = text.strip()
    if not words:
        raise Refused(problem, back=back)
    return words


def _back(conversation_id: str, done: str) -> Response:
    return RedirectResponse(f"{page_of(conversation_id)}?fait={done}", status_code=303)
