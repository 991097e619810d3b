"""The complication side: which rules fire, and what level they make together (rules R1, R2, R3, R6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from care.triage.assessment import Match
from care.triage.levels import Level, worst
from care.triage.picture import Picture
from care.triage.protocols import Protocols, Rule, to_look_at
from care.triage.schema import Duplicate
from care.understanding.facts import Fact

DEFAULT = "R3_jamais_vert_par_defaut"
DOUBLE = "R2_double_orange"
WORRY = "R6_inquietude"
AGAIN = "R5_rappel_repete"

# Told as a lack, not as a trouble: it asks a question, it is no second problem.
_LACKS = frozenset({"no_thermometer"})
_ONE_UP: Mapping[Level | None, Level] = {Level.GREEN: Level.AMBER, Level.AMBER: Level.RED}


@dataclass(frozen=True, slots=True)
class Grading:
    """The rules that fired, gravest first, and the level they make."""

    level: Level | None = None
    matches: tuple[Match, ...] = ()
    rules: tuple[Rule, ...] = ()
    asks: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    vital: bool = False
    default_groups: tuple[str, ...] = field(default=())


def grade(picture: Picture, protocols: Protocols) -> Grading:
    """Fire every rule on the picture and combine the grades. No matter of complication gives no level."""
    fired = [
        (rule, evidence)
        for rule in to_look_at(picture.names, protocols.by_trigger)
        if (evidence := rule.condition(picture))
    ]
    spoken = [pair for pair in fired if not pair[0].alone]
    fired = spoken or fired
    fired.sort(key=lambda pair: _order(pair[0]))
    matches = [
        Match(rule.id, rule.grade.value, words_of(evidence), rule.source, rule.group)
        for rule, evidence in fired
    ]
    rules = [rule for rule, _ in fired]
    unexplained = _unexplained(picture, protocols, fired)
    matches += [
        Match(DEFAULT, Level.AMBER.value, words_of(evidence), protocols.groups[group].source, group)
        for group, evidence in unexplained.items()
    ]
    level = worst([*(rule.grade for rule in rules), *([Level.AMBER] if unexplained else [])])
    level, extra = _combined(level, fired, picture, protocols)
    flags = _flags(rules, protocols)
    return Grading(
        level=level,
        matches=tuple([*extra, *matches] if level is Level.RED else [*matches, *extra]),
        rules=tuple(rules),
        asks=_asks(rules, unexplained, protocols),
        flags=flags,
        vital=any(rule.vital for rule in rules),
        default_groups=tuple(unexplained),
    )


def words_of(evidence: Sequence[Fact]) -> str:
    """The caller's words behind a match, each once, in reading order."""
    ordered = sorted(evidence, key=lambda fact: fact.start)
    return ", ".join(dict.fromkeys(fact.evidence.strip() for fact in ordered))


def _order(rule: Rule) -> tuple[int, int]:
    """Red before amber before green; a failing vital function first."""
    return ({"red": 0, "amber": 1, "green": 2}[rule.grade.value], 0 if rule.vital else 1)


def _unexplained(
    picture: Picture, protocols: Protocols, fired: Sequence[tuple[Rule, Sequence[Fact]]]
) -> Mapping[str, tuple[Fact, ...]]:
    """Groups whose sign is present but that no rule graded: amber until the question is answered (R3)."""
    graded = {rule.group for rule, _ in fired}
    explained = [fact for _, evidence in fired for fact in evidence]
    found: dict[str, tuple[Fact, ...]] = {}
    for group in protocols.groups.values():
        if group.id in graded or picture.present.keys().isdisjoint(group.signs):
            continue
        facts = tuple(
            fact
            for sign in group.signs
            for fact in picture.present.get(sign, ())
            if not any(_overlap(fact, other) or _within(fact, other) for other in explained)
        )
        if facts:
            found[group.id] = facts
    return found


def _overlap(a: Fact, b: Fact) -> bool:
    return a.start < b.end and b.start < a.end and a.entity == b.entity


