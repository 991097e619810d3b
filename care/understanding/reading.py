"""One message read whole: every reader in turn, then statuses, then facts with exact evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

from care.clock import to_paris
from care.understanding.amounts import read_amounts
from care.understanding.compared import read_compared, without_compared
from care.understanding.counts import read_counts
from care.understanding.days import read_bare_durations, read_days, read_times, with_roles
from care.understanding.drug_spelling import heard_drugs
from care.understanding.episode_hours import read_hours_of_episodes
from care.understanding.episodes import is_none, is_usual, read_episodes
from care.understanding.facts import Fact, Reading, Status, Value
from care.understanding.labs import read_labs
from care.understanding.labs_far import read_far_labs
from care.understanding.lexicon import Match
from care.understanding.library import frames, phrase_lexicon
from care.understanding.normalise import Normalised
from care.understanding.numbers import Draft, NumericView
from care.understanding.passages import Passage, passages, status_in
from care.understanding.patient import read_patient
from care.understanding.rpps import is_valid_rpps, rpps_candidates
from care.understanding.series import with_series
from care.understanding.set_aside import readable, references, without
from care.understanding.sore_feet import with_walk_of_sore_feet
from care.understanding.status import status_of
from care.understanding.summed import read_summed
from care.understanding.temperature import read_temperatures
from care.understanding.treatments import read_treatments, with_last_dose
from care.understanding.unread import unread_text
from care.understanding.vitals import read_vitals

_JUDGED = frozenset(
    {"temperature", "lab", "vital", "count", "exam", "performance_status", "treatment_day"}
)

_SET_ASIDE = frozenset({"symptom", "finding", "temperature", "lab", "vital", "count"})
_CURRENT = frozenset({Status.AFFIRMED, Status.UNCERTAIN})


class PlaceReader(Protocol):
    """Whatever finds place names in a message, with spans in the original text."""

    def find_in(self, text: str) -> Sequence[Any]: ...


def read_message(text: str, *, now: datetime, places: PlaceReader | None = None) -> Reading:
    """Read everything a message says. Pure; `now` resolves what is relative."""
    named = list(references(text))
    message, view = readable(without(text, named))
    found = phrase_lexicon().search(message)
    matches = (*found.matches, *heard_drugs(message, found.matches))
    aside = passages(message.text)
    facts = [_fact(message, draft, aside) for draft in _drafts(message, view, matches, now)]
    said = [_fact(message, draft, aside) for draft in frames().read(message, found)]
    facts += [fact for fact in said if not any(_same_sign(fact, other) for other in facts)]
    facts = [*with_walk_of_sore_feet(facts)]
    unread = unread_text(message, facts)
    facts += [unread] if unread else []
    facts.extend(_rpps(text))
    facts.extend(named)
    if places is not None:
        facts.extend(_places(text, places))
    facts.sort(key=lambda fact: (fact.start, fact.end))
    return Reading(text, tuple(facts))


def _same_sign(fact: Fact, other: Fact) -> bool:
    return fact.code == other.code and fact.start < other.end and other.start < fact.end


def _drafts(
    message: Normalised, view: NumericView, matches: Sequence[Match], now: datetime
) -> Iterator[Draft]:
    measures = [*read_labs(view), *read_vitals(view), *read_counts(view)]
    measures += read_patient(view, to_paris(now).year)
    measures = _without_overlaps(measures)
    measures += list(read_amounts(view))
    measures += [d for d in read_far_labs(view) if not any(d.code == m.code for m in measures)]
    told = [*read_episodes(view), *read_hours_of_episodes(view), *read_summed(view)]
    measures += _unsaid(told, measures)
    said = message.text
    measures = [d for d in measures if not (is_usual(said, d) or is_none(said, d))]
    compared = list(read_compared(view))
    measures = without_compared(measures, compared)
    measures += _unsaid(compared, measures)
    measures = with_series(view, measures)
    days = [draft for draft in read_days(view, now) if not _within(draft, measures)]
    measures += read_temperatures(view, [*measures, *days])
    treatments = list(read_treatments(message, matches))
    days = with_roles(view, days, treatments)
    yield from measures
    yield from days
    yield from with_last_dose(treatments, [d for d in days if d.entity == "date"])
    taken = [*measures, *days]
    bare = list(read_bare_durations(view, taken))
    yield from bare
    yield from read_times(view, [*taken, *bare])
    for match in matches:
        if match.entry.entity != "treatment":
            yield _phrase(match)


def _phrase(match: Match) -> Draft:
    attributes: dict[str, Value] = dict(match.entry.attributes)
    if match.misspelled:
        attributes["misspelled"] = 1
    return Draft(
        match.entry.entity, match.entry.label, match.entry.code, match.start, match.end, attributes
    )


def _fact(message: Normalised, draft: Draft, aside: tuple[Passage, ...]) -> Fact:
    start, end = message.span(draft.start, draft.end)
    status = draft.status
    if status is None:
        judged = draft.entity in _JUDGED or (draft.code is not None and draft.entity != "age")
        status = status_of(message, draft.start, draft.end) if judged else Status.AFFIRMED
        if draft.entity in _JUDGED and status in {Status.PAST, Status.UNCERTAIN}:
            status = Status.AFFIRMED
    if status in _CURRENT and draft.entity in _SET_ASIDE:
        status = status_in(aside, draft.start) or status
    return Fact(
        draft.entity,
        draft.value,
        draft.code,
        message.original[start:end],
        start,
        end,
        status,
        draft.attributes,
    )


def _without_overlaps(drafts: Iterable[Draft]) -> list[Draft]:
    """Two readers never claim the same number: the longer evidence wins, twins of one span both stay."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.start - d.end, d.start)):
        if draft.entity == "sex" or not any(_clash(draft, other) for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.start)


