"""What a message means only in its context: a bare number, or the name of a sheet.

`39` alone is a temperature when the patient is known to be under treatment; `la fiche hémorragie` is a wish
to read, not a haemorrhage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from care.triage.picture import CURRENT, is_anticancer
from care.understanding.facts import Fact, Status
from care.understanding.normalise import normalise as _normalise

# A message is looked at several times in a row: its plain form is made once, and soon forgotten.
normalise = lru_cache(maxsize=2)(_normalise)

_BARE = re.compile(
    r"^\W*(?:(?:j ai|je suis a|il a|elle a|il est a|elle est a|a|la|c est|environ|maintenant|encore|toujours|oui)\s+)*"
    r"(?P<t>3[4-9]|4[0-2])(?:\s*[.,°]\s*(?P<d>\d))?\s*(?:°\s*c?|c|degres?|de temp\w*)?\W*$"
)
_HAS = re.compile(
    r"(?<![a-z])(?:il|elle|j|fils|fille|mari|femme|mere|pere|maman|papa|bebe|patiente?) (?:a|ai) "
    r"(?:encore |toujours |eu |deja )?"
    r"(?P<t>3[89]|4[0-2])(?:[., ](?P<d>\d)(?!\d))?"
    r"(?![\d.,/]|\s*(?:ans?|kg|kilos?|cm|mm|%|euros?|jours?|j|semaines?|mois|h|heures?|minutes?|min|fois|g|mg|pa"
    r"|paquets?|enfants?|rue|points?|de tension|bpm|plaquettes)(?![a-z]))"
)
_SHEET = re.compile(
    r"(?<![a-z])(?:fiches?|fich|bonnes? pratiques?|pdf|docs?|documents?|memo|algorithme|arbre decisionnel"
    r"|(?<!qui )(?<!lecteur )(?<!appareil )(?<!machine )affiche(?! (?:hi|high|lo|erreur|\d))"
    r"|referentiel|recommandations?|procedure|conduite a tenir|protocoles? (?:ecrit|regional|local"
    r"|type|d antibio\w+|de prise en charge|hyper\w+|hypo\w+|fievre|neutropenie))(?![a-z])"
)
_NOW = re.compile(
    r"(?<![a-z])(?:depuis|ce matin|ce soir|hier|cette nuit|aujourd hui|maintenant|j ai (?!besoin)|je suis sous"
    r"|je fais|(?:il|elle) (?:a|est)(?! dispo)|(?:il|elle|je|on) (?:ne |n )?\w+ (?:plus|plu|pas)"
    r"|patiente? (?:a|est|sous|de \d)|mon mari|ma femme|ma mere|mon pere|mes|ma)(?![a-z])"
)
_NO_PATIENT = re.compile(
    r"(?<![a-z])(?:je n ai|on n a|nous n avons|j ai)? ?(?:pas|aucun) (?:de |d )?patiente?s?(?: (?:en ce moment"
    r"|la|maintenant|precise?|actuellement))?(?![a-z])"
)
_LONGEST_REQUEST = 18
_CARER = re.compile(
    r"(?<![a-z])(?:m occup\w+ de|moccup\w+|je suis (?:son |l |une? )?aidante?"
    r"|je suis la (?:femme|fille|conjointe|compagne) d|je suis le (?:mari|fils|conjoint|compagnon)"
    r"|soutien pour moi|mais pour moi|je fais tout (?:seule?|pour|a sa|a la maison|toute)"
    r"|accompagner (?:mon|ma))(?![a-z])"
)
_OWN_BURDEN = frozenset(
    {
        "fatigue",
        "extreme_fatigue",
        "anxiety",
        "insomnia",
        "unwell",
        "panic",
        "isolation",
        "agitation",
    }
)


def bare_temperature(text: str, known: Sequence[Fact], own: Sequence[Fact]) -> Fact | None:
    """The temperature that a lone number stands for, when an anticancer treatment is known; else None."""
    together = [*known, *own]
    if any(fact.entity == "temperature" for fact in own):
        return None
    if not any(is_anticancer(fact) and fact.status in CURRENT for fact in together):
        return None
    plain = normalise(text)
    found = _BARE.match(plain) or _HAS.search(plain)
    if found is None:
        return None
    written = found["t"] + (f".{found['d']}" if found["d"] else "")
    start = text.find(found["t"])
    evidence = text[start:].strip() if _BARE.match(plain) else text[start : start + len(written)]
    return Fact("temperature", float(written), None, evidence, start, start + len(evidence))


def asks_for_sheet(text: str, facts: Sequence[Fact] = ()) -> bool:
    """Whether a short message only names a good-practice sheet."""
    plain = normalise(text)
    short = len(plain.split()) <= _LONGEST_REQUEST
    said = any(fact.code == "get_practice_sheet" and fact.status in CURRENT for fact in facts)
    named = (short and _SHEET.search(plain)) or (
        said and len(plain.split()) <= 2 * _LONGEST_REQUEST
    )
    return bool(named) and not _NOW.search(_NO_PATIENT.sub(" ", plain))


def without_carers_burden(text: str, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """A relative who speaks of their own fatigue is not describing the patient: those facts become OTHER."""
    if not _CARER.search(normalise(text)):
        return tuple(facts)
    return tuple(
        replace(fact, status=Status.OTHER)
        if fact.code in _OWN_BURDEN and fact.status in CURRENT
        else fact
        for fact in facts
    )


def as_read_only(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts of a request for a sheet: subjects to read about, not signs of a patient."""
    return tuple(
        replace(fact, status=Status.HYPOTHETICAL)
        if fact.entity in {"symptom", "finding", "treatment", "worry"} and fact.status in CURRENT
        else fact
        for fact in facts
    )
