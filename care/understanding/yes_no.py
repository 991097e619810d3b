"""Short answers to a question just asked: closed, negation-aware, never guessed.

A refusal read as a yes must be impossible: any negation in the answer forbids YES, and an answer that holds
anything beyond the known words is NEITHER, so that the question is asked again.
"""

from __future__ import annotations

import re
from enum import StrEnum

from care.understanding.library import words_of
from care.understanding.normalise import normalise


class YesNo(StrEnum):
    """The four readings of an answer to a yes-no question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    NEITHER = "neither"


_YES_CORE = re.compile(
    r"(?<![a-z])(?:o+u+i+|ouais|ouaip|ouai|oue|ui|wi|we|oe|banco|reservez|validez|(?:ca"
    r"|cela) me parait bien|c est tres bien|yes|yess|yep|yeah|ok|okay|oki|okey|dac"
    r"|daccord|d accord|exact|exactement|parfait"
    r"|absolument|carrement|bien sur|evidemment|effectivement|en effet|je confirme|confirme"
    r"|je valide|valide|volontiers|volontier"
    r"|certainement|affirmatif|tout a fait|vas y|allez y|entendu|c est (?:ca|bon|bien ca|exact"
    r"|correct|cela|juste|vrai|parfait)"
    r"|correct|(?:ca|cela) me (?:va|convient)|ca (?:va|marche|convient)|avec plaisir|pourquoi pas"
    r"|sans (?:probleme|souci)|si|je (?:veux|prends)"
    r"|j accepte|je suis d accord|c est bon|voila|nickel|impeccable|go)(?![a-z])"
)
_NO_CORE = re.compile(
    r"(?<![a-z])(?:non+|nan+|nn|no|nope|nop|pas|jamais|aucunement|aucune?|negatif|nullement"
    r"|hors de question|surtout pas"
    r"|que nenni|na|niet|ne|n|ni|point|faux|fausse"
    r"|erreur|incorrect|inexact|refuse|refus|contre|annule|annulez|arrete|arretez|stop"
    r"|laisse tomber|laissez tomber|plus tard|plutot pas"
    r"|moins|rien|sans)(?![a-z])"
)
_NO_PLAIN = re.compile(
    r"(?:(?:ah|oh|euh|ben|bah|beh|eh|mais|absolument|certainement|hors de question|nullement"
    r"|ni l un ni l autre|l un|l autre|ni|des (?:trois|deux|quatre)|de (?:tout )?cela|de tout ca"
    r"|de ces (?:creneaux|dates|horaires|jours)|crois|pense|pour moi|prefere|prefererais"
    r"|confirmez|jour la|ce|alors|desolee?|merci|bonjour|bjr|et|hein|du tout|madame"
    r"|monsieur|docteur|svp|c est|ca|je|j|y|en"
    r"|moi|la|le|l|plus tard|plutot|toujours|vraiment|surtout|tout de suite|maintenant"
    r"|aujourd hui|pour l instant|pour le moment|encore"
    r"|non+|nan+|nn|no|nope|nop|pas|jamais|aucunement|aucune?|negatif|que nenni|na|niet|point|du"
    r"|tout|ne|n|est|suis|ai|a|veux|souhaite"
    r"|confirme|valide|accepte|prends|sur|d accord|vrai|exact|bon|bien|correct|le mien|cela"
    r"|celui la|celle la|faux|fausse|erreur|incorrect"
    r"|refuse|stop|laisse tomber|laissez tomber|me|m|convient|va|interesse|n est|c|ce|possible"
    r"|besoin|peux|pourrai|il|elle|fait|eu|quand meme|trop"
    r"|finalement|oui|ouais|ok|si|donc|arrange|marche|je ne|jai|connais|rien|personne)(?: |$))+"
)
_UNSURE = re.compile(
    r"(?<![a-z])(?:je )?(?:ne |n )?(?:sais|sait|ses|c) (?:vraiment |trop |plus )?(?:pas|plus"
    r"|trop)(?![a-z])|(?<![a-z])(?:chais|chai|jsais|jsai|sais)"
    r" (?:pas|plus)|peut etre|peutetre|ptetre|ptet|pas sure?(?![a-z])|pas certaine?|aucune idee"
    r"|je crois(?! pas)|je pense(?! pas)|il me semble|possible que"
    r"|j hesite|on verra|a voir|faut voir|je verrai|j en sais rien|je l ignore|jsp|idk|bof"
    r"|ca depend|mouais"
)
_IDIOMS = (
    (
        re.compile(
            r"(?<![a-z])(?:pourquoi pas|(?:y a )?pas de (?:soucis?|problemes?)"
            r"|(?:aucun|sans) (?:soucis?|probleme))(?![a-z])"
        ),
        " ok ",
    ),
    (re.compile(r"(?<![a-z])(?:pas mal|n est ce pas)(?![a-z])"), " "),
)
_DOUBLE_NEGATION = re.compile(
    r"(?<![a-z])(?:je (?:ne )?(?:dis|dirais) pas non|pas contre)(?![a-z])"
)
_FILLER = re.compile(r"[^a-z0-9 ]+")


def read_yes_no(text: str) -> YesNo:
    """The closed reading of an answer. `pourquoi pas` and `pas de souci` are a yes, alone only."""
    words = " ".join(_FILLER.sub(" ", normalise(text)).split())
    if not words:
        return _by_sign(text)
    if _DOUBLE_NEGATION.search(words):
        return YesNo.UNSURE
    if _UNSURE.search(words):
        return YesNo.NO if re.match(r"non (?!je )", words) else YesNo.UNSURE
    plain = re.sub(r"^mais (?=o+u+i+|ouais|si|bien)", "", words)
    for idiom, replacement in _IDIOMS:
        plain = " ".join(idiom.sub(replacement, plain).split())
    negative, positive = _NO_CORE.search(plain), _YES_CORE.search(plain)
    if negative:
        return _negative(plain)
    if positive and all(
        word in words_of("yes_words") or re.fullmatch(r"o+u+i+", word) for word in plain.split()
    ):
        return YesNo.YES
    return _positive_start(plain)


def _negative(words: str) -> YesNo:
    """With a negation inside, the answer is NO or NEITHER, never YES."""
    if re.match(r"(?:oui|ouais|ok|si|d accord)(?: |$)", words) and not re.search(
        r"(?<![a-z])non", words
    ):
        return YesNo.NEITHER
    if re.match(
        r"(?:(?:ah|oh|euh|ben|bah|beh|eh|mais) )*(?:non+|nan+|nn|nope|nop|no)(?: |$)", words
    ):
        return YesNo.NO
    return YesNo.NO if _NO_PLAIN.fullmatch(words) else YesNo.NEITHER


def _positive_start(words: str) -> YesNo:
    """`oui depuis hier`, `oui à Gap`: a yes with more to read; a doubt word would already have stopped it."""
    opening = re.match(
        r"(?:(?:ah|oh|euh|ben|bah|beh|eh|mais) )*(?:o+u+i+|ouais|yes|d accord|ok|tout a fait"
        r"|si)(?: |$)",
        words,
    )
    if opening and not re.search(r"(?<![a-z])(?:mais|sauf|si c|autre|change|plutot|annul)", words):
        return YesNo.NEITHER if words.startswith("si ") else YesNo.YES
    return YesNo.NEITHER


def _by_sign(text: str) -> YesNo:
    """A thumb or a tick alone."""
    if any(sign in text for sign in "👎❌🚫✖"):
        return YesNo.NO
    return YesNo.YES if any(sign in text for sign in "👍✅👌✔") else YesNo.NEITHER
