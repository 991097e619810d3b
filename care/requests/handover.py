"""The hand-over of a request in SBAR order: situation, background, assessment, recommendation.

Made each time from what is stored (the request, its decisions, its trail): nothing else is kept, so the same
rows give the same summary, to read, to print or to send. The caller's words in it were masked before they
were stored; the number to call is shown apart, never in the text of a notice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.clock import to_paris
from care.french import full_date, full_moment, phone
from care.requests.summary import load_words, words_of
from care.storage.conversations import Contact, Conversation
from care.storage.requests import CareRequest, Decision

if TYPE_CHECKING:
    from care.triage.protocols import Protocols

_WHO = ("age", "sex", "cancer_site", "performance_status", "pack_years")
_TREATMENT = ("treatment", "treatment_day", "cycle", "surgery")
_UNSAID = frozenset({"reference", "rpps", "care_type", "time", "request", "onset_word"})
_NUMBERS = ("callback", "voice", "sms", "whatsapp")
_GRADES = {"red": "rouge", "amber": "orange", "green": "vert"}
_BY = {
    "safety_net": "filet de sécurité",
    "interview": "entretien",
    "next_day": "point du lendemain",
}


@dataclass(frozen=True, slots=True)
class Section:
    """One letter of SBAR: its title and its lines."""

    letter: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handover:
    """The whole summary. `level` is the code of the request's level."""

    reference: str
    level: str | None
    heading: str
    made_at: datetime
    sections: tuple[Section, ...]
    draft: bool


def handover(
    session: Session, request: CareRequest, *, protocols: Protocols, now: datetime
) -> Handover:
    """The summary of this request as it is stored now."""
    words = load_words()
    decisions = list(
        session.scalars(
            select(Decision).where(Decision.request_id == request.id).order_by(Decision.id)
        )
    )
    level = words.levels.get(request.level or "", "NON GRADÉ")
    purpose = words.purposes.get(request.purpose, request.purpose)
    return Handover(
        reference=request.reference,
        level=request.level,
        heading=f"{level} · {purpose} · {request.reference}",
        made_at=now,
        sections=(
            Section("S", "Situation", tuple(_situation(session, request))),
            Section("B", "Contexte", tuple(_background(request))),
            Section("A", "Évaluation", tuple(_assessment(request, decisions, protocols))),
            Section("R", "Recommandation", tuple(_recommendation(request, protocols))),
        ),
        draft=not protocols.signed,
    )


def _situation(session: Session, request: CareRequest) -> list[str]:
    words = load_words()
    conversation = session.get(Conversation, request.conversation_id)
    channel = conversation.channel if conversation else "?"
    caller = words.callers.get(request.caller, request.caller)
    lines = [
        f"Appelant : {caller} (canal : {channel}), demande ouverte le {full_moment(request.opened_at)}.",
        f"À rappeler : {_numbers(session, request)}.",
    ]
    if request.rpps:
        lines.append(f"RPPS : {request.rpps} ({request.rpps_status or 'non vérifié'}).")
    said = _evidence(request, ("red", "amber")) or _evidence(request, ("green",))
    quoted = ", ".join(f"« {each} »" for each in said)
    lines.append(f"Motif, avec les mots de l'appelant : {quoted or 'non précisé'}.")
    lines.append(f"Depuis : {_since(request)}.")
    return lines


def _numbers(session: Session, request: CareRequest) -> str:
    rows = session.execute(
        select(Contact.kind, Contact.value).where(
            Contact.conversation_id == request.conversation_id, Contact.kind.in_(_NUMBERS)
        )
    )
    found = dict.fromkeys(phone(value) for _, value in sorted(tuple(row) for row in rows))
    if not found:
        return "aucun numéro donné, répondre dans la conversation"
    read = ", relu à l'appelant" if request.answers.get("callback_read_back") else ""
    return " ou ".join(found) + read


def _since(request: CareRequest) -> str:
    """When it began, as it was said; the day of the last dose is told apart."""
    told = {str(fact.get("evidence")) for fact in request.facts if _tells_last_dose(fact)}
    said = [
        str(fact.get("evidence"))
        for fact in request.facts
        if fact.get("entity") in ("duration", "date")
        and fact.get("status") == "affirmed"
        and fact.get("evidence")
    ]
    kept = [each for each in dict.fromkeys(said) if each not in told]
    return ", ".join(f"« {each} »" for each in kept) or "non précisé"


def _tells_last_dose(fact: Mapping[str, Any]) -> bool:
    role = (fact.get("attributes") or {}).get("role")
    return fact.get("entity") == "treatment_day" or role == "last_treatment"


def _background(request: CareRequest) -> list[str]:
    lines = []
    who = _said(request, _WHO, ("affirmed", "uncertain"))
    lines.append(f"Patient : {', '.join(who) or 'non précisé'}.")
    treatments = _said(request, ("treatment", "cycle", "surgery"), ("affirmed", "uncertain"))
    lines.append(f"Traitement : {', '.join(treatments) or 'non précisé'}.")
    lines.append(f"Dernière dose : {_last_dose(request)}.")
    past = [
        words
        for fact in request.facts
        if fact.get("status") == "past" and (words := words_of(fact))
    ]
    if past:
        lines.append(f"Antécédents dits : {', '.join(dict.fromkeys(past))}.")
    town = _said(request, ("commune",), ("affirmed",))
    if town:
        lines.append(f"Commune : {', '.join(town)}.")
    return lines


