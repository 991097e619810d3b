"""A value told against another one of the same patient: an earlier one, the usual one, the one at rest.

Saturations give the points lost, stools what is beyond the usual number, weights the share lost. When it is not sure
that a number of stools is the usual one (`contre 4 hier`), the whole count is kept: doubt raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from care.understanding.compared_stools import read_compared_stools
from care.understanding.numbers import SENTENCE, Draft, NumericView, number, tidy
from care.understanding.quick import Quick

_OXYGEN = r"(?<![a-z])(?:spo ?2|sato2|satu?|saturation|oxymetre|saturometre|doigtier)(?![a-z])"
_NOT_OXYGEN = (
    r"(?:(?!(?:fc|pouls|fr|ta|tension|temp|t|coeur|freq\w*|bpm|glasgow)(?![a-z]))[^.;\n\d])"
)
# Both in one phrase: `97 % au dernier passage et 93 aujourd'hui`, `91 contre 97 la semaine dernière`.
_FELL = (
    Quick(
        r"(?<![a-z])(?:spo ?2|satu?|saturation)(?![a-z])[^.;\n\d]{0,12}"
        r"(?:habituelle(?:ment)?|d habitude|de base|avant)[^.;\n\d]{0,12}(?P<high>9\d|100) ?%?[^.;\n\d]{1,30}"
        r"(?P<low>[6-9]\d)(?![\d/]|[.,]\d)"
    ),
    Quick(
        rf"{_OXYGEN}[^.;\n\d]{{0,25}}(?P<high>9\d|100) ?%?(?! ?(?:bpm|/min)){_NOT_OXYGEN}{{0,45}}(?<![a-z])"
        r"(?:a|et|puis|maintenant|aujourd hui|ce jour|ce matin|ce soir|la|mais|->|>)(?![a-z])"
        rf"{_NOT_OXYGEN}{{0,22}}(?P<low>[6-9]\d)(?![\d/]|[.,]\d| ?(?:ans|kg|fois|jours|bpm|/min|puls\w*|batt\w*))"
    ),
    Quick(
        rf"{_OXYGEN}[^.;\n\d]{{0,25}}(?P<low>[6-9]\d) ?%?{_NOT_OXYGEN}{{0,30}}(?<![a-z])(?:contre|au lieu de|vs|versus"
        rf"|alors qu\w*|pour|d habitude|habituellement|avant)(?![a-z]){_NOT_OXYGEN}{{0,30}}"
        r"(?P<high>9\d|100) ?%?(?! ?(?:bpm|/min|ans|kg|fois|jours))"
    ),
)
# `94 % contre 99 %` needs no more than a message that speaks of breath, `93 alors que d'habitude 98` one of saturation.
_NOT_ANOTHER_UNIT = r"(?![\d/]|[.,]\d| ?(?:ans?|kgs?|kilos?|bpm|/min|fois|jours?|mm)(?![a-z]))"
_AGAINST = Quick(
    rf"(?<![\d.,/])(?P<low>[6-9]\d){_NOT_ANOTHER_UNIT}(?P<sign> ?%)?{_NOT_OXYGEN}{{0,30}}(?<![a-z])"
    rf"(?:contre|au lieu de|vs|versus|alors qu\w*|quand|d habitude|d ordinaire)(?![a-z]){_NOT_OXYGEN}{{0,30}}"
    rf"(?<!\d)(?P<high>9\d|100){_NOT_ANOTHER_UNIT}(?P<signs> ?%)?"
)
_DEVICE = Quick(r"(?<![a-z])(?:appareil|doigt|capteur|machine)(?![a-z])")
_BREATH = Quick(r"(?<![a-z])(?:s?essouffl|souffl|respir|touss|toux|dyspn|oxygen|enhertu|poumon)\w*")
# Each said on its own, anywhere in a message that speaks of saturation.
_SATURATION = Quick(
    r"(?<![a-z])(?:pince|doigtier|oxymetre|spo ?2|sao2|sat\w*|desatur\w*|saturometre)"
)
_USUAL = Quick(
    r"(?:habituel\w*|d habitude|d ordinaire|de base|usuelle?|connue|anterieure|hier|avant)(?: (?:a|de|est|etait|vers))?"
    r"(?: ?[:=])? ?(?P<a>9\d|100|8\d)(?![\d/]|[.,]\d) ?%?"
    r"|(?<![a-z])(?:(?<!pouls )(?<!fc )(?<!coeur )(?<!tension )toujours|carnet|dossier|derniere fois|fois d avant"
    r"|dernier passage|precedente?s?|au depart|jusque la|jusqu ici)"
    r"(?: [a-z]+){0,3} ?:? ?(?P<d>9[4-9]|100)(?![\d/]|[.,]\d| ?(?:ans|kg|bpm|puls\w*))"
    r"|(?<![\d.,/])(?P<b>9\d|100|8\d) ?%? (?:d habitude|d ordinaire|habituel\w*|au lieu|de base|hier)"
    r"|au lieu de (?P<c>9\d|100)(?![\d/]|[.,]\d)"
    r"|(?<![a-z])(?:disai|indiquai|affichai|montrai|notai|marquai)\w+(?: [a-z]+){0,2} ?:? ?"
    r"(?P<e>9[4-9]|100)(?![\d/]|[.,]\d)"
)
_WALKING = Quick(
    r"(?:marche|effort|marchant|deambul\w*)(?: (?:a|de|est|tombe a|descend a|chute a|il|elle))*"
    r"(?: ?[:=])? ?(?P<a>[6-9]\d)(?![\d/]|[.,]\d) ?%?"
    r"|(?<![\d.,/])(?P<b>[6-9]\d) ?%? (?:a la |a l |en )?(?:marche|effort|marchant)"
    r"|(?<![a-z])(?:tomb|descend|chut|baiss)\w*(?: [a-z]+)? a (?P<d>[6-9]\d)(?![\d/]|[.,]\d| ?(?:ans|kg|bpm|puls\w*))"
    r"|(?<![\d.,/])(?P<c>[6-9]\d) ?%? apres (?:(?:le|un|son|les|des|quelques|\d+) )+"
    r"(?:couloirs?|pas|metres?|escaliers?|marches?)"
)
_RESTING = Quick(
    r"(?:repos|aa|air ambiant)(?: (?:a|de|est))?(?: ?[:=])? ?(?P<a>[6-9]\d|100)(?![\d/]|[.,]\d)"
    r"|(?<![\d.,/])(?P<b>[6-9]\d|100) ?%? (?:au |de )?(?:doigt|repos|en air|assise?(?![a-z])|aa(?![a-z]))"
    r"|(?:spo ?2|sat\w*)(?: (?:a|de|est))?(?: ?[:=])? ?(?P<c>[6-9]\d|100)(?![\d/]|[.,]\d)"
)
_AT_FINGER = Quick(r"(?<![\d.,/])[6-9]\d ?% (?:au|sur le) (?:bout du )?doigt")
_PULSE = Quick(
    r"(?<![a-z])(?:pouls|fc|bpm|battements?|tension|ta|coeur|pulsations?|frequence)(?![a-z])"
)
_MOST_POINTS = 40

_WEIGHED = Quick(r"(?<![a-z])(?:kgs?|kilos?|pes[a-z]*|poids|balance)(?![a-z])")
_KILOS = Quick(
    r"(?<![\d.,/])(?P<w>\d{2,3}(?:[.,]\d)?)(?![\d/]|[.,]\d)(?P<u> ?(?:kgs?|kilos?)(?![a-z]))?"
    r"(?! ?(?:ans?|%|cm|mm|mg|g(?![a-z])|h(?![a-z])|heures?|jours?|j(?![a-z])|mois|semaines?|ml|fois|x|km|gy|bpm"
    r"|battements|°|degres|minutes?|min))"
)
_THEN = Quick(
    r"(?:il y a|ya|mois|semaines?|avant|contre|au lieu|dernier|derniere|passee?|cure|ete|printemps|hiver|automne"
    r"|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|noel|rentree|habituel"
    r"|faisai[ts]|pesai[ts]|etai[ts]|depart|debut|chimio|depuis|perfusion|traitement|operation|vacances|foire)"
)
_GAINED = Quick(
    r"(?<![a-z])(?:(?:re)?(?:pris|prends?|gagne[a-z]*) ?(?:[,:]|du poids|(?:de |des |quelques |ses |mes )?"
    r"(?:\d{1,2}(?:[.,]\d)? ?)?(?:kgs?|kilos?|poids)(?![a-z]))|(?:re)?grossi[a-z]*|prise de (?:poids|\d))"
)
_LINKED = Quick(
    r"(?:^|[ ,])(?:contre|puis|maintenant|au lieu de|a|pes[a-z]+)(?![a-z]),? ?"
    r"(?:(?!pouls|fc|ta |tension|pas |sat|spo2|fr |taille)[a-z]+ ){0,2}$"
)
_TODAY = Quick(r" ?(?:kgs?|kilos?)? ?(?:ce matin|aujourd hui|il y a|au lieu)")
_OTHER_SIGN = Quick(r"(?:pouls|fc|ta|tension|pas|sat|spo2|fr|coeur|taille)(?: [a-z]+)? $")


def read_compared(view: NumericView) -> Iterator[Draft]:
    """What every comparison of a message says, in the unit of the thresholds."""
    yield from _saturations(view)
    yield from read_compared_stools(view)
    yield from _weights(view)


def without_compared(drafts: Sequence[Draft], compared: Sequence[Draft]) -> list[Draft]:
    """A saturation or a count of stools told inside a comparison says nothing more than it does."""
    return [draft for draft in drafts if not any(_said_by(draft, one) for one in compared)]


def _said_by(draft: Draft, compared: Draft) -> bool:
    if draft.code != compared.code or not (
        draft.start < compared.end and compared.start < draft.end
    ):
        return False
    if draft.code == "stools":
        return float(draft.value) <= float(compared.attributes.get("total", 0))
    return draft.code == "spo2" and float(draft.value) >= float(compared.value)


def _saturations(view: NumericView) -> Iterator[Draft]:
    """The points lost; the lower one too when one phrase says both."""
    for found in _told_together(view.text):
        now, lost = int(found["low"]), int(found["high"]) - int(found["low"])
        if lost > 0:
            yield from _drop(view, found, lost)
            yield view.draft(found, "vital", now, "spo2", {"unit": "%"})
    if not _of_oxygen(view.text):
        return
    usual, walking = _USUAL.search(view.text), _WALKING.search(view.text)
    taken = [found.span() for found in (usual, walking) if found]
    alone = (f for f in _RESTING.finditer(view.text) if not any(_over(f, span) for span in taken))
    resting = next(alone, None)
    for high, low in ((usual, resting), (resting, walking), (usual, walking)):
        if high is not None and low is not None:
            shown = low if low is not resting else high
            yield from _drop(view, shown, _percent(high) - _percent(low))


def _of_oxygen(text: str) -> bool:
    """Whether bare numbers about ninety are saturations: named so, or beside breath and away from any pulse."""
    if _SATURATION.search(text) or _AT_FINGER.search(text):
        return True
    return bool(_BREATH.search(text)) and ("%" in text or not _PULSE.search(text))


def _told_together(text: str) -> Iterator[re.Match[str]]:
    for pattern in _FELL:
        yield from pattern.finditer(text)
    of_saturation, of_breath = bool(_SATURATION.search(text)), bool(_BREATH.search(text))
    device = bool(_DEVICE.search(text))
    for found in _AGAINST.finditer(text):
        if of_saturation or (of_breath and (found["sign"] or found["signs"] or device)):
            yield found


def _drop(view: NumericView, found: re.Match[str], points: int) -> Iterator[Draft]:
    if 1 <= points <= _MOST_POINTS:
        yield view.draft(found, "vital", points, "spo2_drop", {"unit": "points"})


def _over(found: re.Match[str], span: tuple[int, int]) -> bool:
    return found.start() < span[1] and span[0] < found.end()


def _percent(found: re.Match[str]) -> int:
    return int(next(group for group in found.groups() if group))


def _weights(view: NumericView) -> Iterator[Draft]:
    """Two weights of one sentence, one of them told of an earlier time: the share of the larger one lost."""
    for sentence in SENTENCE.finditer(view.text):
        if not _WEIGHED.search(sentence.group()) or _GAINED.search(sentence.group()):
            continue
        then = bool(_THEN.search(sentence.group()))
        said = list(_KILOS.finditer(view.text, sentence.start(), sentence.end()))
        plausible = [one for one in said if 30 <= number(one["w"]) <= 200]
        for one, two in pairwise(plausible):
            low, high = sorted((number(one["w"]), number(two["w"])))
            share = round(100 * (high - low) / high, 1)
            if share >= 1 and _are_weights(view.text, one, two, then, share <= 30):
                yield view.draft(two, "vital", tidy(share), "weight_loss_percent", {"unit": "%"})


def _are_weights(
    text: str, one: re.Match[str], two: re.Match[str], then: bool, likely: bool
) -> bool:
    """A unit or the word of weight names them; without an earlier time, or far apart, the words between must tell."""
    before = text[max(0, one.start() - 24) : one.start()]
    near = bool(_WEIGHED.search(before) or (two["u"] and before.endswith("de ")))
    between = text[one.end() : two.start()]
    today = _TODAY.match(text, two.end()) and not _OTHER_SIGN.search(between)
    linked = _LINKED.search(between) or today
    told = near and bool(linked or (one["u"] and two["u"]))
    within = likely or (told and abs(number(one["w"]) - number(two["w"])) <= 40)
    return (told or (then and bool(one["u"] or two["u"] or near))) and within
