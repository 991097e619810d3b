"""Rule R11: the only thing ever said of a medicine is not to take the next dose before the advice, for a closed list.

Never for what is not in the list, never for what must not be stopped (steroids, anticoagulants, JAK inhibitors…).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from care.content import DATA, Strict, load_content
from care.triage.assessment import Match
from care.triage.picture import CURRENT
from care.triage.schema import FileMeta
from care.understanding.facts import Fact

PATH = DATA / "protocols" / "medicines.yml"
_GRADES = frozenset({"red", "amber"})


class Allowed(Strict):
    """One line of the list: the drugs, and the troubles for which it may be said."""

    label: str
    classes: tuple[str, ...]
    drugs: tuple[str, ...] = ()
    motives: tuple[str, ...]


class MedicineFile(Strict):
    meta: FileMeta
    lay: str
    pro: str
    motives: Mapping[str, tuple[str, ...]]
    allowed: tuple[Allowed, ...]
    excluded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The sentence for each kind of caller; empty when nothing may be said."""

    lay: tuple[str, ...] = ()
    pro: tuple[str, ...] = ()


@lru_cache(maxsize=2)
def load_medicines(path: Path = PATH) -> MedicineFile:
    """Read the list. Raises InvalidContent naming the field at fault."""
    return load_content(path, MedicineFile)


def hold_next_dose(facts: Iterable[Fact], matches: Sequence[Match]) -> Held:
    """What may be said of the next dose of the drugs being taken, for the troubles graded now."""
    groups = {match.group for match in matches if match.grade in _GRADES}
    file = load_medicines()
    names = list(dict.fromkeys(
        str(fact.value)
        for fact in facts
        if fact.entity == "treatment" and fact.status in CURRENT and _may_hold(fact, groups, file)
    ))  # fmt: skip
    return Held(
        tuple(file.lay.format(drug=name) for name in names),
        tuple(file.pro.format(drug=name[:1].upper() + name[1:]) for name in names),
    )


def _may_hold(fact: Fact, groups: set[str], file: MedicineFile) -> bool:
    kind = str(fact.attributes.get("class", ""))
    if kind in file.excluded or fact.attributes.get("kind") != "drug":
        return False
    return any(
        (kind in line.classes or fact.code in line.drugs)
        and any(group in groups for motive in line.motives for group in file.motives[motive])
        for line in file.allowed
    )