def _within(sign: Fact, told: Fact) -> bool:
    """A sign inside what a rule has read: the pain of `douleur pariétale ancienne`."""
    return (
        told.entity in {"symptom", "finding"} and told.start <= sign.start and sign.end <= told.end
    )


def _combined(
    level: Level | None,
    fired: Sequence[tuple[Rule, Sequence[Fact]]],
    picture: Picture,
    protocols: Protocols,
) -> tuple[Level | None, list[Match]]:
    """Apply R2 (two distinct amber problems make a red), R5 as the caller says it, R6 (worry is never green)."""
    extra: list[Match] = []
    amber: dict[str, list[Fact]] = {}
    for rule, evidence in fired:
        if rule.grade is Level.AMBER and not any(fact.code in _LACKS for fact in evidence):
            amber.setdefault(rule.group, []).extend(evidence)
    if level is Level.AMBER and two_problems(amber, protocols):
        extra.append(
            Match(DOUBLE, Level.RED.value, " + ".join(sorted(amber)), "UKONS 24h Triage V3", "")
        )
        level = Level.RED
    again = picture.present.get("said_again")
    if again and level in _ONE_UP:
        level = _ONE_UP[level]
        extra.append(Match(AGAIN, level.value, words_of(again), "NHS111, BMJ Qual Saf 2024;33:375"))
    worried = picture.present.get("strong_worry")
    calm = level is Level.GREEN or (level is None and not picture.asking)
    if worried and calm:
        extra.append(Match(WORRY, Level.AMBER.value, words_of(worried), "UKONS 24h Triage", ""))
        level = Level.AMBER
    return level, extra


def two_problems(groups: Mapping[str, Sequence[Fact]], protocols: Protocols) -> bool:
    """Whether two of these groups are distinct problems: of two families, and no duplicates of one another.

    Groups that the same words speak for are one. The others are taken two by two: a third problem that resembles
    both never makes one of them.
    """
    told = _by_words(groups, protocols)
    return any(
        not any(_alike(a, b, protocols) for a in one for b in other)
        for one, other in combinations(told, 2)
    )


def _by_words(groups: Mapping[str, Sequence[Fact]], protocols: Protocols) -> list[set[str]]:
    """The groups, those of one duplicate that the same words speak for together."""
    told: list[set[str]] = []
    for group in sorted(groups):
        same = [
            others
            for others in told
            if any(
                _duplicates(group, other, protocols) and _same_words(groups[group], groups[other])
                for other in others
            )
        ]
        told = [others for others in told if others not in same]
        told.append({group}.union(*same))
    return told


def _alike(one: str, other: str, protocols: Protocols) -> bool:
    """One family, or a duplicate that joins them whatever the words."""
    if protocols.family_of.get(one, one) == protocols.family_of.get(other, other):
        return True
    return any(d.joins(one, other) for d in _duplicates(one, other, protocols))


def _duplicates(one: str, other: str, protocols: Protocols) -> list[Duplicate]:
    return [d for d in protocols.duplicates if one in d.groups and other in d.groups]


def _same_words(one: Sequence[Fact], other: Sequence[Fact]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one for b in other if a.end > a.start)


def _flags(rules: Sequence[Rule], protocols: Protocols) -> tuple[str, ...]:
    """The red flags of the rules that fired at their own level; an amber flag may be shown under a red."""
    return tuple(
        dict.fromkeys(
            rule.flag
            for rule in rules
            if rule.flag
            and (rule.grade is Level.RED or protocols.flags[rule.flag].level is Level.AMBER)
        )
    )


def _asks(
    rules: Sequence[Rule], unexplained: Mapping[str, tuple[Fact, ...]], protocols: Protocols
) -> tuple[str, ...]:
    """The slots whose answer could change the level, the most telling first."""
    slots: list[str] = []
    for rule in rules:
        slots.extend(rule.asks)
    for rule in rules:
        slots.extend(protocols.groups[rule.group].asks if rule.grade is not Level.GREEN else ())
    for group in unexplained:
        slots.extend(protocols.groups[group].asks)
    return tuple(dict.fromkeys(slots))
