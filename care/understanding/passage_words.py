"""The words that open and close the parts of a message set aside by `passages.py`; all without accents."""

from __future__ import annotations

from care.understanding.kin import KIN
from care.understanding.quick import Quick

_B = r"(?<![a-z])"
_NTH = r"(?:(?:toute )?premiere?|deuxieme|seconde?|troisieme|quatrieme|cinquieme|derniere?|precedente?|autre)"
_CURE = r"(?:cures?|cycles?|chimio\w*|fois|seances?|ligne|traitement|perf\w*|injection)"

# Somebody else.
RELATIVE = Quick(
    rf"{_B}(?:(?:mon|ma|mes|notre|nos|un de mes|une de mes) {KIN}"
    r"|(?:un|une|l|mon|ma|le|la) (?:autre (?:patiente?|malade|dame|monsieur)"
    r"|voisine?(?: de (?:chambre|lit|salle|palier))?"
    r"|collegue|ami|amie|copine?|copain|cousine?))(?![a-z])"
    r"(?:,? (?:avec|sous|qui a eu) (?:le|la|les) memes? [a-z]+ que moi,?)?"
    # `ma fille qui devait me conduire`
    r"(?:,? qui (?:[a-z]+ ){1,3}?(?:me |m )?[a-z]+(?:er|ir|re)(?![a-z])(?: [a-z]+){0,3}?"
    r"(?=,? (?:a|est|vomit|tousse) ))?"
)
SELF = Quick(rf"{_B}(?:je|j|moi|me|m|ma|mon|mes|nous)(?![a-z])")
WITNESS = Quick(
    rf"{_B}(?:(?:re)?trouv|pris(?![a-z])|prend|mesur|relev|dit(?![a-z])|dis(?![a-z])|disent|pens|vois|voit|vu(?![a-z])|remarqu"
    r"|constat|entend|appel|compt|regard|crain|insist|inquiet|demand|signal|veut|croit|tient|conseil)"
)
HAD = Quick(
    rf"{_B}(?:(?:a|avait|ont) (?:deja |aussi )?(?:eu |fait |developpe )?(?:un|une|le|la|des) (?:[a-z]+ ){{0,1}}?"
    r"(?:cancers?|tumeurs?|lymphomes?|leucemies?|melanomes?|sarcomes?)|est (?:morte?|decedee?)|en est morte?)(?![a-z])"
)
# `L'occlusion, c'était son père.`
THEIRS_IT_WAS = Quick(
    rf"(?<!comme si )(?<!dit que ){_B}c etait (?:son|sa|leur) {KIN}(?= ?(?:[.;!?\n]|$|,? pas (?:lui|elle)(?![a-z])))"
)
# `c'est mon père qui est sous Préviscan, moi je ne prends rien`, `son frère a eu une rétention, lui jamais`
THEIR_KIN = Quick(
    rf"{_B}(?:c est (?:mon|ma) {KIN}(?= qui (?:est|a|prend|avait|etait) [^.;!?\n]{{0,60}},? "
    r"(?:mais )?moi,? (?:je|j|non|pas))"
    rf"|(?:son|sa|leur) {KIN}(?= (?:a|avait) (?:deja )?(?:eu|fait) [^.;!?\n]{{0,60}},? (?:mais )?(?:lui|elle),? "
    r"(?:jamais|non|pas|n ))"
    rf"|(?:son|sa|leur) {KIN}(?= (?:a|avait) (?:deja )?(?:eu|fait) [^.;!?\n]{{0,60}} pas (?:lui|elle)(?![a-z])))"
)
# What the patient may catch, and medicines of the patient's that another swallowed, concern the patient.
CONTAGION = Quick(
    rf"{_B}(?:varicel\w*|zona|rougeole|rubeole|coqueluche|tubercul\w*|mening\w*|covid|contagi\w*|contact|expos\w*)"
)
SWALLOWED = Quick(rf"{_B}(?:comprimes?|cachets?|gelules?|pilules?|medicaments?|pilulier)(?![a-z])")
# Somebody of the message besides the caller is, or may be, the one who is treated.
THEIR_CARE = Quick(
    rf"{_B}(?:(?:sa|son|ses|leur) (?:(?:premiere|derniere|deuxieme|prochaine|troisieme) )?"
    r"(?:chimio\w*|cures?|radio\w*"
    r"|rayons|immuno\w*|hormono\w*|perf\w*|seances?|traitements?|cancer|tumeur|lymphome|myelome|leucemie|melanome|maladie"
    r"|oncologue|pac(?![a-z])|picc|chambre implantable|prostate|operation|greffe|injection|comprimes?)"
    r"|(?:le sien|la sienne)(?![a-z])"
    r"|(?:il|elle|lui|qui) (?:est|etait|suit|prend|recoit|a (?:eu|recu|commence|fini|termine))"
    r" (?:[a-z]+ ){0,2}?(?:sous |ss |en (?:chimio|traitement|cure)|traitee?|suivie?|operee?|chimio\w*|cure"
    r"|perf\w*|seance))"
)
BYSTANDER = Quick(
    rf"(?<!par )(?<!avec )(?<!comme ){_B}(?:un|une|le|la|l|mon|ma|son|sa) "
    r"(?:voisine? de (?:chambre|lit|salle|palier|box|couloir)"
    r"|(?:dame|monsieur|patiente?|personne|malade) (?:dans|de|qui partage|avec qui je partage)"
    r" (?:ma|sa|la meme) chambre"
    r"|autre (?:patiente?|malade)(?= (?:de|du|qui|dans|a|etait|avait)))"
    r"(?: (?:de|du) (?:mon|ma|la|l|notre) ?[a-z]+)?(?![a-z])"
)
OWN_SIGN = Quick(
    rf"{_B}(?:moi,? (?:je|j)|je (?:sens|n ai que|me porte|vais tres bien|ressens|commence|debute)"
    r"|j ai (?:une?|remarque|decouvert|senti|trouve) (?:petite |grosse )?"
    r"(?:boule|grosseur|masse|nodule|ganglion|tache|grain)"
    r")"
)
# `la grippe à 39 c'est moi, pour ma femme`
MINE_ASIDE = Quick(
    rf"{_B}c est moi(?![a-z]| qui| (?:la|le) (?:malade|patiente?))(?=[^.;!?\n]{{0,60}}(?:[.;!?\n]|$))"
    rf"|{_B}(?:moi,? )?(?:de mon cote|pour ma part|moi meme),? (?:j ai|je suis|je fais)"
)

