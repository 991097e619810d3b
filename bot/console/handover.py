"""The hand-over summary of a request: to read, to print, to copy, to send. Each reading leaves a trace."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from bot.console.access import Access, SignedIn
from bot.console.acts import Member, page_of, record
from bot.console.errors import Refused
from bot.console.pages import ConsolePages
from bot.web.rendering import SECURITY_HEADERS
from care.clock import Clock
from care.followup.notices import note_seen
from care.papers.handover import handover_pdf, handover_text
from care.requests.handover import Handover, handover
from care.settings import Settings
from care.storage.conversations import Conversation
from care.storage.database import Database
from care.storage.requests import CareRequest
from care.triage import load_protocols

READ, SENT = "handover.read", "handover.sent"


def add_handover(
    router: APIRouter,
    database: Database,
    clock: Clock,
    settings: Settings,
    pages: ConsolePages,
    access: Access,
) -> None:
    protocols = load_protocols(mode=settings.mode)

    def made(request: Request, reference: str, act: str) -> tuple[SignedIn, Handover, str]:
        who, now = access.who(request), clock.now()
        member = Member(who.login, who.staff_id, who.name, now)
        with database.session() as session:
            asked = _request(session, reference)
            summary = handover(session, asked, protocols=protocols, now=now)
            record(session, asked, act, member)
            note_seen(session, asked.conversation_id, who.login, now=now)
            return who, summary, asked.conversation_id

    @router.get("/demandes/{reference}.pdf")
    def as_pdf(request: Request, reference: str) -> Response:
        _, summary, _ = made(request, reference, SENT)
        return _file(handover_pdf(summary), "application/pdf", f"{summary.reference}.pdf")

    @router.get("/demandes/{reference}.txt")
    def as_text(request: Request, reference: str) -> Response:
        _, summary, _ = made(request, reference, SENT)
        body = handover_text(summary).encode()
        return _file(body, "text/plain; charset=utf-8", f"{summary.reference}.txt")

    @router.get("/demandes/{reference}")
    def page(request: Request, reference: str) -> Response:
        who, summary, conversation_id = made(request, reference, READ)
        return pages.handover(who, summary, handover_text(summary), page_of(conversation_id))


def _request(session: Session, reference: str) -> CareRequest:
    found = session.query(CareRequest).filter_by(reference=reference).one_or_none()
    conversation = session.get(Conversation, found.conversation_id) if found else None
    if found is None or conversation is None or conversation.erased_at is not None:
        raise Refused("Cette demande n'existe pas, ou ses éléments ont été effacés.", status=404)
    return found


def _file(body: bytes, media_type: str, name: str) -> Response:
    headers = {**SECURITY_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, headers=headers, media_type=media_type)
