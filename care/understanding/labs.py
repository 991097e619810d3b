"""Laboratory values, brought to the units of the protocols' thresholds.

Policy: a missing unit is guessed by size (`PNN 300` is 0.3 G/L, `plaquettes 18 000` is 18 G/L). Enzymes and
bilirubin are given in multiples of the normal limit N; from UI/L or µmol/L the limit is assumed (40 UI/L,
17 µmol/L) and the fact says `estimated`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from care.understanding.creatinine import (
    NUMBER,
    RISE,
    against_base,
    creatinine_ratio,
    micromoles,
    only_a_rise,
)
from care.understanding.facts import Value
from care.understanding.lab_units import (
    Convert,
    bilirubin,
    calcium,
    cells,
    glucose,
    hemoglobin,
    magnesium,
    multiples,
    phosphate,
    same,
    urate,
)
from care.understanding.lab_words import LINK, UNIT
from care.understanding.numbers import Draft, NumericView, number, tidy
from care.understanding.quick import Quick


@dataclass(frozen=True, slots=True)
class Lab:
    """One analysis: how it is written, the unit it is given back in, how to get there."""

    code: str
    names: str
    unit: str
    convert: Convert
    low: float = 0.0
    high: float = 1e6


LABS = (
    Lab("neutrophils", r"pnns?|pn|agranulocytose|neutropenie(?= ?(?:(?:a |est a |: ?|= ?)\d|0[.,]\d))"
        r"|polynucleaires(?: neutrophiles)?|neutrophiles|neutros?"
        r"|poly ?neutro\w*|polys?", "G/L",
        cells(20), high=200),
    Lab("platelets", r"plaquettes?|pla(?:qu?|k)ett?es?|plaq|plq|plt|thrombocytes"
        r"|thrombopenie(?= ?(?:(?:a |est a |: ?|= ?)\d|\d{1,3}(?: \d{3}| ?g)))|pq",
        "G/L", cells(1500), high=5000),
    Lab("leukocytes", r"leuco(?:cyte)?s?|hyper ?leuco(?:cytose)?|gbs?|globules blancs", "G/L", cells(300), high=900),
    Lab("lymphocytes", r"lymphocytes|lympho", "G/L", cells(20), high=900),
    Lab("hemoglobin", r"hb|anemie(?= ?(?:(?:a |est a |: ?|= ?)\d|\d{1,2}[.,]\d))"
        r"|hemoglo(?:bine(?:mie)?)?|hgb", "g/dL", hemoglobin, 2, 25),
    Lab("potassium", r"k ?\+|(?:hyper|hypo) ?k|k|(?:hyper|hypo)?kaliemie|potassium|kalie", "mmol/L", same, 1.2, 12),
    Lab("sodium", r"na ?\+|(?:hyper|hypo) ?na|na|(?:hyper|hypo)?natremie|sodium|natre|siadh(?= (?:a )?1\d\d)"
        r"|sel(?= (?:dans le sang|(?:trop|tres) (?:bas|haut)|bas|a 1\d\d))", "mmol/L", same, 90, 190),
    Lab("calcium", r"ca(?! ?(?:125|15[ .-]?3|19[ .,-]?9|72)"
        r"| (?:depass|arrive|dure|date|fait|va |me |m |(?:re)?desc|tomb|pass|rest|(?:re)?monte a? ?(?:3[5-9]|4[0-2])))"
        r"(?: ?2\+| ?\+\+)?|(?:hyper|hypo) ?ca(?= ?(?:a )?\d)"
        r"|(?:hyper|hypo)?calcemie|calcium(?! ?(?:vitamine )?d ?3)|cacorr",
        "mmol/L", calcium, 0.8, 6),
    Lab("magnesium", r"mg(?: ?2\+| ?\+\+)?|magnesium|(?:hyper|hypo)?magnesemie", "mmol/L", magnesium, 0.1, 4),
    Lab("phosphate", r"phosphore|(?:hyper|hypo)?phosph(?:or|at)emie|phosphates?|p(?= ?[:=]? ?[0-4][.,]\d)",
        "mmol/L", phosphate, 0.1, 9),
    Lab("urate", r"acide urique|(?:hyper)?uricemie|urates?", "µmol/L", urate, 50, 3000),
    Lab("glucose", r"sucre (?:dans le sang|sanguin)|taux de sucre|sucre(?= (?:a|est|monte|tombe) )"
        r"|(?:hyper|hypo)?glycemies?|glyc"
        r"|(?:lecteur|glucometre|capteur)(?= (?:affiche|indique|marque|donne|a) (?!\d+ ?%))|dextro|hgt|glucose"
        r"|glycemie capillaire", "mmol/L", glucose, 0.5, 90),
    Lab("creatinine", r"creatininemie|creatinine|creat|crea|kreat"
        r"|reins?(?= (?:(?:est|sont|etaient|etait) )?(?:passe|monte|grimpe)e?s? (?:de|a) \d)",
        "µmol/L", micromoles, 15, 3000),
    Lab("alat", r"enzymes (?:du foie|hepatiques)|alat|alt|tgp|sgpt|transaminases?|transas?"
        r"|(?:asat|ast|s?got|tgo) ?(?:/|et|,|-)? ?(?:alat|alt|s?gpt|tgp)"
        r"|(?:alat|alt|s?gpt|tgp) ?(?:/|et|,|-)? ?(?:asat|ast|s?got|tgo)"
        r"|cytolyse|hepatite(?: (?:cytolytique|aigue|immuno|induite|mixte|a))*(?= ?\d{1,3} ?x? ?n(?![a-z]))",
        "N", multiples(40)),
    Lab("asat", r"asat|ast|tgo|sgot", "N", multiples(40)),
    Lab("bilirubin", r"bilirubine(?: totale)?|(?:hyper)?bilirubinemie|bili(?: totale| t| conjuguee)?|bt",
        "N", bilirubin),
    Lab("ggt", r"ggt|gamma ?gt", "N", multiples(50)),
    Lab("alp", r"pal|phosphatases? alcalines?", "N", multiples(120)),
    Lab("ldh", r"ldh", "N", multiples(250)),
    Lab("lipase", r"lipase|lipasemie", "N", multiples(60)),
    Lab("crp", r"crp|proteine c reactive", "mg/L", same, 0, 900),
    Lab("procalcitonin", r"pct|procalcitonine", "ng/mL", same),
    Lab("inr", r"inr", "", same, 0.5, 20),
    Lab("tp", r"tp|taux de prothrombine|prothrombine", "%", same, 5, 130),
    Lab("lactate", r"lactates?|lactatemie", "mmol/L", same, 0.1, 30),
    Lab("albumin", r"albumine|albuminemie|alb", "g/L", same, 5, 70),
    Lab("ck", r"cpk|ck", "UI/L", same),
    Lab("troponin", r"(?:troponines?|tropo)(?: (?:us|hs|i|t|ic|ultra ?sensible))*", "", same),
    Lab("bnp", r"nt ?pro ?bnp|bnp", "", same),
    Lab("ddimers", r"d ?dimeres?|ddim", "", same),
    Lab("tsh", r"tsh", "mUI/L", same),
    Lab("dfg", r"dfg|clairance|clcr|mdrd|cockcroft", "mL/min", same),
    Lab("psa", r"psa(?: total)?", "ng/mL", same),
    Lab("ca125", r"ca ?125", "U/mL", same),
    Lab("ca153", r"ca ?15[ .-]?3", "U/mL", same),
    Lab("ca199", r"ca ?19[ .,-]?9", "U/mL", same),
    Lab("cea", r"ace|antigene carcino embryonnaire", "ng/mL", same),
    Lab("afp", r"afp|alpha ?foeto ?proteine", "ng/mL", same),
    Lab("hcg", r"(?:b ?|beta ?)?hcg", "UI/L", same),
)  # fmt: skip
_AN_HOUR = re.compile(r" ?(?:h|heures?)(?![a-z])")  # `le dextro de 11 h`
_THOUSANDS = re.compile(r"\d{1,3}[.,]\d{3}")  # `51.000/mm3`
_BY_GROUP = {f"l_{lab.code}": lab for lab in LABS}

# Names that hold others come first (`ca 15 3` before `ca`).
_ORDER = sorted(LABS, key=lambda lab: (lab.code not in {"ca125", "ca153", "ca199"}, lab.code))
_NAMES = "|".join(rf"(?P<l_{lab.code}>{lab.names})" for lab in _ORDER)
_FIRST_NAME = re.compile(
    rf"(?<![a-z\d/])(?:{_NAMES})(?![a-z]){LINK} ?(?P<sign>[<>]=?)? ?(?P<times>x ?)?(?P<value>{NUMBER})"
    r"(?: ?(?:(?:g|grammes?) ?(?P<decimal>\d{1,2})(?![\d.,]| ?(?:fois|x|par|j|h|/|ans|mois|sem|comp|%|g|m))"
    rf"|(?P<unit>{UNIT})))?(?![\d])"
)
# `dextro fait à l'officine ce matin : 2,5 g/L`: further on, but with its colon and its unit.
_FAR_VALUE = re.compile(
    rf"(?<![a-z\d/])(?:{_NAMES})(?![a-z])(?: [a-z]+){{1,7}} ?[:=] ?(?P<value>{NUMBER}) ?(?P<unit>{UNIT})"
)
# `bilirubine au double de la limite haute`, `la troponine demandée avant la cure revient à douze fois la norme`
_MULTIPLE = Quick(
    r"(?<![a-z])(?P<name>alat|asat|transaminases|bilirubine|bili|ggt|pal|lipase|ldh)(?![a-z])"
    r"(?: [a-z]+){0,9}? (?:(?P<word>double|triple|quadruple|quintuple)(?![a-z]) (?:de|des|du)|(?P<n>\d{1,3}(?:[.,]\d)?)"
    r" ?(?:fois|x)) (?:(?:la|les|sa|l|leur|valeurs?|bornes?) )*(?:n(?![a-z])|norm|limit|born|val|lsn|superieur)"
)
_WORDS = {"double": 2.0, "triple": 3.0, "quadruple": 4.0, "quintuple": 5.0}
_FIRST_VALUE = re.compile(
    rf"(?<![\d.,])(?P<value>{NUMBER}) ?(?P<unit>{UNIT})? ?(?:de |d )?"
    r"(?P<name>plaquettes|pnn|neutrophiles|hb|hemoglobine|crp|leucocytes|leucos|globules blancs"
    r"|polynucleaires"
    r"|creatinine|creat|calcemie|calcium|glycemie|psa|kaliemie|potassium|natremie|sodium|magnesium|bilirubine|phosphore"
    r"|acide urique|neutros|plaq|leuco)(?![a-z])(?! ?[:=]? ?\d)"
)
# `j'ai 3 grammes de sucre`, `il est à 2 g 80 de sucre`: of the blood, not of a recipe.
_SUGAR = Quick(
    r"(?<![a-z])(?:ai|a|avait|avais|avec|est|suis|monte|montee?|passe|affiche) (?:a )?(?P<value>[1-6](?:[.,]\d+)?)"
    r" ?(?:g|grammes?)(?: ?(?P<decimal>\d{1,2}))? (?:de|du) sucre(?! (?:par|en|dans le (?:cafe|the|lait)))"
)


def read_labs(view: NumericView) -> Iterator[Draft]:
    """Every laboratory value of a message."""
    for found in _FIRST_NAME.finditer(view.text):
        if _AN_HOUR.match(view.text, found.end()):
            continue
        name = next(
            key for key, value in found.groupdict().items() if value and key.startswith("l_")
        )
        draft = _value(view, found, _BY_GROUP[name])
        if draft is not None:
            yield draft
            yield from _risen(view, found, _BY_GROUP[name])
            if name == "l_creatinine":
                yield from against_base(view, found, float(draft.value))
    for found in _FIRST_VALUE.finditer(view.text):
        lab = next(lab for lab in LABS if re.fullmatch(lab.names, found["name"]))
        draft = _value(view, found, lab)
        if draft is not None:
            yield draft
    yield from creatinine_ratio(view)
    yield from _further(view)


def _further(view: NumericView) -> Iterator[Draft]:
    """Values told a little after the name, sugar told by its grams, and multiples told in a word."""
    for found in _SUGAR.finditer(view.text):
        grams = number(found["value"]) + float(f"0.{found['decimal'] or 0}")
        value = tidy(round(glucose(grams, "g"), 1))
        yield view.draft(found, "lab", value, "glucose", {"unit": "mmol/L"})
    for found in _FAR_VALUE.finditer(view.text):
        name = next(
            key for key, value in found.groupdict().items() if value and key.startswith("l_")
        )
        draft = _value(view, found, _BY_GROUP[name])
        if draft is not None:
            yield draft
    for found in _MULTIPLE.finditer(view.text):
        lab = next(lab for lab in LABS if re.fullmatch(lab.names, found["name"]))
        times = _WORDS[found["word"]] if found["word"] else tidy(number(found["n"]))
        yield view.draft(found, "lab", times, lab.code, {"unit": "N"})


def _value(view: NumericView, found: re.Match[str], lab: Lab) -> Draft | None:
    groups = found.groupdict()
    raw = number(found["value"])
    if _THOUSANDS.fullmatch(found["value"]) and "mm3" in (groups.get("unit") or "").replace(
        " ", ""
    ):
        raw *= 1000
    if groups.get("decimal"):
        raw += float(f"0.{found['decimal']}")
    unit = (groups.get("unit") or ("x" if groups.get("times") else "")).replace(" ", "")
    if lab.code == "creatinine" and only_a_rise(view.text, found.start()):
        return None
    if lab.code == "creatinine" and unit.startswith(("x", "n", "fois")):
        return _over_the_limit(view, found, raw, unit)
    if lab.code in {"magnesium", "potassium", "calcium"} and _is_a_dose(view, found, lab):
        return None
    value = lab.convert(raw * 1000 if unit == "mille" else raw, unit)
    if value is None or not lab.low <= value <= lab.high:
        return None
    attributes: dict[str, Value] = {"unit": lab.unit, "raw": tidy(raw)}
    if unit:
        attributes["raw_unit"] = unit
    if lab.unit == "N" and value != raw:
        attributes["estimated"] = 1
    if groups.get("sign"):
        attributes["comparator"] = found["sign"]
    return view.draft(found, "lab", tidy(value), lab.code, attributes)


def _over_the_limit(
    view: NumericView, found: re.Match[str], times: float, unit: str
) -> Draft | None:
    """`créat 1,6 N`: multiples of the laboratory's limit; `x 1,6` alone is read against the base line."""
    said_normal = unit.startswith(("n", "foisl")) or unit.endswith("n")
    if not said_normal or not 0.1 <= times <= 20:
        return None
    return view.draft(found, "lab", tidy(times), "creatinine_upper", {"unit": "N"})


