"""Dates, durations and times of a message as drafts, with the role a date plays for the treatment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from care.clock import to_paris
from care.understanding.calendar import DateReading, dates_in
from care.understanding.calendar_words import BARE_DURATION, HOURS, SINCE
from care.understanding.facts import Status, Value
from care.understanding.numbers import Draft, NumericView, number, tidy

_TIME = re.compile(
    r"(?<![\d.,/])(?P<h>[01]?\d|2[0-3]) ?(?:h|heures?)(?![a-z/]) ?(?P<m>[0-5]\d)?(?![\d])"
    r"|(?<![\d.,/])(?P<h2>[01]?\d|2[0-3]):(?P<m2>[0-5]\d)(?!\d)"
    r"|(?<![a-z])(?P<noon>midi|minuit)(?![a-z])"
)
_NOT_A_TIME = re.compile(
    r"(?<![a-z])(?:depuis|il y a|y a|dans|toutes? les|pendant|durant|en|moins de|plus de|apres"
    r"|sous|fait|les|voila|environ|sur) ?$"
)
_ENDED = re.compile(
    r"(?<![a-z])(?<!pas )(?:fini[est]?|finies|termine[es]?|terminees|arrete[es]?|stoppe[es]?"
    r"|acheve[es]?|interrompue?s?|suspendue?s?|cessee?s?|sevree?s?|fin|finissait)(?![a-z])"
    r"[^.;\n]{0,48}$"
)
_LAST = re.compile(
    r"(?<![a-z])dernier(?:e|es|s)? (?!fois|rdv|nuit|consult|scanner|bilan|selle)[^.;\n,]{0,36}$"
)
_BIRTH = re.compile(
    r"(?<![a-z])(?:nee?(?:\(e\))?(?: le)?|ddn(?: le)?|naissance(?: est)?(?: le)?)[ :]*$"
)
_FAR = 64
_YEARS_AHEAD = 6  # `06 12 34` is no date of 2034
_NO_MORE = re.compile(r"(?<![a-z])plus (?:de|d|sous|aucune?) [a-z\d ]{2,30}$")
_STARTED = re.compile(
    r"(?<![a-z])(?:commenc[a-z]*|debut[ea][a-z]*|demarr[a-z]*|introdu[a-z]*|instaur[a-z]*|mise? sous"
    r"|mise? en route)(?![a-z])[^.;\n]{0,40}$"
)
_FIRST = re.compile(
    r"(?<![a-z\d])(?:premiere?s?|1 ?(?:er|ere|re|e)) (?!jour)[^.;\n,]{0,36}$"
)  # more than a month ago, others followed
_MONTH_DAYS = 31
_GIVEN_THEN = frozenset({"last_treatment", "treatment_end"})
_CLOSES = re.compile(r"(?:a|et|jusqu)(?![a-z])")  # `entre mars et août`, read with its `et`
_TO_A_DAY = re.compile(
    r" ?(?:a|au|et|puis|jusqu (?:a|au|en))(?: (?:le|du|au|la|en|debut|mi|fin))* ?"
)
# `depuis que je suis sous Aromasine, il y a huit mois`: the day it began, never the last dose.
_SINCE_TAKING = re.compile(
    r"(?<![a-z])depuis que? (?:[a-z]+ ){0,4}(?:suis|est|sommes|sont|prends?|prenons|prennent|recois|recoit|ai|a|sous) "
    r"(?:[a-z]+ ){0,3}$"
)
_NEXT = re.compile(r"(?<![a-z])prochaine?s? (?:[a-z]+ ){0,3}$")
# Where or how it was done: `curage axillaire en 2018`, `rayons sur la prostate il y a trois ans`.
_PLACE = (
    r"seins?|colon|prostate|poumons?|rectum|pancreas|foie|reins?|vessie|ovaires?|uterus|col|thyroide|estomac|langue"
    r"|gorge|oesophage|tete|cou|aisselle|hanche|genou|bassin|os|dos|ganglions?|cancer|tumeur|melanome|lymphome|myelome"
    r"|gauche|droite?|axillaire|totale|partielle|complete|conservatrice|bilaterale|adjuvante?|neoadjuvante?|preventi(?:f|ve)"
)
_LINK = re.compile(
    r"[ (:,]*(?:(?:le|du|de|d|date|datant|remonte|a|faite?|recue?|c|etait|eu|lieu|c etait|depuis"
    r"|realisee?|s est|achevee?s?|bouclee?s?|arretee?s?|stoppee?s?|pris fin"
    r"|en|il|la|au|fini|finie|terminee?|dans|vessie|instillee?|sur|pour"
    r"|contre|un|une|l|mon|ma|son|sa|des|qui"
    rf"|{_PLACE}) ?)*"
)
_AFTER_LINK = re.compile(
    r"[ ,]*(?:(?:j|il|elle|on|a|ai|eu|fait|m|l|nous|avons|recu|ma|la|sa|une|mon|son|derniere"
    r"|premiere|de|apres|ma|cure|seance|post|\d{1,2} ?(?:e|eme)) )*"
)


# What makes an end or a last time that of the treatment: `dernière cure`, never `dernier scanner`, `fini les vacances`.
_CURE = re.compile(
    r"(?<![a-z])(?:cures?|seances?|injections?|perf\w*|chimi\w*|traitements?|ttt|tt|rayons?|radio(?!graph)\w*"
    r"|cycles?|protocole|doses?|instillations?|immuno\w*|hormono\w*|curie\w*|comprimes?|cachets?|piqures?"
    r"|poche|diffuseur|c\d{1,2}|administration|therapie\w*)(?![a-z])"
)
_NO_CURE = re.compile(
    r"(?<![a-z])(?:vaccin\w*|covid|grippe|rappel|antibio\w*|fer|vitamines?|insuline|morphine|heparine|anticoag\w*"
    r"|transfusion|kine|orthophonie|psy\w*)(?![a-z])"
)
_BARE_SUBJECT = re.compile(
    r"(?:^|[.;:!?,\n(] ?)(?:(?:bonjour|bonsoir|oui|non|alors|voila|donc|et|mais|j|ai|je|l|c|est|tout|on|a|il|elle|ete"
    r"|m|nous|avons|ont|les|la|le|ma|mon|sa|son|deja|bien|tous|toutes|suis|vient|viens|de|d) ?)*$"
)
_LITTLE = re.compile(
    r"[ ,(:]*(?:(?:la|le|les|l|sa|ma|mon|son|dont|qui|que|est|sont|a|ai|j|on|il|elle|ete|etait|ont|bien|c\d{1,2}"
    r"|j\d{1,2}|\d{1,2}|deja|depuis|du|de|en|c|tout|par|pour|toxicite|progression|et|hier|datant|date|remonte|mois"
    r"|fin|debut|mi|mg|au|jour|seule?|mensuel\w*|hebdo\w*|adjuvante?|neoadjuvante?|(?!trait|medica|panse)[a-z]+ment"
    rf"|{_PLACE})(?![a-z]) ?,? ?)*"
)


def read_days(view: NumericView, now: datetime) -> list[Draft]:
    """Every date and duration, as found, in reading order."""
    drafts: list[Draft] = []
    for reading in dates_in(view.text, now):
        if _BIRTH.search(view.text[max(0, reading.start - 28) : reading.start]):
            drafts.append(_age(view, reading, now))
        elif reading.date.year <= to_paris(now).year + _YEARS_AHEAD:
            drafts.extend(_drafts(view, reading, now))
    return sorted(drafts, key=lambda draft: draft.start)


def read_bare_durations(view: NumericView, taken: Iterable[Draft]) -> Iterator[Draft]:
    """`fièvre 3 jours`: a duration without a word that announces it, where nothing else was read."""
    busy = [(draft.start, draft.end) for draft in taken]
    for found in BARE_DURATION.finditer(view.text):
        start, end = view.span(*found.span())
        unit = found["unit"]
        plain_hours = unit.startswith("h") and number(found["n"]) < 24
        before = view.text[max(0, found.start() - 12) : found.start()]
        if unit.startswith("a") or plain_hours or re.search(r"tou(?:te)?s les $|/ ?$", before):
            continue
        if any(start < b and a < end for a, b in busy):
            continue
        unit_name = {"h": "heures", "j": "days", "s": "weeks", "m": "months"}[unit[0]]
        hours = number(found["n"]) * HOURS[unit_name]
        yield view.draft(found, "duration", tidy(hours), None, _duration("for", hours))


def read_times(view: NumericView, taken: Iterable[Draft]) -> Iterator[Draft]:
    """Clock times: `14h30`, `9 h`, `midi`; never `depuis 12 h`."""
    busy = [(draft.start, draft.end) for draft in taken]
    for found in _TIME.finditer(view.text):
        start, end = view.span(*found.span())
        before = view.text[max(0, found.start() - 16) : found.start()]
        if _NOT_A_TIME.search(before) or any(start < b and a < end for a, b in busy):
            continue
        if found["noon"]:
            value = "12:00" if found["noon"] == "midi" else "00:00"
        else:
            value = (
                f"{int(found['h'] or found['h2']):02d}:{int(found['m'] or found['m2'] or 0):02d}"
            )
        yield view.draft(found, "time", value)


def with_roles(
    view: NumericView, days: Sequence[Draft], treatments: Sequence[Draft]
) -> list[Draft]:
    """The date drafts, marked `last_treatment` or `treatment_end` where the words say so."""
    text = view.message.text
    marked: list[Draft] = []
    opened: tuple[int, str] | None = None
    dates = [draft for draft in days if draft.entity == "date"]
    for draft in days:
        role = _role(text, draft, treatments) if draft.entity == "date" else None
        if role is None and opened is not None and draft.start == opened[0]:
            role = opened[1]
        closing = _closing(text, draft, dates) if role in _GIVEN_THEN else None
        if role and closing is not None:
            opened, role = (closing.start, role), "treatment_start"
        added = {**draft.attributes, "role": role} if role else draft.attributes
        marked.append(replace(draft, attributes=added))
    return marked


def _closing(text: str, draft: Draft, dates: Sequence[Draft]) -> Draft | None:
    """The past day that closes a range (`chimio du 3 octobre au 12 novembre`): the last dose is there."""
    for other in dates:
        apart = other.start - draft.end
        between = text[draft.end : other.start] if apart >= 0 else ""
        closes = apart in {0, 1} and _CLOSES.match(text, other.start)
        if (closes or _TO_A_DAY.fullmatch(between)) and _days_ago(other) >= 0:
            return other
    return None


def _days_ago(draft: Draft) -> float:
    days = draft.attributes.get("days_ago", 0)
    return days if isinstance(days, int | float) else 0


def _role(text: str, draft: Draft, treatments: Sequence[Draft]) -> str | None:
    days = draft.attributes.get("days_ago", 0)
    left = text[max(0, draft.start - 64) : draft.start]
    begin = draft.start - len(left)
    if draft.attributes.get("relation") == "since":
        ended = _NO_MORE.search(left) or _ENDED.search(left)
        told = ended is not None and _of_treatment(text, begin + ended.start(), draft, treatments)
        return "treatment_end" if told or _none_since(text, draft, treatments) else None
    if not isinstance(days, int | float) or days < 0 or _NEXT.search(left):
        return None
    for pattern, role in (
        (_STARTED, "treatment_start"),
        (_ENDED, "treatment_end"),
        (_LAST, "last_treatment"),
    ):
        found = pattern.search(left)
        if found and _of_treatment(text, begin + found.start(), draft, treatments):
            return role
    if days > _MONTH_DAYS and _FIRST.search(left):
        return "treatment_start"
    beside = [each for each in treatments if _beside(text, draft, each)]
    if any(_SINCE_TAKING.search(text[max(0, each.start - 48) : each.start]) for each in beside):
        return "treatment_start"
    return "last_treatment" if beside else None


def _of_treatment(text: str, cue: int, draft: Draft, treatments: Sequence[Draft]) -> bool:
    """Whether what ended, began or came last is a treatment; in doubt it is not, and the treatment stays undated."""
    segment = text[cue : draft.start]
    if _NO_CURE.search(segment):
        return False
    if _CURE.search(segment) or any(
        _is_given(each) and cue <= each.start and each.end <= draft.start for each in treatments
    ):
        return True
    if not _LITTLE.fullmatch(segment.partition(" ")[2]):
        return False
    before = text[max(0, cue - 40) : cue]
    if _BARE_SUBJECT.search(before):
        return True
    named = [match.end() + cue - len(before) for match in _CURE.finditer(before)]
    named += [each.end for each in treatments if each.end <= cue]
    return bool(named) and _LITTLE.fullmatch(text[max(named) : cue]) is not None


def _none_since(text: str, draft: Draft, treatments: Sequence[Draft]) -> bool:
    """`pas de chimio depuis 8 jours`."""
    return any(
        each.status is Status.PAST
        and each.end <= draft.start
        and re.fullmatch(rf" ?(?:{SINCE})?(?: le| la)? ?", text[each.end : draft.start])
        for each in treatments
    )


def _is_given(treatment: Draft) -> bool:
    return treatment.attributes.get("kind") != "supportive"


def _beside(text: str, draft: Draft, treatment: Draft) -> bool:
    """Only small words stand between the date and the treatment: `chimio le 12`, `hier ma chimio`."""
    if max(draft.start - treatment.end, treatment.start - draft.end) > _FAR:
        return False
    if treatment.end <= draft.start:
        return _LINK.fullmatch(text[treatment.end : draft.start]) is not None
    between = text[draft.end : treatment.start]
    if _AFTER_LINK.fullmatch(between) is None:
        return False
    return "," not in between or _BARE_SUBJECT.search(text[: draft.start]) is not None


def _age(view: NumericView, reading: DateReading, now: datetime) -> Draft:
    """A date of birth tells the age and is not kept as a date."""
    today = to_paris(now).date()
    born = reading.date
    if born > today:  # `12/03/50`
        born = born.replace(year=born.year - 100, day=min(born.day, 28))
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    start, end = view.span(reading.start, reading.end)
    return Draft("age", age, None, start, end, {"unit": "ans", "computed": 1})


def _drafts(view: NumericView, reading: DateReading, now: datetime) -> Iterator[Draft]:
    start, end = view.span(reading.start, reading.end)
    if reading.kind == "duration":
        attributes = _duration(reading.relation, reading.hours)
        yield Draft("duration", tidy(reading.hours), None, start, end, attributes)
        if reading.relation == "for":
            return
    days = (to_paris(now).date() - reading.date).days
    attributes = {"precision": reading.precision, "days_ago": days, "relation": reading.relation}
    if reading.kind == "duration":
        attributes["computed"] = 1
    yield Draft("date", reading.date.isoformat(), None, start, end, attributes)


def _duration(relation: str, hours: float) -> dict[str, Value]:
    return {"kind": relation, "hours": tidy(hours), "days": tidy(hours / 24), "unit": "hours"}
