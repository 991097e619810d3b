"""Vital signs: oxygen, blood pressure (always mmHg: `9/5` is 90/50), heart, breathing, pain, weight."""

from __future__ import annotations

import re
from collections.abc import Iterator

from care.understanding.numbers import Draft, NumericView, number, tidy
from care.understanding.quick import Quick

_LINK = (
    r"(?: ?(?:a|c est|est|etait|de|d|reste|descend|descendue|chute|tombee?|baisse|monte|mesuree?"
    r"|comptee?|notee?|trouvee?|environ"
    r"|autour|en|aa|repos|air ambiant"
    r"|arterielle|oxygene|prise|rapide|accelere|sinusale|reguliere?|superficielle|irregulier|filant|bas|basse|haute?"
    r"|actuelle?|systolique|syst|indique|affiche|donne|marque|dit|:|=|<=?|>=?|~|\() ?)*"
)
_TENSION = r"(?:ten+s+[it]*on|ten[ct]ion|tansi?on|tentions?|tensoin)"
_SPO2 = Quick(
    r"(?<![a-z])(?:sat|spo ?2)[a-z]*[^.;\n\d]{0,15}(?:9[4-9]|100) ?%? (?:avant hier|hier|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|puis|ensuite|au repos|assise?)[^.;\n\d]{0,25} (?P<l>[6-9]\d)"
    r"(?![\d/]|[.,]\d| ?(?:ans|kg|fois|jours))"
    r"|(?<![\d.,/])(?P<p>[5-9]\d) ?% ?(?:(?:a l |en |sous )?air(?: (?:libre|ambiant))?|assise?|debout|allongee?"
    r"|au repos|a plat|a l effort|a la marche|en marchant)(?![a-z])"
    # `Saturation prise trois fois, air ambiant, assis : 91, 91, 92`
    r"|(?<![a-z])(?:sat|spo ?2|saturation)(?![a-z])"
    r"(?:(?!(?<![a-z])(?:fc|pouls|fr|ta|pas?|tension|temp\w*|t|coeur|bpm|glasgow|eva|dextro|hb|crp|[6-9]\d)"
    r"(?![a-z\d]))[^.;\n])"
    r"{0,70}?[:=] ?(?P<u>[6-9]\d)(?![\d/]|[.,]\d| ?(?:ans|kg|fois|jours|bpm))"
    r"|(?<![a-z])(?:sat|spo ?2|saturation)"
    r"(?: (?!(?:fc|pouls|fr|ta|pas?|tension|temp\w*|t|coeur|de|bilan)(?![a-z]))[a-z]+)"
    r"{1,6} (?P<v>[6-9]\d)(?![\d/]|[.,]\d| ?(?:ans|kg|fois|jours|bpm|h|min|pouls|puls))"
    r"|(?<![a-z])(?:capteur|boitier|petit truc|engin)(?: [a-z]+){0,4} (?P<q>[5-9]\d) ?%(?! ?(?:de )?(?:batt|charge))"
    r"|(?<![a-z])(?:appareil|machine)(?: (?!tension|photo|glyc|sucre|bras)[a-z]+){0,4} "
    r"(?:donne|affiche|dit|marque|indique|montre) (?P<z>[89]\d)"
    r"(?![\d/]|[.,]\d| ?(?:ans|kg|bpm|de pouls|puls|batt|sur))|"
    rf"(?<![a-z])(?:pince(?: au doigt)?|oxymetre|spo ?2|sao2|sato2|satu?|saturation|saturometre|sature|desature"
    rf"|desaturation|sats)(?![a-z]){_LINK} ?"
    r"(?P<a>[4-9]\d|100)(?![\d/]|[.,]\d) ?%?"
    r"|(?<![\d.,])(?P<b>[4-9]\d) ?(?:% ?(?:de |d )?|(?:de |d ))(?:sat|spo2|saturation|o2|oxygene|en aa"
    r"|en air ambiant|sous o2)\w*"
    r"|(?<![\d.,/])(?P<c>[6-9]\d) ?%? ?(?:en aa|en air ambiant|sous o2"
    r"|(?:au|sur le|avec le|a l|sur l) ?(?:bout du |capteur )?(?:doigt|saturometre|oxymetre|capteur))(?![a-z])"
    r"|(?<![a-z])(?:truc|machin|bidule|appareil|engin|pince|petite? [a-z]+|capteur|boitier)[^.;\n\d]{0,28}"
    r"(?<![a-z])doigts?(?![a-z])[^.;\n\d]{0,40}(?P<d>[6-9]\d)(?![\d/]|[.,]\d| ?(?:ans|kg|fois|jours|bpm|batt|puls))"
    r"|(?<![a-z])(?:taux d |niveau d |l )?oxyg(?:ene|enation)(?: dans le sang)?(?: est)? ?(?:a|:|=|de)? ?(?P<e>[6-9]\d)"
    r"(?![\d/]|[.,]\d| ?(?:ans|kg|fois|jours|l\b|litres))"
    r"|(?<![a-z])(?:saturation|saturometre|oxymetre)(?![a-z])[^.,;\n\d]{0,45}? "
    r"(?:a|qu a|que|dit|marque|sort|montre|de|vers|depasse pas|entre) "
    r"(?P<f>[6-9]\d)(?![\d/]|[.,]\d| ?(?:ans|kg|fois|jours|bpm))"
    r"|(?<![\d.,/])(?P<g>[6-9]\d) ?%?(?! ?(?:ans|kg|fois))[^.;\n\d]{0,30}(?:appareil|pince|truc|machin|capteur)"
    r"[^.;\n\d]{0,12}doigt"
    r"|(?<![\d.,/])(?:9\d|100) ?%? (?:au repos|assise?|couchee?)[^.;\n\d]{0,30} "
    r"(?:tombe|descend|chute|passe|baisse)[a-z]* a (?P<h>[6-9]\d)(?![\d/]|[.,]\d)"
    r"|(?<![a-z])(?:desat|sat|spo ?2)[a-z]*[^.;\n\d]{0,40} de (?:9\d|100) ?%? a (?P<k>[6-9]\d)(?![\d/]|[.,]\d)"
    r"|(?<![a-z])(?:doigt|dynamap|scope|moniteur) (?:affiche|donne|indique|montre|marque|dit|(?:passe|tombe|descend) a)"
    r" (?P<m>[6-9]\d)(?![\d/]|[.,]\d| ?(?:ans|kg|bpm|puls|batt|sur))"
    r"|(?<![a-z])desatur[a-z]*[^.;\n\d]{0,40} (?P<i>[6-9]\d)(?![\d/]|[.,]\d| ?(?:ans|kg|m|metres|fois|jours)(?![a-z]))"
    r"|(?<![a-z])(?:oxygene|o2)(?![a-z])[^.;\n]{0,40} (?:reste|plafonne|stagne|tient)"
    r" (?:a |qu a )(?P<j>[6-9]\d)(?![\d/]|[.,]\d)"
)
_SPO2_DROP = Quick(
    r"(?:baiss[a-z]*|chut[a-z]*|perdu|perd|perte|desatur[a-z]*|descend[a-z]*|tomb[a-z]*) (?:de )?"
    r"(?P<a>\d{1,2}) (?:points?|pts?)(?: de sat\w*)?"
)
_PRESSURE = Quick(
    rf"(?<![a-z\d])(?:ta|pa|{_TENSION}|hypo ?tension|hypotendue?|(?:auto ?)?tensiometre)(?![a-z])"
    rf"{_LINK} ?(?P<s>\d{{1,3}}(?:[.,]\d)?) ?(?:/|sur"
    rf"| ) ?(?P<d>\d{{1,3}}(?:[.,]\d)?)"
    r"(?![\d%]| ?(?:ans|kg|j\b|h\b|g/|fois|jours|bpm))"
    rf"|(?<![\d.,/])(?P<s2>\d{{1,3}}(?:[.,]\d)?) ?(?:/|sur"
    rf"| ) ?(?P<d2>\d{{1,3}}(?:[.,]\d)?) ?"
    r"(?:de |d |au |a la |(?:a|sur|avec) (?:mon|son|le|l|notre) )?(?:tension|tensiometre|mmhg|ta\b)"
    r"|(?<![\d.,/])(?P<s3>[12]\d\d)(?:/| sur )(?P<d3>[4-9]\d|1[0-4]\d)(?![\d/%]|[.,]\d)"  # nothing else is written so
    r"|(?<![a-z])(?:tensiometre|appareil (?:a|de) tension|brassard|machine (?:du bras|a tension)"
    r"|appareil(?= (?:dit|affiche|marque|donne|indique|montre|sort) (?:1\d|2[0-5])(?:[.,]\d)? ?(?:/|sur)))"
    r"(?![a-z])[^.;\n\d]{0,40}"
    r"(?P<s4>\d{1,3}(?:[.,]\d)?) ?(?:/|sur|et| ) ?(?P<d4>\d{1,3}(?:[.,]\d)?)(?![\d%]| ?(?:ans|kg|h\b|fois|jours))"
    r"|(?<![\d.,/])(?P<s5>(?:[89]|1\d|2[0-5])[.,]\d) ?(?:/|sur) ?(?P<d5>[4-9]|1[0-5])(?![\d/%]|[.,]\d\d)"
    r"|(?<![a-z])(?:elle|il|j) (?:ai|a|avait|avais|fait|fais) (?P<s8>1[3-9]|2[0-5]) ?/ ?(?P<d8>[7-9]|1[0-5])"
    r"(?![\d/%]|[.,]\d| (?:de moyenne|au bac))"
    r"|(?<![\d.,/])(?P<s7>[6-9]\d)/(?P<d7>[3-6]\d)"
    r"(?![\d/%]|[.,]\d| ?(?:mix|ans|kg|g|mg|rue|avenue|av|boulevard|bd|chemin|route|place|allees?|cours|quai)(?![a-z]))"
    r"|(?<![\d.,/])(?P<s6>[89]|1\d|2[0-5]) ?(?:/|sur) ?(?P<d6>[4-9]|1[0-5])"
    r" (?:au repos|assise?|couchee?|allongee?|debout|(?:(?:aux|les) )?(?:deux|2|3|trois)"
    r" (?:bras|prises|mesures|fois|controles)|au bras|a (?:deux|2|3|trois) reprises|controlee?"
    r"|a la (?:maison|pharmacie|borne)|chez (?:moi|lui|elle)|au cabinet|a domicile)(?![a-z])"
)
_SYSTOLIC = Quick(
    rf"(?<![a-z\d])(?:(?P<k>(?<!depasse )pas|tas|systolique|hypo ?tension|hypotendue?|maxi(?= a))"
    rf"|(?:(?<!\d )ta|{_TENSION}|(?<!\d )pa)"
    rf"(?= ?(?:a|de|est|prise|descend|tombe|chute|monte|:|=|<|>|\d)))(?![a-z])"
    rf"{_LINK} ?(?P<s>\d{{1,3}}(?:[.,]\d)?)(?![\d%/]| ?(?:ans|kg|j\b|h\b|sur|/|fois|jours"
    rf"|de fievre|annees|plaq|bpm))"
    r"|(?<![\d.,/])(?P<s2>(?:[5-9]|1\d\d?|2\d\d?)(?:[.,]\d)?) de tension"
    r"|(?<![a-z\d])(?:tension|ta)(?: (?:ce|hier|matin|soir|midi|tout|a|l|heure|aujourd|hui|cette|nuit|chez|lui|elle|moi"
    r"|la"
    r"|encore|toujours|etait|est|trouvee?|sort|sortait|affichait|donnait|plus|qu|que|seulement)){1,7} "
    r"(?:a |de )?(?P<s3>[5-9]|1\d|2\d)(?![\d/%]|[.,]\d| ?(?:h|heures?|ans|jours?|fois|kg|sur)(?![a-z]))"
)
_DIASTOLIC = Quick(rf"(?<![a-z])(?:pad|tad|diastolique)(?![a-z]){_LINK} ?(?P<d>\d{{1,3}})(?!\d)")
_HEART = Quick(
    rf"(?<![a-z])(?:fc|pouls|frequence cardiaque|rythme cardiaque|tachycardie|tachycarde|tachy|pulsations?"
    rf"|battements?|bpm|coeur)(?![a-z])(?: (?:tourne|bat|file|grimpe|est monte|monte|cogne|tape|galope))?{_LINK} ?"
    r"(?P<a>\d{2,3})(?![\d%]|/(?! ?mi?n)|[.,]\d)|(?<![\d.,])(?P<b>\d{2,3}) ?(?:bpm|battements|puls"
    r"|pulsations|de pouls|au pouls|batt"
    r"|(?:au|sur le|pris au) poignet)"
    r"|(?<![a-z])(?:bat|cogne|tape|pulse|galope|file|monte a battre) a (?P<d>1[0-9]\d|[5-9]\d)"
    r"(?![\d%/]|[.,]\d| ?(?:h|ans|kg|%))|(?<![a-z])frequence (?:est )?(?:a |de )(?P<c>1\d\d)(?!\d)"
)
# `pouls à 110 ce matin et 124 maintenant`
_HEART_NOW = Quick(
    r"(?<![a-z])(?:pouls|fc|bpm)(?![a-z])[^.;\n]{0,30} (?P<a>1\d\d) (?:maintenant|a present|la|ce soir)(?![a-z])"
)
_BREATH = Quick(
    rf"(?<![a-z])(?:fr|frequence respiratoire|polypnee|polypneique|tachypnee|bradypnee"
    rf"|bradypneique)(?![a-z]){_LINK} ?"
    r"(?P<a>\d{1,2})(?!\d|[.,]\d)|(?<![\d.,])(?P<b>\d{1,2}) (?:cycles ?(?:/|par|a la) ?mi?n|respirations?"
    r"|mouvements respiratoires)"
    r"|(?:respire|ventile) (?:a )(?P<f>[1-6]\d)(?!\d|[.,]\d| ?(?:ans|h|heures|m\b|metres|%))"
    r"|respire (?:(?:tres |trop )?(?:vite|rapidement|mal|fort),? )?(?:a )?"
    r"(?P<c>\d{1,2}) (?:fois )?(?:par|/|la|a la) ?min"
    r"|(?<![\d.,])(?P<d>\d{1,2}) (?:mouvements|souffles|inspirations) (?:par|/|a la) ?min"
    r"|frequence (?:a |de )?(?P<e>\d{1,2}) ?(?:par|/) ?min[^.;\n]{0,25}respir"
)
_PAIN = Quick(
    rf"(?<![a-z])(?:eva|en|evs|echelle|douleurs?|mal|intensite"
    rf"|cotee?)(?![a-z])(?: [a-z]+){{0,4}}?{_LINK} ?"
    r"(?P<a>10|\d(?:[.,]5)?) ?(?:/|sur) ?10(?!\d)"
    rf"|(?<![a-z])eva(?![a-z]){_LINK} ?(?P<b>10|\d)(?![\d/]|[.,]\d)"
    r"|(?<!le )(?<![\d./])(?<!\d,)(?P<c>10|\d) ?(?:/|sur) ?10(?![\d/])(?! ?/)"
)
# `la douleur est à 8 depuis cette nuit`: a score said without its scale.
_PAIN_SAID = Quick(
    r"(?:^|[.,;:(\n] ?)(?:en|evn|ens|evs) ?(?:a |= ?|: ?)?(?P<n>10|[4-9])"
    r"(?= ?(?:$|[,.;)]|persist|malgre|au repos|non |stable))"
    r"|(?<![a-z])(?:douleurs?|eva)(?: [a-z]+){0,2} (?:a|de|cotee? a) (?P<d>10|[4-9])"
    r"(?= ?(?:$|[,.;]|dans|a la|au|aux|sur|depuis|malgre|ce|cette|la nuit|quand|et|sous|alors|ou)(?![a-z]))"
    r"|(?<![a-z])(?:douleurs?|j ai mal|eva|elancements?)(?![a-z])[^.;!?\n\d]{0,48}? "
    r"(?:est|suis|monte|montee?|grimpe|passee?|cotee?|evaluee?|estimee?|reste|toujours|tourne|jusqu|autour) "
    r"(?:de (?:10|\d) )?(?:(?:a|de|autour) )?(?P<a>10|[4-9])(?![\d/%]|[.,]\d"
    r"| ?(?:h|heures?|ans|mois|j|jours?|semaines?|fois|mg|kg|min\w*"
    r"|reprises"
    r"|comprimes?|selles?|sur 10|janv\w*|fevr\w*|mars|avril|mai|juin|juil\w*|aout|sept\w*|oct\w*|nov\w*|dec\w*|cm|mm)"
    r"(?![a-z]))"
)
_OTHER_SCORE = Quick(
    r"(?<![a-z])(?:av|avl|acuite(?: visuelle)?|vision|od|og|oeil|apgar|moral|forme|note|qualite de vie|sommeil)"
    r"(?: (?:a|de|est|droit|gauche|est a))* ?[:=]? ?$"
)
_GLASGOW = Quick(
    rf"(?<![a-z])(?:glasgow|gcs|score de glasgow)(?![a-z]){_LINK} ?(?P<a>1[0-5]|[3-9])(?!\d)"
)
_LOST = Quick(
    r"(?:perdu|perd|perte (?:de poids )?(?:de )?|amaigri(?:e|ssement)?(?: de)?|maigri(?: de)?"
    r"|moins|a moins)"
    r"(?: deja| environ| presque| pres de| plus de| de poids)* ?(?:de )?(?P<a>\d{1,3}(?:[.,]\d)?) ?"
    r"(?P<u>kgs?|kilos?|%|pour ?cent)(?: (?:du|de son|de mon) poids)?"
    r"|(?<![\d.,])(?P<b>\d{1,2}) ?(?:%|pour ?cent) (?:du|de son|de mon) poids"
)
_WEIGHT = Quick(
    rf"(?<![a-z])(?:poids|pese"
    rf"|pds)(?![a-z]){_LINK} ?(?P<a>\d{{2,3}}(?:[.,]\d)?)(?!\d)(?: ?(?:kgs?|kilos?))?"
    r"|(?<![\d.,])(?P<b>\d{2,3}(?:[.,]\d)?) ?(?:kgs?|kilos?)(?![a-z/])"
)


