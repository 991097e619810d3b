"""The words and patterns of days and durations, on normalised text with digits."""

from __future__ import annotations

from typing import Literal

from care.understanding.quick import Quick
from care.understanding.slips import pattern_of

Precision = Literal["day", "month", "year"]

MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5,
    "juin": 6, "juillet": 7, "juil": 7, "jui": 7, "aout": 8, "out": 8, "septembre": 9, "sept": 9, "sep": 9,
    "octobre": 10, "oct": 10, "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
    # as people text them
    "janvie": 1, "janviet": 1, "fevrie": 2, "febrier": 2, "fevirer": 2, "avri": 4, "jun": 6, "juille": 7,
    "juilet": 7, "jullet": 7, "juiller": 7, "aou": 8, "agout": 8, "aoute": 8, "septembr": 9, "setembre": 9,
    "septenbre": 9, "septemb": 9, "octobr": 10, "otobre": 10, "octob": 10, "ocotbre": 10, "novembr": 11, "novenbre": 11,
    "novemb": 11, "novanbre": 11, "decembr": 12, "decenbre": 12, "decemb": 12, "desembre": 12,
}  # fmt: skip
WEEKDAYS = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    # as people text them
    "lundit": 0, "lundy": 0, "mardit": 1, "mardy": 1, "mercredit": 2, "mecredi": 2, "mercedi": 2, "mecreudi": 2,
    "jeudit": 3, "jeudy": 3, "geudi": 3, "vendredit": 4, "vandredi": 4, "vendrdi": 4, "vendedi": 4, "samedit": 5,
    "samdi": 5, "sammedi": 5, "dimance": 6, "dimenche": 6, "dimanch": 6,
}  # fmt: skip
HOURS = {"heures": 1.0, "days": 24.0, "weeks": 168.0, "months": 730.5, "years": 8766.0}

