"""Laboratory values told some words after their name: « le calcium de mon mari était un peu haut, 2,8 je crois ».

Only where the size of the number fits no other measure, and no other number, sign or sentence end stands between: a
value without its unit is believed when only that analysis can be so high or so low.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from care.understanding.labs import LABS
from care.understanding.numbers import Draft, NumericView, number, tidy
from care.understanding.quick import Quick

NOT_ANOTHER_UNIT = (
    r"(?![\d/]|[.,]\d| ?(?:%|°|ans?|kgs?|kilos?|mg|cm|mm|h|heures?|jours?|j|semaines?|mois|fois|x|min\w*|comprimes?"
    r"|ampoules?|sachets?|gelules?|litres?|l|ml|degres?|rue|avenue|bpm|ieme|eme)(?![a-z]))"
)
_OTHER_SIGN = (
    r"temp\w*|fievre|tension|ta|pouls|fc|fr|sat\w*|spo2|poids|pese\w*|douleur|eva|doses?|comprimes?|ampoules?|sachets?"
    r"|prend\w*|prise?(?! de sang)|perfusions?|supplement\w*|vitamine|cures?|grades?|stades?|ans|age|score|oms|pas"
    r"|carbonate|normale?s?|normaux|correcte?s?|bonn?e?s?|ok|stables?|chimio\w*|rayons|apyretique|rien|demain|rdv"
    # another analysis: the number is its own
    r"|calc\w*|ca|potass\w*|kali\w*|k|sodium|natremie|na|hb|hemoglobine|plaq\w*|pnn|neutro\w*|creat\w*|crp|mg"
    r"|magnes\w*|phosph\w*|glyc\w*|bili\w*|leuco\w*|globules|alat|asat|troponine|lactates?|albumine|ldh|uree"
    r"|urique|psa|inr|tp|dextro|ggt|pal|lipase|ferritine|clairance|dfg"
)
_AT_AN_HOUR = r" (?:de|a|vers|ce matin a) \d{1,2} ?h(?: ?\d\d)?(?![a-z\d])"
_WORDS = rf"(?:,? (?!(?:{_OTHER_SIGN})(?![a-z]))[a-z]+)"
_FAR = Quick(
    r"(?<![a-z\d])(?P<name>calcium|calcemie|potassium|kaliemie|sodium|natremie|hemoglobine|plaquettes"
    r"|neutrophiles|polynucleaires|creatinine|magnesium|glycemie|globules blancs|leucocytes)(?![a-z])"
    rf"(?P<between>{_AT_AN_HOUR}{_WORDS}{{0,11}}|{_WORDS}{{1,11}}) ?[:,(=]? ?"
    rf"(?<![\d.,/])(?P<value>\d{{1,3}}(?:[ .]000|[.,]\d{{1,2}})?|\d{{4,6}}){NOT_ANOTHER_UNIT}"
)
# `les plaquettes d'un patient sous gemcitabine, J12 : 18 000`: so large a number can be nothing else.
_THOUSANDS = Quick(
    r"(?<![a-z])(?P<name>plaquettes|neutrophiles|polynucleaires|globules blancs|leucocytes)(?![a-z])"
    r"[^.;!?\n]{0,70}?[:a] ?(?<![\d.,/])(?P<value>\d{1,3}[ .]?[05]00)"
    r"(?!\d|[.,]\d| ?(?:euros?|km|metres|m|pas|fois|mg|ui|ml|habitants)(?![a-z]))"
)
_GIVEN = Quick(
    r"(?<![a-z])(?:a|est|de|etait|sorti|revenu|compte|monte|descendu|tombe|juste|que)e?s?$"
)
_BY_CODE = {lab.code: lab for lab in LABS}
# Sizes, in the unit people say them, that nothing else told in passing has. A whole small number needs `à` or `est`.
_CODES = {
    "calcium": ("calcium", 1.2, 4.9), "calcemie": ("calcium", 1.2, 4.9),
    "potassium": ("potassium", 1.8, 9.0), "kaliemie": ("potassium", 1.8, 9.0),
    "sodium": ("sodium", 105, 175), "natremie": ("sodium", 105, 175),
    "hemoglobine": ("hemoglobin", 3.5, 18), "plaquettes": ("platelets", 3, 900_000),
    "neutrophiles": ("neutrophils", 0, 20_000), "polynucleaires": ("neutrophils", 0, 20_000),
    "creatinine": ("creatinine", 40, 1500), "magnesium": ("magnesium", 0.2, 3.5),
    "glycemie": ("glucose", 0.3, 35), "globules blancs": ("leukocytes", 0.1, 400_000),
    "leucocytes": ("leukocytes", 0.1, 400_000),
}  # fmt: skip
# `contrôle au doigt : 2,2 g/L à jeun`
_SUGAR = Quick(
    r"(?<![\d.,/])(?P<value>\d[.,]\d{1,2}|\d) ?g(?:rammes?)? ?(?:/ ?l|par litre)? ?(?:,|\(|et)? ?"
    r"(?:a jeun|apres (?:le )?(?:repas|dejeuner|manger)|au bout du doigt|au doigt|en capillaire|capillaire)(?![a-z])"
)
# `le dextro de 11 h sort à 3,1 g`
_SUGAR_AT = Quick(
    r"(?<![a-z])(?:dextro|glycemie|hgt|glyc)(?: de| du| a)? ?(?:\d{1,2} ?h(?: ?\d\d)?|matin|midi|soir)(?: [a-z]+){0,3}"
    r" ?[:a] ?(?P<value>\d[.,]\d{1,2}|\d) ?g(?![a-z])"
)
_WHOLE_FROM = 30
_LIKE_A_TEMPERATURE = (34.0, 43.0)


def read_far_labs(view: NumericView) -> Iterator[Draft]:
    """Values further from their name than `read_labs` looks."""
    for found in _FAR.finditer(view.text):
        code, low, high = _CODES[found["name"]]
        written = found["value"].replace(" ", "")
        whole = written.isdigit()
        raw = number(written.replace(".000", "000"))
        if not low <= raw <= high:
            continue
        if _LIKE_A_TEMPERATURE[0] <= raw < _LIKE_A_TEMPERATURE[1] and not whole:
            continue
        if whole and raw < _WHOLE_FROM and not _GIVEN.search(found["between"].rstrip()):
            continue
        yield from _draft(view, found, code, raw, "")
    for found in _THOUSANDS.finditer(view.text):
        code, _, _ = _CODES[found["name"]]
        yield from _draft(view, found, code, number(re.sub(r"\D", "", found["value"])), "")
    for found in (*_SUGAR.finditer(view.text), *_SUGAR_AT.finditer(view.text)):
        yield from _draft(view, found, "glucose", number(found["value"]), "g/l")


def _draft(
    view: NumericView, found: re.Match[str], code: str, raw: float, unit: str
) -> Iterator[Draft]:
    """Nothing where the value cannot be one of that analysis."""
    lab = _BY_CODE[code]
    value = lab.convert(raw, unit)
    if value is not None and lab.low <= value <= lab.high:
        yield view.draft(found, "lab", tidy(value), code, {"unit": lab.unit, "raw": tidy(raw)})
