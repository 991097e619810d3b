"""Our sentences as they are heard: no markup nor pictures, short, numbers and references that can be followed."""

from __future__ import annotations

import re
import unicodedata

from bot.channels.writing import plain

SPOKEN_CHARACTERS = 700
_REFERENCE = re.compile(r"\b(ON|AC|DR)-(\w{4})-(\w)\b")
_PHONE = re.compile(r"\b0\d(?:[ .]?\d\d){4}\b")
_LINK = re.compile(r"(?:https?://|/(?=\w+/))\S+")
_DAYS = dict(
    zip(
        ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        strict=True,
    )
)
_MONTHS = {
    "janv": "janvier",
    "févr": "février",
    "avr": "avril",
    "juil": "juillet",
    "sept": "septembre",
    "oct": "octobre",
    "nov": "novembre",
    "déc": "décembre",
}
_SHORT = {**_DAYS, **_MONTHS, "tél": "téléphone", "env": "environ"}
_ABBREVIATION = re.compile(rf"\b({'|'.join(_SHORT)})\.(?=\s|$|,)", re.IGNORECASE)
_SWAPS = (
    (re.compile(r"(\d+)\s?h\s?(\d\d)\b"), r"\1 heures \2"),
    (re.compile(r"\b1\s?h\b"), "1 heure"),
    (re.compile(r"(\d+)\s?h\b"), r"\1 heures"),
    (re.compile(r"\b1 heures\b"), "1 heure"),
    (re.compile(r"\s?°\s?C\b"), " degrés"),
    (re.compile(r"\bmoins d'1\s?km\b"), "moins d'un kilomètre"),
    (re.compile(r"\b1\s?km\b"), "1 kilomètre"),
    (re.compile(r"(\d)\s?km\b"), r"\1 kilomètres"),
    (re.compile(r"…"), "."),
    (re.compile(r"(\d)\s?mm\b"), r"\1 millimètres"),
    (re.compile(r"(\d)\s?%"), r"\1 pour cent"),
    (re.compile(r"\s*(?:≥|>=)\s*"), " au moins "),
    (re.compile(r"\s*(?:≤|<=)\s*"), " au plus "),
    (re.compile(r"\s*<\s*"), " inférieur à "),
    (re.compile(r"\s*>\s*"), " supérieur à "),
    (re.compile(r"\bn°\s*"), "numéro "),
    (re.compile(r"\bDr\b"), "docteur"),
    (re.compile(r"\bCH\b"), "centre hospitalier"),
    (re.compile(r"\bCHU\b"), "C H U"),
    (re.compile(r"\bSpO[₂2]\b"), "saturation"),
    (re.compile(r"\bPAS\b"), "pression systolique"),
    (re.compile(r"\s[—–]\s"), ", "),
    (re.compile(r"\s?·\s?"), ", "),
    (re.compile(r"[«»\"_`|#]"), ""),
)
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=\S)")


def spoken(text: str) -> str:
    """One paragraph a voice can read."""
    said = _LINK.sub("", plain(text)).replace("\u00a0", " ").replace("\u202f", " ")
    said = _REFERENCE.sub(lambda match: spelled(match[0]), said)
    said = _PHONE.sub(lambda match: _in_pairs(match[0]), said)
    said = _ABBREVIATION.sub(lambda match: _SHORT[match[1].lower()], said)
    for pattern, words in _SWAPS:
        said = pattern.sub(words, said)
    lines = [_readable(line) for line in said.splitlines()]
    return " ".join(line for line in lines if line)


def spelled(reference: str) -> str:
    """`O N, 7 K 3 F, 2`."""
    return ", ".join(" ".join(group) for group in reference.split("-"))


def _in_pairs(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return ", ".join(digits[at : at + 2] for at in range(0, len(digits), 2))


def _readable(line: str) -> str:
    kept = "".join(char for char in line if unicodedata.category(char) not in _SILENT)
    squeezed = re.sub(r"\s+([.,])", r"\1", re.sub(r"\s{2,}", " ", kept)).strip(" -*•")
    return squeezed if not squeezed or squeezed[-1] in ".!?:;,)" else f"{squeezed}."


# Pictograms and what only positions them.
_SILENT = frozenset({"So", "Sk", "Cf", "Cs", "Co", "Mn"})


def shortened(text: str, limit: int = SPOKEN_CHARACTERS) -> str:
    """The first sentences and the last one: what it is about, and what is asked or what to do if it worsens."""
    if len(text) <= limit:
        return text
    sentences = _SENTENCE.split(text)
    last = sentences[-1]
    kept: list[str] = []
    for sentence in sentences[:-1]:
        if sum(map(len, kept)) + len(kept) + len(sentence) + len(last) > limit:
            break
        kept.append(sentence)
    return " ".join([*kept, last])[:limit] if kept else text[:limit].rsplit(" ", 1)[0]
