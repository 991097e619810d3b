"""Bringing the directory's sources into the database: what was read, what was refused, and why."""

from __future__ import annotations

from directory_sync.errors import SyncError, UnknownSource, UnreadableSource
from directory_sync.first_setup import load_everything
from directory_sync.report import SyncReport, report_text
from directory_sync.rows import Refusal
from directory_sync.sync import sync

__all__ = [
    "Refusal",
    "SyncError",
    "SyncReport",
    "UnknownSource",
    "UnreadableSource",
    "load_everything",
    "report_text",
    "sync",
]
