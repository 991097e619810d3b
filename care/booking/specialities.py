"""Which consultation answers which cancer site: data, read tolerantly."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from care.content import DATA, Provenance, Strict, load_content

GENERAL = "general"
KINDS = ("oncology", "after_cancer")


class Speciality(Strict):
    code: str
    label: str
    words: tuple[str, ...]
    exclusive: bool = False


class Specialities(Strict):
    meta: Provenance
    specialities: tuple[Speciality, ...]
    kinds: dict[str, str]


@lru_cache(maxsize=1)
def load_specialities() -> Specialities:
    return load_content(DATA / "booking" / "specialities.yml", Specialities)


def read_speciality(text: str | None) -> str | None:
    """The code for a code, a label or a cancer site (`poumon`, `Côlon`, `thoracic`); None when unknown."""
    return _by_word().get(_squeeze(text)) if text else None


def exclusive_specialities() -> frozenset[str]:
    """Needs that only their own slots may serve, and whose slots serve no other: children."""
    return frozenset(each.code for each in load_specialities().specialities if each.exclusive)


def speciality_label(code: str | None) -> str:
    """`oncologie thoracique`; plain `oncologie` for none or an unknown one."""
    labels = {each.code: each.label for each in load_specialities().specialities}
    return labels.get(code or GENERAL, labels[GENERAL])


def consultation_label(kind: str, speciality: str | None) -> str:
    """What the person goes to: `consultation d'oncologie thoracique`, `bilan du parcours après cancer`."""
    if kind != "oncology" or speciality in (None, GENERAL):
        return load_specialities().kinds[kind]
    label = speciality_label(speciality)
    if label.startswith("consultation"):
        return label
    article = "d'" if label[0] in "aeéiouh" else "de "
    return f"consultation {article}{label}"


@lru_cache(maxsize=1)
def _by_word() -> dict[str, str]:
    found: dict[str, str] = {}
    for each in load_specialities().specialities:
        for word in (each.code, each.label, *each.words):
            found[_squeeze(word)] = each.code
    return found


def _squeeze(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = re.sub(r"[^a-z0-9]+", " ", letters).strip()
    return re.sub(r"^(?:cancer|tumeur) (?:du |de la |de l |des |de )?", "", words)
