"""The words and patterns of days and durations, on normalised text with digits."""

from __future__ import annotations

import re
from typing import Literal

Precision = Literal["day", "month", "year"]

MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5,
    "juin": 6, "juillet": 7, "juil": 7, "jui": 7, "aout": 8, "out": 8, "septembre": 9, "sept": 9, "sep": 9,
    "octobre": 10, "oct": 10, "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    "lundi": 0,
    "mardi": 1,
    "mercredi": 2,
    "jeudi": 3,
    "vendredi": 4,
    "samedi": 5,
    "dimanche": 6,
}
HOURS = {"heures": 1.0, "days": 24.0, "weeks": 168.0, "months": 730.5, "years": 8766.0}

_M = "|".join(sorted(MONTHS, key=len, reverse=True))
_D = "|".join(WEEKDAYS)
_UNIT = r"(?P<unit>heures?|h|jours?|jrs?|j|semaines?|sem|mois|annees?|ans?)(?![a-z\d])"
_AMOUNT = r"(?P<n>\d{1,3}(?:[.,]5)?|quelques|plusieurs|un|une)(?: ou \d{1,2}| a \d{1,2})?"
_KIND = r"(?P<kind>il y a|il y as|il ya|y ?a|voila|ca fait|cela fait|fait|depuis|pendant|durant|dans|d ici|sous)"
DURATION = re.compile(
    rf"(?<![a-z]){_KIND} (?:(?:environ|presque|bientot|deja|a peu pres|plus de|pres de|au moins"
    rf"|moins de|peu pres|les|ces) )*"
    rf"{_AMOUNT} ?(?:de |petite?s? )?{_UNIT}(?P<half> et demie?)?"
)
DISTANCE = re.compile(
    rf"(?<![a-z\d.,/])(?:a )?{_AMOUNT} ?{_UNIT}(?P<half> et demie?)?"
    r"(?= (?:apres|post|de (?:la|ma|sa|mon|son|l|cette)|d une?) (?!traitement de|recul))"
)
BARE_DURATION = re.compile(
    rf"(?<![\d.,/a-z])(?P<n>\d{{1,3}}(?:[.,]5)?) ?(?:de )?{_UNIT}(?P<half> et demie?)?"
)
NUMERIC = re.compile(
    r"(?<![\d/.,])(?:(?P<d>0?[1-9]|[12]\d|3[01])[/. ](?P<m>0?[1-9]|1[0-2])[/. ](?P<y>20\d\d"
    r"|19\d\d|\d\d)"
    r"|(?P<y2>20\d\d)[/. ](?P<m2>0[1-9]|1[0-2])[/. ](?P<d2>0[1-9]|[12]\d|3[01]))(?![\d/]|[.,]\d)"
)
DAY_MONTH = re.compile(
    r"(?<![a-z])(?:le|du|au|depuis le|jusqu au|date du|pour le|avant le) (?P<d>0?[1-9]|[12]\d"
    r"|3[01])/(?P<m>0?[1-9]|1[0-2])(?![\d/])"
)
NAMED = re.compile(
    rf"(?<![\d.,/])(?:(?:{_D}) )?(?P<d>0?[1-9]|[12]\d"
    rf"|3[01])(?:er)? (?P<m>{_M})\.?(?![a-z])(?: (?P<y>20\d\d|19\d\d|\d\d(?! ?[h:/.]\d|\d)))?"
)
MONTH = re.compile(
    rf"(?<![a-z\d])(?P<part>debut|mi|fin|courant|en|depuis|au mois (?:de|d)|mois (?:de|d)|de|d"
    rf"|jusqu en|en fin|finie?s?|terminee?s?|arretee?s?|fin du mois (?:de|d))"
    rf" (?P<m>{_M})\.?(?![a-z])(?: (?:de l annee )?(?P<y>20\d\d|19\d\d|dernier|passe|prochain))?"
)
MONTH_YEAR = re.compile(rf"(?<![a-z\d])(?P<m>{_M})\.? (?P<y>20\d\d|19\d\d)(?!\d)")
ONLY_MONTH = re.compile(rf"(?<![a-z])(?P<m>{_M})\.?(?![a-z])")
ONLY_YEAR = re.compile(r"(?<![\d/.])(?P<y>20\d\d|19[5-9]\d)(?!\d)")
ONLY_DAY = re.compile(r"(?<![a-z])le (?P<d>0?[1-9]|[12]\d|3[01])(?:er)?(?![\d/.,a-z]| ?h)")
MONTH_NUMBER = re.compile(r"(?<![\d/.])(?P<m>0?[1-9]|1[0-2])/(?P<y>20\d\d)(?![\d/])")
YEAR = re.compile(r"(?<![a-z\d])(?:en|depuis|annee|fin|debut) (?P<y>20\d\d|19[5-9]\d)(?!\d)")
RELATIVE = re.compile(
    r"(?<![a-z])(?P<w>avant hier(?: soir| matin)?|hier(?: soir| matin| apres midi)?|aujourd hui"
    r"|ce jour|ce matin|cette nuit"
    r"|la nuit derniere|ce soir|cet apres midi|apres demain|demain(?: matin| soir)?"
    r"|(?:la )?semaine (?:derniere|passee|prochaine)|(?:le )?mois (?:dernier|passe|prochain)"
    r"|l an (?:dernier|passe)|l annee (?:derniere|passee)|cet ete|l ete dernier|cet hiver"
    r"|ce printemps|au printemps)(?![a-z])"
)
WEEKDAY = re.compile(
    rf"(?<![a-z])(?P<w>{_D})s?(?: (?P<which>dernier|passe|prochain|en huit|en 8|en quinze"
    rf"|en 15))?(?![a-z])"
)
FORWARD = re.compile(
    r"(?<![a-z])(?:prochaine?|a partir|plutot|dispo\w*|rdv|rendez vous|creneau|prevue?|sera"
    r"|serait|reporter|decaler|deplacer)(?![a-z])"
)
RELATIVE_DAYS: tuple[tuple[str, int, Precision], ...] = (
    ("avant hier", -2, "day"),
    ("hier", -1, "day"),
    ("la nuit derniere", -1, "day"),
    ("aujourd", 0, "day"),
    ("ce jour", 0, "day"),
    ("ce matin", 0, "day"),
    ("cette nuit", 0, "day"),
    ("ce soir", 0, "day"),
    ("cet apres", 0, "day"),
    ("apres demain", 2, "day"),
    ("demain", 1, "day"),
    ("la semaine prochaine", 7, "day"),
    ("semaine prochaine", 7, "day"),
    ("la semaine", -7, "day"),
    ("semaine", -7, "day"),
)
