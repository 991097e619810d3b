"""One reading of the letters, for training and for serving: case, accents, apostrophes and spacing never matter.

Numbers become shapes (`38°4`, `38,4` and `39` are all a temperature) so that the classifier learns
"a body temperature was given" and not one particular value. Nothing here is used to extract a fact.
"""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 1_000

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "`": "'", "´": "'"})
_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:\d[ .]?){10}\d\b"), " nombrerpps "),
    (re.compile(r"(?:\+33|\b0)(?:[ .-]?\d){9}\b"), " nombretelephone "),
    (re.compile(r"\b[a-z]{2}-?[a-z0-9]{4}-?\d\b(?=.*)(?<=\d)"), " nombrereference "),
    (
        re.compile(r"\b(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])(?:[/.-](?:20)?\d\d)?\b"),
        " nombredate ",
    ),
    (re.compile(r"\b(?:3[5-9]|4[0-2])\s*(?:[.,°']\s*\d{1,2}|°\s*c?\b)"), " nombretemperature "),
    (re.compile(r"\bj\s*\+?\s*\d{1,3}\b"), " nombrejour "),
    (re.compile(r"\bc\d{1,2}\b"), " nombrecure "),
    (re.compile(r"\b\d{1,2}\s*h(?:eures?)?\s*\d{0,2}\b"), " nombreheure "),
    (re.compile(r"\b(?:0[4-6]|13|20|83|84|98)\d{3}\b"), " nombrepostal "),
    (re.compile(r"\b(?:19|20)\d\d\b"), " nombreannee "),
    (re.compile(r"\d+(?:[.,]\d+)?"), " nombre "),
)
_REST = re.compile(r"[^a-z0-9?]+")
_STRETCHED = re.compile(r"(.)\1{2,}")


def normalise(text: str) -> str:
    """Lower case, no accents, one space between words, numbers as shapes; only `?` is kept of the punctuation."""
    folded = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).lower().translate(_LIGATURES)
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", folded)
        if not unicodedata.combining(letter)
    )
    plain = _STRETCHED.sub(r"\1\1", plain) if not any(c.isdigit() for c in plain) else plain
    for pattern, shape in _SHAPES:
        plain = pattern.sub(shape, plain)
    return " ".join(_REST.sub(" ", plain.replace("?", " ? ")).split())


def words(text: str) -> list[str]:
    """The words of a normalised text, without the question mark and without the number shapes."""
    return [word for word in text.split() if word != "?" and not word.startswith("nombre")]
