"""Whether a temperature is only a limit from which to call, or one the caller asks about with the thermometer in hand.

`Dois-je venir si j'ai 38,2 ?` counts as measured: doubt raises, and nobody asks that about no fever. Reported as a
rule (`on m'a dit d'appeler si j'ai 38,5`), supposed for a day to come, or said beside a measured one, it stays a limit.
"""

from __future__ import annotations

import re

HAS = re.compile(
    r"(?<![a-z])(?:j ?ai|je|g|j|ill? as?|ell?e? as?|on a|(?:j|ch)?suis? a|chui a|est a|monte a|grimpe a"
    r"|(?:ai|a|as) eu|j avais|(?:il|elle|on) avait"
    r"|fait|tape|affiche|indique|annonce|relevee? a|mesuree? a|tjs a|toujours a|encore) ?$"
)
# What stands before a temperature that is only a limit: nobody measured it.
_LIMIT = re.compile(
    r"(?:(?<![a-z])(?:si|s(?= (?:ils?|elles?|on|y) )"
    r"|en cas de?|en cas d|des que|lorsque|a partir de|a compter de|au dela de|seuil (?:de|a))"
    r"(?![a-z])"
    r"(?: (?!j ai|il a|elle a|on a)[a-z]+){0,5}? ?(?:[<>]=?|: ?)? ?"
    r"|(?:quelle|quel) (?:temperature|seuil|fievre)[^.;\n]{0,40}?"
    r"|(?<![a-z])(?:seuil|limite|consigne)(?! (?:atteint|depasse|franchi|respecte))(?: [a-z]+){0,4}?"
    r" ?[:=]? ?[<>]?=? ?"
    r"|(?<![a-z])(?<!du )(?<!ai )(?<!fait )"
    r"(?:r?appel(?:er|ez|le)|prevenir|consulter|revenir|venir|m inquieter|s inquieter)"
    r"(?: (?:vous|la|le|l|les|service|infirmiere|medecin|urgences|hopital|15|samu))*"
    r" (?:a|des|quand|lorsque?|au dela de|au dessus de|si) (?:(?!j ai|il a|elle a|on a)[a-z]+ ){0,4}?"
    r"|(?<![a-z])(?:dit|demande|dois|doit|faut|devais|devait|pour) (?:de |d |que )?(?:vous |les |l )?"
    r"(?:r?appeler|venir|consulter|prevenir) (?:les urgences |le 15 )?(?:si|quand) (?:j|il|elle|on) (?:ai|a) "
    r"|(?<![a-z])(?:pas|jamais) (?:depasser|atteindre|aller au dela de|monter (?:a|au dessus de)) )"
    r"(?:3[5-9](?:[.,]\d)? (?:ou|et|a) )?$"
)
_LIMIT_AFTER = re.compile(
    r"^ ?(?:°c?|degres?)? ?(?:(?:comme|c est|est|etait|serait|etant) "
    r"(?:le |la |mon |son |ma |un |notre |votre )?(?:seuil|limite|consigne)"
    r"|[(,:]? ?(?:seuil|limite|consigne) (?:d appel|d alerte|pour|de rappel)"
    r"|(?:et plus|ou plus) (?:il |je |on |faut |doit? |dois )*(?:r?appel|consult|urgence))"
)
_NOW_SAID = re.compile(
    r"(?<![a-z])(?:la|mtn|maintenant|actuellement|aujourd hui|ce matin|ce soir|finalement|et|mais|donc|car|depuis)"
    r" (?:la )?(?:je|j|il|elle|on|c)(?: en)? ?(?:ai|a|suis|est|fais|fait|etais|avais)?(?: [a-z]+){0,2} $"
)
# `Dois-je venir si j'ai 38,2 ?`: nobody asks that without a thermometer in hand, so it counts as measured...
_ASKED = re.compile(
    r"(?<![a-z])(?:(?:dois|doit|devons|faut|peux|peut|puis|devrais|va|viens|vient|appelle|fais|fait)"
    r" (?:je|il|elle|t il|t elle|t on|on|nous)|(?:je|on) (?:dois|doit|fais|fait|peux|peut|viens|vient|appelle)"
    r"|est ce que|(?:que|quoi|qu est ce que?) faire?|grave|normal|dangereux|urgent|inquietant)(?![a-z])"
)
_IF_HAVING = re.compile(
    r"(?<![a-z])(?:si|s|quand) (?:j ai|je suis a|je fais|il a|elle a|on a|il est a|elle est a|il fait|elle fait"
    r"|(?:mon|ma) [a-z]+ a|maman a|papa a)(?: (?:deja|encore|toujours|actuellement))* ?$"
)
# ... unless it was reported as a rule, or plainly supposes a day to come.
_A_RULE = re.compile(
    r"(?<![a-z])(?:dit|disent|demande|consigne|seuil|limite|explique|conseille|indique|precise|protocole|ordonnance|jamais"
    r"|un jour|plus tard|la prochaine|demain|vacances|voyage|week ?end|a nouveau|par la suite|une fois|pendant|apres la"
    r" (?:chimio|cure|perf|seance|prochaine))(?![a-z])"
)
_REACH = 80
_ASKED_REACH = 120
_SENTENCE = re.compile(r"[.;!?\n](?!\d)")


def is_limit(text: str, start: int, number: int, end: int) -> bool:
    """A value from which to call, not one measured: `si ça dépasse 38`, `38,5 comme seuil`."""
    before = text[max(0, start - _REACH) : number]
    if _LIMIT_AFTER.match(text[end:]) and not HAS.search(before):
        return True
    return _LIMIT.search(before) is not None and not _NOW_SAID.search(before)


def is_asked(text: str, number: int, end: int) -> bool:
    """`Dois-je venir si j'ai 38,2 ?`, `si elle a 39, c'est grave ?`: the value is the caller's own, now."""
    left = _SENTENCE.split(text[max(0, number - _ASKED_REACH) : number])[-1]
    if not _IF_HAVING.search(left):
        return False
    right = _SENTENCE.split(text[end : end + _ASKED_REACH], maxsplit=1)[0]
    return _ASKED.search(f"{left}|{right}") is not None and not _A_RULE.search(f"{left}|{right}")
