"""Creatinine against what it was: how many times the base line, and by how much it rose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from care.understanding.numbers import Draft, NumericView, number, tidy
from care.understanding.quick import Quick

NUMBER = r"\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_RATIO = Quick(
    r"(?<![a-z])(?:creatininemie|creatinine|creat|crea)\b[^\n.;]{0,20}?"
    r"(?:(?:x|multipliee? par|fois) ?(?P<x>\d(?:[.,]\d)?)(?![\d])|(?P<times>\d(?:[.,]\d)?) ?(?:fois|x)(?! la n)"
    r"|(?P<word>doublee?|triplee?|double|triple))"
)
_BASE = re.compile(
    rf" ?(?:umol/?l? ?)?(?:\(|, )?(?:vs|contre|pour(?: une base)?(?: a| de)?|base(?: a| de|:)?"
    rf"|au lieu de|habituellement"
    rf"|alors qu(?:elle| elle| il) etait(?: a| de)?|(?:elle |il )?etait a|le mois dernier(?: a)?"
    rf"|habituelle(?: a)?|avant(?: a)?|initiale(?: a)?) ?:? ?(?P<base>{NUMBER})"
)
# `créat de base 80, ce jour 120`: the base line said first.
_BASE_THEN = Quick(
    rf"(?<![a-z])creat\w*(?: de)? base(?: a| de|:)? ?(?P<base>{NUMBER}) ?(?:umol/?l? ?)?[,;(] ?"
    rf"(?:ce jour|ce matin|aujourd hui|actuellement|maintenant|la)?(?: a)? ?(?P<now>\d{{2,4}})(?!\d)"
)
# `créat 178 ce matin, la référence d'octobre était à 80`: the base line told a little further.
_BASE_FAR = re.compile(
    r"[^\d\n;]{0,110}?(?<![a-z])(?:reference|base|habituel\w*|d habitude|anterieur\w*|precedent\w*|dernier\w*"
    r"|avant|hier|veille|etait|contre|au lieu de|versus|vs|mentionnait|indiquait"
    r"|affichait|montrait|notait|disait)(?![a-z])[^.;\n\d]{0,30}? "
    r"(?P<base>\d{2,3})(?![\d/%]|[.,]\d| ?(?:ans|j|jours?|mg|kg|h|heures|semaines?|mois|plaq\w*|fois|g)(?![a-z]))"
)
# `créat 74 avant la cure, 161 ce matin`: the second number is the present one.
_IS_NOW = re.compile(
    r" ?(?:umol/?l? ?)?(?:ce (?:jour|matin|soir|midi)|cette nuit|aujourd|maintenant|actuel|a present"
    r"|a l (?:entree|instant)|hier)"
)
RISE = re.compile(rf" ?(?:->|>|a|puis|vers) ?(?P<now>{NUMBER})(?! ?(?:j|h|ans|fois|mois|semaines))")
# `creat 140 (N 90)`, `créatinine 150, normale jusqu'à 104`: against the laboratory's own limit.
_LIMIT = re.compile(
    r" ?(?:umol/?l? ?)?[(,]? ?(?:n|norme|normales?) ?(?:[<:=]+|jusqu a|inferieure? a|de|a|entre)? ?"
    r"(?:\d{2,3} ?(?:-|a|et) ?)?(?P<limit>\d{2,3})(?!\d|[.,]\d)"
)
# `créatinine montée de 30 µmol`, `créat + 28`: by how much, not how high.
_ROSE = re.compile(
    r"(?<![a-z])creat[a-z]*[^.;\n\d+]{0,22}?(?:(?:monte|augmente|majore|grimpe)e?s? de|hausse de|augmentation de"
    r"|elevation de|ascension de|pris|\+) ?(?P<rise>\d{2,3})(?![\d%]| %| ?(?:umol/?l? ?)?(?:a|->|>|vers|puis) ?\d)"
)
_WORDS = {"double": 2.0, "triple": 3.0}


def micromoles(value: float, unit: str) -> float:
    if unit.startswith("mg/d"):
        return value * 88.4
    return value * 8.84 if unit.startswith("mg") or (not unit and value < 20) else value


def against_base(view: NumericView, found: re.Match[str], value: float) -> Iterator[Draft]:
    """`créat 180 (base 90)`, `créat 90 -> 180`: how many times the baseline."""
    limit = _LIMIT.match(view.text, found.end())
    if limit and number(limit["limit"]) >= 40:
        upper = tidy(round(value / number(limit["limit"]), 2))
        yield view.draft(found, "lab", upper, "creatinine_upper", {"unit": "N"})
    base = _BASE.match(view.text, found.end()) or _BASE_FAR.match(view.text, found.end())
    rise = RISE.match(view.text, found.end())
    first = now = value
    if base and _IS_NOW.match(view.text, base.end()):
        now = micromoles(number(base["base"]), "")
    elif base:
        first = micromoles(number(base["base"]), "")
    elif rise:
        now = micromoles(number(rise["now"]), "")
    ratio = now / max(first, 1)
    if now - first >= 1:
        rose = tidy(round(now - first, 1))
        yield view.draft(found, "lab", rose, "creatinine_rise", {"unit": "µmol/L"})
    if ratio != 1 and 0.2 <= ratio <= 20:
        yield view.draft(
            found, "lab", tidy(round(ratio, 2)), "creatinine_ratio", {"unit": "fois la base"}
        )


def only_a_rise(text: str, start: int) -> bool:
    """Whether the number told of the creatinine is by how much it rose: `montée de 30`."""
    return bool(_ROSE.match(text, start))


def creatinine_ratio(view: NumericView) -> Iterator[Draft]:
    for found in _RATIO.finditer(view.text):
        said = found["x"] or found["times"]
        value = number(said) if said else _WORDS[found["word"].rstrip("e") + "e"]
        yield view.draft(found, "lab", tidy(value), "creatinine_ratio", {"unit": "fois la base"})
    for found in _ROSE.finditer(view.text):
        rise = tidy(number(found["rise"]))
        yield view.draft(found, "lab", rise, "creatinine_rise", {"unit": "µmol/L"})
    for found in _BASE_THEN.finditer(view.text):
        first = max(micromoles(number(found["base"]), ""), 1)
        ratio = micromoles(number(found["now"]), "") / first
        yield view.draft(
            found, "lab", tidy(round(ratio, 2)), "creatinine_ratio", {"unit": "fois la base"}
        )
