"""May somebody enter the after-cancer pathway, until when, and what it gives them.

Never a refusal by guess: what the dates do not settle is `unknown`, and a person looks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from care.french import enumerate_words, full_date, month_of
from care.pathway.dates import add_months, days_left, possible_days
from care.pathway.rules import PathwayRules, PathwayVersion

Status = Literal["open", "closed", "ongoing", "paediatric", "unknown"]
Window = Literal["open", "closed", "unknown"]
Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Entry:
    """The answer, ready to be said. `last_day` is inclusive: that day still counts.

    `last_day_text` is as precise as the date given: a day, or a month. `window` is the one-year rule
    alone, which a paediatric answer has too. `missing` names what to ask: `treatment_end`,
    `treatment_end_day` (a month was not enough), `prescription`.
    """

    status: Status
    window: Window
    last_day: date | None
    last_day_text: str
    days_left: int | None
    prescription_needed: bool | None
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    paid: tuple[str, ...]
    prescribers: str
    long_term_illness: str
    version: str


def assess_entry(
    *,
    treatment_end: date | None,
    precision: str,
    today: date,
    prescription: bool | None,
    treatment_ongoing: bool,
    age: int | None,
    rules: PathwayRules,
) -> Entry:
    """Apply the rules in force today. `treatment_ongoing` means an active treatment, hormones aside."""
    version = rules.on(today)
    if version is None:
        return _without_rules()
    window, last_day, reason = _window(treatment_end, precision, today, version)
    status, reasons = _status(window, treatment_end, today, age, version, ongoing=treatment_ongoing)
    coming = status == "ongoing"
    return Entry(
        status=status,
        window="unknown" if coming else window,
        last_day=None if coming else last_day,
        last_day_text="" if coming else _last_day_text(last_day, precision),
        days_left=days_left(last_day, today) if last_day and window == "open" else None,
        prescription_needed=None if prescription is None else not prescription,
        reasons=(*reasons, *([] if coming else [reason])),
        missing=() if coming else _missing(window, treatment_end, prescription),
        paid=what_is_paid(version),
        prescribers=enumerate_words(version.prescribers, last="ou"),
        long_term_illness=version.long_term_illness,
        version=version.id,
    )


def what_is_paid(version: PathwayVersion) -> tuple[str, ...]:
    """Each line says what, and how much is paid for the person, who advances nothing."""
    lines = [f"un {each.what} ({euros(each.euros)})" for each in version.assessments]
    follow = version.follow_up
    lines.append(f"jusqu'à {follow.most} {follow.what} ({euros(follow.euros)} chacune)")
    lines.append(f"{euros(version.yearly_ceiling_euros)} au plus par personne et par an")
    return tuple(lines)


def counts_as_active(treatment: str, rules: PathwayRules) -> bool | None:
    """Whether a treatment in progress keeps the pathway closed; None when the texts do not say.

    Hormone therapy alone does not count: the source and its doubt are in the data file.
    """
    plain = _plain(treatment)
    for known in rules.active_treatments:
        if re.search(rf"\b{re.escape(known.word)}", plain):
            return known.counts
    return None


def euros(amount: object) -> str:
    """`45 €`, `22,50 €`."""
    text = f"{amount:.2f}"
    return f"{text.removesuffix('.00').replace('.', ',')} €"


def _window(
    end: date | None, precision: str, today: date, version: PathwayVersion
) -> tuple[Window, date | None, str]:
    """With a month or a year only, the first and last possible days must agree, else it is unknown."""
    if end is None:
        return "unknown", None, "La date de fin du traitement n'est pas connue."
    first, last = possible_days(end, precision)
    sure_until = add_months(first, version.months_after_treatment)
    last_day = _end_of_rule(last, precision, version)
    said = _last_day_text(last_day, precision)
    if today <= sure_until:
        return "open", last_day, f"Dans l'année qui suit la fin du traitement, jusqu'à {said}."
    if today > last_day:
        return "closed", last_day, f"L'année qui suit la fin du traitement s'est achevée : {said}."
    return "unknown", last_day, "Le jour exact de fin du traitement décide : il manque."


def _end_of_rule(last: date, precision: str, version: PathwayVersion) -> date:
    end = add_months(last, version.months_after_treatment)
    return end if precision == "day" else possible_days(end, "month")[1]


def _status(
    window: Window,
    end: date | None,
    today: date,
    age: int | None,
    version: PathwayVersion,
    *,
    ongoing: bool,
) -> tuple[Status, list[str]]:
    if ongoing or (end is not None and end > today):
        return "ongoing", ["Le parcours s'ouvre à la fin du traitement actif."]
    if age is not None and age < version.paediatric_under_age:
        return "paediatric", ["Avant 18 ans, l'équipe d'oncologie pédiatrique ouvre le parcours."]
    return window, []


def _missing(window: Window, end: date | None, prescription: bool | None) -> tuple[str, ...]:
    missing = []
    if end is None:
        missing.append("treatment_end")
    elif window == "unknown":
        missing.append("treatment_end_day")
    if prescription is None and window != "closed":
        missing.append("prescription")
    return tuple(missing)


def _last_day_text(last_day: date | None, precision: str) -> str:
    if last_day is None:
        return ""
    return full_date(last_day) if precision == "day" else month_of(last_day)


def _without_rules() -> Entry:
    reason = "Aucune règle enregistrée ne couvre cette date : l'équipe doit la vérifier."
    return Entry("unknown", "unknown", None, "", None, None, (reason,), (), (), "", "", "")


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", " ", plain)
