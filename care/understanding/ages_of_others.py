"""Whose age was said: the patient's, somebody else's (`ma fille de 20 ans`), or an age of the past.

A relative named with an age is the patient (most callers are carers), unless the caller plainly speaks of their own
treatment and nothing ties the relative to one, or another age is already the patient's. The caller's own age is the
carer's when a relative is the patient and the caller complains of nothing. An animal, a professional, the relative of
a third person, several children: never the patient.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from care.understanding.kin import KIN, TIED, is_callers_own

_REACH = 60
_MIDDLE = (
    r"(?: (?!(?:je|j|moi|mon|ma|mes|sa|son|ses|lui|pour|avec|patiente?|cancer|et) )[a-z]+){0,4}?"
)
_THEY = r"(?:(?:lui|elle)[ ,]+(?:qui |aussi )?|qui |il |elle )?"
_TO = (
    rf"(?:{_MIDDLE}[ ,(]*{_THEY}"
    r"(?:de|a|ont|avait|age(?:e)?s?(?: de)?|vient d avoir|aura|va avoir|fete)?[ ,(]*)$"
)
_MY = re.compile(rf"(?<![a-z])(?:mon|ma|notre) {KIN}(?![a-z]){_TO}")
_THEIRS = re.compile(rf"(?<![a-z])(?<!pour )(?:sa|son|leur) {KIN}(?![a-z]){_TO}")
_SEVERAL = re.compile(
    rf"(?<![a-z])(?:mes|nos|ses|leurs|tes|vos|(?:2|3|4|5) (?:petits? )?)(?: ?\d)? ?{KIN}(?![a-z])"
    r"[^.;!?\n]{0,30}$"
    r"|(?<![a-z])enfants ?:? ?(?:de )?\d{1,2} ?(?:ans ?)?(?:,|et) ?$"
)
_NEVER = re.compile(
    r"(?<![a-z])(?:chiens?|chiennes?|chats?|chattes?|chatons?|chevaux|cheval|lapins?|hamster"
    rf"|maison|voiture|appartement|vaccin|dossier|matelas|lit)(?![a-z]){_TO}"
)
# `mon infirmière de 30 ans`; not `je suis infirmière, une dame de 80 ans` nor `c'est l'infirmière madame a 53 ans`.
_PROFESSIONAL = re.compile(
    r"(?<![a-z])(?:medecin|docteur|interne|infirmiere?|aide soignante?|kine|taxi|ambulanciere?|auxiliaire"
    r"|pharmacienne?|oncologue)(?! (?:a domicile|de coordination|liberale?|traitant|referente?) )(?![a-z])"
    r"(?: (?!(?:je|j|moi|mon|ma|mes|sa|son|ses|lui|pour|avec|patiente?|cancer|et|madame|monsieur|mme|mr|m|dame|homme"
    r"|femme|un|une|le|la|il|elle|chez|c) )[a-z]+){0,4}?"
    r"[ ,(]*(?:qui )?(?:de|a|avait|age(?:e)?(?: de)?|vient d avoir)?[ ,(]*$"
)
_LONG_AGO = re.compile(
    r"(?<![a-z])(?:(?:ai|a|as|ont|avait|avais|avaient|est|suis|etait) (?:[a-z]+ ){0,2}?"
    r"(?:eu|ete|fait|declare|perdu|commence|debute|arrete|accouche|decouvert|opere|mort|parti|devenu|tombe|demarre)\w*"
    r"|morte?|grossesses?|recidiv\w*|rechut\w*|k [a-z]+|accouche\w*|premiere? enfant|menarche|fumeu(?:r|se)|tabac\w*"
    r"|decede\w*|operee?|diagnosti\w*"
    r"|irradiee?|menopause\w*|premieres? regles|depiste\w*|retraite)(?![a-z])"
    r"[^,.;!?\n]*"
    r"(?:(?<! il)(?<!elle)(?<! on)(?<! qui)(?<!maman)(?<!madame)(?<!monsieur)(?<!patient)(?<!patiente) a"
    r"| vers| des| avant| depuis| jusqu a)(?: l(?: age de)?)? ?$"
)
_I_AM = re.compile(
    r"(?<![a-z])(?:(?:j ?ai|j aurai|je fais|j approche de)(?: (?:moi meme|aussi|deja|bientot|presque|maintenant))*"
    r"|moi(?: meme)?[ ,]|je suis age(?:e)? de) ?$"
)
# The caller is unwell too: whose age counts is in doubt, so both do.
_COMPLAINS = re.compile(
    r"(?<![a-z])(?:(?:j ai|jai|g)(?: (?:tres|trop|super|toujours|aussi|encore|moi meme))*"
    r" (?:mal(?![a-z])|du [a-z]|de la (?:fievre|temp)|des (?!questions|doutes|enfants|soucis)|perdu|maigri|vomi|saigne"
    r"|senti|remarque|(?:un|une) (?:boule|grosseur|douleur|toux|ganglion|plaque|bouton|masse|nodule)"
    r"|(?:3[5-9]|4[01])(?:[.,°]| de fievre))"
    r"|je (?:vomis?|saigne|tousse|maigris|tremble|transpire|souffre)(?![a-z]))"
)
# `ma fille de 30 ans me dit d'arrêter`, `l'anniversaire de mon petit-fils`: at the side of the one who is ill.
_HELPS_ME = re.compile(
    r"^ ?,? ?(?:(?:qui|il|elle) )?(?:me|m) (?:a )?(?:dit|conseille|repete|pousse|demande|aide|soutient"
    r"|donnee? (?:sa|son|la)|refile|transmis|passe (?:sa|son|la)|accompagne|emmene|amene|conduit"
    r"|garde|rejoint|remplace|inquiete|encourage|force|oblige|fait (?:les|mes|la|a))\w*"
    r"(?! (?:qu (?:il|elle)|souffrir|avoir))(?![a-z])"
)
_FEAST = re.compile(
    r"(?<![a-z])(?:anniv\w*|mariage|bapteme|communion|remise de diplome|noces)(?![a-z])[^.;!?\n]*$"
)
_I_ASK = re.compile(
    r"(?<![a-z])(?:je|j) (?:n )?(?:prends|peux|dois|pourrai\w*|suis|ai|vais|voudrai\w*|fais|risque|reprends)(?![a-z])"
)
# `Allaite non, enfant 2 ans`, after the age of an adult: a child of the patient.
_A_CHILD = re.compile(
    r"(?:^|[,.;:(] ?|(?<![a-z])(?:un|une|avec|et|1) )(?:enfants?|bebe|nourrisson|fils|fille)"
    r" (?:unique )?(?:de |ages? de |agee? de )?$"
)
_GROWN = 18
_CLAUSE = re.compile(r"[.;!?\n]")


def belongs_to_another(text: str, start: int, end: int) -> bool:
    """Whether the age at `start:end` of a view is not the patient's."""
    left = _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
    right = re.split(r"[.!?\n]", text[end : end + 2 * _REACH])[0]
    if _NEVER.search(left) or _PROFESSIONAL.search(left) or _SEVERAL.search(left):
        return True
    told = TIED.search(_before_self(right)) is not None
    if _THEIRS.search(left):
        return not told
    if not _MY.search(left) or told:
        return False
    if (_HELPS_ME.match(right) or _FEAST.search(left)) and _I_ASK.search(text):
        return True
    return is_callers_own(text)


