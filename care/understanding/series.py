"""Several values of one measure, told one after the other: `potassium 5,1 vendredi, 5,7 ce matin`.

The present one is the last that no word puts in the past; those before it are kept as past, so that they neither
grade nor are taken for a temperature. Only what a closed list of times, verbs and small words ties to the first
value belongs to the series: where another word stands between, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from care.understanding.creatinine import NUMBER, micromoles
from care.understanding.facts import Status, Value
from care.understanding.lab_words import UNIT
from care.understanding.labs import LABS
from care.understanding.labs_far import NOT_ANOTHER_UNIT
from care.understanding.numbers import Draft, NumericView, number, tidy

_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_WEEKDAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_THEN = (
    rf"(?:avant )?hier(?: soir| matin)?|(?:{_WEEKDAYS})(?: (?:dernier|passe|matin|soir))?"
    rf"|(?:en |debut |fin |mi |au mois de )(?:{_MONTHS})|le \d{{1,2}}(?:/\d{{1,2}}| (?:{_MONTHS}))?"
    r"|(?:en |au )?(?:debut|fin|milieu) (?:de |du )(?:mois|semaine|cure|traitement)|au (?:depart|debut)"
    r"|le jour de (?:la|sa|ma) (?:cure|chimio|perf\w*)|l (?:an|annee|ete|automne|hiver) (?:dernier|derniere|passee?)"
    r"|il y a (?:\d+|une?|quelques) ?(?:j|jours?|semaines?|sem|mois|h|heures?)"
    r"|la (?:semaine|fois) (?:derniere|passee|precedente|d avant)|le mois (?:dernier|passe|precedent)"
    r"|la veille|l avant veille|avant la (?:cure|chimio)|auparavant|precedemment|a j ?\d{1,2}"
)
_NOW = (
    r"aujourd hui|ce (?:matin|soir|jour|midi)|cet apres midi|cette nuit|a l instant|maintenant|mtn|a present"
    r"|actuellement|desormais|la maintenant|tout a l heure|sur (?:la|le) (?:prise de sang|bilan|controle|prelevement)"
    r"(?: (?:de ce (?:matin|jour|soir)|du jour|recue? a l instant|d aujourd hui))?"
    r"|(?:au|sur le|le) (?:dernier )?controle(?: (?:de ce (?:matin|jour|soir)|du jour|recu a l instant))?"
)
_CHANGED = (
    r"(?:re)?(?:mont|descend|tomb|pass|grimp|chut|baiss|augment|recontrol|control|revenu|corrig|verifi)"
    r"[a-z]*(?: a)?"
)
_CORRECTED = (
    r"(?:non|pardon|excusez|desole|oups|erreur|plutot|rectifi|je corrige|en fait|je me (?:suis )?tromp|decale)"
    r"[a-z]*(?:,? (?!(?:pas|sans|ni)(?![a-z]))[a-z]+){0,8}"
)
_BEFORE_IT = r"contre|au lieu de|avant|vs|versus|etait a|pour une base (?:a|de)"
_SMALL = r"puis|ensuite|et|mais|enfin|est|a|de|c est|soit|la|elle|il|on|en|deja|encore|seulement"
_MORE = r" (?:que|par rapport a) (?:(?:mon|ma|d|l|la|a l|son|sa) )?(?:habitude|ordinaire|normale?)| par jour| en plus"
_MARK = r"[,;:(=/]|->|>|\.{2,3}"
_TIME = rf"(?:{_THEN}|{_NOW})"
_NEXT = re.compile(
    rf"(?: ?(?:{UNIT}))?(?:{_MORE})?(?: ?(?P<trail>{_TIME})(?![a-z\d]))?\)?"
    rf"(?P<lead>(?: ?(?:{_MARK}|(?:{_TIME}|{_CHANGED}|{_CORRECTED}|{_BEFORE_IT}|{_SMALL})(?![a-z\d])))+) ?"
    rf"(?<![\d.,])(?P<value>{NUMBER}){NOT_ANOTHER_UNIT}"
    rf"(?: ?(?P<unit>{UNIT}))?(?: ?(?P<when>{_TIME})(?![a-z\d]))?"
)
_NOW_AT = re.compile(
    rf"(?P<trail>)(?P<lead>[^.;!?\n\d]{{0,60}}?(?<![a-z])(?:la|{_NOW}),? "
    r"(?:il|elle|j|je|on)(?: en)? (?:est|suis) a(?: la)?) "
    rf"(?P<value>\d{{1,2}})(?![\d.,])(?P<unit>)(?: ?(?P<when>{_TIME})(?![a-z\d]))?"
)
_IS_THEN = re.compile(rf"(?<![a-z])(?:{_THEN}|{_BEFORE_IT})(?![a-z\d])")
_IS_NOW = re.compile(
    rf"(?<![a-z])(?:{_NOW}|la(?=,? (?:il|elle|je|j|on) )|{_CHANGED}|{_CORRECTED}|puis|ensuite|enfin)(?![a-z\d])"
)
_TIED = re.compile(f"{_IS_THEN.pattern}|{_IS_NOW.pattern}")
# What only a series says between two numbers; without it `plaquettes à 40 hier, 38 ce matin` may tell a fever.
_STEP = re.compile(
    rf"(?<![a-z])(?:puis|ensuite|{_CHANGED}|{_CORRECTED}|{_BEFORE_IT}|maintenant)(?![a-z\d])"
)
_FEVER_NEXT = re.compile(
    r" ?(?:°|degres?|c(?![a-z])|de (?:fievre|temperature)|sous le bras|au thermometre)"
)
_BODY_HEAT = (34.0, 43.0)
_BY_CODE = {lab.code: lab for lab in LABS}
_FARTHEST = 8.0  # times the value before: more is another measure
_PLATELETS_FALL = 20.0
_COUNTS = {"stools": 40, "vomits": 40, "rescue_doses": 30}


_VITALS = {"spo2": (60.0, 100.0), "heart_rate": (30.0, 220.0), "pain": (0.0, 10.0)}


@dataclass(frozen=True, slots=True)
class _Told:
    draft: Draft
    past: bool
    now: bool
    said: str = ""


def with_series(view: NumericView, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each first value followed by the others of its series; the creatinine against its first."""
    found: list[Draft] = []
    for draft in drafts:
        series = [*_series(view, draft)] if _may_follow(draft) else []
        later = series[1:]
        if not later or any(_overlap(one.draft, other) for one in later for other in drafts):
            found.append(draft)
            continue
        current = _current(series)
        if draft.code in _VITALS and not any(told.past for told in series):
            found.append(draft)  # `88, remontée à 94 sous oxygène` is one and the same moment
            continue
        found += [
            replace(told.draft, status=Status.AFFIRMED if told is current else Status.PAST)
            for told in series
        ]
        found += _against_the_first(series, current, drafts)
    return found


