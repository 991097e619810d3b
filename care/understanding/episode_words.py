"""The words of vomiting and stools: what is brought up, what goes down, where, and each way a count of them is said."""

from __future__ import annotations

import re

from care.understanding.quick import Quick

ORDINALS = {
    "deuxieme": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8,
    "neuvieme": 9, "dixieme": 10, "onzieme": 11, "douzieme": 12, "quinzieme": 15, "vingtieme": 20,
}  # fmt: skip
_NTH = "|".join(ORDINALS)
_LATE = "|".join(word for word, nth in ORDINALS.items() if nth >= 6)
N = r"(?<![\d.,/:])(?:(?P<low>\d{1,2}) ?(?:a|ou|/|-) ?)?(?P<half>demi )?(?P<n>\d{1,2})"
_FEW = r"(?:[^.;!?\n\d]|(?:24|48) ?h|j ?\d){0,38}?"
_TIMES = (
    r",? ?(?:des )?(?:petites? |bonnes? |grosses? |seules? )?(?:de |d )?"
    r"(?:x(?![a-z])|fois?(?![a-z])|reprises?|episodes?|occasions?)"
)
_VERBS = (
    r"vomi[a-z]*|n ?/ ?v|estomac s est vide|vid(?:e|es|er|ait|ais) (?:mon|son|l) estomac"
    r"|vmst?s?|vmts?|rend(?:s|re|u|us|ent|ait|ais)?(?! (?:compte|visite|service|vous|le moral|les cles))"
    r"|gerb[a-z]*|deg(?:u|eu)eul[a-z]*|degobill[a-z]*|rejet(?:te|tes|ter|e|er|ee)"
    r"|renvo(?:ie|yer?|ye)[a-z]*(?! (?:l|le|la|les|un|une|mon|ma) )"
    r"|(?:suis|est|etais|etait|passe[es]?|reste) (?:tete )?au dessus de (?:la |une |ma |sa )?"
    r"(?:bassine|cuvette|lavabo|seau)"
    r"|regurgit[a-z]*|recrach[a-z]*|(?:tout )?remis tout|remets? tout|tout (?:remonte|ressort|ressorti|revenu|repart)"
    r"|rempli[st]? (?:la |une |sa |ma |le |un |son |mon )?(?:bassine|seau|haricot)"
    r"|(?:tete|nez) (?:dans|au dessus de|sur) (?:la |une |ma |sa )?(?:bassine|cuvette|lavabo|seau)"
    r"|(?:pench|pli|courb|accroup|agenouill)(?:ee?s?|ie?s?) (?:sur|devant|au dessus d[eu]) (?:la |une |le |ma |sa )?"
    r"(?:bassine|cuvette|lavabo|seau|haricot|toilettes)"
)
_VOMIT = rf"(?<![a-z])(?<!me )(?<!se )(?<!te )(?<!vous )(?<!nous )(?:{_VERBS})(?![a-z])"
_SUMMED = (
    r"(?:ca doit (?:bien )?faire|(?:ca|cela) (?:me |lui )?fait (?:bien|deja|au moins|dans les)|au moins"
    r"|plus d[e ]|minimum|je dirais"
    r"|(?:j|il|elle|on) en (?:suis|est) (?:deja |bien )?(?:a|au)|pas loin de) (?:la |le )?"
)
_PLACES = (
    r"toilettes?|toilete|wc|waters?|cabinets?|petit coin|chiottes?|trone|pot|selles?|gogues|vecees"
    r"|chaise percee"
)
_PLACE = rf"(?<![a-z])(?:{_PLACES})(?![a-z])"
_TRIPS = (
    r" ?(?:petits? |gros |de |d )?(?:allers? (?:et )?retours?|allees? et venues?|passages?|voyages?|visites?|tours?"
    r"|sprints?|courses?|arrets?|stations?|fois?(?![a-z])|reprises?|x(?![a-z]))"
)
_MOTIONS = (
    r"(?:exonerations?|evacuations?(?! san)|debacles?|vidanges?|defecations?|cacas?|selles?|dejections?"
    r"|emissions?(?= de selle| liquide| ?/ ?j| par jour))(?![a-z])"
)
VOMITS = tuple(
    Quick(pattern)
    for pattern in (
        rf"{N}{_TIMES}{_FEW}{_VOMIT}",
        rf"{_VOMIT}{_FEW}{N}{_TIMES}(?! (?:par semaine|par mois|dans le mois))",
        rf"{_VOMIT} ?(?:x|:|=|\() ?(?P<n>\d{{1,2}})(?!\d|/(?! ?24| ?j)|[.,]\d)",
        rf"{N} ?(?:seule?s? |petite?s? |gros(?:se)?s? )?vomiss(?:ure|ement)s?",
        rf"{N} ?(?:bassines?|haricots?|sacs?|cuvettes?|seaux?)(?![a-z])",
        rf"{N}{_TRIPS}(?: a|,)? (?:la |le )?(?:tete|nez) (?:dans|sur|au dessus)",
        rf"(?P<nth>{_NTH}) (?:fois{_FEW}{_VOMIT}|vomissements?|vomis?(?![a-z])|bassine|haricot|sac a vomi)",
        (
            rf"{_VOMIT}[^.;!?\n\d]{{0,40}}?{_SUMMED}{N}"
            r"(?= ?(?:$|[.,;!?]|c (?:est )?sur|depuis|au total|en tout|cette nuit|ce matin))"
        ),
        rf"{_VOMIT}[^.;!?\n\d]{{0,12}}? (?P<n>\d{{1,2}}) ?(?:/|par) ?(?:24 ?h|j(?:our)?(?![a-z]))",
        (
            rf"{N} (?:passages?|allers? (?:et )?retours?|voyages?|stations?) (?:a|vers|devant|sur) "
            r"(?:la |le )?(?:bassine|haricot|seau)"
        ),
        rf"{_VOMIT}{_FEW}(?:pour la |la )(?P<nth>{_NTH}) fois",
        rf"(?<![a-z])(?P<nth>{_LATE}) (?:passage|tour|fois)(?=[^.!?\n]{{0,40}}(?:vomi|rend|bassine|bile))",
        (
            r"(?<![a-z])(?:haricots?|bassines?|sacs?|seaux?|vomi[a-z]*|rendu)[^.;!?\n]{0,90}? (?:le|la|mon|ma|son|sa) "
            rf"(?P<nth>{_LATE})(?![a-z])(?! (?:cure|cycle|jour|mois|semaine|chimio))"
        ),
        (
            r"(?:malade|septieme|passage|vomissements?)(?! de la peau)[^.;!?\n\d]{0,12}?"
            r"(?<![\d.,])(?P<n>\d{1,2}) (?:de )?fois"
        ),
        r"(?<![\d.,])(?P<n>\d{1,2}) (?:de )?vomi",
        (
            r"(?<![\d.,])(?P<n>\d{1,2}) fois (?:la bassine|le haricot|le seau"
            r"|qu ?(?:e je|il|elle|e j) (?:remets?|vomis?t?|rends?))"
        ),
    )
)
STOOLS = tuple(
    Quick(pattern)
    for pattern in (
        rf"{N}{_TRIPS}{_FEW}{_PLACE}",
        rf"{_PLACE}{_FEW}{N}{_TRIPS}(?! (?:par semaine|par mois))",
        rf"{N} ?(?:grosses? |de |d )?{_MOTIONS}",
        rf"{N} chasses d eau",
        rf"{_MOTIONS}[^.;!?\n]{{0,24}}? et {N} (?:le jour|de jour|en journee|dans la journee|la journee)(?![a-z])",
        rf"{_MOTIONS} ?(?:liquides?|molles?|aqueuses?|diarrheiques?)* ?(?:x|:|=|a) ?(?P<n>\d{{1,2}})(?![\d]|[.,]\d)",
        rf"(?P<nth>{_NTH}) (?:voyage|tour|visite|course|aller (?:et )?retour|sprint){_FEW}{_PLACE}",
        rf"(?P<nth>{_NTH}) (?:fois{_FEW}{_PLACE}|selle|passage(?! a la bassine)|diarrhee|couche|change)",
        r"(?<![a-z])(?:sll?|selles?|diar+h?e+s?|dl)(?: [a-z]+){0,2} ?(?P<n>\d{1,2}) ?(?:/|par) ?(?:24 ?h|j(?![a-z]))",
        r"(?<![a-z])(?:sali|souille|rempli|trempe)e?s? (?P<n>\d{1,2}) (?:couches?|changes?|protections?|draps?)",
        (
            rf"{N} ?(?:changes?|couches?|protections?|draps?|alezes?|culottes?)"
            r" (?:tout(?:e)?s? )?(?:souille|sali|plein|sale|liquide)e?s?(?![a-z])"
        ),
    )
)
# `vomir depuis hier, 6 fois`, `d'habitude une selle, là cinq par jour`: said far from its noun, other numbers between.
FAR = tuple(
    (code, Quick(pattern))
    for code, pattern in (
        (
            "vomits",
            (
                r"(?<![a-z])(?:vomi\w*|degobill\w*|gerb\w*|rend tout)(?![a-z])[^.;!?\n]{0,40}?"
                r"(?<![\d.,/])(?P<n>\d{1,2}) ?(?:seule |petite )?"
                r"(?:fois|x(?![a-z])|episodes?)(?! (?:par semaine|dans le mois))"
            ),
        ),
        (
            "stools",
            (
                r"(?<![a-z])(?:selles?|toilettes|wc|diar+h?e+s?)(?![a-z])[^.;!?\n]{0,60}?(?<![\d.,/])(?P<n>\d{1,2}) ?"
                r"(?:fois(?! par semaine)|par jour|/ ?j(?![a-z])|/ ?24)"
            ),
        ),
    )
)
# The place is not named: read only where the message speaks of the bowels.
WENT = Quick(
    rf"(?<![a-z])(?:sali|souille|change|fait dessus|(?:y|en) (?:est|suis|etait|ai|a|va|vais|vas|cours|court|file"
    rf"|retourne|retournes|fais|fait))e?(?![a-z])"
    rf"[^.;!?\n\d]{{0,24}}?{N}(?:{_TRIPS}|(?= *(?:$|[,.;]| aujourd| depuis| par jour| ce matin)))"
)
AGAIN = Quick(
    r"(?<![\d.,])(?P<n>\d{1,2}) ?(?:changes?|couches?|protections?|draps?|fois)(?![a-z])[^.;!?\n]{0,20}?"
    r"(?:depuis|en|cette|dans) |(?<![\d.,])(?P<n2>\d{1,2}) ?x ?/ ?(?:j|24)(?![a-z])"
    r"|(?<![\d.,])(?P<n3>\d{1,2}) fois (?:par|dans la|en une) (?:jour|journee|nuit)"
)
_EVERY = (
    r"tou(?:te)?s? les? (?:(?P<n>\d{1,2}) ?)?"
    r"(?P<u>demi heures?|heures?|h(?![a-z])|quarts? d heure|minutes?|min(?![a-z])|mn)"
)
RHYTHMS = tuple(
    (code, Quick(pattern))
    for code, what in (("vomits", _VOMIT), ("stools", _PLACE))
    for pattern in (
        rf"{what}[^.;!?\n]{{0,48}}?{_EVERY}",
        rf"{_EVERY}{_FEW}{what}",
        rf"{what}[^.;!?\n\d]{{0,20}}(?:\d fois|chaque fois)? ?(?P<n>)(?:par|chaque) (?P<u>heure)(?![a-z])",
    )
)
HABIT = r"(?:d habitude|d ordinaire|normalement|en temps (?:normal|ordinaire)|habituellement|d accoutumee)"
UP = Quick(
    r"(?<![a-z])(?:re)?(?:vomi[a-z]*|rend(?:s|u)?|gerb[a-z]*|degueul[a-z]*|degobill[a-z]*|regurgit[a-z]*|malade"
    r"|haricots?|bassines?)(?![a-z])"
)
_DOWN = (
    r"selles?|diar+h?e+[a-z]*|toilettes?|wc|liquides?|caca|coliques?|chiasse|vide|videe?|trone|cuvette|gogues?"
    r"|cabinets?"
)
DOWN = Quick(rf"(?<![a-z])(?:{_DOWN})(?![a-z])")
BOWEL = Quick(
    r"(?<![a-z])(?:vais|va|vas|allais|allait|allons) (?:y )?(?:\d ?(?:x|fois)|a la)"
    rf"|(?<![a-z])(?:{_DOWN}|transit|courante|molles?|imodium|loperamide|intestins?|colite|de l eau|vraie eau"
    r"|chasses? d eau|flotte)(?![a-z])"
)
OTHER = Quick(
    r"(?<![a-z])(?:pris|prise?s?|prends?|comprimes?|cachets?|gelules?|doses?|boites?|gouttes|zophren|doliprane|vogalene|urin[a-z]*"
    r"|pipi|piss[a-z]*|mictions?|rdv|rendez|temperature|fievre|actiskenan|oxynorm[a-z]*|oramorph|morphine|bolus|interdoses?"
    r"|seances?|perfusions?|cures?|semaine|mois|etages?|escaliers?|kilos?|kg|euros?|piqures?|injections?)(?![a-z])"
)
_URINE = Quick(r"(?<![a-z])(?:gouttes?|pipi|urin[a-z]*|piss[a-z]*|miction[a-z]*)(?![a-z])")
_NOT_A_DAY = Quick(r" ?(?:par|/) ?(?:semaine|mois)|,? (?:la|les) (?:semaine|mois) dernie?re?s?")