# Long ago, and over.
THEN = Quick(
    rf"{_B}(?:(?:a|lors de|apres|au|pendant|des|avec|sur) (?:la |le |l |ma |mon |sa |son |une )?{_NTH} {_CURE}"
    rf"|{_NTH} {_CURE},? (?:l an|l annee|il y a)"
    r"|(?:la semaine|le mois|l an|l annee|l ete|l hiver) (?:dernier|passe|derniere|passee|precedente?|d avant)"
    r"|il y a (?:\d+|une?|deux|trois|quatre|cinq|six|huit|dix|quelques|plusieurs) (?:semaines?|mois|ans?|annees?)"
    r"|en (?:19|20)\d\d|autrefois|a l epoque|a la naissance|dans (?:ma|sa) jeunesse"
    r"|en (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
    r"|avant (?:l ete|noel|paques|les vacances))(?![a-z])"
)
PLUPERFECT = Quick(
    rf"{_B}(?:avais|avait|avions|avaient) (?:(?:deja|tout|bien|beaucoup|pas mal|aussi|ete|aussi) )*"
    r"(?:eu|ete|fait|vomi|rendu|perdu|saigne|mange|fallu|tousse|maigri|attrape|developpe|presente|gonfle|mis|pris)(?![a-z])"
)
_OVER = (
    r"(?:passee?s?|disparue?s?|partie?s?|guerie?s?|reglee?s?|resolue?s?|terminee?s?|finie?s?|arretee?s?|oubliee?s?"
    r"|cesse(?:e?s?|r)|remise?s?|retablie?s?|rentree?s? dans l ordre|redevenue?s? normale?s?)"
)
_ADVERB = (
    r"(?:(?:tout|tres|bien|vite|rapidement|completement|totalement|entierement|parfaitement|depuis|vraiment"
    r"|enfin) )*"
)
SETTLED = Quick(
    rf"{_B}(?:tout (?:ca |cela )?(?:est|etait|s est) {_ADVERB}{_OVER}|tout (?:va|est) (?:tres )?bien depuis"
    rf"|(?:c|ca|cela|elle|elles|il|ils|le tout|s) (?:est|s est|a|ont|sont|etait|avait|avaient) {_ADVERB}{_OVER}"
    rf"|guerie?s? depuis|a (?:bien|tres bien|parfaitement|completement) recupere"
    rf"|(?:est|sont) {_ADVERB}{_OVER}(?= ?(?:[.,;!?\n]|$|toute?s? seule?s?|depuis|et|sans))"
    r"|(?:suis|est) (?:redevenue? )?stable"
    r"|plus rien depuis|(?:n est|ne sont) (?:jamais|pas) revenue?s?|sans recidive)(?![a-z])"
)
SETTLED_NEXT = Quick(
    rf" ?(?:et |mais |heureusement,? |depuis,? |maintenant,? |aujourd hui,? |puis )*{SETTLED.pattern}"
    rf"| ?(?:cette fois|la|maintenant|aujourd hui|depuis|en ce moment|a present)(?: ci)?,? "
    r"(?:je n ai |il n a |elle n a )?"
    rf"(?:plus )?(?:rien|aucun|en cours|tout va bien|tout est normal)(?![a-z])"
)
CAME_BACK = Quick(
    rf"{_B}(?:revien\w*|reven(?!u a la (?:normale|maison)|u chez|u de l hopital)\w*|remont\w*|recommenc\w*"
    r"|(?<!les ai )repri[st]\w*"
    r"|reappar\w*|rechut\w*|a nouveau|de nouveau|encore|toujours|rebelote|la meme chose|pareil\w*"
    r"|comme (?:la|l)|persist\w*"
    r"|continu\w*|s aggrav\w*|empir\w*|re (?:de la )?fievre)(?![a-z])"
)
# `la diarrhée est réglée depuis dix jours`, `la toux de l'époque a disparu`: past in its own clause
OVER_SINCE = Quick(
    rf"{_B}(?:est|sont|a|ont|s est|se sont) {_ADVERB}(?:{_OVER}|tombee?s?) (?:depuis|il y a) "
    r"(?:\d+|une?|deux|trois|quatre|cinq|six|huit|dix|quinze|plusieurs|quelques) "
    r"(?:bons? )?(?:jours|semaines?|mois|ans?|annees?)"
    rf"|{_B}(?:de l epoque|d alors|d avant [^,.;!?]{{3,16}}|du debut) (?:ont|a|est|sont) {_ADVERB}{_OVER}(?![a-z])"
    rf"|{_B}(?:n en (?:ai|a)|n y en a) plus (?:du tout )?depuis [^,.;!?]{{0,30}}?"
    r"(?:semaines?|mois|ans?|annee|l an) ?(?:dernier)?"
)
NOW = Quick(
    rf"{_B}(?:aujourd hui|ce (?:matin|soir|midi)|cet apres midi|cette (?:nuit|semaine)|maintenant|mtn|actuellement"
    r"|en ce moment|a present|a l instant|hier|la je|la j|depuis|cette fois|tout a l heure)(?![a-z])"
)

