"""Names that a model cannot learn one by one: places, medicines, animals … become a class word added to the text.

`Forcalquier` and `Sault` then look alike, and a medicine nobody wrote in a training sentence is still a medicine.
Stored with the model, so that serving reads no file of the project.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable

PLACE, MEDICINE = "classelieu", "classemedicament"
CANCER, NO_CANCER = (
    "classecancer",
    "sanscancer",
)  # "mon fils tousse" is for us only when cancer is there
ANIMAL, WELL = "classeanimal", "classebienportant"
SOURCES = ("data/communes/communes.csv", "data/communes/outside.csv")
_LONGEST_NAME = 6
_SHORT_NAMES = {"gap", "apt", "aix"}
_ALSO_PLACES = (
    "aix",
    "saint raph",
    "la seyne",
    "paca",
    "corse",
    "vaucluse",
    "var",
    "bouches du rhone",
    "alpes maritimes",
    "hautes alpes",
    "alpes de haute provence",
    "la timone",
    "ajacciu",
    "salon",
)
_ALSO_WORDS = {
    "les mees",
    "la tour",
    "le bar",
    "le val",
    "mons",
    "die",
    "mane",
    "tende",
    "sausses",
    "saint",
    "la garde",
    "le mas",
    "la croix",
    "le rove",
    "la motte",
    "la penne",
    "le revest",
    "lure",
    "sens",
    "creil",
    "tours",
    "vers",
    "laval",
}
_MEDICINE = re.compile(
    r"\b(?:\w{3,}(?:mab|nib|platine|taxel|rubicine|ciclib|parib|tinib|zomib|tecan|citabine|trexate|vastine|lutamide|rozole"
    r"|lidomide|poside|tuximab|limus|degib|rafenib|mustine|dronate|xifene)|5\s?fu|fol(?:fox|firi|firinox)|r chop"
    r"|xeloda|taxol|taxotere|herceptin|keytruda|opdivo|avastin|tagrisso|ibrance|lynparza|glivec|velcade|revlimid|zytiga"
    r"|xtandi|chimio\w*|immuno(?:therapie)?)\b"
)

_CANCER = re.compile(
    r"\b(?:cancer\w*|tumeur\w*|tumoral\w*|rayons|radiotherap\w*|curietherap\w*|hormonotherap\w*|onco\w*|lymphome\w*"
    r"|leucemi\w*|myelome\w*|sarcome\w*|melanome\w*|carcinome\w*|adk|adenocarcinome\w*|metasta\w*|metas?|k|neo\w*"
    r"|hodgkin\w*|glioblastome\w*|mammectomie|mastectomie|cures?|aplasie\w*)\b"
)
_ANIMAL = re.compile(
    r"\b(?:chien\w*|chiots?|chats?|chatte|chaton|lapins?|cheval|chevaux|jument|poney|perroquet|canari|hamster|furet|poules?"
    r"|tortue|veto|veterinaires?)\b"
)
_WELL = re.compile(
    r"\b(?:(?:pas|jamais|nullement)(?: \w+){0,2} malade|bonne sante|pleine forme"
    r"|se porte (?:bien|comme un charme|a merveille)"
    r"|sans (?:aucune? )?(?:cancer|maladie|pathologie\w*|antecedents?|atcd)"
    r"|(?:pas|aucune?|ni) (?:de |d )?(?:cancer|maladie|pathologie|probleme de sante|souci de sante)"
    r"|ne (?:concerne|s agit)(?: \w+){0,3} (?:aucun|patient|malade))\b"
)


@dataclass(frozen=True)
class Gazetteer:
    """Names of places, already normalised."""

    places: frozenset[str] = frozenset()

    @classmethod
    def learn(cls, root: Path, normalise: Any) -> Gazetteer:
        """Read the project's place tables. Raises OSError when one is missing."""
        names: set[str] = set()
        for source in SOURCES:
            with (root / source).open(encoding="utf-8", newline="") as stream:
                names |= {normalise(row["nom"]) for row in csv.DictReader(stream)}
        return cls(frozenset(_usable(names)))

    def classes(self, plain: str) -> list[str]:
        """The class words of a normalised text, each at most once."""
        found = [PLACE] if self._names_a_place(plain.split()) else []
        found += [MEDICINE] if _MEDICINE.search(plain) else []
        found += [ANIMAL] if _ANIMAL.search(plain) else []
        found += [WELL] if _WELL.search(plain) else []
        return [*found, CANCER if MEDICINE in found or _CANCER.search(plain) else NO_CANCER]

    def _names_a_place(self, tokens: list[str]) -> bool:
        return any(
            " ".join(tokens[start : start + length]) in self.places
            for start in range(len(tokens))
            for length in range(1, min(_LONGEST_NAME, len(tokens) - start) + 1)
        )

    def as_data(self) -> list[str]:
        return sorted(self.places)

    @classmethod
    def from_data(cls, data: list[str]) -> Gazetteer:
        return cls(frozenset(data))


def _usable(names: Iterable[str]) -> set[str]:
    """Without the names that are everyday words, plus what people really say."""
    kept = {
        name
        for name in names
        if (len(name) > 3 or name in _SHORT_NAMES) and name not in _ALSO_WORDS
    }
    return kept | set(_ALSO_PLACES)
