"""Reading one source into the database, in one transaction or not at all.

Guards: an unchanged file is « pas de nouveauté », not fresh data; a file in which more than a tenth of the
known rows vanished is set aside; old sources are stored but never shown.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from care.clock import Clock, paris_day
from care.places import PlaceIndex, load_places
from care.storage.database import Database
from care.storage.directory import SyncRefusal, SyncRun
from directory_sync.errors import UnknownSource, UnreadableSource
from directory_sync.files import SourceFile, open_source
from directory_sync.readers import SOURCES, Source
from directory_sync.report import SyncReport
from directory_sync.rows import Extract
from directory_sync.store import Difference, apply, compare

_MOST_VANISHED = 0.10


def sync(
    database: Database,
    source: str,
    path: Path | None,
    clock: Clock,
    *,
    dry_run: bool = False,
    force: bool = False,
) -> SyncReport:
    """Read `path` (the source's own file when None) and store what changed.

    `force` reads an unchanged file again. Raises UnknownSource, or UnreadableSource after recording the
    failed run; nothing else is written then.
    """
    if source not in SOURCES:
        raise UnknownSource(source, tuple(SOURCES))
    kind = SOURCES[source]
    file_path = path or kind.default_path
    if file_path is None:
        raise UnreadableSource(source, "indiquez le chemin du fichier")
    started = clock.now()
    try:
        file = open_source(file_path)
        return _sync_file(database, kind, file, clock, started, dry_run=dry_run, force=force)
    except UnreadableSource as error:
        if not dry_run:
            _record_failure(database, kind, error, started)
        raise


def _sync_file(
    database: Database,
    kind: Source,
    file: SourceFile,
    clock: Clock,
    started: datetime,
    *,
    dry_run: bool,
    force: bool,
) -> SyncReport:
    checksum = file.checksum(kind.version)
    today = paris_day(started)
    with database.read() as session:
        last = None if force else _last_run(session, kind.name)
        seen = last is not None and last.checksum == checksum
        report = _unchanged(kind, last, today) if last is not None and seen else None
    if report is not None:
        if not dry_run:
            with database.session() as session:
                session.add(_run(report, checksum, started, clock.now()))
        return report
    places = PlaceIndex(()) if kind.name == "communes" else load_places(database)
    extract = kind.read(file, places)
    if not extract.kept:
        raise UnreadableSource(str(file.path), "aucune ligne utilisable")
    if dry_run:
        with database.read() as session:
            difference = compare(session, kind.name, extract)
        return _report(kind, "dry_run", extract, difference, today)
    with database.session() as session:
        difference = compare(session, kind.name, extract)
        status = "quarantined" if _too_many_vanished(difference) else "applied"
        if status == "applied":
            apply(session, kind.name, difference, shown=kind.shown, now=started)
        report = _report(kind, status, extract, difference, today)
        _record(session, report, checksum, started, clock.now())
    return report


def _too_many_vanished(difference: Difference) -> bool:
    return len(difference.vanished) > _MOST_VANISHED * difference.known


def _last_run(session: Session, source: str) -> SyncRun | None:
    """The last run whose content is what the database holds."""
    runs = select(SyncRun).where(
        SyncRun.source == source, SyncRun.status.in_(("applied", "unchanged"))
    )
    return session.scalars(runs.order_by(SyncRun.id.desc()).limit(1)).first()


def _unchanged(kind: Source, last: SyncRun, today: date) -> SyncReport:
    return SyncReport(
        source=kind.name,
        label=kind.label,
        status="unchanged",
        read=last.read,
        kept=last.kept,
        added=0,
        changed=0,
        unchanged=last.kept,
        vanished=0,
        refusals=(),
        data_date=last.data_date,
        today=today,
        shown=kind.shown,
    )


def _report(
    kind: Source, status: str, extract: Extract, difference: Difference, today: date
) -> SyncReport:
    return SyncReport(
        source=kind.name,
        label=kind.label,
        status=status,
        read=extract.read,
        kept=extract.kept,
        added=difference.added_count,
        changed=difference.changed_count,
        unchanged=difference.unchanged,
        vanished=len(difference.vanished),
        refusals=tuple(extract.refusals),
        data_date=extract.data_date,
        today=today,
        shown=kind.shown,
    )


def _run(report: SyncReport, checksum: str, started: datetime, finished: datetime) -> SyncRun:
    return SyncRun(
        source=report.source,
        started_at=started,
        finished_at=finished,
        data_date=report.data_date,
        checksum=checksum,
        status=report.status,
        read=report.read,
        kept=report.kept,
        changed=report.added + report.changed,
        refused=report.refused,
        detail={"added": report.added, "vanished": report.vanished, "reasons": report.reasons},
    )


def _record(
    session: Session, report: SyncReport, checksum: str, started: datetime, finished: datetime
) -> None:
    run = _run(report, checksum, started, finished)
    session.add(run)
    session.flush()
    if report.refusals:
        rows = [
            {"run_id": run.id, "line": one.line, "identifier": one.identifier, "reason": one.reason}
            for one in report.refusals
        ]
        session.execute(insert(SyncRefusal), rows)


def _record_failure(
    database: Database, kind: Source, error: UnreadableSource, started: datetime
) -> None:
    with database.session() as session:
        session.add(
            SyncRun(
                source=kind.name,
                started_at=started,
                finished_at=started,
                checksum="",
                status="failed",
                detail={"problem": error.problem},
            )
        )
