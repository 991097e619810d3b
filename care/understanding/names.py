"""People's names in a message, by what announces them: `je m'appelle`, `Mme`, `nom :`, `ma mère`.

A doctor's name after `Dr` stays: it is needed to route, and public. Towns and drugs are never taken for names.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache

from care.content import DATA
from care.understanding.library import words_of
from care.understanding.normalise import Normalised, normalise
from care.understanding.numbers import TENS, UNITS

_COMMUNES = DATA / "communes" / "communes.csv"
_PIECE = r"[^\W\d_][\w'’.-]*"
_PARTICLE = r"(?:(?:de|du|des|d|le|la|van|von|el|ben|al|di|da)['’ ])?"
_SAID = re.compile(
    rf"\b(?:je m['’ ]?appel+e?s?|j['’ ]?m['’ ]?appel+e|mon nom(?: de famille)?(?: est| c['’ ]?est"
    rf"|,| ?:)|s['’ ]?appel+e|se nom+e|(?:pré)?nom(?: de"
    rf" (?:famille|jeune fille|naissance))?(?: du patient| de la patiente)? ?[:=]"
    rf"|nom ?(?:et )?pr[ée]nom ?:?|identit[ée] ?:)\s*"
    rf"(?P<name>{_PARTICLE}{_PIECE}(?:[ -](?!pr[ée]nom|nom\b){_PARTICLE}{_PIECE}){{0,3}})",
    re.IGNORECASE,
)
_TITLE = re.compile(
    rf"\b(?:madame|monsieur|mademoiselle|mme|mlle|melle|mr"
    rf"|m\.)\s+(?P<name>{_PARTICLE}{_PIECE}(?:[ -]{_PARTICLE}{_PIECE}){{0,2}})",
    re.IGNORECASE,
)
_BIG_M = re.compile(r"\bM (?P<name>[A-ZÀ-Ý][\w'’-]{2,}(?: [A-ZÀ-Ý][\w'’-]+){0,2})")
_CAPITAL = r"[A-ZÀ-Ý][\w'’-]+"
_PATIENT = re.compile(
    rf"\b(?:[Pp]atiente?|[Pp]te?|PATIENTE?|[Pp]our|[Cc]oncerne|[Cc]hez) ?:? ?(?:Mme |M\. |Mr )?"
    rf"(?P<name>[A-ZÀ-Ý][A-ZÀ-Ý'’-]{{1,}} {_CAPITAL}(?: {_CAPITAL})?"
    rf"|[A-ZÀ-Ý][a-zà-ÿ'’-]+ [A-ZÀ-Ý][A-ZÀ-Ý'’-]+)"
)
_PATIENT_ONE = re.compile(
    rf"\b[Pp]atiente? ?:? ?(?P<name>[A-ZÀ-Ý][a-zà-ÿ'’]{{2,}}(?:-[A-ZÀ-Ý]?[a-zà-ÿ]+)*(?: {_CAPITAL}){{0,3}})"
)
_RELATIVE = re.compile(
    rf"\b(?:mari|femme|m[èe]re|p[èe]re|fils|fille|fr[èe]re|s(?:œ|oe)ur|[ée]pouse|[ée]poux"
    rf"|conjointe?|compagne|compagnon|maman|papa|tante|oncle"
    rf"|grand-m[èe]re|grand-p[èe]re),? (?P<name>{_CAPITAL}(?: {_CAPITAL}){{0,2}})"
)
_SELF = re.compile(
    rf"\b(?:[Mm]oi,? c['’ ]est|[Jj]e suis|[Ii]ci|[Ll]à c['’ ]est|[Cc]['’ ]est)"
    rf" (?P<name>{_CAPITAL} {_CAPITAL}(?: {_CAPITAL})?)"
    rf"|(?P<caller>{_CAPITAL}(?: {_CAPITAL}){{0,2}}) [àa] l['’ ]appareil"
)
_MAIDEN = re.compile(rf"\b(?:n[ée]e|N[ÉE]E) (?P<name>{_CAPITAL}(?:-{_CAPITAL})?(?: {_CAPITAL})?)")
_SIGNED = re.compile(
    rf"(?:^|\n)\s*(?:cordialement|bien à vous"
    rf"|merci)[,.]?\s*\n\s*(?P<name>{_CAPITAL}(?: {_CAPITAL}){{1,2}})\s*$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:une?|ce|cette|le|la|du|au) $", re.IGNORECASE)
_WORD = re.compile(_PIECE)
_ELIDED = re.compile(r"[dDlLoO]['’](?P<tail>[A-ZÀ-Ý].*)")
_ANNOUNCED = (_SAID, _TITLE, _BIG_M, _PATIENT, _PATIENT_ONE, _RELATIVE, _SELF, _MAIDEN, _SIGNED)


def find_names(text: str, message: Normalised) -> Iterator[tuple[int, int, str]]:
    """(start, end, "name") of every name, in the original text."""
    if len(message.text) < 4:
        return
    for pattern in _ANNOUNCED:
        for found in pattern.finditer(text):
            announced = pattern in {_SAID, _TITLE, _MAIDEN}
            if pattern is _TITLE and _ARTICLE.search(text, 0, found.start()):
                announced = False  # `un monsieur amaigri`: only a capital is a name
            group = "name" if found["name"] else "caller"
            span = _name_span(text, *found.span(group), announced=announced, sure=pattern is _SAID)
            if span is not None:
                yield (*span, "name")


def _name_span(
    text: str, start: int, end: int, *, announced: bool, sure: bool
) -> tuple[int, int] | None:
    """The leading words that can be a name; None when the first cannot. `sure`: the first word is one, in any case."""
    kept_end: int | None = None
    for found in _WORD.finditer(text, start, end):
        word = found.group().rstrip(".'’-")
        tail = _ELIDED.match(word)  # `d'Istria`, unless it is a town
        bare = tail["tail"] if tail else word
        capital = bare[:1].isupper()
        key = normalise(bare)
        if key in words_of("name_particles") and found.end() < end:
            continue
        certain = (capital and announced and not tail) or (sure and kept_end is None)
        if not (capital or announced) or _ordinary(key, sure=certain):
            break
        kept_end = found.start() + len(word)
    return None if kept_end is None else (start, kept_end)


def _ordinary(key: str, *, sure: bool) -> bool:
    """A word of the language, and unless a capital follows an announcement, one of medicine or a town."""
    if (
        len(key) < 2
        or key in UNITS
        or key in TENS
        or any(part in words_of("not_names") for part in (key, key.split(" ", maxsplit=1)[0]))
    ):
        return True
    if sure:
        return False
    if key in town_names() or key in lexicon_words():
        return True
    return len(key) > 5 and bool(re.search(r"(?:ee|ees|ait|ais|ent|er|ez|ant)$", key))


@lru_cache(maxsize=1)
def town_names() -> frozenset[str]:
    """The communes of the region, and the first word of long names (`Aix`, `Saint`)."""
    with _COMMUNES.open(encoding="utf-8", newline="") as lines:
        rows = [line for line in lines if not line.startswith("#")]
    names = {normalise(row["nom"]) for row in csv.DictReader(rows)}
    return frozenset(names)


@lru_cache(maxsize=1)
def lexicon_words() -> frozenset[str]:
    """Every plain word that a lexicon knows: symptoms and drugs are no names."""
    from care.understanding.library import phrase_lexicon

    return phrase_lexicon().words