# Only supposed.
SUPPOSE = Quick(
    rf"{_B}(?:imagin(?:ons|ez)|suppos(?:ons|ez)|admett(?:ons|ez)|mettons) (?:que?|qu)(?![a-z])"
)
_WHO = r"(?:je|j|il|elle|on|ca|cela|la|le|l|ma|mon|mes|sa|son|ses|un|une|les|des)"
IF_EVER = Quick(
    rf"{_B}(?<!comme )(?<!savoir )(?<!demande )(?<!sais pas )(?<!sais plus )(?<!sait plus )(?<!sait pas )"
    r"(?<!verifier )(?<!demandais )"
    rf"(?:si|s) (?:(?:une? (?:jour|soir|nuit|matin|dimanche|week end)|jamais|par (?:hasard|malheur)|plus tard"
    rf"|demain),? {_WHO}?"
    rf"|{_WHO} (?:(?!(?:je|j|il|elle|on|mais|que|qu)(?![a-z]))[a-z]+ ){{0,4}}?"
    r"(?:avais(?! (?:bien |deja )?(?:pris|oublie|eu|fait|vomi|mis|avale))|etais|faisais|vomissais"
    r"|saignais|toussais|ressentais|perdais|montait|depassait|saignait|revenait|arrivait"
    r"|tombait|apparaissait|survenait|commencait|devenait|recommencait|grimpait))(?![a-z])"
)
IN_CASE = Quick(
    rf"{_B}en cas (?:de|d)(?! urgence)"
    r"(?:,? (?!(?:je|j|il|elle|on|ca|c|mais|or|et (?:la|je|j|il|elle)|alors|donc|que|qui|depuis|ce|cette"
    r"|mon|ma)(?![a-z]))"
    r"[a-z0-9°>=.]+)+"
)
_PRINT = r"(?:notice|livret|brochure|prospectus|depliant|forum)"
LEAFLET = Quick(
    rf"{_B}{_PRINT}(?![a-z])[^.;!?\n]{{0,90}}?{_B}"
    r"(?:vois|lis|lu|lire|ecrit|parle|mentionne|indique|cite|liste|il y a|dit|disent|annonce)(?![a-z])"
    rf"|{_B}(?:lu|lis|lire|lisant|vois|ecrit)(?![a-z])[^.;!?\n]{{0,60}}?{_B}(?:{_PRINT}|sur internet)(?![a-z])"
    r"(?<!resultat sur internet)(?<!resultats sur internet)(?<!bilan sur internet)(?<!sang sur internet)"
)
IS_SO = Quick(
    rf"{_B}(?:j ai (?!lu|vu|bien lu|peur|une question|entendu)"
    r"|je (?:suis (?!inquiet|sous|suivi|traite)|fais|vomis|saigne|tousse|tremble)|il (?:a|est)|elle (?:a|est)|depuis"
    r"|ce (?:matin|soir|midi)|cette nuit|hier|c est mon cas|comme (?:moi|lui|elle))"
    r"(?![a-z])"
)