def _risen(view: NumericView, found: re.Match[str], lab: Lab) -> Iterator[Draft]:
    """`PSA passé de 4 à 12`, `créat 90 -> 180`: the second value, which is the present one."""
    rise = RISE.match(view.text, found.end())
    if rise is None or not (">" in rise.group() or re.search(r" (?:de|entre) ", found.group())):
        return
    value = lab.convert(number(rise["now"]), (found.groupdict().get("unit") or "").replace(" ", ""))
    if value is not None and lab.low <= value <= lab.high:
        yield view.draft(rise, "lab", tidy(value), lab.code, {"unit": lab.unit}, group="now")


def _is_a_dose(view: NumericView, found: re.Match[str], lab: Lab) -> bool:
    """`500 mg 3 fois` is a dose; `K 2`, `Ca 4 cm` may be a cancer: the short names need a plausible number."""
    short = found.group().split()[0].rstrip(":=").lower() in {"mg", "k", "ca"}
    after = view.text[found.end() : found.end() + 12]
    if short and re.match(
        r" ?(?:cm|mm|ans|fois|x|jours?|j(?!\d)|h|par|/|ieme|eme|semaines?|mois)", after
    ):
        return True
    before = view.text[max(0, found.start() - 6) : found.start()]
    return (
        lab.code == "magnesium"
        and found.group().startswith("mg ")
        and bool(re.search(r"\d ?$", before))
    )
