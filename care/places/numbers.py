"""Numbers that say where: postal codes and the districts of Marseille."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from care.places.gazetteer import MARSEILLE, Gazetteer
from care.places.model import Finding, Hint
from care.places.spelling import Token
from care.understanding.numbers import UNITS

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
_CITY_STARTS = ("mars", "marz", "mrs", "mase")
_CITY_LETTERS, _CITY_SLIPS = 6, 3
_CITY_SHORT = frozenset({"mars", "mrs", "mrsl"})  # « Mars 4e », never « le 4 mars »
_ENDINGS = frozenset({"e", "eme", "er", "ieme", "em"})
_LINKS = frozenset({"dans", "le", "a", "de", "du", "d", "l", "au"})
_LAST_DISTRICT = 16
_CHOICES = 3  # « le 2e » may also pick the second of three choices: echo it
_PARIS_LAST = 20
REGION_PREFIXES = frozenset({"04", "05", "06", "13", "20", "83", "84"})
_BEFORE_AREA = frozenset(
    [
        "dans",
        "dan",
        "ds",
        "le",
        "la",
        "les",
        "en",
        "du",
        "de",
        "l",
        "d",
        "au",
        "aux",
        "departement",
        "dep",
        "dpt",
    ]
)
_HINT_LEADS = frozenset({"dans", "dan", "ds", "departement", "dep", "dpt"})
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
    city = [word for word in words if is_city(word)]
    if len(words) == 2 and words[0] in _CITY_SHORT and _ORDINAL.fullmatch(words[1]):
        city = words[:1]
    label = [word for word in words if word in _DISTRICT_WORDS]
    rest = [word for word in words if word not in city and word not in _DISTRICT_WORDS]
    if len(rest) != 1 or len(city) > 1 or len(label) > 1:
        return Finding()
    number = _number(rest[0], announced=bool(city or label))
    if number is None and city:
        number = UNITS.get(rest[0]) or None
    if number is None:
        return Finding()
    place = gazetteer.district(number)
    if place is not None and 1 <= number <= _LAST_DISTRICT:
        sure = bool(city or label) or number > _CHOICES
        plain = bool(label) or not city or city[0] in _CITY_WORDS
        return Finding(place, sure=sure and plain and not _may_be_a_day(tokens, rest[0]))
    if city and MARSEILLE in gazetteer.places:
        return Finding(gazetteer.places[MARSEILLE], sure=False)
    return Finding(outside=_LAST_DISTRICT < number <= _PARIS_LAST and not city)


@lru_cache(maxsize=4096)
def is_city(word: str) -> bool:
    """`marseille`, and how it is misspelled: `marseye`, `marselle`."""
    if word in _CITY_WORDS:
        return True
    if len(word) < _CITY_LETTERS or not word.startswith(_CITY_STARTS):
        return False
    return bool(OSA.distance(word, "marseille") <= _CITY_SLIPS)


def _may_be_a_day(tokens: Sequence[Token], number: str) -> bool:
    """« le 15 à Marseille » may be a day of the month; « dans le 15 », « Marseille 15 », « le 15e » are not."""
    words = [token.text for token in tokens]
    bare = number.isdigit() or number in UNITS
    return bare and not is_city(words[0]) and "dans" not in words


def may_open_district(token: Token) -> bool:
    """Whether a group of words that names a district can start here: `Marseille`, `13e`, `treizième`."""
    return says_number(token) or is_city(token.text) or token.text in _CITY_SHORT


def says_number(token: Token) -> bool:
    """Whether a word can be the number of a district."""
    return (
        token.text[0].isdigit() or token.text in UNITS or bool(_number(token.text, announced=True))
    )


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
    if announced and len(word) >= _CITY_LETTERS:
        return _misspelled_ordinal(word)
    if announced and word.isdigit() and len(word) <= 2:
        return int(word)
    return None


@lru_cache(maxsize=4096)
def _misspelled_ordinal(word: str) -> int | None:
    """`dizieme`, `quinzime`: one slip from one ordinal only."""
    near = [
        number for ordinal, number in _ORDINAL_WORDS.items() if OSA.distance(word, ordinal) <= 1
    ]
    return near[0] if len(near) == 1 else None


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
    while words and words[0] in _BEFORE_AREA:
        words = words[1:]
    if words and words[0].isdigit() and tokens[0].text in ("au", "aux"):
        return None
    key = " ".join(words)
    area = gazetteer.areas.get(key)
    if area is not None:
        return Hint(frozenset(area.departments))
    if key in gazetteer.landscapes and len(words) < len(tokens):
        return Hint(gazetteer.landscapes[key])
    if key and key in gazetteer.outside_departments:
        elsewhere = gazetteer.outside_departments[key]
        led = tokens[0].text in _HINT_LEADS if key.isdigit() else len(words) < len(tokens)
        return Hint(outside=True, elsewhere=elsewhere, bare=not led)
    return None