# A sentence that opens with the count of what the one before it told.
OPENS = Quick(
    r"[.;!?\n:] ?(?:(?:oui|et|deja|au moins|au bas mot|bien|environ|peut etre|facilement|j ai compte"
    r"|on en est a|je dirais|c est|ca fait|pas loin de)(?: ?: ?| )){0,3}"
    rf"{N} ?(?:fois|x|reprises|episodes)(?![a-z])(?! (?:par semaine|par mois|plus|moins|la dose))"
)


def sentence_before(text: str, found: re.Match[str]) -> str:
    """The sentence that ends where this one opens, a hundred and twenty letters at most."""
    return re.split(r"[.;!?\n]", text[max(0, found.start() - 120) : found.start()])[-1]


def said_of_another(text: str, found: re.Match[str], code: str) -> bool:
    """A count of something else: to pass urine, in a week; or vomiting at the place of stools."""
    about = re.split(r"[.;!?\n]", text[found.start() : found.end() + 26])[0]
    if _NOT_A_DAY.match(text, found.end()):
        return True
    if code == "stools":
        return bool(_URINE.search(about) or re.search(_VOMIT, about))
    return False


def of_urine(text: str, found: re.Match[str]) -> bool:
    """`Ça brûle en urinant et j'y vais vingt fois`: the place is told by what came before."""
    about = sentence_of(text, found)
    return bool(_URINE.search(about)) and not DOWN.search(about)


def sentence_of(text: str, found: re.Match[str]) -> str:
    """What was found with the rest of its sentence, forty letters either side at most."""
    before = re.split(r"[.;!?\n]", text[max(0, found.start() - 40) : found.start()])[-1]
    after = re.split(r"[.;!?\n]", text[found.end() : found.end() + 40])[0]
    return before + found.group() + after
