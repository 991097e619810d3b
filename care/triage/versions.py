"""The version of each rule: that of its file, and a print of all that decides when it fires.

The print changes with the condition, the grade, the flag, and with every threshold, window and definition the
condition names, so that a stored decision says exactly which rule was applied even when nobody changed a number.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from care.triage.schema import (
    ComplicationFile,
    ReferenceFile,
    RepeatFile,
    RuleData,
    SuspicionFile,
)
from care.triage.triggers import names_in

_LENGTH = 8
_OF_ALL_WINDOWS = ("red_fever", "amber_fever", "treated")


def rule_versions(
    reference: Mapping[str, ReferenceFile],
    complications: Mapping[str, ComplicationFile],
    suspicions: Mapping[str, SuspicionFile],
    repeat: RepeatFile,
) -> dict[str, str]:
    """The version of every rule and criterion, by id."""
    named = _named(reference)
    flags = {flag.id: flag for flag in reference["flags"].flags}
    found = {repeat.repeat.id: _version(repeat.meta.version, repeat.repeat.model_dump(mode="json"))}
    for complication in complications.values():
        for group in complication.groups:
            for rule in group.rules:
                flag = flags.get(rule.flag or "")
                content = [_content(rule), flag and flag.level.value, [*_needs(rule.when, named)]]
                found[rule.id] = _version(complication.meta.version, content)
    for suspicion in suspicions.values():
        for site in suspicion.sites:
            for criterion in site.criteria:
                content = [criterion.delay, criterion.when, [*_needs(criterion.when, named)]]
                found[criterion.id] = _version(suspicion.meta.version, content)
    return found


def _content(rule: RuleData) -> list[Any]:
    return [rule.grade.value, rule.when, rule.flag, rule.vital]


def _version(version: str, content: object) -> str:
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return f"{version}+{hashlib.sha256(plain.encode()).hexdigest()[:_LENGTH]}"


def _named(reference: Mapping[str, ReferenceFile]) -> dict[str, object]:
    """Thresholds, windows and definitions by kind and name, without the words around them."""
    named: dict[str, object] = {
        f"threshold:{one.id}": [one.measure, one.at_least, one.at_most]
        for one in reference["thresholds"].thresholds
    }
    windows = {
        one.id: [one.fever.value, one.days, one.lifelong] for one in reference["windows"].windows
    }
    named.update({f"window:{name}": value for name, value in windows.items()})
    named["windows"] = windows
    named.update({f"is:{one.id}": one.when for one in reference["definitions"].definitions})
    return named


def _needs(raw: object, named: Mapping[str, object], deep: int = 0) -> Iterator[object]:
    """Everything that a condition calls by name, definitions opened."""
    if any(word in str(raw) for word in _OF_ALL_WINDOWS):
        yield named["windows"]
    for kind, name in names_in(raw):
        content = named.get(f"{kind}:{name}")
        if content is not None:
            yield name
            yield content
            if kind == "is" and deep < _LENGTH:
                yield from _needs(content, named, deep + 1)
