"""Which of the places a message names is the one that counts: where the person lives before where they are seen."""

from __future__ import annotations

from collections.abc import Sequence

from care.places.gazetteer import MARSEILLE
from care.places.model import PlaceMention, PlaceReading, Role

_ORDER = (Role.HOME, Role.PLAIN, Role.NEAR, Role.AWAY)


def chosen(mentions: Sequence[PlaceMention]) -> PlaceReading:
    """One place is the answer; several of the same rank are asked."""
    kept = _worth_most(mentions)
    places = {one.place.insee: one for one in kept if one.place}
    if len(places) == 1 and not any(one.candidates and not one.place for one in kept):
        return PlaceReading.of(next(iter(places.values())))
    if len(kept) == 1:
        return PlaceReading.of(kept[0])
    named = [one.place for one in places.values() if one.place]
    offered = {
        place.insee: place
        for place in (*named, *(other for one in kept for other in one.candidates))
    }
    if offered and kept:
        return PlaceReading(suggestions=tuple(offered.values()), evidence=kept[0].evidence)
    outside = [one for one in kept if one.outside_region]
    return PlaceReading.of(outside[0]) if outside else PlaceReading()


def _worth_most(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Without what is denied, the department beside a town, and Marseille beside its district."""
    named = {one.place.insee for one in mentions if one.place}
    kept = [
        one
        for one in mentions
        if one.role is not Role.NOT
        and (one.place or not named & {place.insee for place in one.candidates})
    ]
    if any(one.area is None for one in kept):
        kept = [one for one in kept if one.area is None]
    if any(one.place is not None and one.place.kind == "ARM" for one in kept):
        kept = [one for one in kept if one.place is None or one.place.insee != MARSEILLE]
    for role in _ORDER:
        same = [one for one in kept if one.role is role]
        if same:
            inside = [one for one in same if not one.outside_region]
            return inside or same
    return kept