def _unsaid(drafts: Iterable[Draft], taken: Sequence[Draft]) -> list[Draft]:
    """Each count once: what another reader already counted alike is left out."""
    known = {(draft.code, draft.value) for draft in taken}
    new: dict[tuple[str | None, Value], Draft] = {}
    for draft in drafts:
        if (draft.code, draft.value) not in known:
            new.setdefault((draft.code, draft.value), draft)
    return list(new.values())


def _clash(draft: Draft, other: Draft) -> bool:
    if other.entity == "sex" or (draft.start, draft.end) == (other.start, other.end):
        return draft.entity == other.entity and draft.code == other.code
    return draft.start < other.end and other.start < draft.end


def _within(draft: Draft, others: Iterable[Draft]) -> bool:
    """A date inside an age, a laboratory value or a vital sign (`TA 18/10`) is none."""
    return any(
        draft.start < other.end and other.start < draft.end
        if other.entity == "age"
        else other.entity in {"lab", "vital"}
        and other.start <= draft.start
        and draft.end <= other.end
        for other in others
    )


def _rpps(text: str) -> Iterator[Fact]:
    """RPPS numbers; a wrong key is said."""
    for start, end, digits in rpps_candidates(text):
        valid = int(is_valid_rpps(digits))
        yield Fact(
            "rpps", digits, digits, text[start:end], start, end, Status.AFFIRMED, {"valid": valid}
        )


def read_places(text: str, places: PlaceReader) -> tuple[Fact, ...]:
    """The communes a message names, and nothing else of it."""
    return tuple(_places(text, places))


def _places(text: str, places: PlaceReader) -> Iterator[Fact]:
    """Communes named; a doubtful one carries `sure: 0` and no code is given when it must be asked."""
    for mention in places.find_in(text):
        place = mention.place
        attributes: dict[str, Value] = {"sure": int(bool(mention.sure))}
        if getattr(mention, "outside_region", False):
            attributes["outside_region"] = 1
        if place is None and mention.candidates:
            attributes["candidates"] = "; ".join(
                f"{candidate.name} ({candidate.department})" for candidate in mention.candidates
            )
        if place is not None:
            attributes["department"] = place.department
        evidence = text[mention.start : mention.end]
        yield Fact(
            "commune",
            place.name if place is not None else evidence,
            place.insee if place is not None else None,
            evidence,
            mention.start,
            mention.end,
            Status.AFFIRMED,
            attributes,
        )
