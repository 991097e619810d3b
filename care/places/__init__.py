"""Places: what people write to say where they are, read as a commune of the region, or not at all."""

from __future__ import annotations

from care.places.distance import distance_km
from care.places.index import PlaceIndex, load_places
from care.places.model import Area, Place, PlaceMention, PlaceReading

__all__ = [
    "Area",
    "Place",
    "PlaceIndex",
    "PlaceMention",
    "PlaceReading",
    "distance_km",
    "load_places",
]