def _last_dose(request: CareRequest) -> str:
    """Its day and how it was said; a treatment keeps the day that was said of it."""
    dated = [
        str((fact.get("attributes") or {}).get("date"))
        for fact in request.facts
        if fact.get("entity") == "treatment" and (fact.get("attributes") or {}).get("date")
    ]
    facts = [fact for fact in request.facts if _tells_last_dose(fact)]
    said = str(facts[-1].get("evidence") or "") if facts else ""
    days = [fact.get("value") for fact in facts if fact.get("entity") == "treatment_day"]
    if dated:
        day = full_date(date.fromisoformat(dated[-1][:10]))
        return f"{day} (« {said} »)" if said else day
    if days and isinstance(days[-1], int | float):
        day = full_date(to_paris(request.opened_at).date() - timedelta(days=int(days[-1])))
        return f"J{int(days[-1])}, vers le {day} (« {said} »)"
    return f"« {said} »" if said else "date non précisée"


def _assessment(
    request: CareRequest, decisions: Sequence[Decision], protocols: Protocols
) -> list[str]:
    kept = request.assessment or {}
    flags = [_flag(flag, protocols) for flag in kept.get("red_flags") or []]
    version = str(
        kept.get("protocol_version") or (decisions[-1].protocol_version if decisions else "")
    )
    level = load_words().levels.get(request.level or "", "non gradé")
    by = ", ".join(dict.fromkeys(_BY.get(each.by, each.by) for each in decisions)) or "règles"
    lines = [f"Niveau : {level}, posé par : {by}. Protocoles {version or 'non précisés'}."]
    if request.lowered_by:
        lines.append(f"Niveau abaissé par {request.lowered_by} (raison au journal).")
    lines.append(f"Signes d'alarme retenus : {', '.join(flags) or 'aucun'}.")
    lines += [_rule(match) for match in kept.get("matched") or [] if match]
    signs = _others(request, ("affirmed", "uncertain"))
    lines.append(f"Éléments : {', '.join(signs) or 'aucun autre'}.")
    denied = _others(request, ("denied",))
    lines.append(f"Niés par l'appelant : {', '.join(denied) or 'rien de nié'}.")
    lines.append(f"Questions posées : {_asked(request, protocols)}.")
    return lines


def _rule(match: Mapping[str, Any]) -> str:
    said = f" : « {match['evidence']} »" if match.get("evidence") else ""
    version = f" v{match['version']}" if match.get("version") else ""
    grade = _GRADES.get(str(match.get("grade")), str(match.get("grade")))
    return f"Règle {match.get('item')}{version} ({grade}){said} — {match.get('source', '')}".rstrip(
        " —"
    )


def _flag(flag: str, protocols: Protocols) -> str:
    known = protocols.flags.get(flag)
    return f"{known.label} [{flag}]" if known else flag


def _asked(request: CareRequest, protocols: Protocols) -> str:
    slots = request.answers.get("clinical_asked") or []
    texts = [protocols.questions[slot].pro for slot in slots if slot in protocols.questions]
    return " ".join(dict.fromkeys(texts)).rstrip(".") or "aucune"


def _recommendation(request: CareRequest, protocols: Protocols) -> list[str]:
    words = load_words()
    said = words.dispositions.get(request.disposition, request.disposition)
    due = f", au plus tard {full_moment(request.deadline_at)}" if request.deadline_at else ""
    lines = [f"{said[:1].upper()}{said[1:]}{due}."]
    actions: list[str] = []
    for flag in (request.assessment or {}).get("red_flags") or []:
        known = protocols.flags.get(flag)
        actions += known.actions_pro if known else []
    lines += list(dict.fromkeys(actions))
    if request.appointment_ref:
        lines.append(f"Rendez-vous : {request.appointment_ref}.")
    lines.append(
        "Si l'état s'aggrave : le 15. L'identité du patient se donne de vive voix ou par MSSanté."
    )
    return lines


def _evidence(request: CareRequest, grades: Sequence[str]) -> list[str]:
    matched = (request.assessment or {}).get("matched") or []
    said = [
        part
        for match in matched
        if str(match.get("grade")) in grades
        for part in str(match.get("evidence") or "").split(", ")
    ]
    return [each for each in dict.fromkeys(said) if each]


def _said(request: CareRequest, entities: Sequence[str], statuses: Sequence[str]) -> list[str]:
    found = [
        words_of(fact)
        for entity in entities
        for fact in request.facts
        if fact.get("entity") == entity and fact.get("status") in statuses
    ]
    return [each for each in dict.fromkeys(found) if each]


def _others(request: CareRequest, statuses: Sequence[str]) -> list[str]:
    """The signs, each with the caller's own words where they differ from our name for it."""
    shown = (*_WHO, *_TREATMENT, "commune", "duration", "date")
    found = []
    for fact in request.facts:
        entity, said = fact.get("entity"), str(fact.get("evidence") or "").strip()
        aside = entity in shown or entity in _UNSAID or fact.get("code") in _UNSAID
        if aside or fact.get("status") not in statuses:
            continue
        words = said if said and entity in ("count", "lab", "vital") else words_of(fact)
        own = said and words and said.lower() not in words.lower()
        found.append(f"{words} (« {said} »)" if own and entity != "temperature" else words)
    return [each for each in dict.fromkeys(found) if each]
