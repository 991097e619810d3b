"""Body temperatures, however they are written: `38°4`, `38,4`, `trente-huit quatre`, `39 de fièvre`.

A bare whole number is a temperature only with a fever word near it, or when the question just asked was the
temperature (then `read_number` reads the answer). 33.0 to 43.0 °C; anything else is not a body temperature.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from care.understanding.facts import Status, Value
from care.understanding.numbers import Draft, NumericView, tidy
from care.understanding.quick import Quick
from care.understanding.temperature_limits import HAS, is_asked, is_limit

_SIGN = r"(?P<sign>[<>]=?)? ?"
_DEGREES = r"(?:°|degres?|deg(?![a-z])|celsius)"
_NOT_MEASURED = (
    r"(?! ?(?:kgs?|kilos?|cm|mm|m2|ans?\b|annees?|a(?= ?(?:$|[,.;)]))|mg|ml|g\b|g/|%|euros?|€|h\b|heures?|km|ui"
    r"|u/|mmol|umol|ng|n\b|k\b"
    r"|fois|rue|avenue|boulevard|chemin|jours?|j\b(?! (?:ai|app|et|av|en|y))"
    r"|mois|semaines?|sem\b|minutes?|min\b|pa\b|paquets?|gy|grays?|bpm|/|plaq"
    r"|selles?|vomi|x\b|sa\b"
    r"|seances?|cycles?|cures?|points?|comprimes?|gouttes?|cp\b|de tension|de (?:crp|pnn|hb|psa)))"
)
_MARKED = Quick(
    rf"(?<![\d.,/]){_SIGN}(?P<w>3[3-9]|4[0-3]) ?(?:[.,](?P<d>\d{{1,2}}| \d) ?{_DEGREES} ?c?\b"
    rf"|{_DEGREES} ?c? ?[.,]? ?(?P<d2>\d)(?![\d°]|[ ]?(?:fois|jours?|j\b|h\b|heures?|mois"
    rf"|semaines?|x\b|selles?|cp\b))"
    rf"|(?P<d3>){_DEGREES} ?c?(?![a-z])| ?c(?![a-z\d]| \d))"
)
_DECIMAL = Quick(
    rf"(?<![\d.,])(?:(?<!/)|(?<=3\d/)){_SIGN}(?P<w>3[3-9]|4[0-2])(?:(?:[.,]|;(?=\d(?!\d)))(?P<d>\d)\d?|c(?P<d2>\d)?)(?![\d°.,]\d"
    rf"|\d){_NOT_MEASURED}"
)
_FEVER = (
    r"(?:fievres?|fievr|fiev|temperatures?|temp|tempe|frissons?|tremblements?|febrile|hyperthermie|hypothermie"
    r"|thermometre|brulante?"
    r"|bouillante?|chaude?|montee? a|grimpe a|feverish|t°|th|temperature a)"
)
_NEAR_FEVER = Quick(rf"(?<![a-z]){_FEVER}(?![a-z])")
_BARE = Quick(
    rf"(?<![\d.,/]){_SIGN}(?P<w>3[4-9]|4[0-2])(?: (?:et )?(?P<d>\d)(?!\d))?(?![\d°]|[.,]\d"
    rf"|h\d){_NOT_MEASURED}"
)
_COMPACT = Quick(r"(?<![\d.,/])(?P<w>3[5-9]|4[0-2])(?P<d>\d)(?![\d.,°/]| ?(?:g|mg|ml|ui|u|n|/)\b)")
_LABEL = Quick(r"(?<![a-z])(?:t|temp|t°|th|tc)(?: ?[:=a] ?| ?)$")
_OTHER_MEASURE = Quick(
    r"(?<![a-z])(?:imc|bmi|poids|pese|taille|(?<!ai )(?<!a )(?<!je )(?<!on )mesure|psa|ca|crp|hb|kt|hematocrite|ht"
    r"|albumine|dfg|clairance|glycemie|chapitre"
    r"|page|numero|departement|rue|tour|pointure|taille)(?: (?:a|de|est|du|:|=))* ?[:=]? ?$"
)
_OTHER_NUMBER = Quick(
    r"(?<![a-z])(?:depuis|il y a|pendant|dans|age|agee|le|(?<!\d )j|c|numero|n°|f|h|femme"
    r"|homme) ?[:=]? ?$"
)
_NOT_ABOVE = Quick(
    r"(?:pas|jamais|sans)(?: [a-z]+){0,3} (?:plus (?:de|que)|au dessus de|depasse|superieure? a"
    r"|atteint|monte a) ?$"
)
_ABOVE = Quick(r"(?:plus de|au dessus de|superieure? a|depasse|sup a|passe les) ?$")
_BELOW = Quick(r"(?:moins de|en dessous de|inferieure? a|au dessous de|inf a|sous) ?$")
# `mamie est glacée, 35`
_COLD = Quick(
    r"(?<![a-z])(?:glacee?|gelee?|(?:tout|toute|tres) froide?|frigorifiee?|refroidie?)(?: [a-z]+){0,2},? ?$"
)
# `autogreffe en juillet, 38 ce soir`: what opens a number said alone, before the moment it was taken.
_OPENS = Quick(r"(?:^|[,:;.\n] ?|(?<![a-z])(?:et|puis|mais|donc) ?)$")
# `rouge de la tête aux pieds avec 39, sous Bactrim`: the number closes what is said.
_WITH = Quick(
    r"(?<![a-z])(?:(?:trembl|grelott|friss|claqu|secou|couche|alite|abattu|boutons?|rouge)\w*"
    r"(?: [a-z]+){0,5} avec(?: du| un)?|(?:trouve|retrouve|rentre\w*|revenue?|reveillee?|leve\w*)"
    r"(?: [a-z]+){1,4} avec) ?$"
)
_CLOSED = Quick(r" ?(?:$|[,.;!?\n])")
_SAID_NOW = Quick(
    r"(?<![a-z])(?:pile|exactement|tout juste|juste|tout rond|(?:j ?ai|il a|elle a|suis|est|etait|j etais|reste"
    r"|remonte|redescend\w*|monte|grimpe) ?a?"
    r"|(?:actuellement|maintenant|mtn|ce matin|ce soir|la|mais|or),?) (?:a |pile a )?$"
)
_ENDS = Quick(
    r"^ ?(?:$|[,.;!?)\n]|(?:dans la (?:nuit|soiree|journee|matinee)|cette nuit|vers|au (?:reveil|lever)"
    r"|et|mais|donc|je|j|il|elle|on|c|ce|que|dois|faut|maintenant|depuis|alors|la|hier|cet|cette"
    r"|apres|malgre|pas|toujours|quand|aujourd|avec|est)(?![a-z]))"
)
_SAID_WHOLE = Quick(
    r"^ ?(?:pile|tout rond|et demi|et quelques?|et des poussieres|passes?|en ce moment|(?:avant )?hier"
    r"|sous le bras|dans l oreille|au front|au thermometre|ce soir|c?e? ?mat(?:1n?|in)|ce midi"
    r"|cet? aprem|cet apres midi|cette nuit|maintenant|mtn|la maintenant|a l instant|au reveil"
    r"|tout a l heure|au controle|a la prise|le (?:soir|matin|midi)|la nuit|la(?= ?(?:$|[,.;!?]))"
    r"|a \d{1,2} ?(?:h|heures?)|chez (?:papa|maman|mamie|papi|lui|elle|mon|ma|notre|une?|ce|cette"
    r"|mr|mme|madame|monsieur))(?![a-z])"
)
# A whole number that was taken: `elle est à 39`, `j'ai pris 39`, `un pic à 39`, `entre 38 et 39`.
_TOOK = Quick(
    r"(?<![a-z])(?:(?:je|il|elle|on|ca|mari|femme|mere|pere|fils|fille|soeur|frere|maman|papa) (?:suis|est|etais|etait"
    r"|reste|restait|remonte|montait|tourne|oscille|plafonne) (?:(?:deja|encore|toujours|tjs|maintenant) )?a"
    r"|(?:lui|m|nous|ai|a) (?:a )?(?:trouve|releve|note|mesure)|(?:j ai|il a|elle a|on a) (?:fait|atteint|grimpe a)"
    r"|pics? (?:febriles? )?(?:a|de)|entre 3[5-9](?:[.,]\d)? et) ?$"
)
# `il a 39, la nuque raide`: an age would say `ans`, and something else follows.
_HAS_WHOLE = Quick(
    r"(?:^|[.,;:] ?|(?<![a-z])(?:que|et|mais|car|la|bonjour|bonsoir) )"
    r"(?:j ?ai|(?:il|elle|mamie|papi|(?:maman|papa|monsieur|madame|mme|mr|(?:mon|ma|le|la) (?:mari|femme"
    r"|mere|pere|epou[sx]e?|conjointe?|patiente?|residente?|dame))) (?:a|fait)) ?$"
)
# `mal de gorge, 38, ça va`: what is caught is said just before.
_ILL = Quick(
    r"(?<![a-z])(?:rhume|enrhumee?|grippe|angine|gorge|toux|bronchite|rhinite|otite|sinusite|frisson\w*|courbatures"
    r"|grelott\w*|trembl\w*|claqu\w* des dents|transpir\w*|sueurs?|post ?op\w*|post [a-z]+(?:tomie|greffe)|chimio\w*"
    r"|cure|operee?)"
    r"(?: [a-z]+){0,3},? ?$"
)
# `ma tante 39 depuis ce matin`: an age would be followed by `ans` or by a comma.
_OF_SOMEONE = Quick(
    r"(?<![a-z])(?:mon|ma|notre) (?:mari|femme|epouse|mere|pere|fils|fille|soeur|frere|maman|papa|tante|oncle"
    r"|mamie|papi|conjointe?|compagne|compagnon|voisine?|patiente?) $"
)
_SINCE_THEN = Quick(
    r"^ (?:depuis|ce (?:matin|soir|midi)|cette nuit|hier|au reveil|aujourd)(?![a-z])"
)
_AND_MORE = Quick(r"^ ?(?:,|et|avec|mais) ?[a-z]")
# `yeux jaunes et j'ai 39`, `chimio lundi. J'ai 39.`: who tells a sign or a treatment tells no age.
_SICK = Quick(
    r"(?<![a-z])(?:frisson|trembl|grelott|jaun|diarrhe|vomi|touss|chimio|courbatur|claqu|transpir|malade|doliprane|perf)"
)
_FROM = Quick(r"(?<![a-z])(?:ai|a|fait|est|suis|oscille|tourne|varie|reste) (?:toujours )?entre ?$")
# `39 et 38,5 hier`, `37,5 puis 38`
_THEN_DECIMAL = Quick(r"^ ?(?:,|et|puis|ensuite|/|>) ?(?:3[6-9]|4[01])(?:[.,]\d|°)")
_AFTER_DECIMAL = Quick(r"(?:3[6-9]|4[01])[.,]\d ?(?:,|et|puis|ensuite|/|>) ?$")
# `mon mari 64 ans sous Taxotère a 39`: the age is told, so this is not one.
_THEIRS = Quick(r"(?<![a-z])(?:mon|ma|notre) [a-z]+[^.;!?\n]{0,40}? a ?$")
_AGED = Quick(r"(?<![\d.,])\d{1,3} ?(?:ans|asn|nas|balais)(?![a-z])")
_UP_TO = Quick(
    r" et (?:3[5-9]|4[01])(?:[.,]\d)?(?= ?(?:$|[,.;!?\n]|°|(?:depuis|ce|cette|le|la|hier|et|mais|tous|sous)(?![a-z])))"
)
# `38 pile`, `39 bien tassés`, `il frôle les 40`: what only a temperature is said to be.
_TELLS_AFTER = Quick(
    r"^ ?(?:pile|tout rond|bien (?:tass|sonn|pass|tap)\w*|et (?:des (?:brouettes|poussieres)|quelques?|un chouia)"
    r"|au tympan|tympanique|axillaire|rectale?|(?:sous|dans) (?:le|l|son|mon) (?:bras|aisselle|oreille)"
    r"|au front|frontale?)(?![a-z])"
)
# `ce soir il a 38`: an age is not of one evening.
_HAS_NOW = Quick(
    r"(?<![a-z])(?:ce (?:matin|soir|midi)|cette nuit|hier(?: soir| matin)?|aujourd hui|maintenant|au (?:reveil|coucher)"
    r"|tout a l heure|tantot),? (?:j (?:ai|avais)|(?:il|elle|on|papa|maman|(?:mon|ma) [a-z]+) (?:a|avait)) ?$"
)
_TELLS_BEFORE = Quick(
    r"(?<![a-z])(?:frol|fris|tap|avoisin|approch|atteign|flirt)\w*(?: avec)?(?: (?:les|des))? ?$"
    r"|(?<![a-z])(?:pas loin de|quasi(?:ment)?|presque)(?: a)?(?: les)? ?$"
)
_WEIGHED = Quick(
    r"(?<![a-z])(?:kgs?|kilos?|poids|maigri|pese|taille|pointure|grossesse|km)(?![a-z])"
)
# `trente-neuf trois, trente-neuf quatre`: two temperatures, no telephone number.
_ONE_BEFORE = Quick(r"(?<![\d ])(?:^| )?(?<!\d )(?:3[6-9]|4[01]) \d$")
_ONE_AFTER = Quick(r"(?:3[6-9]|4[01]) \d(?! ?\d)")
_TALK_OF_LIMIT = Quick(
    r"(?<![a-z])(?:depass\w*|plus de|au dessus de|au dela de|des|a partir de"
    r"|superieure? a|seuil|limite|consigne|si|atteint|>=?) ?(?:de |a |c est )?"
    r"3[789](?:[.,]\d)?(?! ?(?:ans|kg|kilos|%|fois|jours|mois))"
)
_REACH = 40
_LOW = 36.5  # `ne remonte pas au-dessus de 35,4` tells a low one


def read_temperatures(view: NumericView, taken: Iterable[Draft] = ()) -> Iterator[Draft]:
    """Every temperature; `taken` holds measures already read (a CRP of 38.5 is no fever).

    One only asked about (`dois-je venir si j'ai 38,2 ?`) counts as measured, unless another was.
    """
    busy = [(draft.start, draft.end) for draft in taken]
    told: list[Draft] = []
    asked: list[Draft] = []
    for pattern in (_MARKED, _DECIMAL, _COMPACT, _BARE):
        for found in pattern.finditer(view.text):
            start, end = view.span(*found.span())
            if any(start < b and a < end for a, b in busy):
                continue
            question = pattern is not _COMPACT and is_asked(
                view.text, found.start("w"), found.end()
            )
            if not question and not (
                _plausible(view, found, pattern) or (told and _is_later(view.text, found, pattern))
            ):
                continue
            draft = _draft(view, found)
            if 33 <= float(draft.value) <= 43:
                busy.append((start, end))
                (asked if question else told).append(draft)
    measured = any(draft.status in {None, Status.AFFIRMED} for draft in told)
    status = Status.HYPOTHETICAL if measured else Status.AFFIRMED
    yield from (*told, *(replace(draft, status=status) for draft in asked))


def _plausible(view: NumericView, found: re.Match[str], pattern: Quick) -> bool:
    text = view.text
    before = text[max(0, found.start() - _REACH) : found.start()]
    if pattern is _MARKED:
        return True
    if _OTHER_MEASURE.search(before):
        return False
    if pattern is _DECIMAL or _LABEL.search(before):
        return True
    if pattern is _BARE and found["d"] and (HAS.search(before) or _alone_in_words(view, found)):
        return True
    closed = pattern is _BARE and _CLOSED.match(text[found.end() :])
    if closed and (_WITH.search(before) or (found["d"] and _OPENS.search(before))):
        return True
    if pattern is _BARE and _measured_whole(text, found):
        return True
    if closed and int(found["w"]) <= 35 and _COLD.search(before):
        return True
    said = pattern is _BARE and _SAID_WHOLE.search(text[found.end() :])
    if said and (found["d"] or HAS.search(before) or _OPENS.search(before)):
        return True
    if (
        pattern is _BARE
        and _SAID_NOW.search(text[: found.start("w")])
        and _ENDS.match(text[found.end() :])
    ):
        return _NEAR_FEVER.search(text) is not None or _TALK_OF_LIMIT.search(text) is not None
    return not _OTHER_NUMBER.search(before) and _fever_near(text, found, close=pattern is _COMPACT)


def _is_later(text: str, found: re.Match[str], pattern: Quick) -> bool:
    """`39,5 hier, là 37`: after a temperature, the one of now may be whole."""
    if pattern is not _BARE or _WEIGHED.search(text):
        return False
    if _THEN_DECIMAL.match(text[found.end() :]) or (
        _AFTER_DECIMAL.search(text[: found.start("w")]) and _ENDS.match(text[found.end() :])
    ):
        return True
    return bool(_SAID_NOW.search(text[: found.start("w")]) and _ENDS.match(text[found.end() :]))


def _measured_whole(text: str, found: re.Match[str]) -> bool:
    """`je suis à 39`, `on lui a trouvé 39`, `entre 38 et 39`: said as a measure, with nothing else it could be."""
    if int(found["w"]) < 38 or _WEIGHED.search(text):
        return False
    before, after = text[: found.start("w")], text[found.end() :]
    if _FROM.search(before) and _UP_TO.match(after):
        return True
    if _TELLS_AFTER.match(after):
        return True
    if _ENDS.match(after) and (_TELLS_BEFORE.search(before) or _HAS_NOW.search(before)):
        return True
    if _THEIRS.search(before) and _AGED.search(text) and _ENDS.match(after):
        return True
    if _ILL.search(before) and _OPENS.search(before) and _CLOSED.match(after):
        return True
    if _ENDS.match(after) and _HAS_WHOLE.search(before) and _SICK.search(text):
        return True
    if _OF_SOMEONE.search(before) and _SINCE_THEN.match(after):
        return True
    has = _HAS_WHOLE.search(before)
    if has and (
        _AND_MORE.match(after) or (not re.search(r"j ?ai", has.group()) and _ENDS.match(after))
    ):
        return True
    return _TOOK.search(before) is not None and _ENDS.match(after) is not None


def _alone_in_words(view: NumericView, found: re.Match[str]) -> bool:
    """`trente-huit six` said aloud, with no other number beside it (a telephone number is a row of them)."""
    start, end = view.span(*found.span())
    if any(c.isdigit() for c in view.message.text[start:end]):
        return False
    before, after = view.text[: found.start()].rstrip(), view.text[found.end() :].lstrip(" ,")
    first = not before[-1:].isdigit() or _ONE_BEFORE.search(before) is not None
    return first and (not after[:1].isdigit() or _ONE_AFTER.match(after) is not None)


def _fever_near(text: str, found: re.Match[str], *, close: bool) -> bool:
    """A fever word in the same line, close by: before the number, or just after it."""
    reach = 16 if close else _REACH
    before = text[max(0, found.start() - reach) : found.start()]
    after = text[found.end() : found.end() + reach]
    near = re.split(r"[\n.;!?]", before)[-1] + " | " + re.split(r"[\n;!?]|\. ", after)[0]
    return bool(_NEAR_FEVER.search(near))


def _draft(view: NumericView, found: re.Match[str]) -> Draft:
    groups = found.groupdict()
    decimal = (groups.get("d") or groups.get("d2") or "0").strip()
    value = int(found["w"]) + float(f"0.{decimal}")
    attributes: dict[str, Value] = {"unit": "°C"}
    before = view.text[max(0, found.start() - _REACH) : found.start()]
    sign = groups.get("sign")
    if sign or _ABOVE.search(before) or _BELOW.search(before):
        attributes["comparator"] = sign or (">" if _ABOVE.search(before) else "<")
    draft = view.draft(found, "temperature", tidy(round(value, 1)), None, attributes)
    if value > _LOW and _NOT_ABOVE.search(before):
        return replace(draft, status=Status.DENIED)
    if is_limit(view.text, found.start(), found.start("w"), found.end()):
        return replace(draft, status=Status.HYPOTHETICAL)
    beyond_comma = re.search(r"[,:] ?$", before) is not None
    return replace(draft, status=Status.AFFIRMED) if beyond_comma or value < 38 else draft
