"""Great-circle distances. They are straight lines: say « à vol d'oiseau » in the Alps and across the sea."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

_EARTH_RADIUS_KM = 6371.0088
_CORSICA = ("2A", "2B")


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres along the great circle between two WGS84 points (haversine, mean radius)."""
    phi1, phi2 = radians(lat1), radians(lat2)
    half = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def in_corsica(lat: float, lon: float) -> bool:
    """A box around the island; no commune of the continent falls in it."""
    return 41.2 <= lat <= 43.1 and 8.4 <= lon <= 9.7


def is_corsican(code: str) -> bool:
    """From an INSEE or department code."""
    return code[:2] in _CORSICA
