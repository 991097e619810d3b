"""Good-practice sheets: one page each, our own words, sourced and dated, « non validé » until signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from care.content import DATA, Provenance, Strict, load_content
from care.errors import InvalidContent
from care.triage.schema import State
from care.understanding.normalise import normalise

SHEETS = DATA / "sheets"


class Serves(Strict):
    """The red flags and symptom groups of the protocols whose answers link to this sheet."""

    flags: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class Sheet(Strict):
    """One sheet, as a page shows it. `former` are addresses it had before; `short` fits a button."""

    id: str
    former: tuple[str, ...] = ()
    title: str
    short: str = Field(max_length=40)
    summary: str
    words: tuple[str, ...]
    serves: Serves
    recognise: tuple[str, ...] = Field(min_length=1)
    do_now: tuple[str, ...] = Field(min_length=1)
    doses: tuple[str, ...] = ()
    avoid: tuple[str, ...] = Field(min_length=1)
    call: tuple[str, ...] = Field(min_length=1)
    state: State
    meta: Provenance

    @property
    def page(self) -> str:
        """Its address on this service."""
        return f"/fiches/{self.id}"


@lru_cache(maxsize=2)
def all_sheets(path: Path = SHEETS) -> tuple[Sheet, ...]:
    """Every sheet, by title. Raises InvalidContent naming the file and field at fault."""
    found = [load_content(file, Sheet) for file in sorted(path.glob("*.yml"))]
    _refuse_doubles(path, (name for sheet in found for name in (sheet.id, *sheet.former)))
    return tuple(sorted(found, key=lambda sheet: normalise(sheet.title)))


def _refuse_doubles(path: Path, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise InvalidContent(str(path), f"sheet {name} appears twice")
        seen.add(name)


def shown_sheets(*, demo: bool) -> tuple[Sheet, ...]:
    """What people may read: in production only what somebody signed; elsewhere each page says it is a draft."""
    return tuple(sheet for sheet in all_sheets() if demo or sheet.state == "signed")


def sheet_named(name: str, sheets: Sequence[Sheet] | None = None) -> Sheet | None:
    """The sheet of this id, or that had it once."""
    known = all_sheets() if sheets is None else sheets
    return next((sheet for sheet in known if name == sheet.id or name in sheet.former), None)


def find_sheet(text: str | None) -> Sheet | None:
    """The sheet of this id, or the only one these words can mean; None when none or several fit."""
    from care.triage.sheet_search import search_sheets

    if not text:
        return None
    named = sheet_named(text)
    if named is not None:
        return named
    found = search_sheets(text)
    return found[0] if len(found) == 1 else None


def sheet_for(flags: Sequence[str], groups: Sequence[str], named: str | None) -> Sheet | None:
    """The sheet an answer links to: of its first flag, else the one its rules name, else of its first group."""
    sheets = all_sheets()
    for flag in flags[:1]:
        found = next((sheet for sheet in sheets if flag in sheet.serves.flags), None)
        if found is not None:
            return found
    if named is not None and (kept := sheet_named(named)) is not None:
        return kept
    serving = (sheet for group in groups for sheet in sheets if group in sheet.serves.groups)
    return next(serving, None)
