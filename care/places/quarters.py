"""Quarters said beside their city: « le Panier, à Marseille », « Marseille, quartier de la Rose »."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from care.places import content
from care.places.model import Place
from care.places.spelling import key_of

_BEFORE_CITY = ("", "a", "de", "sur")
_AFTER_CITY = ("", "quartier", "quartier de", "dans le quartier de", "a", "vers", "secteur")
_CONTRACTED = {"le": ("au", "du", "quartier du"), "les": ("aux", "des", "quartier des")}


def quarters(places: Mapping[str, Place]) -> dict[str, tuple[Place, ...]]:
    """Every way of writing a quarter and its city together; a quarter over two districts leads to both."""
    found: dict[str, list[Place]] = defaultdict(list)
    for city, districts in content.quarters().beside.items():
        for insee, names in districts.items():
            place = places.get(insee)
            if place is None:
                continue
            for key in {key for name in names for key in _written(key_of(name), city)}:
                found[key].append(place)
    return {key: tuple(known) for key, known in found.items()}


def _written(name: str, city: str) -> Iterator[str]:
    article, _, rest = name.partition(" ")
    articled = article in ("l", "le", "la", "les") and bool(rest)
    for form in (name, rest) if articled else (name,):
        for link in _BEFORE_CITY:
            yield " ".join(filter(None, (form, link, city)))
        for link in _AFTER_CITY:
            yield " ".join(filter(None, (city, link, form)))
    for link in _CONTRACTED.get(article, ()) if articled else ():
        yield f"{city} {link} {rest}"
