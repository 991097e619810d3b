"""Good-practice sheets: one page each, in our own words, sourced and dated, marked until somebody signs them."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from care.content import DATA, Provenance, Strict, load_content
from care.errors import InvalidContent
from care.understanding.normalise import normalise


class Sheet(Strict):
    """`words` find it in a request; `groups` are the symptom groups it goes with."""

    meta: Provenance
    state: Literal["draft", "reviewed", "signed"]
    id: str
    title: str
    summary: str
    groups: list[str]
    words: list[str]
    recognise: list[str]
    do_now: list[str]
    avoid: list[str]


@lru_cache(maxsize=1)
def all_sheets() -> tuple[Sheet, ...]:
    """Return every sheet, by title. Raises InvalidContent when a file does not carry its own name."""
    found: list[Sheet] = []
    for path in sorted((DATA / "sheets").glob("*.yml")):
        sheet = load_content(path, Sheet)
        if sheet.id != path.stem:
            raise InvalidContent(str(path), f"id: {sheet.id} is not the name of the file")
        found.append(sheet)
    return tuple(sorted(found, key=lambda sheet: sheet.title))


def find_sheet(text: str) -> Sheet | None:
    """Return the sheet of an id, or the one whose words a text names best; None when nothing fits."""
    exact = next((sheet for sheet in all_sheets() if sheet.id == text), None)
    if exact:
        return exact
    plain = f" {normalise(text)} "
    scores = [(_score(sheet, plain), sheet.id, sheet) for sheet in all_sheets()]
    best = max(scores, default=None, key=lambda scored: scored[:2])
    return best[2] if best and best[0] else None


def _score(sheet: Sheet, plain: str) -> int:
    """Count the letters of the words of this sheet found in the text: the most precise words win."""
    return sum(len(word) for word in map(normalise, sheet.words) if f" {word} " in plain or f" {word}s " in plain)
