"""Which of the options just shown a person means: « le premier », « celui de jeudi », « 2 », « aucun ».

Closed and strict: a text that fits two options, or none clearly, is no choice. Nothing is booked on a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from care.understanding.normalise import normalise

NONE_OF_THEM = -1
_ORDINALS = {
    r"1 ?ere?|premiere?s?|prems|tout premier": 0,
    r"2 ?e(me)?|2nde?|deuxieme|seconde?": 1,
    r"3 ?e(me)?|troisieme": 2,
    r"4 ?e(me)?|quatrieme": 3,
    r"5 ?e(me)?|cinquieme": 4,
    r"6 ?e(me)?|sixieme": 5,
}
_CARDINALS = ("un|une", "deux", "trois", "quatre", "cinq", "six")
_LEAD = (
    r"(?:oui |ok |alors |donc |euh |bon |pour |va pour |plutot |disons "
    r"|je (?:prends?|veux|choisis|prefere|voudrais|prendrai) )*"
)
_CALLED = r"(?:le |la |l |les |numero |option |choix |creneau |reponse |no |n |ce |celui |celle |tape |touche )*"
_TAIL = r"(?: (?:svp|s il vous plait|merci|oui|creneau|proposition|option|rdv|rendez vous|me va|c est bien|parfait|ca ira|ca va|dispo))*"
_NONE = re.compile(
    r"\b(aucun|aucune|ni l un ni l autre|pas (?:un|une) seule?|rien de tout ca|rien ne (?:va|convient)"
    r"|(?:ne )?(?:me )?(?:va|vont|convien\w*) pas|autres? (?:creneaux?|dates?|jours?|choix|horaires?|propositions?)"
    r"|un autre|une autre|d autres)\b"
)
_REFUSES = re.compile(r"\b(pas|sauf|surtout pas|impossible|peux pas|ni)\b")
_LAST = re.compile(rf"{_LEAD}{_CALLED}(?:dernier|derniere){_TAIL}")
_SMALL_WORDS = frozenset(
    [
        "le",
        "la",
        "l",
        "les",
        "de",
        "du",
        "des",
        "a",
        "au",
        "aux",
        "celui",
        "celle",
        "ceux",
        "cela",
        "ca",
        "c",
        "est",
        "en",
        "dans",
        "je",
        "prends",
        "prend",
        "veux",
        "voudrais",
        "choisis",
        "prefere",
        "plutot",
        "pour",
        "sur",
        "et",
        "ou",
        "oui",
        "ok",
        "d",
        "accord",
        "svp",
        "merci",
        "va",
        "bien",
        "un",
        "une",
        "creneau",
        "rdv",
        "rendez",
        "vous",
        "heure",
        "heures",
        "h",
        "km",
        "moins",
        "serait",
        "sera",
        "parfait",
        "me",
        "j",
    ]
)


def read_choice(text: str, options: Sequence[str]) -> int | None:
    """Return the index of the option meant, NONE_OF_THEM for a refusal of all, None when it is not clear."""
    words = " ".join(re.sub(r"[^a-z0-9 ]+", " ", normalise(text)).split())
    if not words:
        return None
    if _NONE.search(words):
        return NONE_OF_THEM
    if _REFUSES.search(words):
        return None
    place = _by_place(words, len(options))
    return place if place is not None else _by_words(words, options)


def _by_place(words: str, count: int) -> int | None:
    if count and _LAST.fullmatch(words):
        return count - 1
    for pattern, index in _ORDINALS.items():
        if index < count and re.fullmatch(rf"{_LEAD}{_CALLED}(?:{pattern}){_TAIL}", words):
            return index
    spoken = re.fullmatch(rf"{_LEAD}{_CALLED}(?P<number>\d|{'|'.join(_CARDINALS)}){_TAIL}", words)
    if spoken is None:
        return None
    said = spoken["number"]
    index = int(said) - 1 if said.isdigit() else _cardinal(said)
    return index if 0 <= index < count else None


def _cardinal(said: str) -> int:
    return next(place for place, names in enumerate(_CARDINALS) if said in names.split("|"))


def _by_words(words: str, options: Sequence[str]) -> int | None:
    """The one option that holds every telling word: « jeudi », « le 26 », « à 14 h », « Aix »."""
    told = [word for word in _telling(words) if word not in _SMALL_WORDS]
    if not told:
        return None
    fitting = [
        index
        for index, option in enumerate(options)
        if set(told) <= set(_telling(normalise(option)))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _telling(words: str) -> list[str]:
    """Words and whole numbers; `14h30` and `14 h 30` are the same two numbers, `jeu.` is `jeudi`."""
    split = re.sub(r"(\d)\s*h\s*(\d)", r"\1 \2", re.sub(r"(\d)h\b", r"\1", words))
    found = re.findall(r"[a-z]+|\d+", split)
    return [_DAYS.get(word, word) for word in found]


_DAYS = {
    "lun": "lundi", "mar": "mardi", "mer": "mercredi", "jeu": "jeudi", "ven": "vendredi", "sam": "samedi",
    "janv": "janvier", "fevr": "fevrier", "avr": "avril", "juil": "juillet", "sept": "septembre",
    "oct": "octobre", "nov": "novembre", "dec": "decembre",
}  # fmt: skip
