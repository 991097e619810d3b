"""Stools told against the usual number: `8 selles hier pour 2 habituellement`, `d'habitude une fois, hier neuf`.

What counts is the difference, as in the thresholds. When it is not sure that the other number is the usual one
(`contre 4 hier`), the whole count is kept: doubt raises. A number `de plus` is a difference already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from care.understanding.episode_words import (
    BOWEL,
    DOWN,
    HABIT,
    OTHER,
    UP,
    N,
    said_of_another,
    sentence_of,
)
from care.understanding.facts import Value
from care.understanding.numbers import Draft, NumericView
from care.understanding.quick import Quick

_HABITUAL = rf"(?:{HABIT}|(?<!in)habitu\w*)"
_HABIT = Quick(_HABITUAL)
_NO_UNIT = r"(?! ?(?:fu|h|ans?|jours?|semaines?|mois|heures?|ml|litres?|l|g|kg)(?![a-z]))"
_NO_FEVER = r"(?!(?:3[6-9]|4[01])(?! ?(?:x|fois|selles?|passages?)))"
_COUNTED = (
    r"(?<![\d.,a-z])"
    + _NO_FEVER
    + r"(?P<{}>\d{}) ?(?:x|fois|selles?|passages?)?(?![\d.,a-z])"
    + _NO_UNIT
)
# Read only in a message that speaks of the bowels: the sentence may end between the two numbers.
_WITH_BOWEL = tuple(
    Quick(pattern)
    for pattern in (
        (
            rf"{N} ?(?:selles?|fois|passages?|x(?![a-z]))[^.;!?\n\d]{{0,30}}"
            rf"(?:pour|contre|au lieu de|vs|versus|alors qu\w*)[^.;!?\n\d]{{0,25}}(?P<usual>[0-6])(?![\d.,])"
            rf"[^.;!?\n\d]{{0,18}}{_HABITUAL}"
        ),
        (
            rf"{_HABITUAL}[^.;!?\n\d]{{0,40}}(?<![\d.,])(?P<usual>[0-6]) ?(?:x|fois|selles?|par jour)"
            r"[^!?\n\d]{0,110}?(?<![\d.,])(?P<n>\d{1,2}) ?(?:fois|selles?|x(?![a-z])|passages?)"
        ),
        (
            rf"{_HABITUAL}[^.;!?\n\d]{{0,40}}(?<![\d.,])(?P<usual>[0-6]) ?(?:x|fois|selles?)[^!?\n]{{0,110}}?"
            r"(?<![a-z])(?:hier|aujourd hui|cette nuit|ce matin)[^!?\n\d]{0,60}?: ?(?P<n>\d{1,2})(?= ?(?:[.,;!]|$))"
        ),
        (
            rf"(?<![\d.,a-z])(?P<usual>[0-6]) ?(?:fois|x|selles?) (?:par jour |le matin )?{HABIT},? ?"
            r"(?:et |mais |la |deja )?(?P<n>\d{1,2}) (?:hier|aujourd hui|cette nuit|ce matin|depuis)(?![a-z])"
        ),
        (
            rf"(?:{HABIT}|avant)[^.;!?\n]{{0,40}}?(?<![\d.,])(?P<usual>\d) ?(?:x|fois|selles?|par jour)[^!?\n]{{0,50}}?"
            r"(?<![\d.,])(?P<n>\d{1,2})(?![\d]|[.,]\d| ?h| ?ans| ?jours?)"
        ),
    )
)
_ANYWHERE = tuple(
    Quick(pattern)
    for pattern in (
        (
            rf"(?:{HABIT}|avant)[^.;!?\n]{{0,30}}?{_COUNTED.format('usual', '')}[^.;!?\n]{{0,80}}?"
            rf"{_COUNTED.format('n', '{1,2}')}"
        ),
        (
            rf"(?<![\d.,a-z])(?P<usual>\d) (?:fois|x|selles?) ?(?:le matin|par jour|le soir)? ?{HABIT}"
            r"[^.;!?\n\d]{0,40}? (?P<n>\d{1,2}) ?(?:fois|x|selles?)"
        ),
        (
            r"(?<![\d.,])(?P<n>\d{1,2}) ?(?:x|fois)?[^.;!?\n\d]{0,28}?"
            r"(?:au lieu d(?:e)?|contre|d habitude c e(?:s|tai)t) (?P<usual>une?|\d)"
            r"(?: (?:fois|seule|selle)| d habitude| d ordinaire| en temps| ?[,.]| et | pas |$)"
        ),
        (
            r"(?<![a-z])(?:vais|vas?|allais|allait) (?P<usual>\d) (?:fois|x) par jour[^.;!?\n\d]{0,30}?"
            r"(?:hier|la|maintenant)[^.;!?\n\d]{0,16}? (?P<n>\d{1,2})(?![\d.,]| ?(?:h|ans|jours)(?![a-z]))"
        ),
        (
            r"(?<![a-z])de (?P<usual>\d) (?:selles?|fois)[^.;!?\n\d]{0,24}?"
            r"(?:passee?|montee?|monter) a (?P<n>\d{1,2})(?!\d)"
        ),
    )
)
_MORE = tuple(
    Quick(pattern)
    for pattern in (
        rf"(?<![a-z])(?:vais|vas?|allee?|aller) (?:y )?{N} ?(?:fois|x) (?:de|en) plus(?! (?:vite|loin|souvent|fort))",
        rf"(?<![a-z])(?:selles?|diar+h?e+s?|toilettes)[^.;!?\n\d]{{0,36}}?{N} (?:de|en) plus(?= ?(?:par|/) ?j|,|$)",
        rf"{N} ?passages? (?:de plus|en plus|supplementaires?)",
        rf"(?<![a-z])(?:selles?|diar+h?e+s?)(?: [a-z]+){{0,3}} a {N} (?:de|en) plus(?! (?:vite|loin|souvent|fort))",
    )
)
_GOING_MORE = Quick(
    r"(?<![a-z])(?:vais|vas?|allee?s?|aller|cours|court|file|suis|est) (?:y )?"
    r"(?:au moins |bien |aux? |a la |selles? |toilettes |wc )*"
    r"(?P<n>\d{1,2}) ?(?:fois|x) (?:de|en) plus(?! (?:vite|loin|souvent|fort|grand|cher))"
)
# `sept fois de plus que d'habitude`, in a message that speaks of the bowels.
_THAN_USUAL = Quick(
    rf"{N} ?(?:fois|x) (?:de|en) plus (?:que|qu) ?(?:d habitude|d ordinaire|a l ordinaire|avant|normalement|la normale)"
)
# Not the usual number but the one of a day or an hour: `contre 4 hier`, `avant-hier 4`, `avant le repas 2`.
_A_DAY = Quick(
    r"(?<![a-z])(?:hier|veille|matin|midi|soir|nuit|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?![a-z])"
)
_BEFORE_HOUR = Quick(
    r"avant ?(?:hier|midi|minuit|\d{1,2} ?h|(?:le |l |mon |son )?(?:petit )?"
    r"(?:dej\w*|repas|diner|souper|gouter|coucher|lever))"
)
_MOST_USUAL = 3
# A smaller one without the name of the place may count anything: `deux télés au lieu d'une`.
_FEWEST = 3
_MOST_STOOLS = 40


def read_compared_stools(view: NumericView) -> Iterator[Draft]:
    """What is beyond the usual number; the whole count when the other number may not be the usual one."""
    told = [found for found in _all(_ANYWHERE, view) if _is_beyond(found)]
    told = [found for found in told if _of_bowels(view.text, found)]
    if BOWEL.search(view.text):
        told += [f for f in _all(_WITH_BOWEL, view) if _is_beyond(f) or _is_later(f)]
    for found in told:
        total = _number(found, "n")
        if _is_beyond(found) and _is_usual(view.text, found):
            more = total - _number(found, "usual")
            yield _draft(view, found, more, {"extra": 1, "total": total})
        else:
            yield _draft(view, found, total, {})
    than_usual = _THAN_USUAL.finditer(view.text) if BOWEL.search(view.text) else ()
    for found in (*_GOING_MORE.finditer(view.text), *than_usual):
        if _number(found, "n") and not _of_another(sentence_of(view.text, found)):
            yield _draft(view, found, _number(found, "n"), {"extra": 1})
    for found in _all(_MORE, view):
        if _number(found, "n") and not said_of_another(view.text, found, "stools"):
            yield _draft(view, found, _number(found, "n"), {"extra": 1})


def _all(patterns: tuple[Quick, ...], view: NumericView) -> Iterator[re.Match[str]]:
    return (found for pattern in patterns for found in pattern.finditer(view.text))


def _draft(
    view: NumericView, found: re.Match[str], value: int, attributes: dict[str, Value]
) -> Draft:
    capped = min(value, _MOST_STOOLS)
    return view.draft(found, "count", capped, "stools", {"unit": "/24 h", **attributes})


def _number(found: re.Match[str], name: str) -> int:
    value = int(found[name]) if found[name].isdigit() else 1
    return value // 2 if name == "n" and found.groupdict().get("half") else value


def _is_beyond(found: re.Match[str]) -> bool:
    return _number(found, "n") > _number(found, "usual")


def _is_later(found: re.Match[str]) -> bool:
    return _number(found, "n") > 0 and found.start("usual") < found.start("n")


def _of_bowels(text: str, found: re.Match[str]) -> bool:
    """People seldom name the place: a comparison is of stools unless words of something else stand beside it."""
    if DOWN.search(found.group()):
        return True
    return _number(found, "n") >= _FEWEST and not _of_another(sentence_of(text, found))


def _of_another(about: str) -> bool:
    return bool(OTHER.search(about) or UP.search(about))


def _is_usual(text: str, found: re.Match[str]) -> bool:
    if _HABIT.search(found.group()):
        return True
    if _BEFORE_HOUR.match(found.group()):
        return False
    after = text[found.end("usual") : found.end("usual") + 14]
    return _number(found, "usual") <= _MOST_USUAL and not _A_DAY.search(after)
