"""Counts and graded examinations: stools, vomits, rescue doses, sizes in mm, ACR and other scores, J9 and C2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from care.understanding.facts import Value
from care.understanding.numbers import Draft, NumericView, number, tidy
from care.understanding.quick import Quick

_RANGE = r"(?:(?P<low>\d{1,2}) ?(?:a|ou|/| ) ?)?(?P<n>\d{1,2})"
_TIMES = r"(?:x|fois?|foit|episodes?)(?![a-z])"
_STOOLS = Quick(
    rf"(?<![\d.,/]){_RANGE} ?(?:x |fois )?(?:selles?|diar+h?e+s?|coliques"
    rf"|(?:fois )?(?:aux toilettes|a la selle|au wc|aux wc|la diarrhee"
    r"|a selles)|episodes? de diar+h?e+s?)(?P<extra> (?:de plus|supplementaires?|en plus))?"
    rf"|(?:selles?|diar+h?e+s?|toilettes|wc|courante"
    rf"|liquide)(?: [a-z]+){{0,5}}? ?(?P<low2>(?<![\d])\d{{1,2}} ?(?:a|ou|/"
    rf"| ) ?)?(?P<n2>\d{{1,2}}) ?{_TIMES}"
    rf"|(?:selles?|diar+h?e+s?)(?: (?:liquides?|par jour|molles?))* ?(?:x|:"
    rf"|=) ?(?P<n3>\d{{1,2}})(?!\d)"
)
_VOMITS = Quick(
    rf"(?<![\d.,/]){_RANGE} ?(?:x |fois )?(?:vomissements?|vomi[ts]?(?![a-z])"
    rf"|episodes? de vomissements?)"
    rf"|(?:vomi[a-z]*|rendu|gerbe|degueule)(?: [a-z]+){{0,4}}? ?(?P<low2>\d{{1,2}} ?(?:a|ou|/"
    rf"| ) ?)?(?P<n2>\d{{1,2}}) ?{_TIMES}"
    rf"|vomissements? ?(?:x|:|=) ?(?P<n3>\d{{1,2}})(?!\d)"
    r"|(?<![a-z])(?P<one>(?:un|1) (?:seul|unique|petit|simple) (?:petit |gros )?vomissement"
    r"|vomissement (?:unique|isole)|(?:un|1) (?:seul )?vomi|un vomissement(?= (?:en tout|au total)))(?![a-z])"
)
_RESCUE = Quick(
    r"(?<![\d.,/])(?P<n>\d{1,2}) ?(?:x |fois )?(?:(?:son|sa|mon|ma|ses|mes|de|d|l|le|la|du|une|un) ){0,2}"
    r"(?:doses? de secours|inter ?doses?|bolus|actiskenan|oxynorm\w*|sevredol|oramorph|abstral|instanyl|effentora)"
    r"|(?:inter ?doses?|doses? de secours)(?: [a-z]+){0,3} (?P<n2>\d{1,2})(?: fois| par jour|/ ?j)"
    r"|(?<![\d.,/])(?P<n3>\d{1,2}) ?(?:x|fois|prises?|doses?|seringues?|pipettes?|ampoules?|pulverisations?|sprays?)"
    r" (?:(?:la|le|les|l|une?|ma|mon|sa|son|de|du|d) |petite?s? |seringues? |pipettes? |ampoules? |comprimes? "
    r"|spray ){0,5}"
    r"(?:morphine|oramorph|actiskenan|oxynorm\w*|abstral|instanyl|effentora|pecfent)"
    r"(?! (?:a liberation|lp|matin|par semaine))"
)
# `six petites ampoules en plus dans la journée`, `six doses sur 24 heures`: read where an opioid is named, for any
# medicine is taken so many times a day.
_OPIOID = Quick(
    r"(?<![a-z])(?:morphin|skenan|moscontin|actiskenan|oxy(?:norm|contin|cod)|oramorph|sevredol|fentanyl|durogesic|patch"
    r"|hydromorph|sophidone|methadone|abstral|instanyl|pecfent|effentora|inter ?doses?|secours)"
)
_RESCUE_UNNAMED = Quick(
    r"(?<![\d.,/])(?P<n>\d{1,2}) (?:petite?s? )?"
    r"(?:prises?|doses?|ampoules?|pipettes?|bolus|sprays?|gelules?|comprimes?|seringues?)"
    r" (?:(?:sur|en|par) (?:24 ?h|jour)"
    r"|(?:en plus|de plus|supplementaires?|de rab|de secours)(?! (?:par|la) semaine)(?![a-z]))"
)
_RESCUE_TAKEN = Quick(
    r"(?<![\d.,/])(?P<n>\d{1,2}) fois (?:son|sa|mon|ma|le|la|un|une|l) ?(?:comprime|dose|gelule|ampoule|sachet|spray"
    r"|medicament|entre deux)(?: [a-z]+){0,2} (?:de secours|de rab|d oxynorm|d actiskenan|de morphine|d oramorph)"
)
_HOURLY = Quick(
    r"(?P<what>vomi[a-z]*|diar+h?e+s?|toilettes"
    r"|selles?)(?: [a-z]+){0,3} (?:toutes? les? (?:demi )?(?:heures?|30 min|20 min))"
)
_SIZE = Quick(
    r"(?<![\d.,])(?P<a>\d{1,3}(?:[.,]\d{1,2})?) ?(?:(?:x|sur|/"
    r"|par) ?(?P<b>\d{1,3}(?:[.,]\d{1,2})?) ?)?"
    r"(?:(?:x|sur|/|par) ?(?P<c>\d{1,3}(?:[.,]\d{1,2})?) ?)?(?P<u>mm|cm|millimetres?"
    r"|centimetres?)(?![a-z\d])"
)
_SCORES = (
    ("acr", Quick(r"(?<![a-z])(?:acr|bi ?rads?)(?: ?(?:classee?|a|:|=|type|de) ?)* ?(?P<n>[0-6])(?!\d)")),
    ("pirads", Quick(r"(?<![a-z])pi ?rads?(?: ?[:=])? ?(?P<n>[1-5])(?!\d)")),
    ("tirads", Quick(r"(?<![a-z])(?:eu ?)?ti ?rads?(?: ?[:=])? ?(?P<n>[1-5])(?!\d)")),
    ("lirads", Quick(r"(?<![a-z])li ?rads?(?: ?[:=])? ?(?P<n>[1-5])(?!\d)")),
    ("bosniak", Quick(r"(?<![a-z])bosniak ?(?P<n>[1-4])(?!\d)")),
    ("gleason", Quick(r"(?<![a-z])gleason ?(?:a |: ?|= ?)?(?P<n>[6-9]|10)(?!\d| ?\+)")),
    ("isup", Quick(r"(?<![a-z])isup ?(?P<n>[1-5])(?!\d)")),
    ("g8", Quick(r"(?<![a-z])g ?8(?: ?(?:a|:|=|est))* ?(?P<n>1[0-7]|\d(?:[.,]5)?)(?! ?g)(?:/17)?(?!\d)")),
)  # fmt: skip
_GLEASON_SUM = Quick(
    r"(?<![a-z])gleason ?(?:a |: ?|= ?)?(?:\d ?\(? ?)?(?P<a>[3-5]) ?\+ ?(?P<b>[3-5])"
)
_DAY = Quick(
    r"(?<![a-z\d/])(?:(?<!\d )|(?<=c\d )|(?<=c\d\d ))j ?\+? ?(?P<n>\d{1,3})"
    r"(?![\d]|[.,]\d| ?(?:ans|fois|h\b|kg|%|°|/\d))"
    r""
    r"|(?<=\d)j(?P<n2>\d{1,3})(?!\d)"
    r"|(?<![a-z])(?<!ce )jour (?P<n3>\d{1,3})(?!\d|[.,]\d| ?(?:kg|kilo))"
    r"|(?<!\d)(?P<n4>\d{1,2}) ?(?:e|eme|ieme) jour(?! du mois)"
)
_CYCLE = Quick(
    r"(?<![a-z\d])c(?P<n>\d{1,2})(?![\d.,]|[a-ik-z])|(?:(?<=j\d)|(?<=j\d\d))c(?P<n2>\d{1,2})(?!\d)"
    r"|(?<![a-z])(?:cycle|cure)s? ?(?:n ?°? ?|numero )?(?P<n3>\d{1,2})(?!\d)"
    r"|(?<![a-z\d])(?P<n4>\d{1,2}) ?(?:e|eme|ieme|nd|nde|er|ere) (?:cure|cycle|chimio"
    r"|seance de chimio)"
)
# `J4 sans selle`: how long it lasts, no day of treatment; `C2 J4 sans selle` stays one.
_DAY_WITHOUT = Quick(
    r"(?<![a-z\d])(?<!c\d )j ?\+? ?(?P<n>\d{1,2})(?= (?:sans (?:selles?|transit|gaz|aller a)|de constipation))"
)
_BEFORE_DOSE = Quick(r"[-–—−] ?\d+$")


def read_counts(view: NumericView) -> Iterator[Draft]:
    """Every count, size, score and treatment day."""
    yield from _per_day(view, _STOOLS, "stools", 40)
    yield from _per_day(view, _VOMITS, "vomits", 60)
    for found in _HOURLY.finditer(view.text):
        code = "vomits" if found["what"].startswith("vomi") else "stools"
        yield view.draft(found, "count", 12, code, {"unit": "/24 h", "estimated": 1})
    unnamed = _RESCUE_UNNAMED.finditer(view.text) if _OPIOID.search(view.text) else ()
    for found in (*_RESCUE.finditer(view.text), *_RESCUE_TAKEN.finditer(view.text), *unnamed):
        if doses := int(next(filter(None, found.groups()), 0)):
            yield view.draft(found, "count", doses, "rescue_doses", {"unit": "/24 h"})
    for found in _SIZE.finditer(view.text):
        yield _size(view, found)
    for code, pattern in _SCORES:
        for found in pattern.finditer(view.text):
            yield view.draft(found, "exam", tidy(number(found["n"])), code)
    for found in _GLEASON_SUM.finditer(view.text):
        yield view.draft(found, "exam", int(found["a"]) + int(found["b"]), "gleason")
    yield from _days_and_cycles(view)


def _per_day(view: NumericView, pattern: Quick, code: str, most: int) -> Iterator[Draft]:
    for found in pattern.finditer(view.text):
        groups = found.groupdict()
        one = 1 if groups.get("one") else 0
        value = int(groups.get("n") or groups.get("n2") or groups.get("n3") or one)
        if not 1 <= value <= most:
            continue
        attributes: dict[str, Value] = {"unit": "/24 h"}
        tail = view.text[found.end() : found.end() + 24]
        if groups.get("extra") or re.match(r" ?(?:de plus|en plus|supplementaires?)", tail):
            attributes["extra"] = 1
        low = re.sub(r"\D", "", groups.get("low") or groups.get("low2") or "")
        if low and int(low) < value:
            attributes["low"] = int(low)
        yield view.draft(found, "count", value, code, attributes)


def _size(view: NumericView, found: re.Match[str]) -> Draft:
    largest = max(number(found[group]) for group in "abc" if found[group])
    millimetres = largest * (10 if found["u"].startswith("c") else 1)
    return view.draft(found, "exam", tidy(millimetres), "size", {"unit": "mm"})


def _lasting(view: NumericView, found: re.Match[str], days: int) -> Draft:
    attributes: dict[str, Value] = {
        "kind": "for",
        "hours": days * 24,
        "days": days,
        "unit": "hours",
    }
    return view.draft(found, "duration", days * 24, None, attributes)


def _days_and_cycles(view: NumericView) -> Iterator[Draft]:
    for found in _DAY.finditer(view.text):
        value = int(next(group for group in found.groups() if group))
        original = view.message.original
        start, end = view.message.span(*view.span(*found.span()))
        if value > 200 or _BEFORE_DOSE.search(original[start:end]):
            continue
        if without := _DAY_WITHOUT.match(view.text, found.start()):
            yield _lasting(view, without, value)
            continue
        tail = view.text[found.end() : found.end() + 16]
        post = re.match(r" ?(?:post ?op|apres (?:l )?(?:operation|chirurgie))", tail)
        yield view.draft(found, "treatment_day", value, None, {"of": "surgery"} if post else {})
    for found in _CYCLE.finditer(view.text):
        value = int(next(group for group in found.groups() if group))
        if 1 <= value <= 60:
            yield view.draft(found, "treatment_day", value, "cycle")
