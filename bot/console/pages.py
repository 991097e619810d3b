"""The team's pages as they are shown: a list, a conversation, and what a refusal looks like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from bot.console import reading
from bot.console.access import SignedIn
from bot.console.acts import page_of
from bot.console.errors import Refused
from bot.console.time_left import is_overdue, since, time_left
from bot.console.words import load_words
from bot.web.assets import Assets
from bot.web.rendering import Pages
from care import french, requests
from care.clock import to_paris
from care.papers.handover import DRAFT, PRIVATE
from care.requests.handover import Handover
from care.requests.summary import load_words as load_request_words
from care.settings import Settings
from care.storage.conversations import Conversation, Message
from care.storage.operations import Incident

TEMPLATES = Path(__file__).parent / "templates"

DONE = {
    "prise": "La conversation est à vous. Le relais automatique se tait.",
    "reponse": "Votre réponse est partie.",
    "rendue": "Le relais automatique a repris la conversation.",
    "close": "La demande est close.",
    "confirme": "Le rendez-vous est confirmé, l'appelant est prévenu.",
    "annule": "Le rendez-vous est annulé, le créneau est libre, l'appelant est prévenu.",
    "niveau": "Le niveau est abaissé, sous votre nom.",
    "vu": "C'est noté.",
}


@dataclass(frozen=True, slots=True)
class Line:
    item: reading.WorkItem
    late: bool


class ConsolePages:
    """Fills the templates from one open transaction each."""

    def __init__(self, settings: Settings) -> None:
        self.words = load_words()
        self._pages = Pages(settings, Assets.load(), TEMPLATES)
        self._pages.share("need", load_request_words())
        filters: dict[str, Callable[..., object]] = {
            "moment": _unbroken_moment,
            "hour": french.hour,
            "iso": _iso,
            "time_left": time_left,
            "since": since,
            "summary": requests.summary,
            "capfirst": _capfirst,
        }
        for name, function in filters.items():
            self._pages.add_filter(name, function)

    def sign_in(self, *, problem: str = "", login: str = "", status: int = 200) -> Response:
        return self._pages.render(
            "sign_in.html", status=status, problem=problem, login=login, words=self.words
        )

    def refused(self, refusal: Refused) -> Response:
        return self._pages.render(
            "refused.html",
            status=refusal.status,
            problem=refusal.problem,
            back=refusal.back,
            words=self.words,
        )

    def work_list(self, session: Session, who: SignedIn, now: datetime) -> Response:
        rows = requests.open_by_deadline(session)
        items = reading.work_items(session, rows)
        levels = Counter(item.request.level for item in items)
        return self._pages.render(
            "work_list.html",
            who=who,
            words=self.words,
            now=now,
            items=[Line(item, is_overdue(item.request.deadline_at, now)) for item in items],
            urgent=levels["red"],
            failures=reading.failed_turns(session),
        )

    def conversation(
        self, session: Session, conversation_id: str, who: SignedIn, now: datetime, done: str
    ) -> Response:
        """Raises Refused when there is no such conversation."""
        conversation = session.get(Conversation, conversation_id)
        if conversation is None:
            raise Refused("Cette conversation n'existe pas.", status=404)
        rows = reading.requests_of(session, conversation_id)
        names = reading.staff_names(session)
        holder = conversation.held_by
        return self._pages.render(
            "conversation.html",
            who=who,
            words=self.words,
            now=now,
            here=page_of(conversation_id),
            done=DONE.get(done, ""),
            conversation=conversation,
            mine=holder == who.staff_id,
            holder=names.get(holder, holder) if holder else None,
            lines=_lines(session, conversation_id),
            items=reading.work_items(session, rows),
            trail=reading.trail(session, rows),
            names=names,
            incidents=_unseen(session, conversation_id),
        )

    def handover(self, who: SignedIn, made: Handover, text: str, back: str) -> Response:
        """The summary of one request, to print or to send."""
        return self._pages.render(
            "handover.html",
            who=who,
            words=self.words,
            made=made,
            text=text,
            back=back,
            draft=DRAFT,
            private=PRIVATE,
        )


def _iso(moment: datetime) -> str:
    return to_paris(moment).isoformat(timespec="minutes")


def _capfirst(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unbroken_moment(moment: datetime) -> str:
    """`lun. 23 nov. 2 h 19`, whose hour never falls on another line."""
    return french.short_moment(moment).replace(" h", "\u00a0h").replace("h ", "h\u00a0")


def _lines(session: Session, conversation_id: str) -> list[Message]:
    return list(
        session.scalars(
            select(Message).where(Message.conversation_id == conversation_id).order_by(Message.seq)
        )
    )


def _unseen(session: Session, conversation_id: str) -> list[Incident]:
    return list(
        session.scalars(
            select(Incident)
            .where(Incident.conversation_id == conversation_id, Incident.resolved_at.is_(None))
            .order_by(Incident.at)
        )
    )
