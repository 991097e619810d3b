"""Who the patient is and how well: age, sex, pack-years, performance status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from care.understanding.ages_of_others import (
    belongs_to_another,
    is_long_ago,
    only_bystanders,
)
from care.understanding.facts import Status, Value
from care.understanding.kin import is_callers_own
from care.understanding.numbers import Draft, NumericView, number, tidy
from care.understanding.quick import Quick

_AGE = Quick(
    r"(?<![\d.,/])(?P<years>\d{1,3})(?: ?(?:an+s*|asns?|nas|sna|ams|aans|an[xz]|piges|balais|berges)|a"
    r"| a(?= *(?:$|[^\w ])))"
    r"(?![a-z\d])(?! ?(?:d |de |du |apres|plus tard|que |avant|sans|tous(?![a-z])))"
)
_AGE_TEXT = Quick(
    r"(?<![a-z])age(?:e)? (?:de |: ?)?(?P<years>\d{1,3})(?!\d)|(?<![a-z])age ?[:=] ?(?P<y2>\d{1,3})"
)
_AGE_SEX = Quick(
    r"(?<![a-z\d])(?P<sex>f|h|m|femme|homme|patiente?|pte?|dame|mr|mme) ?(?:de |, ?"
    r"|: ?)?(?P<years>\d{2,3})(?!\d|[.,/]\d| ?(?:°|%|kg"
    r"|mg|mm|cm|pa\b|de fievre|fois|j\b|jours|g/|degres|h\b|bpm|semaines|mois|minutes|rue|avenue))"
)
_NOT_AN_AGE = Quick(
    r"(?<![a-z])(?:depuis|il y a|pendant|dans|durant|tous les|apres|pour|sur|y ?a|plus de?|pres de?|moins de?"
    r"|remonte(?:nt)? a|dat(?:e|ent|ant) de?|au bout de|environ|toutes les|recul de"
    r"|traitement de|a l age de|vers l age de|fume|ses|mes|j|c|suivie? a|suivi (?:de|sur)|survie (?:a|de)"
    r"|(?:remission|duree|delai|arret|periode|ecart|hormonotherapie|abonnement|anciennete|conge|pret|contrat|cdd"
    r"|essai|intervalle|surveillance|garantie) (?:de|d)|en)"
    r"(?: (?:plus de"
    r"|environ|au moins|presque|bientot|deja))? ?$"
)
_AGE_BEFORE = Quick(
    r"(?<![a-z])(?:cancer(?: [a-z]+){0,3}|operee?|irradiee?|traitee?|diagnostiquee?|menopausee?|decedee?|morte?"
    r"|jusqu|colo|mammo|des|avant|date|vers) (?:a|d|l) ?$"
)
_STILL_AGE = Quick(
    r"(?<![a-z])(?:agee? de|patiente? de|age|femme de|homme de|personne de)(?: plus de"
    r"| environ)? ?$"
)
_BORN = Quick(
    r"(?<![a-z])(?:nee?(?:\(e\))?|naissance|ne \(e\)) (?:en|:|de) ?(?:(?:l annee|[a-z]{3,9}) )?"
    r"(?P<year>19\d\d|20[0-2]\d|\d\d)(?!\d|[.,/]\d| ?(?:kg|g|mg|°|ans|a |jours|mois))"
)
_AND_I = Quick(
    r"(?<![a-z])ans(?![a-z])[^.;!?\n]{0,60}?(?<![a-z])(?:j en ai|moi) (?P<years>\d{2})"
    r"(?!\d|[.,/]\d| ?(?:ans|°|de |kg|fois|jours|mois|h\b|%))"
)
# `j'ai 47 ans et maman en a 76`
_HAS_SO_MANY = Quick(
    r"(?<![a-z])ans(?![a-z])[^!?\n]{0,80}?(?<![a-z])(?P<who>maman|papa|(?:ma|mon|notre|sa|son) [a-z]+(?: [a-z]+)?"
    r"|elle|il|lui|qui),? (?:lui |elle |il )?en (?:a|aura|avait) (?P<years>\d{2})(?= ?(?:$|[,.;:!?)\n]"
    r"|(?:et|elle|il|on|je|j|mais|avec|sous|qui|est|depuis|c|ma|mon|maintenant|cette|a|un|une)(?![a-z])))"
)
_ONE_YEAR = Quick(
    r"(?<!bebe)(?<!enfant)(?<!fils)(?<!fille)(?<!petit)(?<!petite)(?<!garcon)(?<!nourrisson)(?<!age)(?<!agee) d $"
)
_FEMALE = Quick(
    r"(?<![a-z\d])(?:femme|patiente|pte|madame|mme|dame|ma mere|ma fille|ma soeur|ma tante"
    r"|ma grand mere|ma femme|mon epouse"
    r"|une jeune fille|enceinte|f(?= ?\d{2}(?!\d)))(?![a-z])"
)
_MALE = Quick(
    r"(?<![a-z\d])(?:homme|monsieur|mr|mon mari|mon pere|mon fils|mon frere|mon epoux|mon oncle"
    r"|mon grand pere|un garcon|patient"
    r"|h(?= ?\d{2}(?!\d| ?\d)))(?![a-z])"
)
_NOT_THE_PATIENT = Quick(r"(?:votre|son|sa|sa femme|medecin|docteur|dr|infirmiere?) $")
_PACK_YEARS = Quick(
    r"(?<![\d.,/])(?P<n>\d{1,3}(?:[.,]5)?) ?(?:pa|p[ /.]a|paquets?[ /]?(?:par )?(?:annees?|ans?)"
    r"|pqts?[ /]?annees?)(?![a-z])"
    r"(?! ?(?:[:=]|a)? ?\d)"
)
_PERFORMANCE = Quick(
    r"(?<![a-z])(?:ps|oms|ecog|who|performance status|pst|stade oms|indice oms)(?![a-z])"
    r"(?: ?(?:a|de|est|estime|estimee|status|index|score|actuel|ps|oms|ecog|egale?|environ|:|="
    r"|\() ?)* ?(?P<n>[0-4])(?:(?: ?/ ?| | a | ou )"
    r"(?P<n2>[0-4])(?![\d/]| ?(?:fois|jours?|j\b|ans)))?(?![\d]|[.,]\d)"
    r"|(?<![a-z\d])ps(?P<n3>[0-4])(?!\d)|(?<![a-z\d])oms(?P<n4>[0-4])(?!\d)"
)
_KARNOFSKY = Quick(r"(?<![a-z])(?:karnofsky|ik|kps)(?: ?(?:a|de|:|=) ?)* ?(?P<n>\d0|100) ?%?")


def read_patient(view: NumericView, year: int) -> Iterator[Draft]:
    """Age, sex, smoking in pack-years and performance status; `year` turns a year of birth into an age."""
    yield from _ages(view, year)
    yield from _sexes(view)
    for found in _PACK_YEARS.finditer(view.text):
        yield view.draft(found, "pack_years", tidy(number(found["n"])))
    for found in _PERFORMANCE.finditer(view.text):
        grades = [int(group) for group in found.groups() if group]
        yield view.draft(found, "performance_status", max(grades))
    for found in _KARNOFSKY.finditer(view.text):
        yield view.draft(found, "performance_status", _from_karnofsky(int(found["n"])))


def _ages(view: NumericView, year: int) -> Iterator[Draft]:
    stated = [*_stated(view), *_so_many(view)]
    mine = [span for span, draft in stated if draft.status is None]
    aside = only_bystanders(view.text, mine)
    for span, draft in stated:
        yield _not_the_patients(draft) if span in aside else draft
    for found in _BORN.finditer(view.text):
        said = found["year"]
        age = year - int(said) if len(said) == 4 else (year - int(said)) % 100
        if 0 <= age <= 115:
            attributes: dict[str, Value] = {"unit": "ans", "estimated": 1, "computed": 1}
            yield view.draft(found, "age", age, None, attributes)
    for found in _AND_I.finditer(view.text):
        own = Status.OTHER if mine and not is_callers_own(view.text) else Status.AFFIRMED
        attributes = {"unit": "ans"} if own is Status.AFFIRMED else {"unit": "ans", "of": "caller"}
        age = int(found["years"])
        yield view.draft(found, "age", age, None, attributes, group="years", status=own)


def _stated(view: NumericView) -> Iterator[tuple[tuple[int, int], Draft]]:
    """The ages said as such, each with its span in the view."""
    seen: list[tuple[int, int]] = []
    for pattern in (_AGE, _AGE_TEXT, _AGE_SEX):
        for found in pattern.finditer(view.text):
            group = "y2" if found.groupdict().get("y2") else "years"
            age = int(found[group])
            if pattern is _AGE and _is_a_length(view.text[: found.start()], age):
                continue
            if age > 115 or any(a < found.end(group) and found.start(group) < b for a, b in seen):
                continue
            seen.append(found.span(group))
            yield found.span(), _age(view, found, age)


def _is_a_length(before: str, years: int) -> bool:
    """`depuis 5 ans`, `un délai d'un an`, `opérée à 40 ans`: no age of today."""
    near = before[-32:]
    if _AGE_BEFORE.search(near) or (years == 1 and _ONE_YEAR.search(before[-16:])):
        return True
    return _NOT_AN_AGE.search(near) is not None and not _STILL_AGE.search(near)


def _so_many(view: NumericView) -> Iterator[tuple[tuple[int, int], Draft]]:
    """`j'ai 47 ans et maman en a 76`: the relative is the patient, unless the caller speaks of their own treatment."""
    for found in _HAS_SO_MANY.finditer(view.text):
        other = found["who"].startswith(("sa ", "son ")) or is_callers_own(view.text)
        attributes: dict[str, Value] = {"unit": "ans", **({"of": "another"} if other else {})}
        status = Status.OTHER if other else None
        years = int(found["years"])
        yield (
            found.span("years"),
            view.draft(found, "age", years, None, attributes, group="years", status=status),
        )


def _not_the_patients(draft: Draft) -> Draft:
    return replace(draft, status=Status.OTHER, attributes={**draft.attributes, "of": "another"})


def _age(view: NumericView, found: re.Match[str], age: int) -> Draft:
    """The age as said; one of somebody else, or of years ago, is not the patient's age now."""
    attributes: dict[str, Value] = {"unit": "ans"}
    if is_long_ago(view.text, found.start()):
        attributes["of"] = "past"
    elif belongs_to_another(view.text, *found.span()):
        attributes["of"] = "another"
    status = Status.OTHER if "of" in attributes else None
    return view.draft(found, "age", age, None, attributes, status=status)


def _sexes(view: NumericView) -> Iterator[Draft]:
    for pattern, sex in ((_FEMALE, "female"), (_MALE, "male")):
        for found in pattern.finditer(view.text):
            before = view.text[max(0, found.start() - 12) : found.start()]
            if not _NOT_THE_PATIENT.search(before):
                yield view.draft(found, "sex", sex)
                break


def _from_karnofsky(score: int) -> int:
    """The usual table: 100 is 0, 80-90 is 1, 60-70 is 2, 40-50 is 3, below is 4."""
    if score >= 100:
        return 0
    return 1 if score >= 80 else 2 if score >= 60 else 3 if score >= 40 else 4
