"""What is told in several parts and must be added up: pouches of a stoma, episodes of the night and of the morning.

`3 poches de 800 mL`, `six vidanges de 400`, `1 L cette nuit + 1,2 L dans la journée`; `quatre fois cette nuit et trois
fois ce matin`. What was drunk, dripped in or passed as urine is no output, and two different days are never added.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from care.understanding.episode_words import DOWN, HABIT, OTHER, UP
from care.understanding.numbers import SENTENCE, Draft, NumericView, number, tidy
from care.understanding.quick import Quick

_NAMED = Quick(r"(?<![a-z])(?:ileo(?![a-z])|ileostom|colostom|stomi)")
_BAG = Quick(r"(?<![a-z])(?:ileo(?![a-z])|ileostom|colostom|stomi|poches?(?![a-z]))")
_MEASURED = Quick(r"(?<![a-z])(?:bassine?s?|seaux?|mesure\w*|recueil\w*|quantifie\w*|pot)(?![a-z])")
_NOT_STOOL = Quick(
    r"(?<![a-z])(?:urin|uro|nephrostom|bricker|perf|chimio|transfus|plaquett|nutrition|glace|dialys|drain|redon|serum"
    r"|plevr|pleur|ascite|pipi|alcool)"
)
_DRUNK = Quick(r"(?<![a-z])(?:bois|boit|boire|bu|hydrat\w*|d eau|boissons?|perfus\w*)(?![a-z])")
_AMOUNT = (
    r"(?:(?:(?<![\d.,])(?P<n>\d \d{3}(?!\d)|\d{1,4}(?:[.,]\d{1,2})?)|(?<![a-z])une?)"
    r" ?(?P<u>l|litres?|ml|cc|millilitres?)(?![a-z])(?P<more> et demi)?"
    r"|(?<![a-z])(?P<half>(?:un )?demi ?litres?)(?![a-z]))"
)
_STOOL = Quick(r"(?<![a-z])(?:diarrhe|selle|liquide)")
_AMOUNTS_SAID = re.compile(_AMOUNT)
_LINK = (
    r"(?:[ ,:(]|(?<![a-z])(?:x|bien|toutes?|pleines?|remplies?|entieres?|environ|presque|peu|pres|facile|au|moins|plus"
    r"|avec|de|des|d|a|la|ma|sa|les|poches?|ileostomie|stomie|liquides?|chaque|fois|chacune|il|y|avait|contenant"
    r"|font|fait|faisait|c|est|etait|par|vidange|l)(?![a-z])){0,16}?"
)
_TIMES = Quick(
    rf"(?<![\d.,])(?P<times>\d{{1,2}}) ?(?:fois|x|poches?|vidanges?|recueils?|sacs?|bassine?s?|seaux?)(?![a-z])"
    rf"{_LINK}{_AMOUNT}"
)
_HANDLED = (
    r"(?<![a-z])(?:j|on|il|elle|je) (?:en )?(?:ai|a|avons)?(?: deja)?(?: en)? ?"
    r"(?:vide|jete|rempli|change|videe?s?) "
)
_THEN_TIMES = Quick(
    rf"{_AMOUNT}(?:[ ,(]|(?<![a-z])(?:a|chaque|chacune|par|poches?|vidanges?|la|l|une|et|deja)(?![a-z])){{0,9}}?"
    rf"(?<![\d.,])(?:x ?(?P<by>\d{{1,2}})(?![\d.,])|(?P<times>\d{{1,2}}) (?:fois|poches?|vidanges?|par jour)"
    rf"|{_HANDLED}(?P<more_times>\d{{1,2}})(?!\d|[.,]\d| ?(?:l|litres?|ml|h)(?![a-z])))"
)
_TIMES_SAID = ("times", "by", "more_times")
_EACH = re.compile(
    r"(?<![a-z])(?:chaque|chacune?|par (?:poche|vidange|fois)|la poche|l une)(?![a-z])"
)
_HOW_OFTEN = re.compile(
    r"(?<![\d.,])(?P<n>\d{1,2}) (?:fois|poches?|vidanges?|sacs?)(?![a-z])"
    r"|toutes les (?:(?P<hours>\d{1,2}) ?)?(?:h|heures)(?![a-z])"
)
_BY_PART = re.compile(
    r"(?<![a-z])(?:nuit|matin|midi|soir|apres midi|journee) ?:? ?(?P<ml>\d{3,4})(?![\d.,]\d| ?(?:l|litres?)(?![a-z]))"
)
_MILLILITRES = re.compile(r"(?<=\d) ?(?:ml|cc)(?![a-z])")
_IN_ALL = re.compile(
    r" ?(?:en tout|au total|par heure|(?:en|sur|pour) (?:[2-9]|48|72)(?!\d) ?(?:h|heures|j|jours)(?![a-z]))"
)
_PLUSES = Quick(
    r"(?<![\d.,])(?P<sum>\d{2,4}(?: ?(?:ml|cc))?(?: ?\+ ?\d{2,4}(?: ?(?:ml|cc))?)+)(?![\d.,])"
)
_PART = re.compile(
    r"(?<![a-z])(?:(?P<hier>(?:avant )?hier)(?! (?:soir|apres midi))|(?:hier )?(?:nuit|matin|midi|soir|apres midi"
    r"|journee)|(?:dans|de|en|le) (?:la )?jour|aujourd hui|a ?\d{1,2} ?h|\d{1,2} ?h(?:eures)?(?![a-z\d]))(?![a-z])"
)
_USUAL = re.compile(rf"{HABIT}|(?<![a-z])(?:contre|lieu|habituel\w*|que d|avant)(?![a-z])")
_MOST_LITRES = 15
Drafted = Callable[[NumericView, tuple[int, int], float], Iterator[Draft]]

_COUNTED = r"(?:fois|x|vomissements?|vomis|selles?|diarrhees?|episodes?|couches?|passages?|cacas?)"
_WHEN = (
    r"(?:nuit|matin|matinee|soir|soiree|midi|apres midi|journee|jour|levee?|lever|reveil|minuit)"
)
_TWO_PARTS = Quick(
    rf"(?<![\d.,/a-z])\d{{1,2}} ?{_COUNTED}(?![a-z])[^.;!?\n]{{0,60}}{_WHEN}[^.;!?\n]{{0,40}}(?<![\d.,/a-z])\d{{1,2}} "
    rf"|{_WHEN},?(?: [a-z]+){{0,4}} \d{{1,2}} ?{_COUNTED}[^.;!?\n]{{0,40}}{_WHEN}[^.;!?\n]{{0,24}} \d"
)
_TOKEN = re.compile(
    rf"(?<![\d.,/a-z])(?P<n>\d{{1,2}})(?! ?(?:h|ans?|jours?|j|mois|semaines?|kg|kilos?|ml|l|cc|mg|g|min"
    r"|heures?)(?![a-z])|[.,]\d|\d|/)"
    rf"|(?<![a-z])(?P<day>(?:avant )?hier)(?! (?:soir|apres midi))(?![a-z])|(?<![a-z])(?P<when>{_WHEN})(?![a-z])"
)
_NO_SUM = re.compile(
    rf"{HABIT}|(?<![a-z])(?:dont|tous les|chaque|par semaine|lieu|de plus|temperature|fievre)(?![a-z])"
)
# `levé trois fois pour rendre. Depuis le petit-déjeuner encore quatre fois`
_AND_AGAIN = Quick(
    r"(?<![\d.,/a-z])(?P<a>\d{1,2}) fois(?![a-z])[^!?\n\d]{0,110}?(?<![a-z])encore (?P<b>\d{1,2}) fois(?! par)"
)
_MOST_EPISODES = 40


def read_summed(view: NumericView) -> Iterator[Draft]:
    """Volumes and episodes that a message tells in parts."""
    text = view.text
    of_bag = _BAG.search(text) and (_NAMED.search(text) or not _NOT_STOOL.search(text))
    if of_bag:
        yield from _volumes(view, _output)
    elif _MEASURED.search(text) and _STOOL.search(text) and not _NOT_STOOL.search(text):
        yield from _volumes(view, _stool)
    yield from _and_again(view)
    if _TWO_PARTS.search(text):
        for sentence in SENTENCE.finditer(text):
            yield from _episodes(view, sentence)


def _and_again(view: NumericView) -> Iterator[Draft]:
    for found in _AND_AGAIN.finditer(view.text):
        about = view.text[max(0, found.start() - 30) : found.end()]
        up, down = bool(UP.search(about)), bool(DOWN.search(about))
        total = int(found["a"]) + int(found["b"])
        if up is not down and not OTHER.search(about):
            yield from _all_together(view, found.span(), total, up=up)


def _volumes(view: NumericView, drafted: Drafted) -> Iterator[Draft]:
    for pattern in (_TIMES, _THEN_TIMES):
        for found in pattern.finditer(view.text):
            before = re.split(r"[.;!?\n,]", view.text[max(0, found.start() - 40) : found.start()])
            around = before[-1] + found.group()
            if _USUAL.search(around) or _DRUNK.search(around):
                continue
            if not _IN_ALL.match(view.text, found.end()):
                times = int(next(filter(None, map(found.groupdict().get, _TIMES_SAID)), 1))
                yield from drafted(view, found.span(), times * _litres(found))
    for found in _PLUSES.finditer(view.text):
        millilitres = sum(map(int, re.findall(r"\d+", found["sum"])))
        yield from drafted(view, found.span(), millilitres / 1000)
    for sentence in SENTENCE.finditer(view.text):
        yield from _added(view, sentence, drafted)


def _added(view: NumericView, sentence: re.Match[str], drafted: Drafted) -> Iterator[Draft]:
    """`un litre le matin, un litre et demi le soir`: every amount has its own part of one day, or a plus sign."""
    said = sentence.group()
    found = list(_AMOUNTS_SAID.finditer(view.text, *sentence.span()))
    if not found or _USUAL.search(said) or _DRUNK.search(said):
        return
    if len(found) == 1:
        yield from _repeated(view, sentence, found[0], drafted)
        return
    ends = [one.start() for one in found[1:]] + [sentence.end()]
    after = [view.text[one.end() : end] for one, end in zip(found, ends, strict=True)]
    before = view.text[sentence.start() : found[0].start()]
    parts = [_PART.search(piece) for piece in after]
    plus = all("+" in piece or " puis " in piece for piece in after[:-1])
    told_after = all(parts) and not any(part["hier"] for part in parts if part)
    told_before = bool(_PART.search(before)) and all(parts[:-1]) and "hier" not in said
    if plus or told_after or told_before:
        span = found[0].start(), found[-1].end()
        yield from drafted(view, span, sum(map(_litres, found)))


def _repeated(
    view: NumericView, sentence: re.Match[str], amount: re.Match[str], drafted: Drafted
) -> Iterator[Draft]:
    """`4 fois cette nuit et 4 ce matin, 300 ml chaque fois`; `matin 800, soir 700 mL`, one unit for all."""
    said = sentence.group()
    parts = [int(each["ml"]) for each in _BY_PART.finditer(said)]
    if len(parts) > 1 and _MILLILITRES.search(said):
        yield from drafted(view, amount.span(), sum(parts) / 1000)
        return
    often = list(_HOW_OFTEN.finditer(said))
    if (
        not often
        or not _EACH.search(said)
        or "hier" in said
        or _IN_ALL.match(view.text, amount.end())
    ):
        return
    times = sum(int(each["n"] or 24 // max(int(each["hours"] or 1), 1)) for each in often)
    if times <= 24:
        yield from drafted(view, amount.span(), times * _litres(amount))


def _output(view: NumericView, span: tuple[int, int], litres: float) -> Iterator[Draft]:
    if 0.1 <= litres <= _MOST_LITRES:
        value = tidy(round(litres, 2))
        yield Draft("count", value, "stoma_output", *view.span(*span), {"unit": "L/24 h"})


def _stool(view: NumericView, span: tuple[int, int], litres: float) -> Iterator[Draft]:
    if 0.1 <= litres <= _MOST_LITRES:
        value = tidy(round(litres * 1000))
        yield Draft("count", value, "stool_volume", *view.span(*span), {"unit": "mL/j"})


def _litres(found: re.Match[str]) -> float:
    if found["half"]:
        return 0.5
    value = (number(found["n"]) if found["n"] else 1.0) + (0.5 if found["more"] else 0.0)
    return value if found["u"].startswith("l") else value / 1000


def _episodes(view: NumericView, sentence: re.Match[str]) -> Iterator[Draft]:
    """Counts that each stand beside their own part of the day: `2 hier soir, 3 dans la nuit et encore 2 ce matin`."""
    said = sentence.group()
    before = view.text[max(0, sentence.start() - 80) : sentence.start()]
    about = said if UP.search(said) or DOWN.search(said) else before
    up, down = bool(UP.search(about)), bool(DOWN.search(about))
    if up is down or _NO_SUM.search(said):
        return
    tokens = list(_TOKEN.finditer(view.text, *sentence.span()))
    kinds = "".join("n" if token["n"] else "d" if token["day"] else "w" for token in tokens)
    run = re.search(r"(?:nw){2,}|(?:wn){2,}", kinds)
    if run is None or "d" in kinds:
        return
    counts = [token for token in tokens[run.start() : run.end()] if token["n"]]
    near = view.text[max(sentence.start(), counts[0].start() - 30) : counts[-1].end() + 12]
    total = sum(int(token["n"]) for token in counts)
    if not OTHER.search(near) and not _USUAL.search(near):
        yield from _all_together(view, (counts[0].start(), counts[-1].end()), total, up=up)


def _all_together(
    view: NumericView, span: tuple[int, int], total: int, *, up: bool
) -> Iterator[Draft]:
    """The episodes of all the parts: what comes up, or what goes down."""
    if 0 < total <= _MOST_EPISODES:
        code = "vomits" if up else "stools"
        yield Draft("count", total, code, *view.span(*span), {"unit": "/24 h", "summed": 1})
