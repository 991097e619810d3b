"""Episodes a day as people count them: `six fois que je rends`, `dix allers-retours`, `toutes les deux heures`.

What comes up and what goes down, whichever word comes first: the number, the verb or the place. A count that is
about urine, a month or a week gives nothing; a rhythm (`toutes les heures`) is an estimate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from care.understanding.facts import Value
from care.understanding.numbers import Draft, NumericView

_ORDINALS = {
    "deuxieme": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8,
    "neuvieme": 9, "dixieme": 10, "onzieme": 11, "douzieme": 12, "quinzieme": 15, "vingtieme": 20,
}  # fmt: skip
_N = r"(?<![\d.,/:])(?:(?P<low>\d{1,2}) ?(?:a|ou|/|-) ?)?(?P<half>demi )?(?P<n>\d{1,2})"
_FEW = r"(?:[^.;!?\n\d]|(?:24|48) ?h|j ?\d){0,38}?"
_TIMES = (
    r",? ?(?:des )?(?:petites? |bonnes? |grosses? |seules? )?(?:de |d )?"
    r"(?:x(?![a-z])|fois?(?![a-z])|reprises?|episodes?|occasions?)"
)
_VERBS = (
    r"vomi[a-z]*|n ?/ ?v|estomac s est vide"
    r"|vmst?s?|vmts?|rend(?:s|re|u|us|ent|ait|ais)?(?! (?:compte|visite|service|vous|le moral|les cles))"
    r"|gerb[a-z]*|deg(?:u|eu)eul[a-z]*|degobill[a-z]*|rejet(?:te|tes|ter|e|er|ee)"
    r"|renvo(?:ie|yer?|ye)[a-z]*(?! (?:l|le|la|les|un|une|mon|ma) )"
    r"|regurgit[a-z]*|recrach[a-z]*|(?:tout )?remis tout|remets? tout|tout (?:remonte|ressort|ressorti|revenu|repart)"
    r"|(?:tete|nez) (?:dans|au dessus de|sur) (?:la |une |ma |sa )?(?:bassine|cuvette|lavabo|seau)"
)
_VOMIT = rf"(?<![a-z])(?<!me )(?<!se )(?<!te )(?<!vous )(?<!nous )(?:{_VERBS})(?![a-z])"
_PLACES = (
    r"toilettes?|toilete|wc|waters?|cabinets?|petit coin|chiottes?|trone|pot|selles?|gogues|vecees"
    r"|chaise percee"
)
_PLACE = rf"(?<![a-z])(?:{_PLACES})(?![a-z])"
_TRIPS = (
    r" ?(?:petits? |gros |de |d )?(?:allers? retours?|allees? et venues?|passages?|voyages?|visites?|tours?|sprints?"
    r"|courses?|arrets?|stations?|fois?(?![a-z])|reprises?|x(?![a-z]))"
)
_MOTIONS = (
    r"(?:exonerations?|evacuations?(?! san)|debacles?|vidanges?|defecations?|cacas?|selles?|dejections?"
    r"|emissions?(?= de selle| liquide| ?/ ?j| par jour))(?![a-z])"
)
_VOMITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_N}{_TIMES}{_FEW}{_VOMIT}",
        rf"{_VOMIT}{_FEW}{_N}{_TIMES}(?! (?:par semaine|par mois|dans le mois))",
        rf"{_VOMIT} ?(?:x|:|=|\() ?(?P<n>\d{{1,2}})(?!\d|/(?! ?24| ?j)|[.,]\d)",
        rf"{_N} ?(?:seule?s? |petite?s? |gros(?:se)?s? )?vomiss(?:ure|ement)s?",
        rf"{_N} ?(?:bassines?|haricots?|sacs?|cuvettes?|seaux?)(?![a-z])",
        rf"(?P<nth>{'|'.join(_ORDINALS)}) (?:fois{_FEW}{_VOMIT}|vomissements?|bassine|haricot|sac a vomi)",
        rf"{_VOMIT}{_FEW}(?:pour la |la )(?P<nth>{'|'.join(_ORDINALS)}) fois",
    )
)
_STOOLS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_N}{_TRIPS}{_FEW}{_PLACE}",
        rf"{_PLACE}{_FEW}{_N}{_TRIPS}(?! (?:par semaine|par mois))",
        rf"{_N} ?(?:grosses? |de |d )?{_MOTIONS}",
        rf"{_MOTIONS} ?(?:liquides?|molles?|aqueuses?|diarrheiques?)* ?(?:x|:|=|a) ?(?P<n>\d{{1,2}})(?![\d]|[.,]\d)",
        rf"(?P<nth>{'|'.join(_ORDINALS)}) (?:fois{_FEW}{_PLACE}|selle|passage|diarrhee|couche|change)",
        r"(?<![a-z])(?:sll?|selles?|diar+h?e+s?|dl)(?: [a-z]+){0,2} ?(?P<n>\d{1,2}) ?(?:/|par) ?(?:24 ?h|j(?![a-z]))",
        rf"{_N} ?(?:couches?|changes?|protections?) (?:souillees?|sales?|pleines?)",
        rf"(?<![a-z])(?:vais|vas?|allee?|aller) (?:y )?{_N} ?(?:fois|x) (?:de|en) plus(?! (?:vite|loin|souvent|fort))",
        rf"(?<![a-z])(?:selles?|diar+h?e+s?|toilettes)[^.;!?\n\d]{{0,36}}?{_N} (?:de|en) plus(?= ?(?:par|/) ?j|,|$)",
        rf"{_N} ?passages? (?:de plus|en plus|supplementaires?)",
    )
)
_WENT = re.compile(
    rf"(?<![a-z])(?:sali|souille|change|fait dessus|(?:y|en) (?:est|suis|etait|ai|a|va|vais|vas|cours|court|file"
    rf"|retourne|retournes|fais|fait))e?(?![a-z])"
    rf"[^.;!?\n\d]{{0,24}}?{_N}(?:{_TRIPS}|(?= *(?:$|[,.;]| aujourd| depuis| par jour| ce matin)))"
)
_HABIT = re.compile(
    r"(?:d habitude|d ordinaire|normalement|en temps normal|habituellement)[^.;!?\n]*$"
)
_USUAL = re.compile(
    r"(?:d habitude|d ordinaire|normalement|en temps normal|habituellement|d accoutumee|avant)"
    r"[^.;!?\n]{0,40}?(?<![\d.,])\d ?(?:x|fois|selles?|par jour)[^!?\n]{0,50}?"
    r"(?<![\d.,])(?P<n>\d{1,2})(?![\d]|[.,]\d| ?h| ?ans| ?jours?)"
)
# `8 selles hier pour 2 habituellement`, `d'habitude deux fois par jour, hier neuf`: what counts is the difference.
_HABITUAL = r"(?:habitu\w*|d habitude|d ordinaire|normalement|en temps normal|d accoutumee)"
_AGAINST_USUAL = re.compile(
    rf"{_N} ?(?:selles?|fois|passages?|x(?![a-z]))[^.;!?\n\d]{{0,30}}(?:pour|contre|au lieu de|vs|versus|alors qu\w*)"
    rf"[^.;!?\n\d]{{0,25}}(?P<usual>[0-6])(?![\d.,])[^.;!?\n\d]{{0,18}}{_HABITUAL}"
    rf"|{_HABITUAL}[^.;!?\n\d]{{0,40}}(?<![\d.,])(?P<usual2>[0-6]) ?(?:x|fois|selles?|par jour)[^!?\n\d]{{0,110}}?"
    r"(?<![\d.,])(?P<n2>\d{1,2}) ?(?:fois|selles?|x(?![a-z])|passages?)"
)
_GOES = re.compile(r"(?<![a-z])(?:vais|va|vas|allais|allait|allons) (?:y )?(?:\d ?(?:x|fois)|a la)")
_BOWEL = re.compile(
    r"(?<![a-z])(?:selles?|diar+h?e+[a-z]*|toilettes?|wc|liquides?|transit|caca|coliques?|courante|chiasse|molles?"
    r"|imodium|loperamide|intestins?|colite|de l eau)(?![a-z])"
)
_EVERY = (
    r"toutes? les? (?:(?P<n>\d{1,2}) ?)?"
    r"(?P<u>demi heures?|heures?|h(?![a-z])|quarts? d heure|minutes?|min(?![a-z])|mn)"
)
_RHYTHMS = tuple(
    (code, re.compile(pattern))
    for code, what in (("vomits", _VOMIT), ("stools", _PLACE))
    for pattern in (rf"{what}[^.;!?\n]{{0,48}}?{_EVERY}", rf"{_EVERY}{_FEW}{what}")
)
_URINE = re.compile(r"(?<![a-z])(?:pipi|urin[a-z]*|piss[a-z]*|miction[a-z]*)(?![a-z])")
_NOT_A_DAY = re.compile(
    r" ?(?:par|/) ?(?:semaine|mois)|,? (?:la|les) (?:semaine|mois) dernie?re?s?"
)
_MOST = {"vomits": 60, "stools": 40}
_HOUR_COUNT = 12


def read_episodes(view: NumericView) -> Iterator[Draft]:
    """Vomiting and stools a day, said in whichever order."""
    for code, patterns in (("vomits", _VOMITS), ("stools", _STOOLS)):
        for pattern in patterns:
            for found in pattern.finditer(view.text):
                yield from _counted(view, found, code)
    if _BOWEL.search(view.text) or _GOES.search(view.text):
        for pattern in (_WENT, _USUAL):
            for found in pattern.finditer(view.text):
                yield from _counted(view, found, "stools")
        yield from _against_usual(view)
    for code, pattern in _RHYTHMS:
        for found in pattern.finditer(view.text):
            yield from _rhythm(view, found, code)


def _against_usual(view: NumericView) -> Iterator[Draft]:
    """Stools beyond the usual number, when both are said."""
    for found in _AGAINST_USUAL.finditer(view.text):
        total = int(found["n"] or found["n2"])
        more = total - int(found["usual"] or found["usual2"])
        if more > 0 and total <= _MOST["stools"]:
            yield view.draft(
                found, "count", more, "stools", {"unit": "/24 h", "extra": 1, "total": total}
            )


def without_totals(drafts: list[Draft]) -> list[Draft]:
    """A count of stools inside a comparison with the usual number says nothing more."""
    compared = [draft for draft in drafts if "total" in draft.attributes]
    return [
        draft
        for draft in drafts
        if draft.code != "stools"
        or "total" in draft.attributes
        or not any(draft.start < c.end and c.start < draft.end for c in compared)
    ]


def _counted(view: NumericView, found: re.Match[str], code: str) -> Iterator[Draft]:
    groups = found.groupdict()
    value = _ORDINALS.get(groups.get("nth") or "") or int(groups.get("n") or 0)
    if groups.get("half"):
        value //= 2
    if (
        not 1 <= value <= _MOST[code]
        or _elsewhere(view, found, code)
        or _only_usual(view, found, value)
    ):
        return
    attributes: dict[str, Value] = {"unit": "/24 h"}
    low = int(groups.get("low") or 0)
    if 0 < low < value:
        attributes["low"] = low
    yield view.draft(found, "count", value, code, attributes)


def _rhythm(view: NumericView, found: re.Match[str], code: str) -> Iterator[Draft]:
    """A rhythm is an estimate: hourly or quicker counts as a dozen, every four hours as six."""
    if _elsewhere(view, found, code):
        return
    hours = int(found["n"] or 1) if found["u"].startswith("h") else 1
    if 1 <= hours <= 8:
        value = _HOUR_COUNT if hours <= 2 else round(24 / hours)
        yield view.draft(found, "count", value, code, {"unit": "/24 h", "estimated": 1})


def _only_usual(view: NumericView, found: re.Match[str], value: int) -> bool:
    return value <= 3 and bool(_HABIT.search(view.text[max(0, found.start() - 24) : found.start()]))


def is_usual(text: str, draft: Draft) -> bool:
    """`d'habitude une selle par jour`: what was usual is no count of today."""
    if draft.code != "stools" or float(draft.value) > 3:
        return False
    return bool(_HABIT.search(text[max(0, draft.start - 24) : draft.start]))


def _elsewhere(view: NumericView, found: re.Match[str], code: str) -> bool:
    """A count of something else: to pass urine, in a week; or vomiting at the place of stools."""
    around = view.text[found.start() : found.end() + 26]
    about = re.split(r"[.;!?\n]", around)[0]
    if _NOT_A_DAY.match(view.text, found.end()):
        return True
    if code == "stools":
        return bool(_URINE.search(about) or re.search(_VOMIT, about))
    return False
