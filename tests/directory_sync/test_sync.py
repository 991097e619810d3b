from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from care.clock import PARIS, FixedClock
from care.content import DATA
from care.directory import search
from care.storage.database import Database
from care.storage.directory import Commune, Service, Structure, SyncRefusal, SyncRun
from directory_sync import UnknownSource, UnreadableSource, load_everything, report_text, sync

SAMPLE = DATA / "directory" / "sample_structures.yml"
COMMUNES = DATA / "communes" / "communes.csv"


def _count(database: Database, table: type) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_first_set_up_is_quick_and_a_second_one_changes_nothing(
    database: Database, clock: FixedClock
) -> None:
    started = time.monotonic()
    first = load_everything(database, clock)
    assert time.monotonic() - started < 6
    second = load_everything(database, clock)
    assert [report.status for report in first] == ["applied", "applied"]
    assert [report.status for report in second] == ["unchanged", "unchanged"]
    assert (_count(database, Commune), _count(database, Structure)) == (1338, 60)
    assert "pas de nouveauté" in report_text(second[0])


def test_the_same_set_up_works_on_both_databases(any_database: Database, clock: FixedClock) -> None:
    load_everything(any_database, clock)
    sync(any_database, "sample", None, clock, force=True)
    assert _count(any_database, Structure) == 60
    with any_database.read() as session:
        assert (
            search(session, today=date(2026, 11, 23), lat=42.7, lon=9.4, limit=3)[0].commune_name
            == "Bastia"
        )


def test_an_unchanged_file_is_not_fresh_data(database: Database, clock: FixedClock) -> None:
    load_everything(database, clock)
    clock.set(datetime(2027, 11, 30, 9, 0, tzinfo=PARIS))
    report = sync(database, "sample", None, clock)
    assert report.status == "unchanged"
    assert report.data_date == date(2026, 11, 20)
    assert report.age == timedelta(days=375)
    assert "données anciennes" in report_text(report)


def test_a_dry_run_writes_nothing(database: Database, clock: FixedClock) -> None:
    report = sync(database, "communes", None, clock, dry_run=True)
    assert (report.status, report.added) == ("dry_run", 1338)
    assert (_count(database, Commune), _count(database, SyncRun)) == (0, 0)


def _without(text: str, *ids: str) -> str:
    """The sample without these structures."""
    head, *blocks = text.split("  - id: ")
    kept = [block for block in blocks if block.split("\n", 1)[0] not in ids]
    return "  - id: ".join([head, *kept])


def test_a_changed_structure_is_changed_and_a_lost_one_leaves_the_search(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    load_everything(database, clock)
    text = _without(SAMPLE.read_text(encoding="utf-8"), "ex-060").replace(
        "04 65 71 10 01", "04 65 71 99 01"
    )
    changed = tmp_path / "sample.yml"
    changed.write_text(text, encoding="utf-8")
    report = sync(database, "sample", changed, clock)
    assert (report.changed, report.vanished, report.unchanged) == (1, 1, 58)
    with database.read() as session:
        found = {one.id: one for one in search(session, today=date(2026, 11, 23), limit=None)}
    assert "ex-060" not in found
    assert found["ex-001"].phone == "+33465719901"
    assert _count(database, Structure) == 60
    back = sync(database, "sample", SAMPLE, clock)
    assert (back.changed, back.added) == (2, 0)
    assert _count(database, Service) == SAMPLE.read_text(encoding="utf-8").count("- {care: ")


def test_a_file_that_lost_too_much_is_set_aside(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    load_everything(database, clock)
    cut = tmp_path / "sample.yml"
    lost = [f"ex-{number:03d}" for number in range(1, 8)]
    cut.write_text(_without(SAMPLE.read_text(encoding="utf-8"), *lost), encoding="utf-8")
    report = sync(database, "sample", cut, clock)
    assert (report.status, report.vanished) == ("quarantined", 7)
    with database.read() as session:
        assert len(search(session, today=date(2026, 11, 23), limit=None)) == 60
    assert sync(database, "sample", cut, clock).status == "quarantined"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('finess: "139999015"', 'finess: "139999016"', "clé FINESS fausse"),
        ("lat: 43.29549", "lat: 48.85", "hors de la région"),
        ("lat: 43.29549", "lat: 44.40", "coordonnées suspectes"),
        ('    phone: "04 65 71 10 01"\n', "", "champ manquant : phone"),
        ("id: ex-001", "id: ex-002", "doublon"),
        ('insee: "13205"', 'insee: "75056"', "commune introuvable"),
        (" (exemple)", "", "exemple non signalé dans le nom"),
        ("care: apa,", "care: magie,", "soin inconnu : magie"),
    ],
)
def test_a_wrong_row_is_refused_with_its_reason(
    database: Database, clock: FixedClock, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    sync(database, "communes", None, clock)
    broken = tmp_path / "sample.yml"
    broken.write_text(SAMPLE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    report = sync(database, "sample", broken, clock)
    assert report.reasons == {reason: 1}
    assert reason in report_text(report)
    assert _count(database, SyncRefusal) == 4 + 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_both_encodings_and_both_separators_are_read(
    database: Database, clock: FixedClock, tmp_path: Path, encoding: str
) -> None:
    text = COMMUNES.read_text(encoding="utf-8").replace(",", ";")
    path = tmp_path / "communes.csv"
    path.write_bytes(text.encode(encoding))
    report = sync(database, "communes", path, clock)
    assert (report.kept, report.data_date) == (1338, None)
    with database.read() as session:
        assert session.get_one(Commune, "13119").name == "Carnoux-en-Provence"
        assert session.get_one(Commune, "83069").name == "Hyères"


@pytest.mark.parametrize(
    "content", [b"", b"   \n", b"a,b,c\n1,2,3\n", b"\x00\xff\xfe\x00garbage", b"insee"]
)
def test_an_unreadable_file_changes_nothing_and_is_recorded(
    database: Database, clock: FixedClock, tmp_path: Path, content: bytes
) -> None:
    load_everything(database, clock)
    path = tmp_path / "broken"
    path.write_bytes(content)
    for source in ("communes", "sample", "finess-2020"):
        with pytest.raises(UnreadableSource):
            sync(database, source, path, clock)
    assert _count(database, Commune) == 1338
    with database.read() as session:
        failed = session.scalars(select(SyncRun.status).where(SyncRun.status == "failed")).all()
    assert len(failed) == 3


def test_a_cut_commune_table_is_set_aside(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    sync(database, "communes", None, clock)
    path = tmp_path / "communes.csv"
    path.write_bytes(COMMUNES.read_bytes()[:60_000])
    assert sync(database, "communes", path, clock).status == "quarantined"
    assert _count(database, Commune) == 1338


def test_an_unknown_source_or_a_missing_file_is_said(database: Database, clock: FixedClock) -> None:
    with pytest.raises(UnknownSource):
        sync(database, "annuaire-lunaire", None, clock)
    with pytest.raises(UnreadableSource):
        sync(database, "sample", Path("/nonexistent.yml"), clock)
    with pytest.raises(UnreadableSource):
        sync(database, "finess-2020", None, clock)
