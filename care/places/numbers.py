"""Numbers that say where: postal codes and the districts of Marseille."""

from __future__ import annotations

import re
from collections.abc import Sequence

from care.places.gazetteer import MARSEILLE, Gazetteer
from care.places.model import Finding, Hint
from care.places.spelling import Token

_ORDINAL = re.compile(r"(\d{1,2})(?:er|ere|e|eme|em|ieme|nd|nde|me)")
_WORDS = [
    "premier",
    "deuxieme",
    "troisieme",
    "quatrieme",
    "cinquieme",
    "sixieme",
    "septieme",
    "huitieme",
    "neuvieme",
    "dixieme",
    "onzieme",
    "douzieme",
    "treizieme",
    "quatorzieme",
    "quinzieme",
    "seizieme",
]
_ORDINAL_WORDS = {word: number for number, word in enumerate(_WORDS, start=1)} | {"second": 2}
_ROMAN = [
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
]
_ORDINAL_WORDS |= {f"{roman}e": number for number, roman in enumerate(_ROMAN, start=1)}
_DISTRICT_WORDS = frozenset(
    {"arrondissement", "arrondissements", "arr", "ardt", "arrdt", "arrond", "arrondissment"}
)
_CITY_WORDS = frozenset({"marseille", "marseilles"})
_ENDINGS = frozenset({"e", "eme", "er", "ieme", "em"})
_LINKS = frozenset({"dans", "le", "a", "de", "du", "d", "l", "au"})
_LAST_DISTRICT = 16
_CHOICES = 3  # « le 2e » may also pick the second of three choices: echo it
_PARIS_LAST = 20
REGION_PREFIXES = frozenset({"04", "05", "06", "13", "20", "83", "84"})
_MONACO = "98000"


def postal_code(tokens: Sequence[Token]) -> str | None:
    """`13120`, or `13 120` and `13 1 20` never: only the two-plus-three split people write."""
    words = [token.text for token in tokens]
    if len(words) == 1 and len(words[0]) == 5 and words[0].isdigit():
        return words[0]
    if len(words) == 2 and words[0].isdigit() and words[1].isdigit():
        pair = words[0] + words[1]
        return pair if (len(words[0]), len(words[1])) == (2, 3) else None
    return None


def is_elsewhere(code: str) -> bool:
    """A code of a department outside the region (or of Monaco)."""
    if code[:2] in REGION_PREFIXES or code[:2] in ("00", "99"):
        return False
    return code == _MONACO or code[:2] not in ("96", "98")


def places_of_code(gazetteer: Gazetteer, code: str) -> Finding:
    """One commune is sure; several share the code: ask. Another department's code is outside."""
    found = gazetteer.at_postal_code(code)
    if len(found) == 1:
        return Finding(found[0], sure=True)
    if found:
        return Finding(others=tuple(found[:10]))
    return Finding(outside=is_elsewhere(code))


def district(gazetteer: Gazetteer, tokens: Sequence[Token]) -> Finding:
    """`13e`, `marseille 13`, `le 13eme arrondissement de Marseille`. A bare `13` is the department."""
    words = [token.text for token in tokens if token.text not in _LINKS]
    if any(word.isdigit() for word in words):  # `13 ème`
        words = [word for word in words if word not in _ENDINGS]
    city = [word for word in words if word in _CITY_WORDS]
    label = [word for word in words if word in _DISTRICT_WORDS]
    rest = [word for word in words if word not in _CITY_WORDS and word not in _DISTRICT_WORDS]
    if len(rest) != 1 or len(city) > 1 or len(label) > 1:
        return Finding()
    number = _number(rest[0], announced=bool(city or label))
    if number is None:
        return Finding()
    place = gazetteer.district(number)
    if place is not None and 1 <= number <= _LAST_DISTRICT:
        return Finding(place, sure=bool(city or label) or number > _CHOICES)
    if city and MARSEILLE in gazetteer.places:
        return Finding(gazetteer.places[MARSEILLE], sure=False)
    return Finding(outside=_LAST_DISTRICT < number <= _PARIS_LAST and not city)


def may_open_district(token: Token) -> bool:
    """Whether a group of words that names a district can start here: `Marseille`, `13e`, `treizième`."""
    return token.text[0].isdigit() or token.text in _CITY_WORDS or token.text in _ORDINAL_WORDS


def says_number(token: Token) -> bool:
    """Whether a word can be the number of a district."""
    return token.text[0].isdigit() or token.text in _ORDINAL_WORDS


def district_number(token: Token) -> int | None:
    """`13e`, `treizième`: the number of a district, of those Marseille has."""
    number = _number(token.text, announced=True) if not token.text.isdigit() else None
    return number if number is not None and 1 <= number <= _LAST_DISTRICT else None


def _number(word: str, *, announced: bool) -> int | None:
    ordinal = _ORDINAL.fullmatch(word)
    if ordinal:
        return int(ordinal.group(1))
    if announced and word in _ORDINAL_WORDS:
        return _ORDINAL_WORDS[word]
    if announced and word.isdigit() and len(word) <= 2:
        return int(word)
    return None


def only_numbers(tokens: Sequence[Token]) -> bool:
    """What may follow the name of a city elsewhere: `3e`, `13 eme arrondissement`, `69`."""
    return all(
        token.text.isdigit()
        or _ORDINAL.fullmatch(token.text)
        or token.text in _DISTRICT_WORDS | _ENDINGS | _LINKS
        for token in tokens
    )


def hint_of(gazetteer: Gazetteer, tokens: Sequence[Token]) -> Hint | None:
    """The department or area that trailing words name: `13`, `dans le Var`, `en Corse`, `(2B)`."""
    words = [token.text for token in tokens]
    while words and words[0] in (
        "dans",
        "le",
        "la",
        "les",
        "en",
        "du",
        "de",
        "l",
        "d",
        "departement",
        "dep",
        "dpt",
    ):
        words = words[1:]
    key = " ".join(words)
    area = gazetteer.areas.get(key)
    if area is not None:
        return Hint(frozenset(area.departments))
    if key and key in gazetteer.outside_departments:
        return Hint(outside=True)
    return None
