"""The rules of the after-cancer pathway: dated data, because the law is moving."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from pydantic import model_validator

from care.content import DATA, Provenance, Strict, load_content


class Assessment(Strict):
    what: str
    euros: Decimal
    follow_up: bool


class FollowUp(Strict):
    what: str
    euros: Decimal
    most: int


class PathwayVersion(Strict):
    """What applied from one day to another."""

    id: str
    in_force_from: date
    in_force_until: date | None
    months_after_treatment: int
    paediatric_under_age: int
    prescribers: tuple[str, ...]
    long_term_illness: str
    delivered_within_months: int
    assessments: tuple[Assessment, ...]
    follow_up: FollowUp
    yearly_ceiling_euros: Decimal


class ActiveTreatment(Strict):
    word: str
    counts: bool | None
    source: str


class PathwayRules(Strict):
    meta: Provenance
    versions: tuple[PathwayVersion, ...]
    active_treatments: tuple[ActiveTreatment, ...]

    @model_validator(mode="after")
    def _no_overlap(self) -> PathwayRules:
        ordered = sorted(self.versions, key=lambda version: version.in_force_from)
        for before, after in pairwise(ordered):
            if before.in_force_until is None or before.in_force_until >= after.in_force_from:
                raise ValueError(f"versions {before.id} and {after.id} overlap")
        return self

    def on(self, day: date) -> PathwayVersion | None:
        """The version in force that day; None when there is none, which is never guessed."""
        for version in self.versions:
            until = version.in_force_until
            if version.in_force_from <= day and (until is None or day <= until):
                return version
        return None


@lru_cache(maxsize=1)
def load_pathway_rules() -> PathwayRules:
    return load_content(DATA / "pathway" / "after_cancer.yml", PathwayRules)
