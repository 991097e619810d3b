"""The words that deny, doubt, suppose, date back or lend to somebody else, on the left and right of a match."""

from __future__ import annotations

import re

REACH = 12
LIST_REACH = 60

FILL = (
    r"(?:(?:de|d|du|des|un|une|eu|ete|fait|faits|en|autres?|gros|grosses?|fortes?|petite?s?"
    r"|signes?|symptomes?"
    r"|notions?|episodes?|sensations?|arguments? pour|trace|traces|ressenti|senti|constate|note"
    r"|presente|vu|recu|recus|pris|vraie?s?|reelle?s?|franche?s?|francs?|veritables?|notables?"
    r"|2|seule?|seuls|encore|du tout|non plus|nouvelles?|nouveaux?|problemes?|soucis?|aucune?|toute?|d avoir"
    r"|avoir|plus"
    r"|aujourd hui|ce matin|actuellement|specialement|la moindre|le moindre) )*"
)
SUBJECT = r"(?:je|j|tu|il|elle|on|nous|vous|ils|elles|ca|c|qui)"
NO_SUBJECT = rf"(?:(?!{SUBJECT} )[^ ,.?:]+ )"

DENIED = re.compile(
    rf"(?:^| )(?:pas|pa|aucune?s?|ni|jamais|zero|absence|nie|nient|nul) {FILL}$"
    r"|(?:^| )(?:pas|jamais|ni|sans|aucune?) (?:ete )?(?:exposee?s?|exposition|traitee?s?|passee?) (?:a|au|par|avec)"
    r" (?:l |la |le |une? )?$"
    r"|(?:^| )rien (?:pris|avale|donne|recu|eu) (?:comme|de|d) $"
)
# `pas de sang d'habitude`, `pas de caillot jusqu'à hier`: what was so, and may be so no more.
UNTIL_NOW = re.compile(
    r"^(?:d habitude|d ordinaire|habituellement|en temps (?:normal|ordinaire)"
    r"|jusqu (?:a|au) (?:hier|ce matin|cette nuit|avant hier))"
    r"(?= *$| [,.:?]| (?:mais|et|la|midi|soir|matin)(?: |$))"
)
WITHOUT = re.compile(rf"(?:^| )sans (?:s |se |me |m )?(?:etre |sentir |pour autant )?{FILL}$")
WEEK_WITHOUT = re.compile(r"(?:^| )(?:semaine|semaines|pause|periode|(?:mes|ses|les) jours) sans $")
WHO_DOES = re.compile(
    r"(?:^| )(?:pas|aucune?s?|ni|sans) (?:de |d |des |du )?[^ ,.:?]+ (?:[^ ,.:?]+ )?qui (?:me |se |s |lui )?$"
)
ONLY_WITH = re.compile(
    r"(?:^| )(?:pas|plus|rien|peux|peut|(?<!un )peu|impossible|ne|n|jamais) (?:[^ .,]+ ){0,6}sans "
)
_NEVER_STOPS = (
    r"(?:arret|cess|fini|lach|reten|retien|empech|stopp|manqu)[^ ]* (?:pas|pa|plus|jamais) (?:de"
    r"|d) "
)
NEVER_STOPS = re.compile(rf"{_NEVER_STOPS}(?:[^ ,.?:]+ (?:ni|ou|et) (?:de |d )?)?$")
NEVER_STOPS_ANY = re.compile(_NEVER_STOPS)
NOT_THE = re.compile(rf"(?:^| )(?:a|ai|as|avait|avais|ont) (?:pas|plus) (?:la|le|les) {FILL}$")
NO_MORE = re.compile(
    rf"(?:^| )(?:plus|pu) (?:du tout )?(?:de|d|aucune?) {FILL}$"
    r"|(?:^| )(?:n|ne) (?:ai|as|a|avons|avez|ont) plus (?:eu |fait )?(?:du tout )?$"
    r"|(?:^|[,:] |(?:^| )(?:ai|as|a|suis|est|et|fait) )plus du tout $"
)
DOUBLE_NO = re.compile(
    r"(?:^| )(?:peux|peut|peu|pourrais|dirais|jurerais|sais|sait|suis) pas "
    r"(?:dire |sur |sure |certaine? |jurer |affirmer )*"
    r"(?:que|qu|si|s|de) [^.]*(?:pas|aucune?) [^.]*$"
)
MORE = re.compile(
    r"(?:^| )(?:en|encore|beaucoup|peu|bien|toujours|nettement|de) plus (?:de|d) [^,.?]*$"
)
QUANTITY = re.compile(
    r"^(?:\d|(?:une?|deux|trois|quatre|plusieurs) (?:bons? )?(?:litres?|bouteilles?|verres?|bols?)(?: |$))"
)
COMPARED = re.compile(r"^(?:[^ ,.?]+ ){0,2}(?:que|qu)(?: |$)")
NEVER_SUCH = re.compile(
    r"^(?:[^ .,?]+ ){0,2}(?:comme|aussi|pareille?s?|autant|tel|telle|telles|a ce point)(?: |$)"
)
NOTHING = re.compile(
    r"(?:^| )(?:rien (?:(?:ne|n|qui) (?:me |m |se |s |lui )?|de |d )|ni ne (?:se |s |me )?)$"
    # `rien ne s'ouvre, ne suinte ou ne saigne`
    r"|(?:^| )rien (?:ne|n) (?:se |s )?[a-z]+(?:(?: ,)?(?: (?:ou|et|ni))? (?:ne|n) (?:se |s )?[a-z]+){0,3}"
    r"(?: ,)?(?: (?:ou|et|ni))? (?:ne|n) (?:se |s )?$"
    r"|(?:^| )rien qui [^.;]{1,40} ni (?:qui )?(?:ne |n )?(?:se |s )?$"
    r"|(?:^| )sans (?:que|qu) (?:ca|cela|il|elle|ce|c) (?:me |m |le |la |lui |soit |est )?$"
    r"|(?:^| )(?:aucune?|pas de|sans|ni) (?:lesions?|zones?|plaies?|endroits?|peau) $"
    r"|(?:^| )(?:pas|ni|jamais) (?:du tout |actuellement |encore )?sous $"
    r"|(?:^|[,.] )rien (?:au|aux|sur|dans|sous|a) (?:le |la |les |l |son |sa |ses |mes |mon |ma )?$"
)
# `mon voisin a dû boutonner ma chemise`: the trouble is ours
OURS = re.compile(r"(?:^| )(?:mon|ma|mes|me|moi)(?: |$)")
# `rien à plat ni au repos`
NOTHING_HERE = re.compile(r"(?:^|[,.] )rien $")
A_MOMENT = re.compile(r"(?:vomi|rendu|saigne|au|a|aux|en|la nuit|le soir|le matin)(?: |$)")
NOT_DIRECT = re.compile(r"(?:^| )non $")
_ITEM = (  # a bare noun and what goes with it, never a clause
    rf"(?:(?!(?:{SUBJECT}|mais|sauf|juste|seulement|hormis|depuis|est|sont|ont|ne|n|se|s|me|m) )"
    r"[^ ,.?:]+ ){1,4}"
)
_OPENS = (  # what opens a list of denials; « pas mal de toux », « pas moyen de boire » open none
    r"(?:pas|aucune?|sans|ni|plus|jamais|rien(?= de )) (?!(?:mal (?:de|d)|que|qu|seulement|juste|moyen|capable|possible"
    r"|question|assez|trop|cesse|arret) )(?:de |d )?"
)
LISTED = re.compile(
    rf"(?:^| ){_OPENS}{_ITEM}(?:, {_ITEM})*"
    r"(?:(?:, )?(?:ou|ni) (?:de |d )?|(?:, |et )(?:de|d) )$"
)
LIST_OPEN = re.compile(rf"(?:^| )(?!plus ){_OPENS}{_ITEM}(?:, {_ITEM})*, $")
LIST_GOES_ON = re.compile(r"(?:(?:, |ou |ni |et )(?:de |d )?)$")
NOWHERE = re.compile(r"^(?:de )?nulle part(?: |$)")
_NO_CLAUSE = r"(?!(?:ne|n|je|j|il|elle|on|ca|se|s|mais|par|depuis|avec|ni) )"
LIST_CLOSES = re.compile(  # closed by `ni` among bare nouns: « , ne mange ni ne boit » closes no list
    rf"^(?: ?, {_NO_CLAUSE}[^ ,.:?]+(?: {_NO_CLAUSE}[^ ,.:?]+){{0,2}})*(?: ?,)? ?ni (?!ne |n |je |il |elle )"
)
LESS = re.compile(
    r"(?:^| )pas (?:trop|tres|beaucoup|vraiment|tellement|enormement|bien) (?:de |d )?$"
    r"|(?:^| )est pas (?:la |le |les |l |de la |du |des |de l |une? )$"
    r"|(?:^| )pas (?:sure?|certaine?) (?:d |de )(?:avoir |faire )?(?:de |d |du |des |la |l |le |une? )*$"
)
VERB_NOT = re.compile(
    r"^(?:pas|jamais|pa)(?= *$| [,.?:]| (?:non plus|du tout|encore|pour|aujourd|depuis|ce|et|mais"
    r"|la nuit|je|j|il|elle|on|ca|c|temperature|tension|selles?|pouls|urine|urines|ailleurs|d ailleurs)(?: |$))"
)
VERB_NO_MORE = re.compile(r"^plus(?= *$| [,.?:]| (?:du tout|depuis|maintenant|et|mais)(?: |$))")
VERB_LITTLE = re.compile(r"^(?:pas|plus) (?:trop|beaucoup|tellement|vraiment|tant)(?: |$)")
VERB_PLACE = re.compile(
    rf"(?:^| )(?:{SUBJECT}|ne|n|se|s|me|m|y|en|lui|l|(?:ne|n) (?:le|la|les|nous|vous|leur)"
    r"|patiente?|mari|femme|mere|pere) $|^$|[,:] $"
)
# `des points qui ne s'effacent` pas: the denial is the sign's own.
OWN_NEGATION = re.compile(r" (?:ne|n) (?:s |se |me |m )?[^ ]+$")
VERB_INSIDE = re.compile(r"(?:^| )(?:ne|n|s|se|me|m|ca|c|il|elle|je|j|on|y|en) [^ ]+$")
HAS_NE = re.compile(r"(?:^| )(?:ne|n) (?:(?:me|m|se|s|lui|y|en|l|le|la|les) )?$")
ANSWER_NO = re.compile(
    r"^(?:[:?,] )?(?:non|0|aucune?|absente?s?|negatif|negative|nie|niee|nulle?)"
    r"(?= *$| [,.?:]| (?:mais|et|par contre|merci|docteur|sinon|pas|ni)(?: |$)| [^ .]+ oui(?: |$))"
)
# `un malaise peut arriver`
MAY_HAPPEN = re.compile(
    r"^(?:[^ ,.?:]+ ){0,2}(?:peut|peuvent|pourrait|pourraient) (?:aussi |toujours |bien )?"
    r"(?:arriver|survenir|se produire|apparaitre)(?: |$)"
)
# `mon ancienne phlébite`
FORMER = re.compile(r"(?:^| )(?:ancien|ancienne|anciens|anciennes) $")
RULED_OUT = re.compile(
    r"^(?:est |a ete |ete )?(?:elimine|exclu|ecarte)(?:e|s|es)?(?: |$|,)|^oui mais plus(?: |$)"
)
REMOVED = re.compile(r"^(?:est |a ete |ete )?(?:retire|ote|enleve|depose)(?:e|s|es)?(?: |$|,)")
LOCAL_SIGN = re.compile(
    r"gonfl|enfl|roug|ros[ée]|chaud|dur|mal |doul|pus|coul|suint|infect|sensible"
)

