"""Which good-practice sheet to read: found by its words, chosen among several, or picked from the list."""

from __future__ import annotations

import re

from care.interview.case import Case
from care.interview.say import Option, Say
from care.triage.sheet_search import said_words, search_sheets
from care.triage.sheets import Sheet, sheet_named, shown_sheets
from care.understanding.normalise import normalise
from care.understanding.reading import read_message

SLOT = "sheet"
_LONGEST = 18  # words
_MEASURES = frozenset({"temperature", "vital", "lab", "count", "treatment_day", "age"})
_SOMEBODY = re.compile(
    r"\b(?:depuis|hier|ce matin|ce soir|cette nuit|aujourd hui|maintenant|j ai (?!besoin)|je suis sous|je fais"
    r"|(?:il|elle) (?:a|est)|(?:ne |n )?\w+ plus (?:ses|mes|les)|patiente? (?:a|est|sous|de \d)|mon|ma|mes)\b"
)
_CANDIDATES = "sheet_candidates"
_ANOTHER = "another"


class SheetQuestion:
    """Buttons of the sheets that the words can mean; of all of them when they mean none."""

    slot = SLOT
    free = False

    def ask(self, case: Case) -> Say:
        several = [named for one in case.answer(_CANDIDATES) or [] if (named := sheet_named(one))]
        if not several:
            return case.worded(case.text("ask_sheet"), options={SLOT: _options(_shown(case))})
        options = [*_options(several), Option("Une autre fiche", _ANOTHER)]
        return case.worded(case.text("ask_sheet_which"), options={SLOT: options})

    def hear(self, case: Case) -> bool:
        return read_sheet(case, opening=False)


def asks_only_for_a_sheet(case: Case) -> bool:
    """Whether the message names a subject to read about: its signs are then nobody's, and are not learnt.

    A measure, a moment or a person in it makes it a patient's story, which is graded as any other.
    """
    if case.turn.intent != "get_practice_sheet" or case.turn.choice:
        return False
    plain = normalise(case.turn.text)
    if len(plain.split()) > _LONGEST or _SOMEBODY.search(plain):
        return False
    facts = read_message(case.turn.text, now=case.now).facts
    return not any(fact.entity in _MEASURES for fact in facts)


def read_sheet(case: Case, *, opening: bool) -> bool:
    """Take the tapped sheet, or what the words can mean. An opening that names no sheet we have says so."""
    picked = case.turn.picked(SLOT)
    if picked == _ANOTHER:
        case.put(_CANDIDATES, None)
        return True
    if picked is not None or case.turn.choice:
        named = sheet_named(picked or "", _shown(case))
        return _put(case, [named] if named else [])
    found = search_sheets(case.turn.text, among=_shown(case))
    if not found and opening and said_words(case.turn.text):
        case.say("sheet_unknown")
    return _put(case, found)


def _put(case: Case, found: list[Sheet] | tuple[Sheet, ...]) -> bool:
    if len(found) == 1:
        case.put(SLOT, found[0].id)
        return True
    case.put(_CANDIDATES, [sheet.id for sheet in found] or None)
    return bool(found)


def _shown(case: Case) -> tuple[Sheet, ...]:
    return shown_sheets(demo=case.tools.demo)


def _options(sheets: list[Sheet] | tuple[Sheet, ...]) -> list[Option]:
    return [Option(sheet.short, sheet.id) for sheet in sheets]
