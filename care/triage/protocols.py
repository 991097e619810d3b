"""The protocols, read, cross-checked and compiled once.

In production a protocol that no doctor signed refuses to load; the demonstration mode takes drafts and every
graded answer says « non validé ».
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from care.content import DATA, load_content
from care.errors import InvalidContent
from care.triage.conditions import BadCondition, Condition, compile_condition
from care.triage.levels import Level
from care.triage.medicines import load_medicines
from care.triage.schema import (
    ComplicationFile,
    Duplicate,
    FileMeta,
    Flag,
    Group,
    QuestionText,
    ReferenceFile,
    RepeatFile,
    RepeatRule,
    SuspicionFile,
    Threshold,
    Window,
)
from care.triage.triggers import names_in, triggers_of
from care.triage.versions import rule_versions
from care.understanding.library import collector_paused, phrase_lexicon
from care.understanding.unread import UNREAD

PROTOCOLS = DATA / "protocols"
REFERENCES = ("thresholds", "windows", "definitions", "flags", "questions")


@dataclass(frozen=True, slots=True)
class Rule:
    """One graded rule, compiled, with who answers for it."""

    id: str
    group: str
    grade: Level
    condition: Condition
    triggers: frozenset[str] | None
    flag: str | None
    vital: bool
    alone: bool
    place: int
    asks: tuple[str, ...]
    source: str
    confidence: str
    author: str
    reviewed: str
    state: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One suspicion criterion, compiled."""

    id: str
    site: str
    delay: str
    condition: Condition
    triggers: frozenset[str] | None
    place: int
    label: str
    source: str


Triggered = TypeVar("Triggered", Rule, Criterion)
"""What is looked at only when one of its names is known."""


@dataclass(frozen=True, slots=True)
class SiteInfo:
    id: str
    title: str
    speciality: str
    exams: tuple[str, ...]
    pitfalls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Protocols:
    """Everything the engine needs, ready to evaluate. Safe to share: nothing changes after loading."""

    version: str
    signed: bool
    thresholds: Mapping[str, Threshold]
    windows: Mapping[str, Window]
    flags: Mapping[str, Flag]
    questions: Mapping[str, QuestionText]
    groups: Mapping[str, Group]
    family_of: Mapping[str, str]
    duplicates: tuple[Duplicate, ...]
    rules: tuple[Rule, ...]
    by_trigger: Mapping[str | None, tuple[Rule, ...]]
    sites: Mapping[str, SiteInfo]
    criteria: tuple[Criterion, ...]
    criteria_by_trigger: Mapping[str | None, tuple[Criterion, ...]]
    repeat: RepeatRule | None = None
    versions: Mapping[str, str] = field(default_factory=dict)


def to_look_at(
    names: Iterable[str], by_trigger: Mapping[str | None, tuple[Triggered, ...]]
) -> list[Triggered]:
    """The rules or criteria whose names are known, in the order of the files."""
    found = {each.id: each for name in (None, *names) for each in by_trigger.get(name, ())}
    return sorted(found.values(), key=attrgetter("place"))


def load_protocols(path: Path = PROTOCOLS, mode: str = "demo") -> Protocols:
    """Read and compile every protocol file.

    Raises InvalidContent naming the file and the rule at fault, or, in production mode, the first file
    that is not signed.
    """
    with collector_paused():
        return _load(path, mode)


@lru_cache(maxsize=4)
def _load(path: Path, mode: str) -> Protocols:
    reference = _references(path)
    complications = _files(path, "complications_*.yml", ComplicationFile)
    suspicions = _files(path, "suspicion_*.yml", SuspicionFile)
    repeat = load_content(path / "repeat.yml", RepeatFile)
    read = {**complications, **suspicions, str(path / "repeat.yml"): repeat}
    read |= {str(path / f"{name}.yml"): file for name, file in reference.items()}
    medicines = path / "medicines.yml"
    read |= {str(medicines): load_medicines(medicines)}
    metas: dict[str, FileMeta] = {name: file.meta for name, file in read.items()}
    _refuse_unsigned(metas, mode)
    names = _names(reference)
    signs = _known_signs()
    flags = reference["flags"].flags
    each = (_rules_of(name, file, names, signs, flags) for name, file in complications.items())
    rules = [replace(rule, place=place) for place, rule in enumerate(chain.from_iterable(each))]
    sites = (_criteria_of(name, file, names, signs) for name, file in suspicions.items())
    found = enumerate(chain.from_iterable(sites))
    criteria = [replace(criterion, place=place) for place, criterion in found]
    _unique("rule", [rule.id for rule in rules] + [criterion.id for criterion in criteria])
    groups = [group for file in complications.values() for group in file.groups]
    return Protocols(
        version=reference[REFERENCES[0]].meta.version,
        signed=all(meta.state == "signed" for meta in metas.values()),
        thresholds={t.id: t for t in reference["thresholds"].thresholds},
        windows={w.id: w for w in reference["windows"].windows},
        flags={f.id: f for f in reference["flags"].flags},
        questions={q.slot: q for q in reference["questions"].questions},
        groups={group.id: group for group in groups},
        family_of={g: f.id for f in reference["windows"].families for g in f.groups},
        duplicates=tuple(reference["windows"].duplicates),
        rules=tuple(rules),
        by_trigger=_by_trigger(rules),
        sites=_sites(site for file in suspicions.values() for site in file.sites),
        criteria=tuple(criteria),
        criteria_by_trigger=_by_trigger(criteria),
        repeat=repeat.repeat,
        versions=rule_versions(reference, complications, suspicions, repeat),
    )