def _may_follow(draft: Draft) -> bool:
    return (
        draft.code in _COUNTS
        or draft.code in _VITALS
        or (draft.entity == "lab" and draft.code in _BY_CODE)
    )


def _series(view: NumericView, first: Draft) -> Iterator[_Told]:
    at, draft = view.after(first.end), first
    told = _Told(first, past=False, now=False)
    while found := _NEXT.match(view.text, at) or _next_count(view, draft, at):
        following = _valued(view, found, draft)
        trail, said = found["trail"] or "", f"{found['lead']} {found['when'] or ''}"
        tied = _TIED.search(said) or _IS_THEN.search(trail)
        if following is None or not tied or _may_be_fever(view, found, said):
            break
        yield _Told(told.draft, *_when(f"{told.said} {trail}"))
        told = _Told(following, *_when(said), said)
        at, draft = found.end("value"), following
    yield told


def _when(said: str) -> tuple[bool, bool]:
    """Whether words put a value in the past, and else whether they say that it is of now."""
    past = _IS_THEN.search(said) is not None
    return past, not past and _IS_NOW.search(said) is not None


def _next_count(view: NumericView, draft: Draft, at: int) -> re.Match[str] | None:
    """`deux Actiskenan par jour pour son bassin, là il en est à six`: further on, but with its words."""
    return _NOW_AT.match(view.text, at) if draft.code in _COUNTS else None


def _may_be_fever(view: NumericView, found: re.Match[str], said: str) -> bool:
    if _FEVER_NEXT.match(view.text, found.end("value")):
        return True
    heat = _BODY_HEAT[0] <= number(found["value"]) < _BODY_HEAT[1]
    return heat and not _STEP.search(said)


def _valued(view: NumericView, found: re.Match[str], before: Draft) -> Draft | None:
    """The draft of the next value, None where it cannot be one of that measure."""
    raw = number(found["value"])
    attributes: dict[str, Value] = dict(before.attributes)
    if before.code in _COUNTS:
        # Fewer than before may be one more part of the same day: only more replaces.
        if raw != int(raw) or not float(before.value) < raw <= _COUNTS[before.code]:
            return None
        value: float | None = raw
    elif before.code in _VITALS:
        low, high = _VITALS[before.code]
        if not low <= raw <= high:
            return None
        value = raw
    else:
        lab = _BY_CODE[before.code or ""]
        unit = (found["unit"] or str(attributes.get("raw_unit", ""))).replace(" ", "")
        value = lab.convert(raw, unit)
        if value is None or not lab.low <= value <= lab.high:
            return None
        known = float(before.value)
        farthest = _PLATELETS_FALL if before.code == "platelets" else _FARTHEST
        if known > 0 and not 1 / farthest <= value / known <= farthest:
            return None
        attributes["raw"] = tidy(raw)
    return view.draft(
        found, before.entity, tidy(value or 0), before.code, attributes, group="value"
    )


def _current(series: Sequence[_Told]) -> _Told:
    """The last one said of now; else the last one that nothing puts in the past; else the last."""
    for wanted in (
        [told for told in series if told.now],
        [told for told in series if not told.past],
    ):
        if wanted:
            return wanted[-1]
    return series[-1]


def _against_the_first(
    series: Sequence[_Told], current: _Told, drafts: Sequence[Draft]
) -> Iterator[Draft]:
    """How many times its lowest former value a creatinine is, where nothing else told it."""
    if current.draft.code != "creatinine" or any(d.code == "creatinine_ratio" for d in drafts):
        return
    others = [float(told.draft.value) for told in series if told is not current]
    base, now = micromoles(min(others), ""), micromoles(float(current.draft.value), "")
    if base >= 1 and now > base:
        place = current.draft
        ratio = tidy(round(now / base, 2))
        yield replace(
            place, code="creatinine_ratio", value=ratio, attributes={"unit": "fois la base"}
        )
        rise = tidy(round(now - base, 1))
        yield replace(place, code="creatinine_rise", value=rise, attributes={"unit": "µmol/L"})


def _overlap(one: Draft, other: Draft) -> bool:
    return one.start < other.end and other.start < one.end
