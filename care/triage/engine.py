"""Facts in, `Assessment` out: pure, deterministic, explained. Same facts, same answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from care.triage.assessment import Assessment, Question
from care.triage.grading import Grading, grade
from care.triage.levels import Disposition, Level, rank
from care.triage.medicines import hold_next_dose
from care.triage.picture import Picture, picture_of
from care.triage.protocols import Protocols, Rule
from care.triage.purpose import PROFESSIONALS, Purpose, weigh_purpose
from care.triage.questions import MOST_QUESTIONS, as_question, is_answered, questions_for
from care.triage.repeats import raise_repeat
from care.triage.suspicion import Suspicion, missing_exams, suspect
from care.understanding.facts import Fact


def assess(
    facts: Sequence[Fact],
    *,
    caller: str,
    now: datetime,
    protocols: Protocols,
    text: str = "",
    questions: bool = True,
) -> Assessment:
    """Grade what is known of one patient. `facts` may be the union of several messages' facts.

    Without `questions` nothing is worked out to ask next, which takes as long as all the rest.
    """
    graded = _graded(
        facts, caller=caller, now=now, protocols=protocols, text=text, questions=questions
    )
    raised = raise_repeat(graded, facts, caller=caller, now=now, protocols=protocols)
    versions, general = protocols.versions, protocols.version
    matched = tuple(
        replace(match, version=versions.get(match.item, general)) for match in raised.matched
    )
    return replace(raised, matched=matched)


def _graded(
    facts: Sequence[Fact],
    *,
    caller: str,
    now: datetime,
    protocols: Protocols,
    text: str,
    questions: bool,
) -> Assessment:
    picture = picture_of(facts, now=now, windows=protocols.windows)
    grading = grade(picture, protocols)
    if not questions:
        grading = replace(grading, asks=())
    suspicion = suspect(picture, protocols)
    purpose = weigh_purpose(facts, text, picture=picture, grading=grading, suspicion=suspicion)
    treated = "any" in picture.windows
    if _is_suspicion(purpose, grading, suspicion, treated=treated) and suspicion is not None:
        danger = questions_for(
            grading.asks, facts, picture, suspicion.level, now=now, protocols=protocols
        )
        found = _suspected(suspicion, purpose, grading, facts, picture, caller, protocols)
        others = (each for each in found.missing if each not in danger)
        return replace(found, missing=(*danger, *others)[:MOST_QUESTIONS])
    graded = _complicated(grading, purpose, facts, picture, caller, now, protocols)
    if suspicion is None or purpose.name != "report_suspicion":
        return graded
    return replace(
        graded,
        speciality=suspicion.speciality,
        expected_exams=suspicion.site.exams,
        missing_exams=missing_exams(suspicion.site, picture),
        notes=suspicion.notes if caller in PROFESSIONALS else (),
        site=suspicion.site.id,
    )


def _is_suspicion(
    purpose: Purpose, grading: Grading, suspicion: Suspicion | None, *, treated: bool
) -> bool:
    """The suspicion branch speaks unless a complication is graver or the purpose says otherwise.

    Without a treatment two ambers are two signs of what is suspected; under one they are the red of rule R2.
    """
    if suspicion is None:
        return False
    emergency = suspicion.level is Level.RED and grading.level is not Level.RED
    if not emergency and (grading.flags or any(_forbids_suspicion(rule) for rule in grading.rules)):
        return False
    if purpose.name not in {None, "report_suspicion"}:
        return False
    if rank(suspicion.level) >= rank(grading.level):
        return True
    return purpose.name == "report_suspicion" and not (grading.level is Level.RED and treated)


def _forbids_suspicion(rule: Rule) -> bool:
    """A red, or a fever to see today, is never hidden behind a delay in days; nor is a flag, red or amber."""
    fever = rule.group == "fievre_infection" and rule.grade is Level.AMBER
    return fever or rule.grade is Level.RED


def _complicated(
    grading: Grading,
    purpose: Purpose,
    facts: Sequence[Fact],
    picture: Picture,
    caller: str,
    now: datetime,
    protocols: Protocols,
) -> Assessment:
    flag = protocols.flags[grading.flags[0]] if grading.flags else None
    held = hold_next_dose(facts, grading.matches)
    level = grading.level
    headline_pro, headline_lay = _headlines(grading, protocols)
    sheet = flag.sheet if flag and flag.sheet else _group_sheet(grading, protocols)
    return Assessment(
        purpose=purpose.name,
        confidence=purpose.confidence,
        level=level,
        red_flags=grading.flags,
        matched=grading.matches,
        disposition=_disposition(grading, caller, protocols),
        missing=questions_for(grading.asks, facts, picture, level, now=now, protocols=protocols),
        entities=entities_of(facts),
        protocol_version=protocols.version,
        headline_pro=headline_pro,
        headline_lay=headline_lay,
        actions_pro=(*(flag.actions_pro if flag else ()), *held.pro),
        actions_lay=(*(flag.actions_lay if flag else ()), *held.lay),
        sheet=sheet,
        vital=grading.vital,
        validated=protocols.signed,
    )


def _suspected(
    suspicion: Suspicion,
    purpose: Purpose,
    grading: Grading,
    facts: Sequence[Fact],
    picture: Picture,
    caller: str,
    protocols: Protocols,
) -> Assessment:
    professional = caller in PROFESSIONALS
    missing = ("performance_status", "age", "commune") if professional else ("age", "commune")
    matches = [*suspicion.matches]
    matches += [match for match in grading.matches if match.grade == Level.RED.value]
    return Assessment(
        purpose=purpose.name,
        confidence=purpose.confidence,
        level=suspicion.level,
        red_flags=(),
        matched=tuple(matches),
        disposition=suspicion.disposition,
        missing=_asked(missing, protocols, facts, picture)
        if suspicion.level is not Level.RED
        else (),
        entities=entities_of(facts),
        protocol_version=protocols.version,
        headline_pro=f"{suspicion.site.title} : suspicion à prendre en charge {_delay_words(suspicion.disposition)}.",
        headline_lay=f"Ce que vous décrivez doit être vu {_delay_words(suspicion.disposition)}.",
        speciality=suspicion.speciality,
        expected_exams=suspicion.site.exams,
        missing_exams=missing_exams(suspicion.site, picture),
        notes=suspicion.notes if professional else (),
        site=suspicion.site.id,
        validated=protocols.signed,
    )


def _delay_words(disposition: Disposition) -> str:
    return {
        Disposition.ON_CALL_NOW: "immédiatement",
        Disposition.CALL_15: "immédiatement",
        Disposition.SAME_DAY: "dans les 24 heures",
        Disposition.WITHIN_48H: "sous 48 heures",
        Disposition.WITHIN_7D: "sous 7 jours",
        Disposition.WITHIN_14D: "sous 14 jours",
    }.get(disposition, "en consultation, sans urgence")


def _disposition(grading: Grading, caller: str, protocols: Protocols) -> Disposition:
    """Red: the 15 for patients and for vital signs, else the on-call route. Amber the same day."""
    if grading.level is Level.RED:
        fifteen = any(protocols.flags[flag].call_15 for flag in grading.flags)
        if grading.vital or fifteen or caller not in PROFESSIONALS:
            return Disposition.CALL_15
        return Disposition.ON_CALL_NOW
    if grading.level is Level.AMBER:
        return Disposition.SAME_DAY
    if grading.level is Level.GREEN:
        return Disposition.SELF_CARE if caller not in PROFESSIONALS else Disposition.ADVICE_CALLBACK
    return Disposition.NONE


def _headlines(grading: Grading, protocols: Protocols) -> tuple[str, str]:
    """The first line of the answer. Patients are told what to do, never the hypothesis."""
    red = [f for f in grading.flags if protocols.flags[f].level is Level.RED]
    first = protocols.flags[(red or list(grading.flags))[0]] if grading.flags else None
    if grading.level is Level.RED:
        if first is not None and red:
            return first.headline_pro, first.lay
        if any(match.item == "pain_seven" for match in grading.matches):
            return (
                "Douleur sévère non soulagée : avis immédiat.",
                "Cette douleur doit être soulagée maintenant.",
            )
        return (
            "Plusieurs problèmes à évaluer le jour même : évaluation immédiate.",
            "Plusieurs signes ensemble doivent être vus maintenant.",
        )
    if grading.level is Level.AMBER:
        return (
            first.headline_pro if first else "À évaluer le jour même, 24 heures au plus.",
            first.lay if first else "Un soignant doit voir cela aujourd'hui.",
        )
    if grading.level is Level.GREEN:
        return (
            "Pas de critère d'urgence dans ce qui est décrit.",
            "Rien d'urgent dans ce que vous décrivez.",
        )
    return "", ""


def _group_sheet(grading: Grading, protocols: Protocols) -> str | None:
    groups = [match.group for match in grading.matches if match.group]
    return next((s for g in groups if (s := protocols.groups[g].sheet)), None)


def _asked(
    slots: Sequence[str], protocols: Protocols, facts: Sequence[Fact], picture: Picture
) -> tuple[Question, ...]:
    """The questions of a suspicion: who sees the patient depends on them, the level does not."""
    return tuple(
        as_question(protocols.questions[slot])
        for slot in slots
        if slot in protocols.questions
        and not is_answered(protocols.questions[slot], facts, picture)
    )


def entities_of(facts: Sequence[Fact]) -> Mapping[str, list[dict[str, Any]]]:
    """The facts in the shape of the contract, in reading order."""
    found: dict[str, list[dict[str, Any]]] = {}
    for fact in facts:
        found.setdefault(fact.entity, []).append(
            {
                "value": fact.value,
                "code": fact.code,
                "evidence": fact.evidence,
                "status": fact.status.value,
            }
        )
    return found
