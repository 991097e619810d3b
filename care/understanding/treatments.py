"""Treatments among the lexicon matches: which are current, ended, only planned, and when the last dose was.

Policy: a treatment is taken as current unless the message plainly says otherwise. One that ended is PAST with
`ended`, and its risk window still runs from its date; one not begun is HYPOTHETICAL with `planned`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from care.understanding.facts import Status, Value
from care.understanding.lexicon import Match
from care.understanding.normalise import Normalised
from care.understanding.numbers import Draft
from care.understanding.status import status_of
from care.understanding.words import NO_BORDER

_REACH = 56
_NEXT_ONE = 8
_NEVER_GIVEN = frozenset({Status.DENIED, Status.HYPOTHETICAL})
_LOCAL = frozenset({"surgery", "radiotherapy"})
_BESIDE = 8  # neighbours in reading order that may hold a shorter name
_ENDED_BEFORE = re.compile(
    r"(?<![a-z])(?<!pas )(?<!pas encore )(?<!jamais )(?:fini[est]?|finies|termine[es]?|terminees"
    r"|arrete[es]?|stoppe[es]?|interrompue?s?|suspendue?s?|cessee?s?|sevree?s?"
    r"|acheve[es]?|fin|ancien(?:ne)?) (?!(?:par|avec|a cause)(?: |$))(?:[a-z\d]+ ){0,4}$"
)
_ENDED_AFTER = re.compile(
    r"^(?: (?!peut|doit|faut|sera|va |pour|si |quand|avant)[a-z\d]+){0,2} "
    r"(?:est |sont |a ete |ete |bien |maintenant |s est )*"
    r"(?:finie?s?|bouclee?s?|soldee?s?|a pris fin|ont pris fin|terminee?s?"
    r"|arretee?s?|stoppee?s?|achevee?s?|interrompue?s?|suspendue?s?|cessee?s?)"
    r"(?![a-z])"
)
_NOT_ENDED = re.compile(
    r"(?:pas|jamais|bientot|presque)(?: encore)? (?:fini|termine|arrete)|n a pas fini|avant la fin"
)
_NO_MORE = re.compile(r"(?<![a-z])plus (?:du tout )?(?:de |d |sous |aucun[e]? )(?:[a-z]+ )?$")
_PLANNED = re.compile(
    r"(?<![a-z])(?:(?:va|vais|doit|dois|devrait|devrais) (?:bientot )?(?:commencer|debuter"
    r"|demarrer)|commencera|debutera"
    r"|(?:commence|debute|demarre) (?:demain|lundi|mardi|mercredi|jeudi|vendredi"
    r"|la semaine prochaine|bientot)"
    r"|(?:avant|bilan pre|pre) (?:de )?(?:commencer|debuter|demarrer|la premiere|le debut|toute)"
    r"|avant la 1e?re"
    r"|prevoit|envisage|propose|indication (?:de|d)|discuter?)(?: [a-z\d]+){0,4} $"
)
_PLANNED_AFTER = re.compile(
    r"^(?: [a-z\d]+){0,2} (?:prevue?|programmee?|a venir|envisagee?|(?:qui )?(?:commence|debute"
    r"|demarre)(?:ra)? (?:demain|lundi|mardi"
    r"|mercredi|jeudi|vendredi|bientot|la semaine prochaine|dans))(?![a-z])"
)
# `ma première chimio est lundi prochain`, `la chimio n'est pas encore décidée`, `ne démarre que la semaine prochaine`
_FIRST_TO_COME = re.compile(
    r"^(?:,? (?:c|est|sera|aura|a|lieu|tombe|prevue|programmee|se|fait|n|ne)){0,4} "
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|la semaine|le mois) prochaine?|demain|apres demain"
    r"|dans (?:\d+|une?|deux|trois|quatre|cinq|six|dix|quinze|quelques) (?:jours?|semaines?)|bientot)(?![a-z])"
)
_NOT_YET = re.compile(
    r"^ (?:n est|n a|n ont|ne sont|est|a|ne|ont|sont|n) ?(?:encore |toujours )?pas (?:encore )?(?:ete )?"
    r"(?:commence|debute|decide|demarre|programme|prevue?|faite?|choisi)"
    r"|^ (?:pas|jamais) encore (?:commence|debute|decide|demarre|programme|prevue?|faite?|choisi)"
    r"|^ pas (?:commence|debute|decide|demarre)"
    r"|^ ne (?:commence|debute|demarre)(?:ra)? (?:que|qu)(?![a-z])"
)
_ONGOING = re.compile(
    r"(?<![a-z])(?:prochaine?|\d ?(?:e|eme|ieme)|reprendre|continuer|suite de)(?: [a-z]+)? $"
)
_REFUSED = re.compile(
    r"(?<![a-z])(?:refuse[es]?|refus (?:de|d)|contre indication (?:de|d|a)"
    r"|contre indiquee?)(?: (?:la|le|l|une?|de|d|toute|sa|les))* $"
)
# `n'a jamais reçu d'immunothérapie`, `rien d'opéré`; `pas reçu sa cure lundi` only puts it off.
_NEVER = re.compile(
    r"(?<![a-z])(?:(?:jamais|aucunement) (?:encore )?(?:(?:ete|eu|recu|pris|fait|subi|touche|connu|beneficie|traitee?"
    r"|mise?|sous) )+|pas (?:(?:encore |ete |eu |recu |subi |beneficie |traitee? ))+(?=de |d |par |aucun)|rien "
    r"|(?:suis|est|es|sont|etait|etais) pas (?:du tout |encore |actuellement )?(?=sous |en ))"
    r"(?:(?:de|d|par|sous|en|la|le|l|une?|aucune?|a|avec) )*$"
)
# `c'est grave si elle a 38,4 après la Vidaza ?`: what is supposed is the fever, not the medicine.
_TAKEN = re.compile(
    r"(?<![a-z])(?<!passe )(?<!met )(?<!mise )(?<!mis )(?:sous|ss|apres|depuis|avec|pendant|post)"
    r"(?: (?:la|le|les|l|ma|mon|mes|sa|son|ses|une?|du|de|d|cure|perf|injection|seance|derniere?|premiere?))* $"
)
# `pas de chimio depuis 8 jours`, `cette semaine`, `avant le 12` : between two cures, and its risks still run.
_NONE_SINCE = re.compile(r"^ (?:[a-z]+ ){0,2}?(?:depuis|dep|dpuis|dps|depui) \w")
_NONE_NOW = re.compile(
    r"^ (?:[a-z]+ ){0,2}?(?:cette (?:semaine|fois)|ce (?:mois|matin|lundi|mardi|mercredi|jeudi|vendredi)|aujourd|hier"
    r"|demain|en ce moment|en cours|actuellement|la semaine|ces (?:jours|temps)|pendant|mtn"
    r"|avant (?:le |la |lundi|mardi|mercredi|jeudi|vendredi|\d|dans|fin|debut)"
    r"|lundi|mardi|mercredi|jeudi|vendredi|maintenant)(?![a-z])"
)
_CHEMO = re.compile(r"[ck]h?imi")
_BY_CURES = frozenset(
    {
        "chimio_cytotoxique",
        "nitrosourees_mitomycine",
        "chimio_orale",
        "immunotherapie",
        "anticorps_conjugue",
    }
)
_YEARS_AGO = re.compile(r"(?<![a-z])(?:ans?|annees?|en (?:19|20)\d\d|autrefois)(?![a-z])")


def read_treatments(message: Normalised, matches: Iterable[Match]) -> Iterator[Draft]:
    """Drafts of the treatments found; a name inside a longer one (`CHOP` in `R-CHOP`) is dropped."""
    found = [match for match in matches if match.entry.entity == "treatment"]
    by_cures = any(_given_by_cures(match) for match in found)
    found.sort(key=lambda match: (match.first, -match.last))
    for index, match in enumerate(found):
        beside = found[max(0, index - _BESIDE) : index + _BESIDE]
        if any(_inside(match, other) or _begins(message, match, other) for other in beside):
            continue
        if not (by_cures and _only_a_cure(message, match)):
            yield _draft(message, match)


def with_last_dose(drafts: Sequence[Draft], dates: Iterable[Draft]) -> list[Draft]:
    """Write the day of the last dose, when said, on the treatment nearest to it."""
    dated = list(drafts)
    given = [i for i, each in enumerate(dated) if each.status not in _NEVER_GIVEN]
    told = list(dates) if given else []
    starts = [each for each in told if each.attributes.get("role") == "treatment_start"]
    for said in told:
        if said.attributes.get("role") not in {"last_treatment", "treatment_end"}:
            continue
        nearest = min(given, key=lambda i: _distance(dated[i], said))
        if any(_begun_again(dated, given, nearest, said, start) for start in starts):
            continue
        for index in _given_together(dated, given, nearest):
            days = said.attributes["days_ago"]
            attributes = {**dated[index].attributes, "date": said.value, "days_ago": days}
            dated[index] = replace(dated[index], attributes=attributes)
    return dated


def _begun_again(
    drafts: Sequence[Draft], given: Sequence[int], nearest: int, end: Draft, start: Draft
) -> bool:
    """One that began after it ended goes on: `j'ai fini l'an dernier, lui commence : chimio il y a huit jours`."""
    later = float(start.attributes["days_ago"]) < float(end.attributes["days_ago"])
    return later and min(given, key=lambda i: _distance(drafts[i], start)) == nearest


def _given_together(drafts: Sequence[Draft], given: Sequence[int], nearest: int) -> list[int]:
    """`carboplatine-Taxol`, `opérée et irradiée`: what is written in one breath has one day."""
    together = [nearest]
    local = drafts[nearest].code in _LOCAL
    for index in reversed([i for i in given if i < nearest]):
        apart = drafts[together[0]].start - drafts[index].end
        if apart > 4 or (drafts[index].code in _LOCAL) != local:
            break
        together.insert(0, index)
    return together


def _inside(match: Match, other: Match) -> bool:
    if match is other or other.first > match.first or other.last < match.last:
        return False
    return (other.last - other.first, other.entry.code) > (
        match.last - match.first,
        match.entry.code,
    )


def _begins(message: Normalised, match: Match, other: Match) -> bool:
    """`tratuzumab derruxtecan`: the first word of a longer name, each word misspelt and found apart."""
    joined = other.first == match.last + 1 and message.words[other.first].border == NO_BORDER
    return joined and other.entry.code.startswith(f"{match.entry.code}_")


def _only_a_cure(message: Normalised, match: Match) -> bool:
    """`Folfox, dernière cure lundi`: the cure of a drug already named, not one more chemotherapy."""
    said = message.text[match.start : match.end]
    return match.entry.code == "chemotherapy" and "cure" in said and not _CHEMO.search(said)


def _given_by_cures(match: Match) -> bool:
    windows = str(match.entry.attributes.get("windows", "")).split(",")
    named = match.entry.attributes.get("kind") in {"drug", "protocol"}
    return named and bool(_BY_CURES.intersection(windows))


def _distance(draft: Draft, said: Draft) -> int:
    """How far a day stands; one named before its day is nearer than the one that comes next."""
    apart = max(draft.start - said.end, said.start - draft.end, 0)
    return apart + (_NEXT_ONE if draft.start >= said.end else 0)


def _draft(message: Normalised, match: Match) -> Draft:
    status, extra = _status(message, match)
    attributes: dict[str, Value] = {**match.entry.attributes, **extra}
    windows = str(attributes.get("windows", ""))
    if windows:
        attributes["window"] = windows.split(",", maxsplit=1)[0]
    if match.misspelled:
        attributes["misspelled"] = 1
    return Draft(
        "treatment", match.entry.label, match.entry.code, match.start, match.end, attributes, status
    )


def _said_status(message: Normalised, match: Match, left: str) -> Status:
    generic = status_of(message, match.start, match.end)
    never = generic is Status.AFFIRMED and _NEVER.search(left) is not None
    return Status.DENIED if never else generic


def _is_to_come(text: str, match: Match, left: str, right: str) -> bool:
    first = "premiere" in text[max(0, match.start - 12) : match.end]
    if _NOT_YET.match(right) or (first and _FIRST_TO_COME.match(right)):
        return True
    planned = _PLANNED.search(left) or _PLANNED_AFTER.match(right)
    return bool(planned) and not _ONGOING.search(left)


def _status(message: Normalised, match: Match) -> tuple[Status, dict[str, Value]]:
    text = message.text
    left = re.split(r"[\n.;!?]", text[max(0, match.start - _REACH) : match.start])[-1]
    right = re.split(r"[\n.;!?,]", text[match.end : match.end + _REACH], maxsplit=1)[0]
    generic = _said_status(message, match, left)
    if _REFUSED.search(left):
        return Status.DENIED, {}
    if _NO_MORE.search(left):
        return Status.PAST, {"ended": 1}
    if generic is Status.HYPOTHETICAL and _TAKEN.search(left):
        return Status.AFFIRMED, {}
    if generic is Status.DENIED and _NONE_SINCE.match(right):
        return Status.PAST, {"ended": 1}
    if generic is Status.DENIED and _NONE_NOW.match(right):
        return Status.UNCERTAIN, {}
    if generic in {Status.DENIED, Status.OTHER, Status.HYPOTHETICAL}:
        return generic, {}
    if (_ENDED_BEFORE.search(left) or _ENDED_AFTER.match(right)) and not _NOT_ENDED.search(left):
        return Status.PAST, {"ended": 1}
    if _is_to_come(text, match, left, right):
        return Status.HYPOTHETICAL, {"planned": 1}
    if generic is Status.PAST and not _YEARS_AGO.search(left + right):
        return Status.AFFIRMED, {}
    return generic, {}
