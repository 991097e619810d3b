"""What is written between the name of an analysis, its number and its unit."""

from __future__ import annotations

UNIT = (
    r"grammes?(?: ?(?:/|par) ?l(?:itres?)?)?(?![a-z])"
    r"|g ?/ ?d?l|mg ?/ ?d?l|g/l|ug ?/ ?l|ng ?/ ?ml|mmol(?:es)?(?: ?/ ?l)?|umol(?:es)?(?: ?/ ?l)?"
    r"|meq(?: ?/ ?l)?"
    r"|/ ?mm ?3|/ ?ul|ui ?/ ?l|u ?/ ?l|x ?10 ?\^?9 ?/ ?l|10 ?\^?9 ?/ ?l|giga(?:s)?(?: ?/ ?l)?"
    r"|mille|(?<=\d)k(?![a-z])"
    r"|n(?![a-z])|xn|x(?![a-z\d])|x ?lsn(?![a-z])"
    r"|fois (?:(?:la|les|sa|leur|limites?|bornes?|valeurs?|hautes?|superieures?|de) )*"
    r"(?:normales?|limite|norme|normes|haute|superieure|n|lsn)(?![a-z])"
    r"|fois(?= ?(?:[.,;)!?]|$))|mg(?![a-z])|g(?![a-z])"
)
LINK = (
    r"(?: ?(?:(?:beaucoup )?(?:trop|tres|assez|bien|encore|un peu)(?= )|bas(?:ses?)?(?![a-z])"
    r"|haute?s?|elevee?s?|effondree?s?"
    r"|augmentee?s?|abaissee?s?|diminuee?s?|dans le sang|limite"
    r"|,(?= ?\d[\d.,]*(?: \d{3})? ?(?:mmol|m?g|[un]g|umol|ui|/|n(?![a-z])|x|fois|$|[.,;)!?]"
    r"|(?:je|il|elle|on|sous|c est|et|sur|avec|chez|apres)(?![a-z])))"
    r"|corrigee?|corr\.?|totale?|tot\.?|neutrophiles|ont|taux|valeur|a|est|sont|etait|etaient|de|d|reste|remonte"
    r"|monte|montee|sort|revient|qui|decouverte?|retrouvee?s?|trouvee?s?|relevee?s?|dosee?s?|prelevee?s?"
    r"|passe|passant|descend|descendue?s?|c est|sorti"
    r"|revenue?|rendue?s?|multipliee?s?|par|affiche|indique|dicte|chute"
    r"|chutee?|baisse|tombee?s?|passee?s?|egale?|environ|actuelle?|aujourd hui|hier|ce jour"
    r"|ce matin|capillaire|a jeun|moyenne|du matin|du jour|veineuse|plasmatique"
    r"|mesuree?|controlee?|pile|juste|exactement|toujours|seule?|stable|du patient|de la patiente|faite?|limite|haute"
    r"|d[eu] (?:mon|ma|notre|sa|son|m|mr|mme|monsieur|madame|m\.|mr\.)(?: [a-z]+[.,]?){1,2}?|de (?:maman|papa),?"
    r"|isolee|severe|profonde|majeure|moderee|importante|a?symptomatique|aigue|nouvelle"
    r"|[a-z]{3,}ees?(?= a \d)|:|=|~|\() ?)*"
)
