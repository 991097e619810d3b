"""A second contact for the same problem goes up one level (rule R5). It may only raise.

That somebody comes back is itself a fact: `repeat_mark` makes it from the contacts of the last hours, it is kept
with the other facts of the conversation, and `raise_repeat` reads it. Same facts, same answer, also in a replay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from care.triage.assessment import Assessment, Match
from care.triage.grading import grade, two_problems
from care.triage.levels import Disposition, Level, rank
from care.triage.picture import picture_of
from care.triage.protocols import Protocols
from care.triage.purpose import PROFESSIONALS
from care.triage.schema import RepeatRule
from care.understanding.facts import Fact, Status
from care.understanding.normalise import normalise

REPEAT = "repeat_contact"
_CONTEXT = frozenset({"treatment", "treatment_day", "age", "sex", "cancer_site"})
_CURRENT = frozenset({Status.AFFIRMED, Status.UNCERTAIN})
_UP = {Level.GREEN: Level.AMBER, Level.AMBER: Level.RED}
_SAME_AGE = 1
_SAME_WORDS = 2
_JUST_NOW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier contact was graded; `elsewhere`: in another conversation of the same number or chat."""

    at: datetime
    level: Level | None
    groups: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    elsewhere: bool = False


def repeat_mark(
    text: str,
    own: Sequence[Fact],
    known: Sequence[Fact],
    earlier: Iterable[Earlier],
    *,
    now: datetime,
    protocols: Protocols,
) -> Fact | None:
    """The fact that this problem was already told, None when it was not or is known already."""
    rule = protocols.repeat
    if rule is None:
        return None
    context = [fact for fact in known if fact.entity in _CONTEXT]
    said_again = _says_again(text, rule)
    telling = [fact for fact in own if not _is_said_by(fact, said_again)]
    for one in sorted(earlier, key=lambda each: each.at, reverse=True):
        if not timedelta() <= now - one.at <= timedelta(hours=rule.hours):
            continue
        if _another_patient(one.facts, (*known, *own)):
            continue
        said = (*known, *telling) if one.elsewhere else (*context, *telling)
        same = _same_groups(_groups_of(said, now, protocols), one.groups, protocols)
        if (same or said_again) and not _known_already(known, one.groups, now, rule):
            return _mark(one, now, again=not same)
    return None


def comes_back(facts: Iterable[Fact], now: datetime) -> bool:
    """Whether somebody has just said that a problem goes on, without telling its signs again."""
    return any(
        fact.entity == REPEAT
        and bool(fact.attributes.get("again"))
        and _made_within(fact, now, _JUST_NOW)
        for fact in facts
    )


def raise_repeat(
    assessment: Assessment,
    facts: Sequence[Fact],
    *,
    caller: str,
    now: datetime,
    protocols: Protocols,
) -> Assessment:
    """Raise the level by one when the facts hold a mark for one of the problems graded now."""
    marks = [fact for fact in facts if fact.entity == REPEAT]
    rule = protocols.repeat
    if not marks or rule is None or assessment.level is Level.RED:
        return assessment
    if any(match.item == rule.id for match in assessment.matched):
        return assessment  # the caller said so, and the level already rose for it
    raised = [
        (_raised(mark, assessment, protocols), mark) for mark in marks if _valid(mark, now, rule)
    ]
    level, mark = max(raised, key=lambda each: rank(each[0]), default=(None, marks[0]))
    if level is None or rank(level) <= rank(assessment.level):
        return assessment
    return _at(level, assessment, mark, rule, caller)


def _raised(mark: Fact, assessment: Assessment, protocols: Protocols) -> Level | None:
    """One level above what is graded now; above the earlier level when nothing is told again but « pas mieux »."""
    if mark.attributes.get("again"):
        before = str(mark.attributes.get("level") or "")
        return _UP.get(Level(before), Level.RED) if before else Level.AMBER
    graded = [match.group for match in assessment.matched if match.group in protocols.groups]
    if assessment.level is not None and _same_groups(graded, _groups(mark), protocols):
        return _UP.get(assessment.level)
    return None


