"""The regional directory: who offers which care, near where, under what conditions."""

from __future__ import annotations

from care.directory.care_types import (
    CareMention,
    CareType,
    care_types,
    common_care_types,
    find_care_types,
    label_of,
    read_care_types,
)
from care.directory.found import FoundService, FoundStructure
from care.directory.search import search

__all__ = [
    "CareMention",
    "CareType",
    "FoundService",
    "FoundStructure",
    "care_types",
    "common_care_types",
    "find_care_types",
    "label_of",
    "read_care_types",
    "search",
]
