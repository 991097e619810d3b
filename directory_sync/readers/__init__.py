"""One module per source. A reader turns a file into rows and refusals, and touches nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from care.content import DATA
from care.places import PlaceIndex
from directory_sync.files import SourceFile
from directory_sync.readers import communes, finess_2020, sample
from directory_sync.rows import Extract


@dataclass(frozen=True, slots=True)
class Source:
    """A reader, where its file is found by default, and whether what it holds may be shown."""

    name: str
    label: str
    version: str
    read: Callable[[SourceFile, PlaceIndex], Extract]
    default_path: Path | None
    shown: bool


SOURCES = {
    source.name: source
    for source in (
        Source(
            "communes",
            "table des communes",
            "1",
            communes.read,
            DATA / "communes" / "communes.csv",
            shown=True,
        ),
        Source(
            "sample",
            "annuaire d'exemple",
            "1",
            sample.read,
            DATA / "directory" / "sample_structures.yml",
            shown=True,
        ),
        Source(
            "finess-2020",
            "hôpitaux FINESS, extraction de 2020",
            "1",
            finess_2020.read,
            None,
            shown=False,
        ),
    )
}