def _at(
    level: Level, assessment: Assessment, mark: Fact, rule: RepeatRule, caller: str
) -> Assessment:
    told = str(mark.attributes.get("label", rule.label))
    words = [match.evidence for match in assessment.matched if match.group and match.evidence]
    evidence = ", ".join([*words[:1], told])
    match = Match(rule.id, level.value, evidence, rule.source)
    red = level is Level.RED
    urgent = Disposition.ON_CALL_NOW if caller in PROFESSIONALS else Disposition.CALL_15
    return replace(
        assessment,
        purpose=assessment.purpose or "report_complication",
        level=level,
        matched=(match, *assessment.matched),
        disposition=urgent if red else Disposition.SAME_DAY,
        missing=() if red else assessment.missing,
        headline_pro=rule.headline_pro if red else rule.amber_pro,
        headline_lay=rule.headline_lay if red else rule.amber_lay,
    )


def _mark(one: Earlier, now: datetime, *, again: bool) -> Fact:
    hours = max(1, round((now - one.at).total_seconds() / 3600))
    attributes: dict[str, str | float | int] = {
        "groups": ",".join(one.groups),
        "level": one.level.value if one.level else "",
        "again": int(again),
        "label": f"2e contact pour le même problème (le premier il y a {hours} h)",
    }
    return Fact(REPEAT, now.isoformat(), REPEAT, "", 0, 0, Status.AFFIRMED, attributes)


def _says_again(text: str, rule: RepeatRule) -> tuple[str, ...]:
    """The words by which somebody says that a problem goes on."""
    plain = f" {normalise(text)} "
    return tuple(words for words in rule.again if f" {words} " in plain)


def _is_said_by(fact: Fact, said_again: Iterable[str]) -> bool:
    """« ça ne va pas » inside « ça ne va pas mieux » tells no sign of its own."""
    words = set(normalise(fact.evidence).split())
    return any(len(words & set(said.split())) >= _SAME_WORDS for said in said_again)


def _groups(mark: Fact) -> tuple[str, ...]:
    return tuple(name for name in str(mark.attributes.get("groups", "")).split(",") if name)


def _groups_of(facts: Sequence[Fact], now: datetime, protocols: Protocols) -> tuple[str, ...]:
    graded = grade(picture_of(facts, now=now, windows=protocols.windows), protocols)
    return tuple(dict.fromkeys(match.group for match in graded.matches if match.group))


def _same_groups(now: Iterable[str], before: Iterable[str], protocols: Protocols) -> bool:
    """Whether one problem of today is one of then: same group, same family, or a known duplicate."""
    known = [group for group in before if group in protocols.groups]
    return any(
        not two_problems({group: (), other: ()}, protocols)
        for group in now
        if group in protocols.groups
        for other in known
    )


def _valid(mark: Fact, now: datetime, rule: RepeatRule) -> bool:
    """A mark counts as long as the rule looks back, from the moment it was made."""
    return _made_within(mark, now, timedelta(hours=rule.hours))


def _made_within(mark: Fact, now: datetime, delay: timedelta) -> bool:
    try:
        made = datetime.fromisoformat(str(mark.value))
    except ValueError:
        return False
    return made.tzinfo is not None and timedelta() <= now - made <= delay


def _known_already(
    known: Sequence[Fact], groups: Iterable[str], now: datetime, rule: RepeatRule
) -> bool:
    return any(
        fact.entity == REPEAT and _valid(fact, now, rule) and set(groups) <= set(_groups(fact))
        for fact in known
    )


def _another_patient(before: Sequence[Fact], now: Sequence[Fact]) -> bool:
    """A professional calls for several patients from one number: another age or sex is another patient."""
    ages, ages_now = _numbers(before, "age"), _numbers(now, "age")
    if ages and ages_now and abs(ages[-1] - ages_now[-1]) > _SAME_AGE:
        return True
    sexes, sexes_now = _values(before, "sex"), _values(now, "sex")
    return bool(sexes and sexes_now and sexes[-1] != sexes_now[-1])


def _values(facts: Sequence[Fact], entity: str) -> list[str]:
    return [str(fact.value) for fact in facts if fact.entity == entity and fact.status in _CURRENT]


def _numbers(facts: Sequence[Fact], entity: str) -> list[float]:
    return [float(value) for value in _values(facts, entity) if value.replace(".", "", 1).isdigit()]
