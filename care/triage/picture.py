"""What the facts say of one patient now: the only thing the conditions look at (rule R9).

Present: said now, of the patient, asserted or doubtful (a doubt counts as present and is asked again).
Context: also what belongs to the past, such as known metastases. A treatment opens its risk window; with no
date the patient is inside it. Facts of several messages may be given together: duplicates do no harm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from care.clock import paris_day
from care.triage.measures import measure_name, measure_value
from care.triage.onset import durations_of_signs, without_days_of_treatment
from care.triage.reassuring import proves_nothing
from care.triage.schema import Window
from care.understanding.facts import Fact, Status

CURRENT = frozenset({Status.AFFIRMED, Status.UNCERTAIN})
KNOWN = CURRENT | {Status.PAST}
_NEAR = 60
_NO_WINDOW_DAYS = 90
_MAJOR_SURGERY_DAYS = 90
_NOT_ANTICANCER = frozenset({"immunosuppresseur", "chirurgie", "bcg_endovesical"})
_HOURS = {"hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.0, "year": 8766.0}


@dataclass(frozen=True, slots=True)
class Measure:
    """A number and the fact it was read from."""

    value: float
    fact: Fact


@dataclass(frozen=True, slots=True)
class Picture:
    """One patient at one moment, ready for the conditions."""

    present: Mapping[str, tuple[Fact, ...]]
    context: Mapping[str, tuple[Fact, ...]]
    denied: frozenset[str]
    measures: Mapping[str, tuple[Measure, ...]]
    windows: Mapping[str, tuple[Fact, ...]]
    drugs: Mapping[str, tuple[Fact, ...]]
    durations: tuple[Fact, ...]
    age: Measure | None
    sex: str | None
    days_since_dose: float | None
    treatment_named: bool
    names: frozenset[str]
    silent: bool
    asking: bool

    def duration_of(self, sign: Fact) -> Measure | None:
        """The duration said nearest to a sign, in hours; a lone duration is taken wherever it stands."""
        near = [
            fact
            for fact in self.durations
            if min(abs(fact.start - sign.end), abs(sign.start - fact.end)) <= _NEAR
        ]
        pool = near or (list(self.durations) if len(self.durations) == 1 else [])
        if not pool:
            return None
        nearest = min(pool, key=lambda f: min(abs(f.start - sign.end), abs(sign.start - f.end)))
        hours = duration_hours(nearest)
        return None if hours is None else Measure(hours, nearest)


def picture_of(facts: Sequence[Fact], *, now: datetime, windows: Mapping[str, Window]) -> Picture:
    """Build the picture. `now` decides which treatment windows are still open."""
    facts = without_days_of_treatment(facts)
    present: dict[str, list[Fact]] = defaultdict(list)
    context: dict[str, list[Fact]] = defaultdict(list)
    denied: set[str] = set()
    measures: dict[str, list[Measure]] = defaultdict(list)
    old = _old_operations(facts, now)
    for fact in facts:
        if fact.status is Status.DENIED and fact.code:
            denied.add(fact.code)
        if not _said_of_one(fact, old):
            _sort(fact, present, context, measures)
    _add_lost_share(measures)
    days = _days_since_dose(facts, now)
    opened, drugs = _treatments(facts, now, windows)
    ages = [f for f in facts if f.entity == "age" and f.status in KNOWN]
    sexes = [str(f.value) for f in facts if f.entity == "sex"]
    names = [*present, *context, *(f"measure:{name}" for name in measures)]
    names += [*(f"window:{name}" for name in opened), *(f"drug:{name}" for name in drugs)]
    return Picture(
        present={code: tuple(found) for code, found in present.items()},
        context={code: tuple(found) for code, found in context.items()},
        denied=frozenset(denied - present.keys()),
        measures={name: tuple(found) for name, found in measures.items()},
        windows=opened,
        drugs=drugs,
        durations=durations_of_signs(facts),
        age=_number(ages[-1]) if ages else None,
        sex=sexes[-1] if sexes else None,
        days_since_dose=days,
        treatment_named="untreated_years" in context
        or any(is_anticancer(f) and f.status in KNOWN | {Status.DENIED} for f in facts),
        names=frozenset([*names, *(["age"] if ages else [])]),
        asking=any(f.entity in {"request", "care_type"} and f.status in CURRENT for f in facts),
        silent=not any(f.entity in {"symptom", "worry"} and f.status in CURRENT for f in facts),
    )


def _old_operations(facts: Sequence[Fact], now: datetime) -> list[Fact]:
    """The operations dated before the longest of their windows."""
    return [
        fact
        for fact in facts
        if fact.code == "surgery" and (_own_days(fact, now) or 0) > _MAJOR_SURGERY_DAYS
    ]


def _said_of_one(fact: Fact, operations: Sequence[Fact]) -> bool:
    """`curage en 2018` is no recent operation: the words that say so are those of an old one."""
    if fact.code != "recent_surgery":
        return False
    return any(fact.start < each.end and each.start < fact.end for each in operations)


def duration_hours(fact: Fact) -> float | None:
    """Hours of a duration fact: from its unit, else its value is taken as days."""
    hours = fact.attributes.get("hours")
    if hours is not None:
        return float(hours)
    days = fact.attributes.get("days")
    if days is not None:
        return float(days) * 24
    try:
        value = float(fact.value)
    except ValueError:
        return None
    unit = str(fact.attributes.get("unit", "day")).rstrip("s")
    return value * _HOURS.get(unit, 24.0)


def _sort(
    fact: Fact,
    present: dict[str, list[Fact]],
    context: dict[str, list[Fact]],
    measures: dict[str, list[Measure]],
) -> None:
    if fact.entity == "treatment_day" and fact.code == "cycle" and fact.value == 1:
        context["first_cycle"].append(fact)
    if fact.entity == "treatment_day" and fact.attributes.get("of") == "surgery":
        context["recent_surgery"].append(fact)
    if proves_nothing(fact):
        return
    if fact.entity in {"symptom", "finding", "worry", "cancer_site", "exam"} and fact.code:
        if fact.status in CURRENT:
            present[fact.code].append(fact)
        if fact.status in KNOWN:
            context[fact.code].append(fact)
    if fact.status in CURRENT:
        name = measure_name(fact)
        value = None if name is None else measure_value(fact)
        if name is not None and value is not None:
            measures[name].append(Measure(value, fact))


def _add_lost_share(measures: dict[str, list[Measure]]) -> None:
    """Kilos lost and the weight today make a share of the former weight."""
    for lost in measures.get("weight_loss", ()):
        for weight in measures.get("weight", ())[:1]:
            share = 100 * lost.value / (weight.value + lost.value)
            measures["weight_loss_percent"].append(Measure(round(share, 1), lost.fact))


def _number(fact: Fact) -> Measure | None:
    try:
        return Measure(float(fact.value), fact)
    except ValueError:
        return None


def _treatments(
    facts: Sequence[Fact], now: datetime, windows: Mapping[str, Window]
) -> tuple[dict[str, tuple[Fact, ...]], dict[str, tuple[Fact, ...]]]:
    """Open windows (plus `any`, `red_fever`, `amber_fever`) and the drugs and classes inside them."""
    opened: dict[str, list[Fact]] = defaultdict(list)
    drugs: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.entity != "treatment" or fact.status not in KNOWN:
            continue
        named = [windows[name] for name in windows_of(fact) if name in windows]
        days = _days_shared(fact, facts, now)
        inside = [window for window in named if _inside(fact, window, now, days)]
        if named and not inside:
            continue
        for name in (fact.code, fact.attributes.get("class")):
            if name:
                drugs[str(name)].append(fact)
        for window in inside:
            opened[window.id].append(fact)
            opened[f"{window.fever.value}_fever"].append(fact)
        if is_anticancer(fact) and _recent(fact, inside, now, days):
            opened["any"].append(fact)
    return (
        {name: tuple(found) for name, found in opened.items()},
        {name: tuple(found) for name, found in drugs.items()},
    )


def windows_of(fact: Fact) -> tuple[str, ...]:
    """The risk windows that a treatment fact names, one or several."""
    said = str(fact.attributes.get("windows", fact.attributes.get("window", "")))
    return tuple(name.strip() for name in said.split(",") if name.strip())


def is_anticancer(fact: Fact) -> bool:
    """Whether a treatment is against the cancer: not a painkiller, a steroid or an operation alone."""
    if fact.entity != "treatment" or fact.attributes.get("kind") == "supportive":
        return False
    return not windows_of(fact) or any(name not in _NOT_ANTICANCER for name in windows_of(fact))


def _recent(fact: Fact, inside: Sequence[Window], now: datetime, days: float | None) -> bool:
    """A drug without a window (targeted, antibody) explains a symptom for three months."""
    if inside:
        return True
    own = _own_days(fact, now)
    elapsed = own if own is not None else days
    return elapsed is None or elapsed <= _NO_WINDOW_DAYS


def _inside(fact: Fact, window: Window, now: datetime, days: float | None) -> bool:
    """Whether a treatment still counts. A named drug with no date is inside its window."""
    own = _own_days(fact, now)
    elapsed = own if own is not None else days
    if window.lifelong or elapsed is None:
        return True
    return elapsed <= window.days


def _own_days(fact: Fact, now: datetime) -> float | None:
    """Days since the last dose written on the treatment itself."""
    for key in ("days_ago", "days_since", "treatment_day"):
        if key in fact.attributes:
            return float(fact.attributes[key])
    for key in ("date", "last_dose", "end"):
        if key in fact.attributes:
            return _days_from(str(fact.attributes[key]), now)
    return None


def _days_since_dose(facts: Sequence[Fact], now: datetime) -> float | None:
    """Days since the last dose said anywhere: a treatment day, or the latest dated treatment."""
    said = [
        float(fact.value)
        for fact in facts
        if fact.entity == "treatment_day"
        and fact.code != "cycle"
        and fact.attributes.get("of") != "surgery"
        and isinstance(fact.value, int | float)
    ]
    for fact in facts:
        if fact.entity == "treatment":
            own = _own_days(fact, now)
            if own is not None:
                said.append(own)
    return min(said) if said else None


def _days_shared(fact: Fact, facts: Sequence[Fact], now: datetime) -> float | None:
    """Days since the last dose that also hold for an undated treatment: a treatment day, or a generic name still given.

    `sous Taxol, dernière chimio il y a 3 mois`; never an operation, radiotherapy, another drug that ended, or what
    came before it (`chimio en 2019, sous Folfox`).
    """
    mine = set(windows_of(fact))
    kept = [
        each
        for each in facts
        if each.entity != "treatment"
        or (
            each.attributes.get("kind") == "generic"
            and "ended" not in each.attributes
            and each.status in CURRENT
            and each.start >= fact.start
            and mine.intersection(windows_of(each))
        )
    ]
    return _days_since_dose(kept, now)


def _days_from(text: str, now: datetime) -> float | None:
    try:
        return float((paris_day(now) - date.fromisoformat(text[:10])).days)
    except ValueError:
        return None