def read_vitals(view: NumericView) -> Iterator[Draft]:
    """Every vital sign of a message."""
    yield from _pressures(view)
    for pattern, code, low, high, unit in (
        (_SPO2, "spo2", 40, 100, "%"),
        (_SPO2_DROP, "spo2_drop", 1, 40, "points"),
        (_HEART, "heart_rate", 25, 250, "/min"),
        (_HEART_NOW, "heart_rate", 25, 250, "/min"),
        (_BREATH, "respiratory_rate", 3, 80, "/min"),
        (_PAIN, "pain", 0, 10, "/10"),
        (_PAIN_SAID, "pain", 0, 10, "/10"),
        (_GLASGOW, "glasgow", 3, 15, ""),
    ):
        for found in pattern.finditer(view.text):
            if pattern is _PAIN and found["c"] and _OTHER_SCORE.search(view.text[: found.start()]):
                continue
            value = number(next(group for group in found.groups() if group))
            if low <= value <= high:
                yield view.draft(found, "vital", tidy(value), code, {"unit": unit})
    yield from _weights(view)


def _pressures(view: NumericView) -> Iterator[Draft]:
    pairs = list(_PRESSURE.finditer(view.text))
    kept: list[re.Match[str]] = []
    for found in pairs:
        high, low = _mercury(_said(found, "s")), _mercury(_said(found, "d"))
        if 40 <= high <= 280 and 20 <= low < high:
            kept.append(found)
            yield view.draft(found, "vital", tidy(high), "systolic", {"unit": "mmHg"})
            yield view.draft(found, "vital", tidy(low), "diastolic", {"unit": "mmHg"})
    for found in _SYSTOLIC.finditer(view.text):
        if any(found.start() < pair.end() and pair.start() < found.end() for pair in kept):
            continue
        high = _mercury(found["s"] or found["s2"] or found["s3"])
        if 40 <= high <= 280:
            yield view.draft(found, "vital", tidy(high), "systolic", {"unit": "mmHg"})
    for found in _DIASTOLIC.finditer(view.text):
        low = _mercury(found["d"])
        if 20 <= low <= 180:
            yield view.draft(found, "vital", tidy(low), "diastolic", {"unit": "mmHg"})


def _said(found: re.Match[str], which: str) -> str:
    return next(
        found[name] for name in (which, *(f"{which}{n}" for n in range(2, 9))) if found[name]
    )


def _mercury(said: str) -> float:
    """Centimetres of mercury are read as millimetres."""
    value = number(said)
    return value * 10 if value < 30 else value


def _weights(view: NumericView) -> Iterator[Draft]:
    lost: list[re.Match[str]] = []
    for found in _LOST.finditer(view.text):
        if (
            found["u"] is not None
            and found["u"][0] in "%p"
            and found.group().startswith(("moins", "a moins"))
        ):
            continue
        lost.append(found)
        percent = found["u"] is None or found["u"].startswith(("%", "pour"))
        code, unit = ("weight_loss_percent", "%") if percent else ("weight_loss", "kg")
        yield view.draft(
            found, "vital", tidy(number(found["a"] or found["b"])), code, {"unit": unit}
        )
    for found in _WEIGHT.finditer(view.text):
        value = number(found["a"] or found["b"])
        inside = any(found.start() < other.end() and other.start() < found.end() for other in lost)
        if 25 <= value <= 250 and not inside:
            yield view.draft(found, "vital", tidy(value), "weight", {"unit": "kg"})
