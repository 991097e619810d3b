"""Good-practice sheets: one page each, our own words, sourced and dated, « non validé » until signed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from care.content import DATA, Provenance, Strict, load_content
from care.triage.schema import State
from care.understanding.normalise import normalise

SHEETS = DATA / "sheets"


class Sheet(Strict):
    """One sheet, as a page shows it."""

    id: str
    title: str
    summary: str
    words: tuple[str, ...]
    recognise: tuple[str, ...]
    do_now: tuple[str, ...]
    avoid: tuple[str, ...]
    state: State
    meta: Provenance


@lru_cache(maxsize=2)
def all_sheets(path: Path = SHEETS) -> tuple[Sheet, ...]:
    """Every sheet, by title. Raises InvalidContent naming the file and field at fault."""
    found = (load_content(file, Sheet) for file in sorted(path.glob("*.yml")))
    return tuple(sorted(found, key=lambda sheet: normalise(sheet.title)))


def find_sheet(text: str | None) -> Sheet | None:
    """The sheet of this id, or the one whose title and words the text shares most; None when none fits."""
    if not text:
        return None
    said = normalise(text)
    sheets = all_sheets()
    exact = next((sheet for sheet in sheets if sheet.id == text), None)
    if exact is not None:
        return exact
    scored = [(_score(sheet, said), sheet) for sheet in sheets]
    best = max(scored, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def _score(sheet: Sheet, said: str) -> int:
    """How many letters of the sheet's own words the text holds; long words weigh more than short ones."""
    padded = f" {said} "
    names = (normalise(word) for word in (sheet.title, *sheet.words))
    return sum(len(name) for name in names if f" {name} " in padded or f" {name}s " in padded)
