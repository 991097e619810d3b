"""The measure counts what a caller would live through: a wrong town in silence is the worst."""

from __future__ import annotations

from pathlib import Path

import pytest

from care.errors import InvalidContent
from care.places import Place, PlaceReading
from care.places.evaluation import Entry, Kind, Verdict, judge, load_entries

_AIX = Place("13001", "Aix-en-Provence", "13", "Bouches-du-Rhône", 43.5, 5.4)
_GAP = Place("05061", "Gap", "05", "Hautes-Alpes", 44.5, 6.0)


@pytest.mark.parametrize(
    ("reading", "verdict"),
    [
        (PlaceReading(_AIX, sure=True), Verdict.RIGHT),
        (PlaceReading(_AIX), Verdict.CONFIRM),
        (PlaceReading(suggestions=(_AIX,)), Verdict.CONFIRM),
        (PlaceReading(suggestions=(_GAP, _AIX)), Verdict.OFFERED),
        (PlaceReading(_GAP, sure=True), Verdict.SILENT),
        (PlaceReading(_GAP), Verdict.OTHER_CONFIRM),
        (PlaceReading(outside_region=True), Verdict.SAID_OUTSIDE),
        (PlaceReading(), Verdict.NOT_SEEN),
    ],
)
def test_a_reading_is_judged(reading: PlaceReading, verdict: Verdict) -> None:
    assert judge(Entry(text="aix", place="13001"), reading) is verdict


def test_nothing_read_is_right_when_there_is_no_place() -> None:
    entry = Entry(text="oui")
    assert entry.kind is Kind.NOTHING
    assert judge(entry, PlaceReading()) is Verdict.RIGHT
    assert judge(entry, PlaceReading(_GAP, sure=True)) is Verdict.SILENT


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "places.yml"
    path.write_text("messages:\n  - {place: '13001'}\n", encoding="utf-8")
    with pytest.raises(InvalidContent, match=r"places\.yml"):
        load_entries(path)
