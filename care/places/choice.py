"""Which of the places a message names is the one that counts: where the person lives before where they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from care.places.distance import distance_km
from care.places.gazetteer import MARSEILLE
from care.places.model import Place, PlaceMention, PlaceReading, Role

_NAMESAKES = 2
_NEAR_KM = 25.0
_ORDER = (Role.HOME, Role.PLAIN, Role.NEAR, Role.AWAY)


def chosen(mentions: Sequence[PlaceMention]) -> PlaceReading:
    """One place is the answer; several of the same rank are asked."""
    kept = _worth_most([_told_apart(one, mentions) for one in mentions])
    by_doubt = sorted(kept, key=lambda one: one.sure)
    places = {one.place.insee: one for one in by_doubt if one.place}
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


def _told_apart(mention: PlaceMention, others: Sequence[PlaceMention]) -> PlaceMention:
    """Among namesakes, the one of the department said, or beside the town said to be near: still to confirm."""
    if (
        mention.place is not None
        or mention.area is not None
        or len(mention.candidates) < _NAMESAKES
    ):
        return mention
    for other in others:
        if other is mention or other.role is Role.NOT:
            continue
        fitting = [place for place in mention.candidates if _fits(place, other)]
        if len(fitting) == 1:
            return replace(mention, place=fitting[0], candidates=(), sure=False)
    return mention


def _fits(place: Place, other: PlaceMention) -> bool:
    if other.area is not None:
        return place.department in other.area.departments
    if other.role is Role.NEAR and other.place is not None and other.place != place:
        near = other.place
        return distance_km(place.lat, place.lon, near.lat, near.lon) <= _NEAR_KM
    return False


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
