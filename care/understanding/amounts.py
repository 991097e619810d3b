"""Amounts that a threshold waits for: skin surface, stoma output, stool volume."""

from __future__ import annotations

import re
from collections.abc import Iterator

from care.understanding.numbers import Draft, NumericView, number, tidy
from care.understanding.quick import Quick

_SURFACE = Quick(
    r"(?<![\d.,])(?P<a>\d{1,3}) ?(?:%|pour ?(?:cent|100)) (?:de |du |d )?(?:la |sa |ma |son |mon )?"
    r"(?:surface|corps|peau|sc(?![a-z])|sct(?![a-z]))"
    r"|(?<![a-z])(?:surface|sc|sct)(?![a-z])(?: [a-z]+){0,2}? ?(?:a |de |est |: ?|= ?|>=? ?)*"
    r"(?P<b>\d{1,3}) ?(?:%|pour ?(?:cent|100))"
)
_FRACTION = Quick(
    r"(?<![a-z])(?:un |le )(?P<part>quart|cinquieme|sixieme|dixieme) (?:de |du )"
    r"(?:la |sa |ma |son |mon |leur )?(?:surface|corps|peau|tegument)(?![a-z])"
)
_PERCENT_OF = {"quart": 25, "cinquieme": 20, "sixieme": 16, "dixieme": 10}
_PALMS = Quick(
    r"(?<![\d.,])(?P<n>\d{1,2}) (?:fois (?:la |sa |ma |votre )?|)(?:de |d )?paumes?(?![a-z])"
)
_NOT_DRUNK = r"(?:(?!(?<![a-z])(?:bois|boit|boire|bu|hydrat\w*)(?![a-z]))[^.;!?\n])"
_BAG_OF_OTHER = r"(?! (?:a |d |de )?(?:urin|nutri|perf|sang|chimio|serum|glace))"
_STOMA = Quick(
    rf"(?<![a-z])(?:ileostomie|colostomie|stomie|poches?{_BAG_OF_OTHER}|debit)(?![a-z]){_NOT_DRUNK}{{0,45}}?"
    r"(?<![\d.,])(?P<n>\d \d{3}(?!\d)|\d{1,4}(?:[.,]\d{1,2})?) ?(?P<u>l|litres?|ml|cc)(?![a-z])"
)
# `Iléostomie. On a vidé 2,3 litres`: what came out, said in another sentence than the stoma.
_STOMA_NAMED = Quick(
    r"(?<![a-z])(?:ileo|ileostom\w*|colostom\w*|stomie|stomise\w*|stomather\w*"
    r"|(?:ma|sa) poche(?! (?:de|d|a) )|la poche de (?:mon|ma|papa|maman|mr|mme|monsieur|madame)"
    r"|poche (?:sur|au niveau de|sortie de) (?:le |l )?(?:petit )?(?:intestin|grele))(?![a-z])"
)
_STOMA_FAR = Quick(
    r"(?<![a-z])(?:font|fait|totalis\w*|vid(?:e[es]?|ait|ons|ent|ange\w*)|produi\w*|donne|debite|perd|perdu|sort|sorti|recueilli\w*|releve|jete|pertes?"
    r"|total|compte|pichet|quantifie|mesure|rendu|notee?s?)(?![a-z])[^.;!?\n\d]{0,75}?"
    r"(?<![\d.,])(?P<n>\d \d{3}(?!\d)|\d{1,4}(?:[.,]\d{1,2})?) ?(?P<u>l|litres?|ml|cc)(?![a-z])"
)
_STOMA_BAG = Quick(r"(?<![a-z])(?:ileo|ileostom\w*|colostom\w*|stomie|poches?)(?![a-z])")
_STOMA_EACH = Quick(
    r"(?<![\d.,])(?P<times>\d{1,2}) (?:fois|poches?|vidanges?)(?![a-z])[^.;!?\n\d]{0,60}"
    r"(?<![\d.,])(?P<n>\d{2,4}|\d[.,]\d{1,2}) ?(?P<u>l|litres?|ml|cc)(?![a-z])"
    r"(?= ?(?:a )?(?:chaque|chacune|par (?:poche|vidange)|la poche|l une))"
)
_STOOL = Quick(
    r"(?<![a-z])(?:diarrhees?|selles?)(?![a-z])"
    r"(?:(?!(?<![a-z])(?:bois|boit|boire|bu|hydrat\w*|boissons?|apports?|perfus\w*)(?![a-z]))[^;!?\n]){0,80}?"
    r"(?<![\d.,])(?P<n>\d \d{3}(?!\d)|\d{1,4}(?:[.,]\d{1,2})?) ?(?P<u>l|litres?|ml|cc)(?![a-z])"
)
_STOOL_SAID = Quick(
    rf"(?<![a-z])(?:diarrhees?|selles?)(?![a-z]){_NOT_DRUNK}{{0,45}}?(?<![a-z])"
    r"(?P<n>un|un demi|demi|bon) (?P<u>litres?)(?![a-z])"
)
_LITRES_SAID = {"un": 1.0, "bon": 1.0, "demi": 0.5, "un demi": 0.5}
_STOOL_AFTER = Quick(
    r"(?<![\d.,])(?P<n>\d{1,4}(?:[.,]\d{1,2})?|un|bon) ?(?P<u>l|litres?|ml|cc)(?![a-z])"
    r"(?P<more> et demi)? (?:de |d )?(?:diarrhees?|selles?)"
)


def read_amounts(view: NumericView) -> Iterator[Draft]:
    """Every amount of a message, in the unit of the thresholds."""
    for found in _SURFACE.finditer(view.text):
        percent = number(found["a"] or found["b"])
        if 1 <= percent <= 100:
            yield view.draft(found, "vital", tidy(percent), "body_surface", {"unit": "%"})
    for found in _FRACTION.finditer(view.text):
        percent = _PERCENT_OF[found["part"]]
        yield view.draft(found, "vital", percent, "body_surface", {"unit": "%"})
    for found in _PALMS.finditer(view.text):
        yield view.draft(found, "vital", int(found["n"]), "body_surface", {"unit": "%"})
    far = _STOMA_FAR.finditer(view.text) if _STOMA_NAMED.search(view.text) else ()
    for found in (*_STOMA.finditer(view.text), *far):
        litres = _litres(found)
        if 0.1 <= litres <= 15:
            yield view.draft(found, "count", tidy(litres), "stoma_output", {"unit": "L/24 h"})
    yield from _emptied(view)
    said = (_STOOL, _STOOL_AFTER, _STOOL_SAID)
    for found in (each for pattern in said for each in pattern.finditer(view.text)):
        millilitres = _litres(found) * 1000
        if 100 <= millilitres <= 15000:
            yield view.draft(found, "count", tidy(millilitres), "stool_volume", {"unit": "mL/j"})


def _emptied(view: NumericView) -> Iterator[Draft]:
    """`cinq fois la poche, 450 ml à chaque fois`: how often, and how much each time."""
    if not _STOMA_BAG.search(view.text):
        return
    for found in _STOMA_EACH.finditer(view.text):
        litres = round(_litres(found) * int(found["times"]), 2)
        if 0.1 <= litres <= 15:
            yield view.draft(found, "count", tidy(litres), "stoma_output", {"unit": "L/24 h"})


def _litres(found: re.Match[str]) -> float:
    said = _LITRES_SAID.get(found["n"]) or number(found["n"])
    return said if found["u"].startswith("l") else said / 1000
