"""A request in a few lines for whoever takes the call: situation, background, assessment, what is owed.

Made of facts and labels, never of the caller's sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from care.content import DATA, Provenance, Strict, load_content
from care.french import full_moment
from care.requests.opening import plain_json
from care.storage.requests import CareRequest

_MOST_FACTS = 12
_SEX = {"male": "homme", "female": "femme"}
_UNITS = {"temperature": " °C", "age": " ans"}
_WHO = frozenset({"age", "sex", "commune", "cancer_site", "treatment", "treatment_day"})
_SKIPPED = frozenset({"reference", "rpps", "date", "time", "care_type"})


class Words(Strict):
    meta: Provenance
    callers: dict[str, str]
    purposes: dict[str, str]
    levels: dict[str, str]
    dispositions: dict[str, str]
    statuses: dict[str, str]


@lru_cache(maxsize=1)
def load_words() -> Words:
    return load_content(DATA / "requests" / "words.yml", Words)


def summary(request: CareRequest, facts: Iterable[Any] | None = None) -> str:
    """Three or four short lines in French; `facts` (objects or JSON) replace those of the request."""
    words = load_words()
    known = [plain_json(fact) for fact in (request.facts if facts is None else facts)]
    lines = [_situation(request, words)]
    lines += _line("Contexte", [fact for fact in known if fact.get("entity") in _WHO], words)
    others = _WHO | _SKIPPED
    lines += _line("Signes", [fact for fact in known if fact.get("entity") not in others], words)
    lines += _assessment(request)
    lines.append(_due(request, words))
    return "\n".join(lines)


def refresh_summary(
    session: Session, request: CareRequest, facts: Iterable[Any] | None = None
) -> str:
    """Write the summary on the request, for the team's list."""
    request.summary = summary(request, facts)
    session.flush()
    return request.summary


def _situation(request: CareRequest, words: Words) -> str:
    purpose = words.purposes.get(request.purpose, request.purpose)
    caller = words.callers.get(request.caller, request.caller)
    level = words.levels.get(request.level or "")
    return f"{level} — {purpose} ({caller})" if level else f"{purpose.capitalize()} ({caller})"


def _line(title: str, facts: list[dict[str, Any]], words: Words) -> list[str]:
    said = list(dict.fromkeys(_words_of(fact, words) for fact in facts))
    said = [each for each in said if each]
    if not said:
        return []
    more = f" … (+{len(said) - _MOST_FACTS})" if len(said) > _MOST_FACTS else ""
    return [f"{title} : {', '.join(said[:_MOST_FACTS])}{more}"]


def _words_of(fact: Mapping[str, Any], words: Words) -> str:
    before, said = words.statuses.get(str(fact.get("status", "affirmed"))), words_of(fact)
    return "" if before is None or not said else f"{before}{said}"


def words_of(fact: Mapping[str, Any]) -> str:
    """A fact in a few words, whatever its status; empty when it says nothing by itself."""
    entity, attributes = str(fact.get("entity")), fact.get("attributes") or {}
    value = attributes.get("label", fact.get("value"))
    if value in (None, "", True):
        return ""
    unit = _UNITS.get(entity) or (f" {attributes['unit']}" if attributes.get("unit") else "")
    if entity in ("lab", "vital"):  # as it was written, with the value as the rules read it
        return f"{fact.get('evidence') or fact.get('code')} ({_number(value)}{unit})"
    if entity == "sex":
        return _SEX.get(str(value), str(value))
    if entity == "performance_status":
        return f"OMS {_number(value)}"
    if entity == "pack_years":
        return f"{_number(value)} paquets-années"
    return f"{_number(value)}{unit}"


def _number(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)


def _assessment(request: CareRequest) -> list[str]:
    matched = (request.assessment or {}).get("matched") or []
    items = [str(match.get("label") or match.get("item")) for match in matched if match]
    return [f"Règles : {', '.join(dict.fromkeys(items[:5]))}"] if items else []


def _due(request: CareRequest, words: Words) -> str:
    said = words.dispositions.get(request.disposition, request.disposition)
    due = f", avant {full_moment(request.deadline_at)}" if request.deadline_at else ""
    booked = f" — rendez-vous {request.appointment_ref}" if request.appointment_ref else ""
    return f"À faire : {said}{due}{booked}"
