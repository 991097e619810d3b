"""The words for relatives and bystanders, for the caller's own disease, and for what ties somebody to one."""

from __future__ import annotations

import re

_NTH = r"(?:premiere?s?|deuxieme|seconde?|derniere?|ainee?) "
KIN = (
    rf"(?:(?:petite?s? |arriere |{_NTH}|belles? |beaux? |grande?s? )*(?:filles?|fils|enfants?"
    r"|soeurs?|freres?|meres?|peres?|maman|papa|maris?|femmes?|epou(?:x|ses?)|conjointe?s?|compagn(?:e|on)s?|cousine?s?|tantes?|oncles?|neveux?"
    r"|nieces?|meme|mamie|papi|papy|gamine?s?|bebes?|ados?|jumelles?|jumeaux|parents?)|voisine?s?|amie?s?|copine?s?"
    r"|copains?|collegues?|petite?s?(?= (?:de|a|qui) )|(?:petite? )?derniere?(?= (?:de|a|qui|vient) ))"
)
OWN_CARE = re.compile(
    r"(?<![a-z])(?:ma (?:chimio\w*|perf\w*|cure|radio\w*|immuno\w*|hormono\w*|tumeur|maladie|leucemie|greffe|prostate"
    r"|prochaine|derniere|premiere (?:cure|injection|perf\w*|seance|chimio)"
    r"|chambre implantable|mammo\w*|pac|picc)|mon (?:cancer|traitement|lymphome|myelome|melanome"
    r"|rendez vous|rdv|oncologue|pac|picc|scanner|sein)|mes (?:rayons|seances|cures|perf\w*|plaquettes|metastases)"
    r"|(?:je|j) (?:suis|etais|reste) (?:encore |toujours |moi meme |actuellement )?"
    r"(?:(?:sous|ss) (?!le choc|pression|tension|la douche|l eau)|en (?:chimio|remission|traitement|aplasie)"
    r"|(?:traitee?|soignee?|suivie?|operee?|irradiee?) |immunodeprimee?|en cours de)"
    r"|j ai (?:fini|termine|arrete|commence|debute) (?:mon|ma|mes|le|la|les)"
    r" (?!travail|arret|conge|repas|service|boulot)"
    r"|je prends [a-z]{5,} (?:depuis|\d|tous les|chaque|le matin|le soir)"
    r"|moi qui (?:suis|prends|recois)"
    r"|j ai (?:commence|debute|repris|fini|termine|arrete|recu) (?:[a-z]+ ){0,2}(?:chimio\w*|cures?|traitement|radio\w*"
    r"|rayons|immuno\w*|hormono\w*|seances?|perf\w*|injections?)"
    r"|jsuis (?:sous|ss)|je (?:prends|recois) (?:du |de la |de l |mon |ma |mes |un traitement)"
    r"|j ai (?:moi meme |aussi )?(?:un|une|le|la) (?:cancer|tumeur|lymphome|myelome|leucemie|melanome)"
    r"|on m a (?:diagnostique|decouvert|opere|mise?|pose|enleve|retire|fait|donne (?!votre|vos|ce|le num))"
    r"|(?:le mien|la mienne|les miens) (?:a ete|est|c est|date|debute|commence|demarre|aura|sera|seront))"
)
TIED = re.compile(
    r"(?<![a-z])(?:cancer|tumeur|leuc[eo]m\w*|lymphom\w*|sarcom\w*|myelom\w*|melanom\w*|metast\w*|chimio\w*|rayons|radio\w*"
    r"|immuno\w*|hormono\w*|greffe\w*|sous (?!le choc)|ss |traitee?|soignee?|suivie?|prend |recoit|commence|perf\w*"
    r"|cure|k (?:du |de )|aplasie|patiente?|oncolog\w*|hospitalisee?|operee?)"
)


def is_callers_own(text: str) -> bool:
    """Whether the caller plainly speaks of their own treatment or disease."""
    return OWN_CARE.search(text) is not None
