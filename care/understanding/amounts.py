"""Amounts that a threshold waits for: skin surface, stoma output, stool volume, a saturation that drops."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from care.understanding.numbers import Draft, NumericView, number, tidy

_SURFACE = re.compile(
    r"(?<![\d.,])(?P<a>\d{1,3}) ?(?:%|pour ?cent) (?:de |du |d )?(?:la |sa |ma |son |mon )?"
    r"(?:surface|corps|peau|sc(?![a-z])|sct(?![a-z]))"
    r"|(?<![a-z])(?:surface|sc|sct)(?![a-z])(?: [a-z]+){0,2}? ?(?:a |de |est |: ?|= ?|>=? ?)*"
    r"(?P<b>\d{1,3}) ?(?:%|pour ?cent)"
)
_PALMS = re.compile(r"(?<![\d.,])(?P<n>\d{1,2}) (?:fois la |)paumes?(?! de main)")
_STOMA = re.compile(
    r"(?<![a-z])(?:ileostomie|colostomie|stomie|poches?|debit)(?![a-z])[^.;!?\n]{0,45}?"
    r"(?<![\d.,])(?P<n>\d \d{3}(?!\d)|\d{1,4}(?:[.,]\d{1,2})?) ?(?P<u>l|litres?|ml|cc)(?![a-z])"
)
# `Iléostomie. On a vidé 2,3 litres`: what came out, said in another sentence than the stoma.
_STOMA_NAMED = re.compile(
    r"(?<![a-z])(?:ileo|ileostom\w*|colostom\w*|stomie|stomise\w*"
    r"|(?:ma|sa) poche(?! (?:de|d|a) ))(?![a-z])"
)
_STOMA_FAR = re.compile(
    r"(?<![a-z])(?:font|fait|totalis\w*|vide[es]?|vidange\w*|produi\w*|donne|debite|perd|perdu|sort|sorti|recueilli\w*|releve|jete|pertes?"
    r"|total|quantifie|mesure|rendu|notee?s?)(?![a-z])[^.;!?\n\d]{0,40}?"
    r"(?<![\d.,])(?P<n>\d \d{3}(?!\d)|\d{1,4}(?:[.,]\d{1,2})?) ?(?P<u>l|litres?|ml|cc)(?![a-z])"
)
_STOOL = re.compile(
    r"(?<![a-z])(?:diarrhees?|selles?)(?![a-z])[^;!?\n]{0,80}?"
    r"(?<![\d.,])(?P<n>\d \d{3}(?!\d)|\d{1,4}(?:[.,]\d{1,2})?) ?(?P<u>l|litres?|ml|cc)(?![a-z])"
)
_STOOL_AFTER = re.compile(
    r"(?<![\d.,])(?P<n>\d{1,4}(?:[.,]\d{1,2})?|un|bon) ?(?P<u>l|litres?|ml|cc)(?![a-z])"
    r" (?:de |d )?(?:diarrhees?|selles?)"
)
# A count said far from its noun: `vomir depuis hier, 6 fois`, `d'habitude une selle, là cinq par jour`.
_FAR_VOMITS = re.compile(
    r"(?<![a-z])(?:vomi\w*|degobill\w*|gerb\w*|rend tout)(?![a-z])[^.;!?\n]{0,40}?"
    r"(?<![\d.,/])(?P<n>\d{1,2}) ?(?:seule |petite )?(?:fois|x(?![a-z])|episodes?)(?! (?:par semaine|dans le mois))"
)
_FAR_STOOLS = re.compile(
    r"(?<![a-z])(?:selles?|toilettes|wc|diar+h?e+s?)(?![a-z])[^.;!?\n]{0,60}?(?<![\d.,/])(?P<n>\d{1,2}) ?"
    r"(?:fois(?! par semaine)|par jour|/ ?j(?![a-z])|/ ?24)"
)
_RESCUE = re.compile(
    r"(?<![\d.,/])(?P<n>\d{1,2}) ?(?:x |fois )?(?:(?:son|sa|mon|ma|ses|mes|de|d|l|le|la|du|une|un) ){0,2}"
    r"(?:doses? de secours|inter ?doses?|bolus|actiskenan|oxynorm\w*|sevredol|oramorph|abstral|instanyl|effentora)"
    r"|(?:inter ?doses?|doses? de secours)(?: [a-z]+){0,3} (?P<n2>\d{1,2})(?: fois| par jour|/ ?j)"
)
_WEIGHTS = re.compile(
    r"(?:pes\w+|poids(?: de)?|passee? de|de)(?: [a-z]+){0,2}? ?(?P<a>\d{2,3}(?:[.,]\d)?) ?(?:kgs?|kilos?)?"
    r"(?: (?!kg|kilo)[a-z]+){0,6}?,? ?(?:contre|a|pour|maintenant|puis|,)? ?(?P<b>\d{2,3}(?:[.,]\d)?)"
    r" ?(?P<u>kgs?|kilos?|ce matin|aujourd hui|il y a|au lieu)"
)
_SATURATION = re.compile(r"(?<![a-z])(?:pince|oxymetre|spo ?2|sao2|sat\w*|desatur\w*|saturometre)")
_USUAL = re.compile(
    r"(?:habituel\w*|d habitude|d ordinaire|de base|usuelle?|connue|anterieure|hier|avant)(?: (?:a|de|est|etait|vers))?"
    r"(?: ?[:=])? ?(?P<a>9\d|100|8\d)(?![\d/]|[.,]\d) ?%?"
    r"|(?<![\d.,/])(?P<b>9\d|100|8\d) ?%? (?:d habitude|d ordinaire|habituel\w*|au lieu|de base|hier)"
    r"|au lieu de (?P<c>9\d|100)(?![\d/]|[.,]\d)"
)
_WALKING = re.compile(
    r"(?:marche|effort|marchant|deambul\w*)(?: (?:a|de|est|tombe a|descend a|chute a|il|elle))*"
    r"(?: ?[:=])? ?(?P<a>[6-9]\d)(?![\d/]|[.,]\d) ?%?"
    r"|(?<![\d.,/])(?P<b>[6-9]\d) ?%? (?:a la |a l |en )?(?:marche|effort|marchant)"
)
_RESTING = re.compile(
    r"(?:repos|aa|air ambiant)(?: (?:a|de|est))?(?: ?[:=])? ?(?P<a>[6-9]\d|100)(?![\d/]|[.,]\d)"
    r"|(?<![\d.,/])(?P<b>[6-9]\d|100) ?%? (?:au |de )?(?:repos|en air|aa(?![a-z]))"
    r"|(?:spo ?2|sat\w*)(?: (?:a|de|est))?(?: ?[:=])? ?(?P<c>[6-9]\d|100)(?![\d/]|[.,]\d)"
)


def read_amounts(view: NumericView, taken: Sequence[Draft] = ()) -> Iterator[Draft]:
    """Every amount of a message, in the unit of the thresholds; a count already `taken` is not read twice."""
    for found in _SURFACE.finditer(view.text):
        percent = number(found["a"] or found["b"])
        if 1 <= percent <= 100:
            yield view.draft(found, "vital", tidy(percent), "body_surface", {"unit": "%"})
    for found in _PALMS.finditer(view.text):
        yield view.draft(found, "vital", int(found["n"]), "body_surface", {"unit": "%"})
    far = _STOMA_FAR.finditer(view.text) if _STOMA_NAMED.search(view.text) else ()
    for found in (*_STOMA.finditer(view.text), *far):
        litres = _litres(found)
        if 0.1 <= litres <= 15:
            yield view.draft(found, "count", tidy(litres), "stoma_output", {"unit": "L/24 h"})
    for found in (*_STOOL.finditer(view.text), *_STOOL_AFTER.finditer(view.text)):
        millilitres = _litres(found) * 1000
        if 100 <= millilitres <= 15000:
            yield view.draft(found, "count", tidy(millilitres), "stool_volume", {"unit": "mL/j"})
    yield from _far_counts(view, taken)
    yield from _drops(view)
    yield from _weight_drops(view)


def _far_counts(view: NumericView, taken: Sequence[Draft]) -> Iterator[Draft]:
    far = ((_FAR_VOMITS, "vomits"), (_FAR_STOOLS, "stools"), (_RESCUE, "rescue_doses"))
    for pattern, code in far:
        for found in pattern.finditer(view.text):
            draft = view.draft(found, "count", _said(found), code, {"unit": "/24 h"})
            if _said(found) and not any(_same(draft, other) for other in taken):
                yield draft


def _said(found: re.Match[str]) -> int:
    groups = found.groupdict()
    return int(groups.get("n") or groups.get("n2") or 0)


def _weight_drops(view: NumericView) -> Iterator[Draft]:
    """`57 kg contre 60 il y a un mois`: the share lost, from the larger weight."""
    for found in _WEIGHTS.finditer(view.text):
        one, two = number(found["a"]), number(found["b"])
        low, high = min(one, two), max(one, two)
        if 30 <= low < high <= 200 and high - low <= 40:
            share = round(100 * (high - low) / high, 1)
            yield view.draft(found, "vital", tidy(share), "weight_loss_percent", {"unit": "%"})


def _same(draft: Draft, other: Draft) -> bool:
    """The same count read by both; another number of the same text (`une selle, là cinq`) is not."""
    return (draft.code, draft.value) == (other.code, other.value) or (
        draft.code == other.code and other.end >= draft.end > other.start
    )


def _litres(found: re.Match[str]) -> float:
    said = 1.0 if found["n"] in {"un", "bon"} else number(found["n"])
    return said if found["u"].startswith("l") else said / 1000


def _drops(view: NumericView) -> Iterator[Draft]:
    """How many points under the usual saturation, or lost by walking; silent without a word of saturation."""
    if not _SATURATION.search(view.text):
        return
    usual = _USUAL.search(view.text)
    walking = _WALKING.search(view.text)
    taken = [found.span() for found in (usual, walking) if found]
    resting = next(
        (f for f in _RESTING.finditer(view.text) if not any(_over(f, span) for span in taken)), None
    )
    for high, low in ((usual, resting), (resting, walking), (usual, walking)):
        if high is None or low is None:
            continue
        drop = _value(high) - _value(low)
        if 1 <= drop <= 40:
            shown = low if low is not resting else high
            yield view.draft(shown, "vital", tidy(drop), "spo2_drop", {"unit": "points"})


def _over(found: re.Match[str], span: tuple[int, int]) -> bool:
    return found.start() < span[1] and span[0] < found.end()


def _value(found: re.Match[str]) -> float:
    return number(next(group for group in found.groups() if group))
