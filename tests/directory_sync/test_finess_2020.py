"""The reader of the old hospital file: on invented rows always, on the real file where it is in place."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from care.clock import FixedClock
from care.directory import search
from care.places import load_places
from care.storage.database import Database
from care.storage.directory import Structure
from directory_sync import report_text, sync
from directory_sync.readers.finess_2020 import COLUMNS, commune_of

_REAL = Path(
    os.environ.get("RELAIS_FINESS_2020", "../shared/data/finess_hopitaux_paca_corse_2020.csv")
)


def _line(**changed: str) -> str:
    row = {
        "finess_et": "130999998",
        "departement": "13",
        "nom": "HOPITAL INVENTE",
        "categorie_libelle": "Centre Hospitalier (C.H.)",
        "numero": "1",
        "voie": "RUE DE L'EXEMPLE",
        "code_postal": "13273",
        "commune": "MARSEILLE CEDEX 09",
        "lat": "43.27",
        "lon": "5.41",
        "telephone": "0465710001",
        "date_reference": "2020-03-06",
        "coord_suspecte": "",
    } | changed
    return ",".join(row[column] for column in COLUMNS)


def _file(folder: Path, *lines: str) -> Path:
    path = folder / "finess.csv"
    path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"finess_et": "130999991"}, "clé FINESS fausse"),
        ({"finess_et": "130783293", "coord_suspecte": "1"}, "coordonnées suspectes"),
        ({"finess_et": "130783293", "lat": "49.35", "lon": "2.18"}, "hors de la région"),
        ({"finess_et": "130783293", "departement": "69", "commune": "LYON"}, "hors de la région"),
        ({"finess_et": "130783293", "lat": "43.70", "lon": "7.26"}, "coordonnées suspectes"),
        ({"finess_et": "130783293", "commune": "ATLANTIS"}, "commune introuvable"),
        ({"finess_et": "130783293", "nom": ""}, "champ manquant : nom"),
        ({}, "doublon"),
    ],
)
def test_a_wrong_hospital_row_is_refused(
    database: Database, clock: FixedClock, tmp_path: Path, change: dict[str, str], reason: str
) -> None:
    sync(database, "communes", None, clock)
    report = sync(database, "finess-2020", _file(tmp_path, _line(), _line(**change)), clock)
    assert (report.read, report.kept, report.reasons) == (2, 1, {reason: 1})


def test_the_old_file_is_stored_but_never_shown(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    sync(database, "communes", None, clock)
    report = sync(database, "finess-2020", _file(tmp_path, _line()), clock)
    assert report.old
    assert "jamais montrées" in report_text(report)
    with database.read() as session:
        stored = session.get_one(Structure, "finess-130999998")
        assert (stored.active, stored.phone, stored.verified_on) == (
            False,
            "+33465710001",
            date(2020, 3, 6),
        )
        assert search(session, today=date(2026, 11, 23), limit=None) == []


@pytest.mark.parametrize(
    ("label", "department", "insee"),
    [
        ("MARSEILLE CEDEX 09", "13", "13055"),
        ("AIX EN PROVENCE CEDEX 1", "13", "13001"),
        ("NICE CEDEX 3", "06", "06088"),
        ("LA GARDE", "83", "83062"),
        ("L ISLE SUR LA SORGUE", "84", "84054"),
        ("ST LAURENT DU VAR", "06", "06123"),
        ("VITROLLES CEDEX", "13", "13117"),
    ],
)
def test_postal_labels_lead_to_their_commune(
    database: Database, clock: FixedClock, label: str, department: str, insee: str
) -> None:
    sync(database, "communes", None, clock)
    place = commune_of(label, department, "", load_places(database))
    assert place is not None
    assert place.insee == insee


@pytest.mark.skipif(
    not _REAL.exists(), reason="the real file is not on this machine (RELAIS_FINESS_2020)"
)
def test_the_real_file_is_read_and_its_known_defects_are_refused(
    database: Database, clock: FixedClock
) -> None:
    sync(database, "communes", None, clock)
    report = sync(database, "finess-2020", _REAL, clock)
    assert (report.read, report.kept) == (453, 449)
    assert report.reasons == {"coordonnées suspectes": 4}
    assert report.data_date == date(2020, 3, 6)
