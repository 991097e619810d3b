"""Counts told one by one, or against what is usual: `rendu à 22h, minuit, 2h`, `d'habitude une fois, hier neuf`.

An hour told is an episode. A count against the usual one needs no name of the place: people seldom say it, so
words of urine, of doses or of vomiting beside it refuse it. Weights told at two times give the share lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from care.understanding.facts import Value
from care.understanding.numbers import Draft, NumericView, number, tidy

_HOUR = (
    r"(?:(?<![\d.,])\d{1,2} ?(?:h(?![a-z])|heures?)(?: ?[0-5]\d)?|minuit|midi)"
    r"(?: (?:et (?:quart|demie?)|moins (?:le |dix|vingt|\d{1,2})(?:quart)?|du (?:matin|soir)|pile|passees?))*"
)
_BETWEEN = (
    r"[ ,;/+-]*(?:(?:et|puis|encore|la|a|vers|ensuite|de nouveau|enfin|re|nouveau|apres|aussi) )*"
)
_LIST = re.compile(rf"{_HOUR}(?:{_BETWEEN}{_HOUR})+")
_ONE_HOUR = re.compile(_HOUR)
_UP = re.compile(
    r"(?<![a-z])(?:re)?(?:vomi[a-z]*|rend(?:s|u)?|gerb[a-z]*|degueul[a-z]*|degobill[a-z]*|regurgit[a-z]*|malade|haricots?|bassines?)(?![a-z])"
)
_DOWN = re.compile(
    r"(?<![a-z])(?:selles?|diar+h?e+[a-z]*|toilettes?|wc|liquides?|caca|coliques?|chiasse|vide|videe?|trone|cuvette|gogues?|cabinets?)(?![a-z])"
)
_OTHER = re.compile(
    r"(?<![a-z])(?:pris|prise?s?|prends?|comprimes?|cachets?|gelules?|doses?|boites?|gouttes|zophren|doliprane|vogalene|urin[a-z]*"
    r"|pipi|piss[a-z]*|mictions?|rdv|rendez|temperature|fievre|actiskenan|oxynorm[a-z]*|oramorph|morphine|bolus|interdoses?"
    r"|seances?|perfusions?|cures?|semaine|mois|etages?|escaliers?|kilos?|kg|euros?|piqures?|injections?)(?![a-z])"
)
_USUALLY = (
    r"(?:d habitude|d ordinaire|normalement|en temps normal|habituellement|d accoutumee|avant)"
)
_NO_UNIT = r"(?! ?(?:h|ans?|jours?|semaines?|mois|heures?|ml|litres?|l|g|kg)(?![a-z]))"
_COUNTED = r"(?<![\d.,a-z])(?P<{}>\d{}) ?(?:x|fois|selles?|passages?)?(?![\d.,a-z])" + _NO_UNIT
_GOING = r"(?:vais|vas?|allee?s?|aller|cours|court|file|suis|est) (?:y )?"
_AGAINST = (
    re.compile(
        r"(?<![\d.,a-z])(?P<usual>\d) (?:fois|x|selles?) ?(?:le matin|par jour|le soir)? ?(?:normalement|d habitude"
        r"|d ordinaire|en temps normal|habituellement)[^.;!?\n\d]{0,40}? (?P<n>\d{1,2}) ?(?:fois|x|selles?)"
    ),
    re.compile(
        rf"{_USUALLY}[^.;!?\n]{{0,30}}?{_COUNTED.format('usual', '')}[^.;!?\n]{{0,80}}?{_COUNTED.format('n', '{1,2}')}"
    ),
    re.compile(
        r"(?<![\d.,])(?P<n>\d{1,2}) ?(?:x|fois)?[^.;!?\n\d]{0,28}?"
        r"(?:au lieu d(?:e)?|contre|d habitude (?:c est|c etait)) (?:une?|(?P<usual>\d))"
        r"(?: (?:fois|seule|selle)| d habitude| ?[,.]| et | pas |$)"
    ),
    re.compile(
        rf"(?<![a-z]){_GOING}(?:au moins |bien |aux? |a la |selles? |toilettes |wc )*"
        r"(?P<n>\d{1,2}) ?(?:fois|x) (?P<more>(?:de|en) plus)(?! (?:vite|loin|souvent|fort|grand|cher))"
    ),
    re.compile(
        r"(?<![a-z])(?:vais|vas?|allais|allait) (?P<usual>\d) (?:fois|x) par jour[^.;!?\n\d]{0,30}?"
        r"(?:hier|la|maintenant)[^.;!?\n\d]{0,16}? (?P<n>\d{1,2})(?![\d.,]| ?(?:h|ans|jours)(?![a-z]))"
    ),
    re.compile(
        r"(?<![\d.,])(?P<n>\d{1,2}) (?:allers? et retours?|allees? et venues?) (?:au|aux|a la|vers)"
        r" (?:petit coin|wc|toilettes|selle)"
    ),
    re.compile(
        r"(?<![a-z])de (?P<usual>\d) (?:selles?|fois)[^.;!?\n\d]{0,24}?"
        r"(?:passee?|montee?|monter) a (?P<n>\d{1,2})(?!\d)"
    ),
)
_SOILED = re.compile(
    r"(?<![a-z])(?:sali|souille|rempli|trempe)e?s? (?P<m>\d{1,2}) (?:couches?|changes?|protections?|draps?)|"
    r"(?<![\d.,])(?P<n>\d{1,2}) ?(?:changes?|couches?|protections?|draps?|alezes?|culottes?)"
    r" (?:tout(?:e)?s? )?(?:souille|sali|plein|sale|liquide)e?s?(?![a-z])"
)
_AGAIN = re.compile(
    r"(?<![\d.,])(?P<n>\d{1,2}) ?(?:changes?|couches?|protections?|draps?|fois)(?![a-z])[^.;!?\n]{0,20}?"
    r"(?:depuis|en|cette|dans) |(?<![\d.,])(?P<n2>\d{1,2}) ?x ?/ ?(?:j|24)(?![a-z])"
    r"|(?<![\d.,])(?P<n3>\d{1,2}) fois (?:par|dans la|en une) (?:jour|journee|nuit)"
)
_LISTED_UP = re.compile(
    r"(?:malade|septieme|passage|vomissements?)(?! de la peau)[^.;!?\n\d]{0,12}?(?<![\d.,])(?P<n>\d{1,2}) fois"
    r"|(?<![\d.,])(?P<n2>\d{1,2}) (?:de )?vomi"
    r"|(?<![\d.,])(?P<n3>\d{1,2}) fois (?:la bassine|le haricot|le seau"
    r"|qu ?(?:e je|il|elle|e j) (?:remets?|vomis?t?|rends?))"
)
_EACH_HOUR = re.compile(
    r"(?<![a-z])(?:vomi[a-z]*|rend(?:s|u)?)[^.;!?\n\d]{0,20}(?:\d fois|chaque fois)? ?(?:par heure|chaque heure)"
    r"|(?<![a-z])(?:vomi[a-z]*|rend(?:s|u)?)[^.;!?\n\d]{0,20}tous les (?:quarts? d heure|\d\d minutes)"
)
_ORDINAL_TRIP = re.compile(
    r"(?<![a-z])(?P<nth>sixieme|septieme|huitieme|neuvieme|dixieme|onzieme|douzieme) (?:passage|tour|fois)"
    r"(?=[^.!?\n]{0,40}(?:vomi|rend|bassine|bile))"
)
_ORDINAL_BASIN = re.compile(
    r"(?<![a-z])(?:haricots?|bassines?|sacs?|seaux?|vomi[a-z]*|rendu)[^.;!?\n]{0,90}? (?:le|la|mon|ma|son|sa) "
    r"(?P<nth>sixieme|septieme|huitieme|neuvieme|dixieme|onzieme|douzieme)(?![a-z])"
    r"(?! (?:cure|cycle|jour|mois|semaine|chimio))"
)
_NTH = {
    "sixieme": 6,
    "septieme": 7,
    "huitieme": 8,
    "neuvieme": 9,
    "dixieme": 10,
    "onzieme": 11,
    "douzieme": 12,
}
_WEIGHED = re.compile(r"(?<![a-z])(?:kgs?|kilos?|pes[a-z]*|poids|balance)(?![a-z])")
_KILOS = re.compile(
    r"(?<![\d.,/])(?P<w>\d{2,3}(?:[.,]\d)?)(?![\d/]|[.,]\d)(?P<u> ?(?:kgs?|kilos?)(?![a-z]))?"
    r"(?! ?(?:ans?|%|cm|mm|mg|g(?![a-z])|h(?![a-z])|heures?|jours?|j(?![a-z])|mois|semaines?|ml|fois|x|km|gy|bpm"
    r"|battements|°|degres|minutes?|min))"
)
_THEN = re.compile(
    r"(?:il y a|ya|mois|semaines?|avant|contre|au lieu|dernier|derniere|passee?|cure|ete|printemps|hiver|automne"
    r"|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|noel|rentree|habituel"
    r"|faisai[ts]|pesai[ts]|etai[ts]|depart|debut|chimio|depuis|perfusion|traitement|operation|vacances|foire)"
)
_GAINED = re.compile(
    r"(?<![a-z])(?:pris|prends|gagne[a-z]*|grossi[a-z]*|regrossi|repris|prise de)(?![a-z])"
)
_HOURLY = 12
_MOST = {"vomits": 60, "stools": 40}


def read_listed(view: NumericView) -> Iterator[Draft]:
    """Episodes told by their hours, stools against the usual number, weights told at two times."""
    yield from _hours(view)
    yield from _against_usual(view)
    yield from _weights(view)


def _hours(view: NumericView) -> Iterator[Draft]:
    for found in _LIST.finditer(view.text):
        before = re.split(r"[.;!?\n]", view.text[max(0, found.start() - 60) : found.start()])[-1]
        after = re.split(r"[.;!?\n]", view.text[found.end() : found.end() + 40])[0]
        if _OTHER.search(before[-40:]) or _OTHER.search(after[:16]):
            continue
        hours = len(_ONE_HOUR.findall(found.group()))
        near = before + " " + after
        code = "vomits" if _UP.search(near) else "stools" if _DOWN.search(near) else None
        if code is not None and hours >= 2:
            yield _count(view, found, hours, code)
    for found in _LISTED_UP.finditer(view.text):
        yield _count(view, found, int(found["n"] or found["n2"] or found["n3"]), "vomits")
    for found in _EACH_HOUR.finditer(view.text):
        yield _count(view, found, _HOURLY, "vomits")
    for found in (*_ORDINAL_TRIP.finditer(view.text), *_ORDINAL_BASIN.finditer(view.text)):
        yield _count(view, found, _NTH[found["nth"]], "vomits")


def _against_usual(view: NumericView) -> Iterator[Draft]:
    for pattern in _AGAINST:
        for found in pattern.finditer(view.text):
            value, usual = int(found["n"]), int(found.groupdict().get("usual") or 1)
            more = found.groupdict().get("more")
            about = _sentence(view.text, found)
            if value <= (0 if more else usual) or _OTHER.search(about) or _UP.search(about):
                continue
            if more or value >= 3:
                yield _count(view, found, value, "stools", extra=bool(more))
    if not (_DOWN.search(view.text) or _SOILED.search(view.text)):
        return
    for found in _SOILED.finditer(view.text):
        yield _count(view, found, int(found["n"] or found["m"]), "stools")
    for found in _AGAIN.finditer(view.text):
        about = _sentence(view.text, found)
        value = int(found["n"] or found["n2"] or found["n3"])
        if _DOWN.search(about) and not (_OTHER.search(about) or _UP.search(about)):
            yield _count(view, found, value, "stools")


def _count(
    view: NumericView, found: re.Match[str], value: int, code: str, *, extra: bool = False
) -> Draft:
    attributes: dict[str, Value] = {"unit": "/24 h"}
    if extra:
        attributes["extra"] = 1
    return view.draft(found, "count", min(value, _MOST[code]), code, attributes)


def _weights(view: NumericView) -> Iterator[Draft]:
    """Two weights of one sentence, one of them told of an earlier time: the share of the larger one lost."""
    for sentence in re.finditer(r"[^.;!?\n]+(?:[.,]\d[^.;!?\n]*)*", view.text):
        if not _WEIGHED.search(sentence.group()) or _GAINED.search(sentence.group()):
            continue
        if not _THEN.search(sentence.group()):
            continue
        said = list(_KILOS.finditer(view.text, sentence.start(), sentence.end()))
        plausible = [one for one in said if 30 <= number(one["w"]) <= 200]
        for one, two in pairwise(plausible):
            low, high = sorted((number(one["w"]), number(two["w"])))
            share = round(100 * (high - low) / high, 1)
            if (one["u"] or two["u"] or _near_weight(view.text, one)) and 1 <= share <= 30:
                attributes: dict[str, Value] = {"unit": "%"}
                yield view.draft(two, "vital", tidy(share), "weight_loss_percent", attributes)


def _near_weight(text: str, found: re.Match[str]) -> bool:
    return bool(_WEIGHED.search(text[max(0, found.start() - 24) : found.start()]))


def _sentence(text: str, found: re.Match[str]) -> str:
    before = re.split(r"[.;!?\n]", text[max(0, found.start() - 40) : found.start()])[-1]
    after = re.split(r"[.;!?\n]", text[found.end() : found.end() + 40])[0]
    return before + found.group() + after
