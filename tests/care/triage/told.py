"""Facts written short, for the cases of `cases/`: a whole patient fits on one line.

cough                     a sign or finding, present now
not chills / past cough   denied / of the past
doubt cough               said without being sure
temperature 38.2          a measure, by the name that the thresholds use
no_stool for 72h          a sign and how long it has lasted (hours, or days: 3d)
docetaxel 9d              a treatment and the days since its last dose; `docetaxel` alone has no date
window greffe_allo 30d    a treatment known by its risk window only
age 75 / sex female / cycle 1 / surgery 10d
no treatment              the caller says that there is none
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from care.understanding.facts import Fact, Status
from tests.care.triage.making import entity_of, fact, measured

_STEP = 500
_STATUS = {"not": Status.DENIED, "past": Status.PAST, "doubt": Status.UNCERTAIN}
_LONG = re.compile(r"(?P<sign>\w+) for (?P<number>[\d.]+)(?P<unit>[hd])")
_GIVEN = re.compile(r"(?P<name>[\w-]+)(?: (?P<days>[\d.]+)d)?")
_MEASURE = re.compile(r"(?P<name>\w+) (?P<value>-?[\d.]+)")
# The risk window of each drug, as `data/lexicon` gives it; None: it opens none.
DRUGS: dict[str, str | None] = {
    "docetaxel": "chimio_cytotoxique",
    "doxorubicine": "chimio_cytotoxique",
    "trastuzumab": None,
    "capecitabine": "chimio_orale",
    "methotrexate": "chimio_orale",
    "pembrolizumab": "immunotherapie",
    "tamoxifen": "hormonotherapie_seule",
    "lomustine": "nitrosourees_mitomycine",
    "palbociclib": "cible_myelotoxique",
    "rituximab": "anti_cd20",
    "bevacizumab": None,
    "cetuximab": None,
    "pazopanib": "cible_autre",
    "venetoclax": "cible_autre",
    "denosumab": None,
}
_SUPPORT = {"denosumab"}


def told(words: Iterable[str]) -> tuple[Fact, ...]:
    """The facts, each far from the others, so that nothing overlaps."""
    return tuple(
        fact for place, each in enumerate(words) for fact in _facts(each.strip(), place * _STEP)
    )


def _facts(words: str, at: int) -> Iterator[Fact]:
    first, _, rest = words.partition(" ")
    if words == "no treatment":
        yield _given("docetaxel", "chimio_cytotoxique", None, at, Status.DENIED)
    elif first in _STATUS:
        yield fact(entity_of(rest), rest, rest, at, _STATUS[first])
    elif first in {"age", "sex", "cycle", "surgery"}:
        yield _person(first, rest, at)
    elif first == "window":
        name, days = _split(rest)
        yield _given(name, name, days, at)
    elif first in DRUGS:
        name, days = _split(words)
        yield _given(name, DRUGS[name], days, at)
    else:
        yield from _said(words, at)


def _said(words: str, at: int) -> Iterator[Fact]:
    lasting, number = _LONG.fullmatch(words), _MEASURE.fullmatch(words)
    if lasting:
        hours = float(lasting["number"]) * (24 if lasting["unit"] == "d" else 1)
        yield fact(entity_of(lasting["sign"]), lasting["sign"], lasting["sign"], at)
        yield fact("duration", hours, None, at + 8, hours=hours)
    elif number:
        yield measured(number["name"], float(number["value"]), at)
    else:
        yield fact(entity_of(words), words, words, at)


def _person(what: str, value: str, at: int) -> Fact:
    if what == "sex":
        return fact("sex", value, None, at)
    if what == "cycle":
        return fact("treatment_day", int(value), "cycle", at)
    if what == "surgery":
        return fact("treatment_day", int(value.rstrip("d")), None, at, of="surgery")
    return fact("age", float(value), None, at)


def _split(words: str) -> tuple[str, float | None]:
    found = _GIVEN.fullmatch(words)
    assert found, words
    return found["name"], None if found["days"] is None else float(found["days"])


def _given(
    name: str, window: str | None, days: float | None, at: int, status: Status = Status.AFFIRMED
) -> Fact:
    more: dict[str, str | float] = {"kind": "supportive" if name in _SUPPORT else "drug"}
    if window is not None:
        more["windows"] = window
    if days is not None:
        more["days_ago"] = days
    return fact("treatment", name, name, at, status, **more)