def only_bystanders(text: str, spans: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of several ages that may each be the patient's, those that another one makes a bystander's or the carer's."""
    told = {span for span in spans if _is_mine(text, span[0])}
    mere = [span for span in spans if span not in told and _is_a_mere_relative(text, *span)]
    mere += [span for span in spans if span not in mere and _is_their_child(text, span, spans)]
    sure = [span for span in spans if span not in told and span not in mere]
    if not sure and not mere:
        return set()
    aside = set(mere) if sure else set(mere[1:])
    if is_callers_own(text) or _COMPLAINS.search(text):
        return aside if sure else {span for span in mere if told and _is_a_childs(text, span)}
    return aside | told


def is_long_ago(text: str, start: int) -> bool:
    """`a eu un cancer du sein à 40 ans`, `opérée de la thyroïde à 35 ans`."""
    return _LONG_AGO.search(text[max(0, start - 2 * _REACH) : start]) is not None


def _before_self(right: str) -> str:
    """What follows the age, up to where the caller speaks of themselves."""
    return re.split(r"(?<![a-z])(?:je|j|moi|ma|mon|mes|m) ", right)[0]


def _is_a_childs(text: str, span: tuple[int, int]) -> bool:
    return int(re.sub(r"\D", "", text[slice(*span)]) or 99) < _GROWN


def _is_their_child(text: str, span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """A child of nobody named, told after the age of an adult."""
    left = _CLAUSE.split(text[max(0, span[0] - _REACH) : span[0]])[-1]
    right = re.split(r"[.!?\n]", text[span[1] : span[1] + 2 * _REACH])[0]
    if not _is_a_childs(text, span) or not _A_CHILD.search(left) or TIED.search(right):
        return False
    return any(other[1] <= span[0] and not _is_a_childs(text, other) for other in spans)


def _is_mine(text: str, start: int) -> bool:
    """`j'ai 47 ans`, `moi-même j'ai 65 ans`, `moi 60 ans`."""
    return _I_AM.search(text[max(0, start - _REACH) : start]) is not None


def _is_a_mere_relative(text: str, start: int, end: int) -> bool:
    """A relative of the caller whom nothing in the sentence ties to a disease."""
    left = _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
    right = re.split(r"[.!?\n]", text[end : end + 2 * _REACH])[0]
    return _MY.search(left) is not None and TIED.search(_before_self(right)) is None
