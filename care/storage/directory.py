"""The regional directory: communes, structures, what they offer, and what each synchronisation did."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from care.storage.base import Base


class Commune(Base):
    """A commune, district (ARM) or former commune of the region. Codes are text: `04001`, `2A004`."""

    __tablename__ = "commune"

    insee: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(4))  # COM, ARM, COMD, COMA
    parent: Mapped[str | None] = mapped_column(String(5))
    department: Mapped[str] = mapped_column(String(3))
    department_name: Mapped[str] = mapped_column(String(40))
    postal_codes: Mapped[str] = mapped_column(String(200))  # separated by |
    population: Mapped[int]
    lat: Mapped[float]
    lon: Mapped[float]


class Structure(Base):
    """A place that offers care. Associations have no FINESS; a label has an end, so it can lapse the same day."""

    __tablename__ = "structure"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(20))  # hospital, community, association
    finess: Mapped[str | None] = mapped_column(String(9), index=True)
    siret: Mapped[str | None] = mapped_column(String(14))
    rna: Mapped[str | None] = mapped_column(String(10))
    commune_insee: Mapped[str] = mapped_column(String(5), index=True)
    commune_name: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(200), default="")
    lat: Mapped[float]
    lon: Mapped[float]
    precision: Mapped[str] = mapped_column(String(12), default="address")  # address, commune
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(120))
    website: Mapped[str | None] = mapped_column(String(200))
    hours: Mapped[str | None] = mapped_column(String(200))
    oncology: Mapped[bool] = mapped_column(default=False)
    label_from: Mapped[date | None]
    label_until: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(40))
    source_row: Mapped[str] = mapped_column(
        String(64)
    )  # hash of the row read, to skip the unchanged
    verified_on: Mapped[date]
    updated_at: Mapped[datetime]
    is_sample: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class Service(Base):
    """One kind of care a structure offers, with what a person must know before going: cost, prescription."""

    __tablename__ = "service"
    __table_args__ = (Index("ix_service_care", "care_type", "structure_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    structure_id: Mapped[str] = mapped_column(
        ForeignKey("structure.id", ondelete="CASCADE"), index=True
    )
    care_type: Mapped[str] = mapped_column(String(40))
    audience: Mapped[str] = mapped_column(String(20), default="patient")  # patient, caregiver, both
    after_cancer: Mapped[bool] = mapped_column(default=False)
    prescription: Mapped[bool] = mapped_column(default=False)
    cost: Mapped[str] = mapped_column(String(160), default="")
    modality: Mapped[str] = mapped_column(String(80), default="sur place")


class SyncRun(Base):
    """What one reading of one source did. The age of the data is not the age of the run."""

    __tablename__ = "sync_run"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    source: Mapped[str] = mapped_column(String(40), index=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    data_date: Mapped[date | None]
    checksum: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(
        String(20)
    )  # applied, unchanged, dry_run, quarantined, failed
    read: Mapped[int] = mapped_column(default=0)
    kept: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)


class SyncRefusal(Base):
    """A row that was not kept, and why."""

    __tablename__ = "sync_refusal"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("sync_run.id", ondelete="CASCADE"), index=True)
    line: Mapped[int]
    identifier: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Text)