def _references(path: Path) -> dict[str, ReferenceFile]:
    return {name: load_content(path / f"{name}.yml", ReferenceFile) for name in REFERENCES}


def _by_trigger(rules: Iterable[Triggered]) -> dict[str | None, tuple[Triggered, ...]]:
    """The rules or criteria to look at when a name is known; under None, those that must always be looked at."""
    found: dict[str | None, list[Triggered]] = {}
    for rule in rules:
        for name in rule.triggers if rule.triggers is not None else (None,):
            found.setdefault(name, []).append(rule)
    return {name: tuple(each) for name, each in found.items()}


def _sites(sites: Iterable[Any]) -> dict[str, SiteInfo]:
    return {
        site.id: SiteInfo(
            site.id, site.title, site.speciality, tuple(site.exams), tuple(site.pitfalls)
        )
        for site in sites
    }


def _files(path: Path, pattern: str, schema: type[Any]) -> dict[str, Any]:
    found = {str(file): load_content(file, schema) for file in sorted(path.glob(pattern))}
    if not found:
        raise InvalidContent(str(path / pattern), "no protocol file")
    return found


def _refuse_unsigned(metas: Mapping[str, FileMeta], mode: str) -> None:
    if mode != "production":
        return
    unsigned = [
        name for name, meta in metas.items() if meta.state != "signed" or not meta.signed_by
    ]
    if unsigned:
        first, *others = unsigned
        also = f"; also unsigned: {', '.join(Path(name).name for name in others)}" if others else ""
        problem = f"state is {metas[first].state}: a doctor must sign it before production{also}"
        raise InvalidContent(first, problem)


def _names(reference: Mapping[str, ReferenceFile]) -> dict[str, Any]:
    """Thresholds by id, definitions as `is:<id>`: what the conditions may call by name."""
    names: dict[str, Any] = {t.id: t for t in reference["thresholds"].thresholds}
    names.update({f"is:{d.id}": d for d in reference["definitions"].definitions})
    for definition in reference["definitions"].definitions:
        _compile("definitions.yml", definition.id, definition.when, names, _known_signs())
    return names


def _known_signs() -> frozenset[str]:
    """Every code a condition may look for: those the lexicons can recognise, and a text that they cannot."""
    return frozenset([UNREAD, *(entry.code for entry in phrase_lexicon().entries)])


def _compile(
    file: str, rule: str, raw: object, names: Mapping[str, Any], signs: frozenset[str]
) -> Condition:
    for kind, name in names_in(raw):
        if kind in {"sign", "context"} and name not in signs:
            raise InvalidContent(file, f"{rule}: no lexicon entry for {name!r}")
    try:
        return compile_condition(raw, names)
    except BadCondition as error:
        raise InvalidContent(file, f"{rule}: {error}") from error


def _rules_of(
    name: str,
    file: ComplicationFile,
    names: Mapping[str, Any],
    signs: frozenset[str],
    flags: Iterable[Flag],
) -> Iterable[Rule]:
    known = {flag.id for flag in flags}
    for group in file.groups:
        for rule in group.rules:
            if rule.flag is not None and rule.flag not in known:
                raise InvalidContent(name, f"{rule.id}: unknown red flag {rule.flag!r}")
            yield Rule(
                id=rule.id,
                group=group.id,
                grade=rule.grade,
                condition=_compile(name, rule.id, rule.when, names, signs),
                triggers=triggers_of(rule.when, names),
                flag=rule.flag,
                vital=rule.vital,
                alone=rule.alone,
                place=0,
                asks=tuple(rule.asks),
                source=rule.source or group.source,
                confidence=rule.confidence or group.confidence,
                author=file.meta.author,
                reviewed=file.meta.reviewed,
                state=file.meta.state,
            )


def _criteria_of(
    name: str, file: SuspicionFile, names: Mapping[str, Any], signs: frozenset[str]
) -> Iterable[Criterion]:
    for site in file.sites:
        for criterion in site.criteria:
            condition = _compile(name, criterion.id, criterion.when, names, signs)
            yield Criterion(
                id=criterion.id,
                site=site.id,
                delay=criterion.delay,
                condition=condition,
                triggers=triggers_of(criterion.when, names),
                place=0,
                label=criterion.label,
                source=site.source,
            )


def _unique(kind: str, ids: list[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise InvalidContent("data/protocols", f"{kind} {one} appears twice")
        seen.add(one)