_PROPER = (
    *("janvier", "fevrier", "avril", "juillet", "septembre", "octobre", "novembre", "decembre"),
    *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
)
MONTH_WORD = pattern_of(MONTHS, [word for word in _PROPER if word in MONTHS])
WEEKDAY_WORD = pattern_of(WEEKDAYS, [word for word in _PROPER if word in WEEKDAYS])
_M, _D = MONTH_WORD, WEEKDAY_WORD
# Cut short (`vend dernier`), or with any slip (`jeudu prochain`): a day only beside a word that says so.
SHORT_WEEKDAYS = {
    "lun": 0, "mar": 1, "mer": 2, "merc": 2, "mercr": 2, "jeu": 3, "ven": 4, "vend": 4, "vendr": 4, "sam": 5, "dim": 6,
}  # fmt: skip
_SHORT = "|".join(sorted(SHORT_WEEKDAYS, key=len, reverse=True))
_DAY_SLIP = pattern_of(WEEKDAYS, [word for word in _PROPER if word in WEEKDAYS], shortest=5)
_WHICH = r"dern(?:ier|ieer|ie|eir)?|derier|deriner|passe|prochain|proch(?:ai|in|ian)?"
SINCE = r"(?:depuis?|dep|dpuis?|dps|depius|deouis|deuis|depus|dupuis|ddepuis)"
_UNIT = (
    r"(?P<unit>heures?|h|jours?|jrs?|joures?|jour|j|semaines?|sems?|semeines?|semene|smaines?|semains?|mois|moi"
    r"|annees?|ans?|asn|nas|anns|anss)(?![a-z\d])"
)
_AMOUNT = r"(?P<n>\d{1,3}(?:[.,]5)?|quelques|plusieurs|un|une)(?: ou \d{1,2}| a \d{1,2})?"
_KIND = (
    r"(?P<kind>il y a|il y as|il ya|il i a|i ?l ?y ?a|y ?a|i a|voila|voici|ca fait|sa fait|cela fait|fait"
    rf"|(?:remonte|remontent|remontait) a|(?:date|datent|datait|datant) (?:de|d)|{SINCE}|pendant|pdt|durant|dans|ds"
    r"|d ici|sous)"
)
DURATION = Quick(
    rf"(?<![a-z]){_KIND} (?:(?:environ|presque|bientot|deja|a peu pres|plus d|plus de|pres d|pres de"
    rf"|au moins|moins d|moins de|peu pres|les|ces) )*"
    rf"{_AMOUNT} ?(?:de |petite?s? )?{_UNIT}(?P<half> et demie?)?"
)
DISTANCE = Quick(
    rf"(?<![a-z\d.,/])(?:a )?{_AMOUNT} ?{_UNIT}(?P<half> et demie?)?"
    r"(?= (?:apres|post|de (?:la|ma|sa|mon|son|l|cette)|d une?) (?!traitement de|recul))"
)
BARE_DURATION = Quick(
    rf"(?<![\d.,/a-z])(?P<n>\d{{1,3}}(?:[.,]5)?) ?(?:de )?{_UNIT}(?P<half> et demie?)?"
)
NUMERIC = Quick(
    r"(?<![\d/.,])(?:(?P<d>0?[1-9]|[12]\d|3[01])(?P<sep>[/. ])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<y>20\d\d"
    r"|19\d\d|\d\d)"
    r"|(?P<y2>20\d\d)[/. ](?P<m2>0[1-9]|1[0-2])[/. ](?P<d2>0[1-9]|[12]\d|3[01]))(?![\d/]|[.,]\d)"
)
DAY_MONTH = Quick(
    r"(?<![a-z])(?:le|du|au|depuis le|jusqu au|date du|pour le|avant le) (?P<d>0?[1-9]|[12]\d"
    r"|3[01])(?:/(?P<m>0?[1-9]|1[0-2])|\.(?P<m2>0[1-9]|1[0-2]))(?![\d/]|[.,]\d| ?(?:mg|g|ml|kg|cm|mm|%|°)(?![a-z]))"
)
# `au bilan du 18-11`, `dernière cure 10-11`: a hyphen is a space here, so only two full figures after a cue count.
DASHED_DAY_MONTH = Quick(
    r"(?<![a-z])(?:le|du|au|depuis le|jusqu au"
    r"|(?:derniere?|dern) (?:cure|chimio|perf\w*|seance|injection|bilan|nfs|scanner))"
    r" (?P<d>0[1-9]|[12]\d|3[01]) (?P<m>0[1-9]|1[0-2])(?![\d/:]|[.,]\d| \d"
    r"| ?(?:h|heures?|mg|ml|g|kg|cm|mm|ans|a|mois|jours?|fois|eme|e|rue|avenue|bis|[%°€])(?![a-z]))"
)
NAMED = Quick(
    rf"(?<![\d.,/])(?:(?:{_D}) )?(?P<d>0?[1-9]|[12]\d"
    rf"|3[01]|premier)(?:er)? ?(?P<m>{_M})\.?(?![a-z])(?: (?P<y>20\d\d|19\d\d|\d\d(?! ?[h:/.]\d|\d)))?"
)
RANGE_START = Quick(
    rf"(?<![a-z])(?:du|le) (?P<d>0?[1-9]|[12]\d|3[01])(?:er)?"
    rf"(?= (?:au|et|ou)(?: le)? (?:0?[1-9]|[12]\d|3[01]) (?P<m>{_M})(?![a-z]))"
)
FEAST = Quick(
    r"(?<![a-z])(?P<w>noel|nouvel an|jour de l an|toussaint|reveillon|14 juillet|11 novembre|15 aout)(?![a-z])"
)
FEASTS = {
    "noel": (12, 25), "nouvel an": (1, 1), "jour de l an": (1, 1), "toussaint": (11, 1), "reveillon": (12, 24),
    "14 juillet": (7, 14), "11 novembre": (11, 11), "15 aout": (8, 15),
}  # fmt: skip
MONTH = Quick(
    rf"(?<![a-z\d])(?P<part>debut|mi|fin|courant|en|entre|{SINCE}|au mois (?:de|d)|mois (?:de|d)|de|d"
    rf"|jusqu (?:en|a|au mois (?:de|d))|en fin|finie?s?|terminee?s?|arretee?s?|fin du mois (?:de|d))"
    rf" (?P<m>{_M})\.?(?![a-z])(?: (?:de l annee )?(?P<y>20\d\d|19\d\d|dernier|passe|prochain))?"
)
# `de mars à août`, `entre février et avril`: the month that closes, told by the one that opens.
RANGE_END = Quick(
    rf"(?<![a-z\d])(?:et|a|jusqu (?:a|en|au)) (?P<part>fin |debut |mi )?(?P<m>{_M})\.?(?![a-z])(?! (?:20|19)\d\d)"
)
RANGE_OPENED = Quick(rf"(?<![a-z])(?:entre|de|d|depuis) (?:fin |debut |mi )?{_M}\.? $")
MONTH_YEAR = Quick(rf"(?<![a-z\d])(?P<m>{_M})\.? (?P<y>20\d\d|19\d\d)(?!\d)")
ONLY_MONTH = Quick(rf"(?<![a-z])(?P<m>{_M})\.?(?![a-z])")
ONLY_YEAR = Quick(r"(?<![\d/.])(?P<y>20\d\d|19[5-9]\d)(?!\d)")
ONLY_DAY = Quick(r"(?<![a-z])le (?P<d>0?[1-9]|[12]\d|3[01])(?:er)?(?![\d/.,a-z]| ?h)")
MONTH_NUMBER = Quick(r"(?<![\d/.])(?P<m>0?[1-9]|1[0-2])/(?P<y>20\d\d)(?![\d/])")
YEAR = Quick(rf"(?<![a-z\d])(?:en|{SINCE}|annee|fin|debut) (?P<y>20\d\d|19[5-9]\d)(?!\d)")
RELATIVE = Quick(
    r"(?<![a-z])(?P<w>av(?:ant|an|nt|nat|at|ent|t|amt|abt|nant|ants)? ?t?(?:h?ier|hire|heir|hiere)(?: soir| matin)?"
    r"|(?:hier|yer|iher|hyer|hire|heir|hiere|hieer|hiier|hierr)(?: soir| matin| apres midi)?|aujourd ?hui"
    r"|ce jour|ce matin|cette nuit|ojd|ojourd ?hui|auj(?![a-z])|cet? aprem"
    r"|(?:la )?nuit (?:derniere|passee)|ce soir|cet apres midi|(?:apres|apre) ?(?:demain|dem1|2m1|2main)"
    r"|(?:demain|2main|dmain|demin|2m1|dem1|2min|demani|damain|deamin|demian"
    r"|demein|deman|demaim|demmain|demaint)(?: matin| soir| apres midi)?"
    r"|(?:la )?semaine (?:derniere|passee|prochaine)|(?:le )?mois (?:dernier|passe|prochain)"
    r"|l an (?:dernier|passe|prochain)|l annee (?:derniere|passee|prochaine)"
    r"|cet ete|l ete dernier|cet hiver|l hiver dernier"
    r"|ce printemps|au printemps|le printemps dernier)(?![a-z])"
)
WEEKDAY = Quick(
    rf"(?<!tous les )(?<!chaque )(?<!un )(?<![a-z])(?P<w>{_D})s?"
    rf"(?: (?P<which>{_WHICH}|en huit|en 8|en quinze"
    rf"|en 15|(?:de )?(?:la )?semaine (?:prochaine|derniere|passee|d avant)|de l autre semaine"
    rf"|de cette semaine))?(?![a-z])"
)
# `on est mercredi`: the day of the caller, which may have written before we read it.
TODAY_SAID = Quick(
    rf"(?<![a-z])(?:on est|nous sommes|nous voila|nous voici|aujourd ?hui c est)"
    rf"(?: (?:aujourd ?hui|deja|maintenant|donc|le|un)){{0,2}} (?P<w>{_D})"
    r"(?! (?:dernier|passe|prochain|en huit))(?![a-z])"
)
# What opens a length of time before a day: `depuis mardi`, `dernière selle mardi`.
OPENS_DURATION = Quick(
    rf"(?<![a-z])(?:{SINCE}|derniere?s? (?:vraies? )?selles?(?: (?:c etait|etait|date de|datant de|remonte a))?"
    r"|derniere fois [^.;!?\n\d]{0,24}selles?(?: (?:c etait|etait|date de|remonte a))?) (?:le |la )?$"
)
CUED_WEEKDAY = Quick(
    rf"(?<![a-z])(?P<w>{_SHORT}|{_DAY_SLIP})\.? (?P<which>{_WHICH})(?![a-z])"
    rf"|(?<![a-z]){SINCE} (?P<w2>{_SHORT})(?: (?:matin|soir|midi)| ?(?=$|[.,;:!?)\n]))"
    rf"|(?<![a-z])(?P<w3>lun|merc|vend|sam|dim) (?:matin|soir|midi|aprem|apres midi)(?![a-z])"
)
WEEKDAY_DAY = Quick(
    rf"(?<![a-z])(?P<w>{_D}) (?:le )?(?P<d>0?[1-9]|[12]\d|3[01])"
    r"(?![\d.,/:]| ?(?:h(?![a-z])|heures?|°|%|kg|mg|g/|fois|x\b))"
)
WEEK_END = Quick(r"(?<![a-z])(?:ce|le) ?week ?end(?: (?P<which>dernier|passe|prochain))?(?![a-z])")
CUED_DAY = Quick(
    r"(?<![a-z])(?:chimio\w*|cures?|seances?|injections?|perf\w*|rdv|rendez vous|scanner|tdm|irm|tep|bilan"
    r"|consult\w*|operee?"
    r"|operation|chirurgie|fini\w*|termine\w*|commence\w*|debut\w*|arret\w*|recue?|depuis|sortie?|hospitalis\w*|prevue?"
    r"|diagnosti\w*|rayons?|radio\w*|immuno\w*|dernier\w*|prochaine?|c\d{1,2}|fait\w*)"
    r"(?: (?!le |appel|compos|faire|\d)[a-z\d]+){0,3}? le (?P<d>0?[1-9]|[12]\d|3[01])(?:er)?"
    r"(?![\d.,/:a-z%°]| ?(?:h(?![a-z])|e(?![a-z])|eme|heures?)| arrondis)"
)
BARE_DAY_MONTH = Quick(
    rf"(?:(?<![\d/.,a-z])(?:(?P<d>0[1-9]|1[3-9]|2\d|3[01])/(?P<m>0[1-9]|1[0-2]))"
    rf"|(?<![a-z])(?:rdv|rendez vous|chimio|cure|seance|scanner|irm|tdm|{_D}|o|au|du|ce|fini|fin|operee?|depuis|c\d|j1)"
    r" (?:le )?(?P<d2>0?[1-9]|[12]\d|3[01])/(?P<m2>0[1-9]|1[0-2]))(?![\d/]|[.,]\d| ?(?:mmhg|cm|mm|de tension|%))"
)
MONTH_SHORT_YEAR = Quick(
    r"(?<![a-z])(?:en|depuis|fin|debut|operee? en|diagnosti\w+ en|dx) (?P<m>0[1-9]|1[0-2])/(?P<y>[12]\d)(?![\d/])"
)
BARE_YEAR = Quick(
    r"(?<=[a-z,(] )(?P<y>199\d|20[012]\d)(?![\d.,/%]\d| ?(?:/|x|g|k|mg|ui|u|mm|ml|ng|kcal|pas|metres|euros|€|calories"
    r"|plaq|leuco|pnn|km|h|m2|cal|avenue|rue|lits)(?![a-z])|\d)"
)
BACKWARD = Quick(
    rf"(?<![a-z])(?:{SINCE}|fini[es]*|termine\w*|arrete\w*|stoppe\w*|dernier\w*|recu\w*"
    r"|(?:ai|a|as|ont|avons|avez|avai[st]|avaient|etai[st]|etaient) (?:[a-z]+ment |deja |bien )?(?:ete )?"
    r"(?:commence\w*|debute\w*|demarre\w*|fait\w*|passe\w*|opere\w*|vu\w*|pris\w*)"
    r"|(?<!m )(?<!l )(?<!s )operee?|eue?|date|datant|hier|sortie?"
    r"|hospitalisee?|diagnostiquee?|survenue?|realisee?)(?![a-z])[^,.;]{0,32}$"
)
FORWARD = Quick(
    r"(?<![a-z])(?:prochaine?s?|a partir|plutot|dispo\w*|rdv|rendez vous|creneau|prevue?s?|prevoi\w*"
    r"|sera|seront|aura|aurai"
    r"|serait|reporte[rz]|decale[rz]?|deplace[rz]|avance[rz]|convoque\w*|convocation|programme\w*|jusqu|d ici|avant le"
    r"|(?:va|vais|vont|dois|doit|doivent|devons|devra|devrai|peux|peut|pourrai\w*|voudrai\w*|souhait\w*|faut)"
    r" (?:[a-z]+ ){0,2}?[a-z]+(?:er|ir|re|oir)|(?<!a )(?<!ai )(?<!ont )(?:commence|debute|demarre)(?:ra|rai)?"
    r"|(?:m|l|vous) opere(?:nt)?"
    r"|(?:je|on|il|elle|nous) (?:sors|sort|rentre|pars|part|(?:vois|voit) (?:le|la|l|mon|ma|un|une))"
    r"|re(?:vois|voit|voyons)|attendue?|partir)(?![a-z])"
)
RELATIVE_DAYS: tuple[tuple[str, int, Precision], ...] = (
    ("av", -2, "day"),
    ("hi", -1, "day"),
    ("hei", -1, "day"),
    ("yer", -1, "day"),
    ("iher", -1, "day"),
    ("hyer", -1, "day"),
    ("oj", 0, "day"),
    ("auj", 0, "day"),
    ("ce apr", 0, "day"),
    ("cet apr", 0, "day"),
    ("la nuit", -1, "day"),
    ("nuit", -1, "day"),
    ("ce jour", 0, "day"),
    ("ce matin", 0, "day"),
    ("cette nuit", 0, "day"),
    ("ce soir", 0, "day"),
    ("apre", 2, "day"),
    ("dem", 1, "day"),
    ("dmain", 1, "day"),
    ("damain", 1, "day"),
    ("deamin", 1, "day"),
    ("2m", 1, "day"),
    ("la semaine prochaine", 7, "day"),
    ("semaine prochaine", 7, "day"),
    ("la semaine", -7, "day"),
    ("semaine", -7, "day"),
)
