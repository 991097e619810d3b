"""Supportive care near home, for the patient or for the relative: the regional directory."""

from __future__ import annotations

from care.clock import paris_day
from care.directory import FoundStructure, label_of, read_care_types, search
from care.french import full_date, kilometres, phone
from care.interview.case import Case
from care.interview.places import place_of
from care.interview.plans.base import first_missing
from care.interview.say import Option
from care.places import Place

_SHOWN = 3
_SEA_KM = 20


class SupportCare:
    """`find_support_care` and `find_caregiver_support`: one asks what for, the other is for the relative."""

    def __init__(self, *, audience: str) -> None:
        self._audience = audience

    def open(self, case: Case) -> None:
        codes = [kind.code for kind in read_care_types(case.turn.text)]
        if codes:
            case.put("care_type", codes)
        elif self._audience == "caregiver":
            case.put("care_type", [])

    def next_slot(self, case: Case) -> str | None:
        return first_missing(case, "care_type", "town")

    def conclude(self, case: Case) -> None:
        show_results(case, audience=self._audience)


def show_results(case: Case, *, audience: str) -> None:
    """Show the next three answers, nearest first, with what must be known before going."""
    place = place_of(case)
    if place is None:
        return
    codes = case.answer("care_type") or None
    skip = case.thread.pages * _SHOWN
    found = _search(case, place, audience=audience, limit=skip + _SHOWN)
    case.thread.offered = [f"{item.name}, {item.commune}" for item in found]
    found = found[skip:]
    case.put("shown", True)
    what = ", ".join(label_of(code) for code in codes or []) or case.text("any_support")
    if not found:
        case.say("directory_nothing", what=what, place=place.label)
        return
    lines = [f"**{number}.** {describe(item)}" for number, item in enumerate(found, start=skip + 1)]
    case.say(
        "directory_found",
        what=what,
        place=place.label,
        list="\n".join(lines),
        options={
            "directory": [
                Option("Plus loin", "more"),
                Option("Seulement le parcours après cancer", "after_cancer"),
            ]
        },
    )


def _search(case: Case, place: Place, *, audience: str, limit: int) -> list[FoundStructure]:
    return search(
        case.session,
        place=place,
        care=case.answer("care_type") or None,
        after_cancer=bool(case.answer("only_after_cancer")),
        audience=audience,
        limit=limit,
        today=paris_day(case.now),
    )


def show_one(case: Case, index: int, *, audience: str) -> None:
    """The answer picked in the list: where it is, when it opens, whom to call."""
    place = place_of(case)
    found = _search(case, place, audience=audience, limit=index + 1) if place else []
    if index >= len(found):
        return
    item = found[index]
    case.put("shown", True)
    case.say(
        "directory_picked",
        name=item.name,
        where=", ".join(part for part in (item.address, item.commune) if part),
        call=phone(item.phone) if item.phone else case.text("directory_no_phone"),
        hours=f" ({item.hours})" if item.hours else "",
        prescription=case.text("directory_prescription") if item.prescription else "",
        options={},
    )


def describe(item: FoundStructure) -> str:
    """One structure on one line: name, distance, care, cost, prescription, phone, date checked."""
    distance = kilometres(item.distance_km) if item.distance_km is not None else ""
    if item.across_sea:
        distance += " à vol d'oiseau, de l'autre côté de la mer"
    elif item.distance_km is not None and item.distance_km >= _SEA_KM:
        distance += " à vol d'oiseau"
    parts = [
        f"{item.name}, {item.commune}" + (f" — {distance}" if distance else ""),
        ", ".join(service.label for service in item.matched[:3]),
        item.cost,
        "ordonnance nécessaire" if item.prescription else "",
        "labellisée parcours après cancer" if item.labelled else "",
        phone(item.phone) if item.phone else "pas de téléphone connu",
        f"vérifié le {full_date(item.verified_on)}",
    ]
    return " · ".join(part for part in parts if part)