IF = re.compile(
    rf"(?:^| )(?<!comme )(?:si|s) (?:jamais )?(?:{SUBJECT}|y(?= (?:a|avait|aurait|ait)(?: |$))|le|la|les"
    rf"|l|mon|ma|mes|sa|son|ses|un"
    rf"|une) {NO_SUBJECT}{{0,6}}$"
)
ASKED_IF = re.compile(
    r"(?:^| )(?:sai[st]?|savez|savoir|savons|demande|demandes?|dire|dites|verifier|voir|sure?"
    r"|certaine?)"
    r" (?:moi )?(?:(?:pas|plus) (?:trop |vraiment |bien )?)?si [^.]*$"
)
IF_NORMAL = re.compile(r" (?:normale?|graves?|inquietante?|urgente?|dangereuse?|du|due|lie|liee) ")
FEARED = re.compile(
    r"(?:^| )(?:en cas de?|en cas d|au cas ou (?:(?:j ai|il a|elle a|il y a|je|j|il|elle|ca|on)(?= ))?"
    r"|risques? (?:de|d)"
    r"|peur (?:de|d|des|du)(?: (?:faire|avoir))?|crains (?:une?|de|d)|eviter|prevenir"
    r"|prevention (?:de|d|des)"
    r"|(?:peut|peuvent|pourrait|pourraient|va|vont|risque de) (?:me |m |te |lui |vous )?"
    r"(?:donner|provoquer|entrainer|causer|declencher|faire)) (?:(?:la|le|les|l|un|une|des|du|de"
    r"|d|avoir) )*$"
)
ANNOUNCED = re.compile(  # `on m'a parlé des aphtes, des vomissements`
    r"(?:^| )(?:on|ils|elles|docteur|medecin|oncologue|infirmiere|notice|livret) (?:m|nous|lui) (?:a|ont|avait) "
    rf"(?:bien |deja )?(?:parle|prevenue?s?|avertie?s?) (?:de|d|des|du) (?:{NO_SUBJECT}{{1,3}}, )*"
    r"(?:(?:la|le|les|l|un|une|des|du|de|d|et|possibles|eventuels) )*$"
)
DOUBT = re.compile(
    r"(?:^| )(?:peut etre|peutetre|possible|possibles|probable|probables|probablement"
    r"|suspicion (?:de|d)|on dirait"
    r"|(?:l )?impression (?:que je |que j |qu il |qu elle |de |d )?(?:ai|a|fais|faire|avoir)?"
    r"|suspect\w*|semble"
    r"|(?:pense|crois|croit) pas (?:que j |que je |qu il |qu elle )?(?:ai|a|avoir|faire)?"
    r"|(?<!sans )doute (?:de|d|d une?)|\?) ?"
    r"(?:(?:que|qu) (?:j |je |il |elle |y )*(?:ai|a|fais|fait)? ?)?(?:(?:la|le|les|l|un|une|des"
    r"|du|de|d|avoir) )*$"
)
DOUBT_AFTER = re.compile(
    r"^(?:possible|probable|suspecte|eventuelle?)s?(?: |$)"
    r"|^\?(?= *$| (?!\d|oui|ouais|ui |si |yes|effectivement|exact))"
)

