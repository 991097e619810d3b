"""Whose age was said: the patient's, somebody else's (`ma fille de 20 ans`), or an age of the past.

A relative named with an age is the patient (most callers are carers), unless the caller plainly speaks of their own
treatment and nothing ties the relative to one. An animal, a carer, the relative of a third person, several children:
never the patient.
"""

from __future__ import annotations

import re

_REACH = 60
_KIN = (
    r"(?:(?:petite?s? |arriere |belles? |beaux? |grande?s? )*(?:filles?|fils|enfants?|soeurs?|freres?|meres?|peres?"
    r"|maman|papa|maris?|femmes?|epou(?:x|ses?)|conjointe?s?|compagn(?:e|on)s?|cousine?s?|tantes?|oncles?|neveux?"
    r"|nieces?|meme|mamie|papi|papy|gamine?s?|bebes?|ados?|jumelles?|jumeaux|parents?)|voisine?s?|amie?s?|copine?s?"
    r"|copains?|collegues?)"
)
_MIDDLE = (
    r"(?: (?!(?:je|j|moi|mon|ma|mes|sa|son|ses|lui|pour|avec|patiente?|cancer|et) )[a-z]+){0,4}?"
)
_TO = rf"(?:{_MIDDLE}[ ,(]*(?:qui )?(?:de|a|ont|avait|age(?:e)?s?(?: de)?|vient d avoir|aura|va avoir|fete)?[ ,(]*)$"
_MY = re.compile(rf"(?<![a-z])(?:mon|ma|notre) {_KIN}(?![a-z]){_TO}")
_THEIRS = re.compile(rf"(?<![a-z])(?<!pour )(?:sa|son|leur) {_KIN}(?![a-z]){_TO}")
_SEVERAL = re.compile(
    rf"(?<![a-z])(?:mes|nos|ses|leurs|tes|vos|(?:2|3|4|5) (?:petits? )?)(?: ?\d)? ?{_KIN}(?![a-z])"
    r"[^.;!?\n]{0,30}$"
)
_NEVER = re.compile(
    r"(?<![a-z])(?:chiens?|chiennes?|chats?|chattes?|chatons?|chevaux|cheval|lapins?|hamster|medecin|docteur|interne"
    r"|infirmiere?|aide soignante?|kine|taxi|ambulanciere?|maison|voiture|appartement|vaccin|dossier|matelas|lit"
    rf"|auxiliaire|pharmacienne?|oncologue)(?![a-z]){_TO}"
)
_OWN_CARE = re.compile(
    r"(?<![a-z])(?:ma (?:chimio\w*|perf\w*|cure|radio\w*|immuno\w*|hormono\w*|tumeur|maladie|leucemie|greffe|prostate"
    r"|prochaine|derniere|chambre implantable|mammo\w*|pac|picc)|mon (?:cancer|traitement|lymphome|myelome|melanome"
    r"|rendez vous|rdv|oncologue|pac|picc|scanner|sein)|mes (?:rayons|seances|cures|perf\w*|plaquettes|metastases)"
    r"|(?:je|j) (?:suis|etais|reste) (?:encore |toujours |moi meme |actuellement )?"
    r"(?:(?:sous|ss) (?!le choc|pression|tension|la douche|l eau)|en (?:chimio|remission|traitement|aplasie)"
    r"|(?:traitee?|soignee?|suivie?|operee?|irradiee?) |immunodeprimee?|en cours de)"
    r"|jsuis (?:sous|ss)|je (?:prends|recois) (?:du |de la |de l |mon |ma |mes |un traitement)"
    r"|j ai (?:moi meme |aussi )?(?:un|une|le|la) (?:cancer|tumeur|lymphome|myelome|leucemie|melanome)"
    r"|on m a (?:diagnostique|decouvert|opere|mise?|pose|enleve|retire|fait|donne (?!votre|vos|ce|le num))"
    r"|(?:le mien|la mienne) (?:a ete|est|c est|date))"
)
_TIED = re.compile(
    r"(?<![a-z])(?:cancer|tumeur|leuc[eo]m\w*|lymphom\w*|sarcom\w*|myelom\w*|melanom\w*|metast\w*|chimio\w*|rayons|radio\w*"
    r"|immuno\w*|hormono\w*|greffe\w*|sous (?!le choc)|ss |traitee?|soignee?|suivie?|prend |recoit|commence|perf\w*"
    r"|cure|k (?:du |de )|aplasie|patiente?|oncolog\w*|hospitalisee?|operee?)"
)
_LONG_AGO = re.compile(
    r"(?<![a-z])(?:(?:ai|a|as|ont|avait|avais|avaient|est|suis|etait) (?:[a-z]+ ){0,2}?"
    r"(?:eu|ete|fait|declare|perdu|commence|debute|arrete|accouche|decouvert|opere|mort|parti|devenu|tombe|demarre)\w*"
    r"|morte?|grossesses?|recidiv\w*|rechut\w*|k [a-z]+|accouche\w*|premiere? enfant|menarche|fumeu(?:r|se)|tabac\w*"
    r"|decede\w*|operee?|diagnosti\w*"
    r"|irradiee?|menopause\w*|premieres? regles|depiste\w*|retraite)(?![a-z])"
    r"[^,.;!?\n]*(?: a| vers| des| avant| depuis| jusqu a)(?: l(?: age de)?)? ?$"
)
_CLAUSE = re.compile(r"[.;!?\n]")


def belongs_to_another(text: str, start: int, end: int) -> bool:
    """Whether the age at `start:end` of a view is not the patient's."""
    left = _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
    right = re.split(r"[.!?\n]", text[end : end + 2 * _REACH])[0]
    if _NEVER.search(left) or _SEVERAL.search(left):
        return True
    told = _TIED.search(_before_self(right)) is not None
    if _THEIRS.search(left):
        return not told
    if not _MY.search(left) or told:
        return False
    return is_callers_own(text)


def is_callers_own(text: str) -> bool:
    """Whether the caller plainly speaks of their own treatment or disease."""
    return _OWN_CARE.search(text) is not None


def is_long_ago(text: str, start: int) -> bool:
    """`a eu un cancer du sein à 40 ans`, `opérée de la thyroïde à 35 ans`."""
    return _LONG_AGO.search(text[max(0, start - 2 * _REACH) : start]) is not None


def _before_self(right: str) -> str:
    """What follows the age, up to where the caller speaks of themselves."""
    return re.split(r"(?<![a-z])(?:je|j|moi|ma|mon|mes|m) ", right)[0]
