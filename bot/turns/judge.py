"""Deciding who answers a message. Pure: reads the message and the snapshot, stores nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.messages import OutgoingMessage
from bot.turns.parts import RED, Incoming, Plan, Readers, Route, Snapshot, Verdict
from bot.turns.sentences import Sentences
from care.understanding.facts import Fact
from care.understanding.speaker import read_speaker


def judge(
    incoming: Incoming, snapshot: Snapshot, readers: Readers, sentences: Sentences, now: datetime
) -> Plan:
    """Read the message with the safety net first; only then look at who else could answer."""
    if incoming.payload is not None:
        return _judge_tap(incoming, snapshot, sentences)
    masked = readers.mask(incoming.text)
    caller = snapshot.caller
    if caller == "unknown":
        caller = (
            read_speaker(incoming.text, professional_entry=snapshot.professional_entry) or caller
        )
    plan = Plan(
        route=Route.ENGINE,
        text=masked.text or _media_mark(incoming),
        body_hash=_hash("text", masked.text, len(incoming.text)),
        caller=caller if caller != "unknown" else None,
        phones=tuple(masked.phones),
    )
    if not incoming.text:
        route = Route.MEDIA if incoming.media else Route.EMPTY
        return replace(plan, route=route, replies=(sentences.message(route.value),))
    verdict = readers.safety.read(
        incoming.text,
        known=snapshot.known,
        caller=caller,
        now=now,
        earlier=snapshot.earlier,
        questions=False,
    )
    plan = replace(plan, verdict=verdict, facts=masked_facts(verdict.facts, masked.text))
    if is_red(verdict):
        return replace(plan, route=Route.RED, replies=red_replies(verdict, snapshot, sentences))
    if snapshot.held:
        return replace(plan, route=Route.TEAM, replies=(sentences.message("held"),))
    if _is_noise(incoming.text, snapshot, readers):
        return replace(plan, route=Route.NOISE, replies=_noise_replies(snapshot, sentences))
    return plan


def is_red(verdict: Verdict) -> bool:
    """Whether the message itself makes a red answer due: the net stays silent on « oui » or « Gap » after a red,
    so that they reach the question that is open."""
    return verdict.level == RED


def red_replies(
    verdict: Verdict, snapshot: Snapshot | None, sentences: Sentences
) -> tuple[OutgoingMessage, ...]:
    """The safety net's own words; a question left open is promised for later, never asked now."""
    replies = tuple(verdict.messages) or (sentences.message("red"),)
    if snapshot is not None and snapshot.awaiting:
        return (*replies, sentences.message("resume"))
    return replies


def masked_facts(facts: Sequence[Fact], masked: str) -> tuple[Fact, ...]:
    """Keep only evidence that survived the masking: a fact must not carry a name into storage."""
    return tuple(fact if fact.evidence in masked else replace(fact, evidence="") for fact in facts)


def _judge_tap(incoming: Incoming, snapshot: Snapshot, sentences: Sentences) -> Plan:
    payload = incoming.payload or ""
    route = Route.TEAM if snapshot.held else Route.ENGINE
    return Plan(
        route=route,
        text=snapshot.button_title or "",
        body_hash=_hash("payload", payload, len(payload)),
        replies=(sentences.message("held"),) if route is Route.TEAM else (),
    )


def _is_noise(text: str, snapshot: Snapshot, readers: Readers) -> bool:
    """A thumb up is no wish, but it answers a question."""
    if snapshot.awaiting and readers.says_yes_or_no(text):
        return False
    return readers.is_noise(text)


def _noise_replies(snapshot: Snapshot, sentences: Sentences) -> tuple[OutgoingMessage, ...]:
    """With a question open, ask it again with its buttons; a « ? » means « je n'ai pas compris »."""
    if snapshot.question is not None:
        return (sentences.message("ask_again"), snapshot.question)
    return (sentences.message("noise"),)


def _media_mark(incoming: Incoming) -> str:
    return f"[{incoming.media}]" if incoming.media else ""


def _hash(kind: str, body: str, length: int) -> str:
    """Of the masked text only: a hash of a short text with a national number could be guessed back."""
    return hashlib.sha256(f"{kind}\0{length}\0{body}".encode()).hexdigest()
