"""The place a purpose needs: settled when sure, kept in doubt until the caller says so."""

from __future__ import annotations

from care.interview.case import Case
from care.places import Place, PlaceReading

_SHOWN = 4
_BESIDES = 2  # other readings, shown under the likeliest


def take_place(case: Case, reading: PlaceReading) -> bool:
    """Use a reading of a place: settle it, keep it for a yes, offer choices, or say it is elsewhere."""
    if reading.outside_region:
        forget_doubt(case)
        case.say("town_outside_region")
        return True
    if reading.place and reading.sure:
        forget_doubt(case)
        settle(case, reading.place)
        return True
    if reading.place:
        forget_doubt(case)
        case.put("town_pending", reading.place.insee)
        case.put("town_suggestions", [place.insee for place in reading.suggestions[:_BESIDES]])
        return True
    if len(reading.suggestions) == 1 and reading.area is None:
        forget_doubt(case)
        case.put("town_pending", reading.suggestions[0].insee)
        return True
    if reading.suggestions:
        forget_doubt(case)
        case.put("town_suggestions", [place.insee for place in reading.suggestions[:_SHOWN]])
        return True
    return False


def settle(case: Case, place: Place) -> None:
    case.put("town", place.insee)
    if case.request is not None:
        case.request.commune_insee = place.insee


def place_of(case: Case) -> Place | None:
    """Return the town settled for this purpose, or None."""
    insee = case.answer("town")
    return case.tools.places.by_insee(insee) if insee else None


def forget_doubt(case: Case) -> None:
    case.put("town_pending", None)
    case.put("town_suggestions", None)