ANTECEDENT = re.compile(
    r"(?:^| )(?:antecedents?|atcds?|histoire) (?:personnels? )?(?:, |: )?(?:(?:de|d|du|des"
    r"|recents?|une?) )*$"
)
FAMILY = re.compile(
    r"(?:^| )(?:antecedents? |atcds? |histoire )?famili(?:al|ale|aux|ales) (?:: )?(?:(?:de|d|du"
    r"|des) )*$"
    r"|(?:^| )(?:decedee?|morte?|mort) (?:de|d|du|des) (?:(?:l|la|le|une?|suites?|de|d) )*$"
)
FAR = (
    r"(?:la semaine derniere|semaine passee|(?:le )?mois (?:dernier|passe)|l an (?:dernier|passe)"
    r"|l annee derniere|il y a (?:[^ ,.]+ ){1,2}(?:semaines?|mois|ans?|annees?)|en (?:19|20)\d\d"
    r"|autrefois"
    r"|a l epoque|avant (?:la|le|ma|mon|sa|son|mes|les) (?:chimio\w*|traitements?|maladie|cancer"
    r"|rayons)"
    r"|(?:la |a la |lors de la )(?:derniere fois|fois precedente|cure precedente|derniere cure"
    r"|premiere cure))"
)
WAS = re.compile(
    rf"(?:^| )(?:eu|avait|avais|avaient|faisait|faisais|etait|etais|presentait|ai|a|as|ont|avons"
    rf"|avez) {FILL}"
    r"(?:la |le |les |l )?$"
)
# `opérée il y a trois mois, j'ai de la fièvre`: the operation is old, the fever is now.
SETTLED = re.compile(
    r"^[^.?]*?, (?:(?:mais|et|tout|c|ca|cela|s|depuis) )*(?:est|etait) (?:regle|rentre dans l ordre|passe|fini|termine"
    r"|resolu|gueri|oublie|redevenu normal)e?(?: |$|,)"
)
HAS_NOW = re.compile(
    r"(?:^| )(?:j|il|elle|on|maman|papa|mari|femme|mere|pere|patiente?|monsieur|madame|qui) "
    r"(?:ai|a) (?:(?:encore|toujours|tres|maintenant) )*(?:(?:de|d|du|des|une?|la|le|les|l|mal) )+$"
)
FAR_BEFORE = re.compile(rf"(?:^| )(?<!depuis ){FAR} [^.]*$")
FAR_AFTER = re.compile(
    rf"^(?:(?!chimio|cure|dernier|traitement|seance|perfusion|operation|rayons"
    rf"|depuis)[^ ,.?:]+ ){{0,3}}{FAR}"
)
STOPPED_BEFORE = re.compile(
    r"(?:^| )(?<!pas d )(?<!pas de )(?:disparition|arret|fin|resolution) (?:de|d|du|des) (?:(?:la"
    r"|l|les) )?$"
)
OVER = re.compile(
    r"^(?:(?:qui|a|est|sont|ont|s est|c est|se sont|maintenant|completement|totalement) )*"
    r"(?:passee?s?|partie?s?|disparue?s?|resolue?s?|guerie?s?|terminee?s?|arretee?s?|finie?s?"
    r"|tombee?s?)"
    r"(?= *$| [,.?]| (?:depuis|hier|ce|cette|maintenant|et|mais|puis|tout|toute"
    r"|aujourd|il y a)(?: |$))"
)
AGAIN = re.compile(r"revenu|remont|recommenc|repri[st]|reappar|rechut|encore")

NOT_OURS = re.compile(
    r"(?:^| )(?<!par )(?<!avec )(?<!de )(?<!du )(?<!promene )(?<!promener )(?<!promene plus )"
    r"(?:mon|ma|le|la|notre|leur|un|une|son) "
    r"(?:chien|chienne|chat|chatte|lapin|cheval|hamster|voisin|voisine|collegue|autre patiente?"
    r"|petits enfants)"
    r"(?: (?:de|du|d) (?:mon |ma |mes |notre |la |le |l |ce |cette )?[^ ,.?:]+)?"
    r"(?: (?!(?:je|j|moi|me|m|mes|mon|ma|nous|patiente?|mr|mme|par|avec|dit|pense"
    r"|trouve) )[^ ,.?:]+){0,6} $"
)
AT_NOT_OURS = re.compile(
    r"^(?!de chien)(?:chez |de |du )(?:mon |ma |le |la )?(?:chien|chienne|chat|chatte|voisin|voisine"
    r"|collegue)(?: |$)"
)
