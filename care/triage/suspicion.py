"""The suspicion side: which criterion fires, how soon, who sees the patient, what is expected."""

from __future__ import annotations

from dataclasses import dataclass

from care.triage.assessment import Match
from care.triage.grading import words_of
from care.triage.levels import Disposition, Level
from care.triage.picture import Picture
from care.triage.protocols import Criterion, Protocols, SiteInfo, to_look_at
from care.understanding.normalise import normalise

DELAYS: dict[str, tuple[Level, Disposition]] = {
    "immediate": (Level.RED, Disposition.ON_CALL_NOW),
    "24h": (Level.AMBER, Disposition.SAME_DAY),
    "48h": (Level.AMBER, Disposition.WITHIN_48H),
    "7d": (Level.AMBER, Disposition.WITHIN_7D),
    "14d": (Level.GREEN, Disposition.WITHIN_14D),
    "usual": (Level.GREEN, Disposition.ADVICE_CALLBACK),
}
_ORDER = list(DELAYS)
ADULT, GERIATRIC = 18, 70


@dataclass(frozen=True, slots=True)
class Suspicion:
    """The shortest delay that a criterion demands, with what goes along."""

    level: Level
    disposition: Disposition
    site: SiteInfo
    matches: tuple[Match, ...]
    speciality: str
    notes: tuple[str, ...]


def suspect(picture: Picture, protocols: Protocols) -> Suspicion | None:
    """Return the suspicion the picture makes, None without any criterion. Delays are ceilings."""
    fired: list[tuple[Criterion, Match]] = []
    for criterion in to_look_at(picture.names, protocols.criteria_by_trigger):
        evidence = criterion.condition(picture)
        if evidence:
            grade = DELAYS[criterion.delay][0].value
            match = Match(criterion.id, grade, words_of(evidence), criterion.source, criterion.site)
            fired.append((criterion, match))
    if not fired:
        return None
    fired.sort(key=lambda pair: _ORDER.index(pair[0].delay))
    first = fired[0][0]
    level, disposition = DELAYS[first.delay]
    site = protocols.sites[first.site]
    child = picture.age is not None and picture.age.value < ADULT
    return Suspicion(
        level=level,
        disposition=disposition,
        site=site,
        matches=tuple(match for _, match in fired),
        speciality="paediatric" if child else site.speciality,
        notes=_notes(picture, site, child=child),
    )


def _notes(picture: Picture, site: SiteInfo, *, child: bool) -> tuple[str, ...]:
    """What the professional must know besides the delay (rules S6 to S8, and the pitfalls of the site)."""
    notes: list[str] = []
    if child:
        notes.append(
            "Moins de 18 ans : réseau de recours pédiatrique (ReHOP/OIR), jamais un circuit d'adulte."
        )
    if picture.age is not None and picture.age.value >= GERIATRIC:
        notes.append("70 ans ou plus : score G8 avant la consultation, sans la retarder.")
    if "pregnancy" in picture.present:
        notes.append(
            "Grossesse : le signaler (réseau CALG), imagerie sans irradiation d'abord, sans retarder."
        )
    return (*notes, *site.pitfalls)


def missing_exams(site: SiteInfo, picture: Picture) -> tuple[str, ...]:
    """The expected exams that nobody said were done. They never delay the appointment."""
    done = [
        normalise(str(fact.attributes["exam"]))
        for facts in picture.present.values()
        for fact in facts
        if "exam" in fact.attributes
    ]
    return tuple(exam for exam in site.exams if not any(name in normalise(exam) for name in done))
