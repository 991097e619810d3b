"""How a name sounds in French, roughly: `manosk` and `Manosque`, `obagne` and `Aubagne` meet.

Not a phonetic alphabet: capitals stand for the sounds that one letter cannot write, digits for nasal vowels.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SHORT = 3  # « Fos », « Apt », « Gap »: the last letter of a short name is heard
_MUTE = "'"  # where an e is written and not heard
_MUTE_PLURAL = re.compile(r"(?<=[^s])s$|(?<=[ue])x$")
_MUTE_E = re.compile(r"(?<=[^aeo])e$")
_MUTE_END = re.compile(r"(?<=[^e'])[tdpg]$")
_ANY_E = re.compile(r"[eE9']")
_TWICE = re.compile(r"(.)\1+")
_LAST_S = re.compile(r"(?<=[aeiou])s$")
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^h|(?<=[rtdlnbgkq])h", ""),
        (r"ph", "f"),
        (r"sch|sh", "S"),
        (r"ch(?=[lr])", "k"),
        (r"ch", "S"),
        (r"(?:et|er|ez|ed|ee)$", "E"),
        (r"gni(?=[aeou])|gn|ni(?=[aeou])|ny(?=[aeou]|$)", "N"),
        (r"(?<=[aeou])ll?ie?(?=[aou])", "Y"),
        (
            r"(?<=[aeou])ill?'?$|(?<=[aeou])ill(?=[aeiou])|(?<=[aeou])y'?$|(?<=[aeou])y(?=[aeou])",
            "Y",
        ),
        (r"(?<=[^v])ill(?=[aeiou'])", "iY"),
        (r"gu(?=[eiyE'])", "g"),
        (r"ge(?=[ao])|g(?=[eiyE'])", "j"),
        (r"(?:s?c|cc)(?=[eiyE'])|ti(?=on$)", "s"),
        (r"qu?|cc?k?|k", "k"),
        (r"x$", "s"),
        (r"x", "ks"),
        (r"eau|au", "o"),
        (r"(?:ain|ein|aim|in|im|yn|ym|un|um)(?![aeiouyYEU9nm'])", "1"),
        (r"(?:an|am|en|em)(?![aeiouyYEU9nm'])", "2"),
        (r"(?:on|om)(?![aeiouyYEU9nm'])", "3"),
        (r"oi|oy", "wa"),
        (r"ou", "U"),
        (r"oe?u|eu", "9"),
        (r"ai|ei|ey|ay|ae", "e"),
        (r"y", "i"),
        (r"h", ""),
        (r"z|ss", "s"),
        (r"w", "v"),
        (r"'", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=16384)
def sound_of(key: str) -> str:
    """The sound of a key, words run together: people do not hear where they are cut."""
    return "".join(map(_word, key.split()))


def rough_of(sound: str) -> str:
    """What is left of a sound once every e is dropped: « rokbiyère » and « Roquebillière » meet."""
    kept = _ANY_E.sub("", sound).replace("Y", "i").replace("N", "ni")
    return _TWICE.sub(r"\1", kept)


def _word(word: str) -> str:
    if len(word) > _SHORT:
        word = _MUTE_E.sub(_MUTE, _MUTE_PLURAL.sub("", word))
        word = _MUTE_END.sub("", word)
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return _LAST_S.sub("", word)
