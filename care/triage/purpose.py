"""The purpose guessed from facts alone, for when the language model is down (boundaries of the intents).

Only the clinical purposes are guessed: everything else is None, which never means that nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from care.triage.grading import Grading
from care.triage.levels import Level
from care.triage.picture import CURRENT, Picture
from care.triage.suspicion import Suspicion
from care.understanding.facts import Fact

PROFESSIONALS = frozenset({"gp", "emergency", "nurse", "pharmacist"})

# Findings that speak of a cancer not yet proven, however the rules grade them.
SUSPECT = frozenset(
    {
        "suspicion_word", "histology_pending", "lung_image", "lung_nodule", "breast_lump", "acr_high",
        "breast_inflammation", "nipple_change", "psa_word", "prostate_exam", "lymph_node",
        "rectal_mass", "colon_tumour_image", "fit_positive", "iron_deficiency", "pancreas_image",
        "testis_mass", "pelvic_mass", "pigmented_lesion", "thyroid_suspect", "kidney_mass",
        "brain_image", "soft_mass", "bone_image", "metastases_unknown", "monoclonal",
        "supraclavicular_node", "neck_node", "mouth_ulcer", "liver_nodule", "basal_cell",
    }
)  # fmt: skip

# The same in somebody who is not already followed for a cancer.
SUSPECT_IF_NEW = frozenset({"blood_count_suspect", "bowel_change", "rectal_bleeding", "dysphagia"})

_CANCER_WORDS = (
    "cancer",
    "k ",
    "kc",
    "carcinome",
    "adénocarcinome",
    "adenocarcinome",
    "néo",
    "neo ",
)


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose of the taxonomy and how sure the facts make it; None when the facts say nothing."""

    name: str | None
    confidence: float


def weigh_purpose(
    facts: Sequence[Fact],
    text: str,  # noqa: ARG001  (the port is fixed: later versions read the words of the request)
    *,
    picture: Picture,
    grading: Grading,
    suspicion: Suspicion | None,
) -> Purpose:
    """Vital first; then a treated or known cancer with a complaint; then a finding not yet proven."""
    if grading.vital:
        return Purpose("vital_emergency", 0.95)
    treated = bool(picture.windows.get("any"))
    proven = "proven_cancer" in picture.context or _named_cancer(facts, picture)
    wanted = SUSPECT if proven else SUSPECT | SUSPECT_IF_NEW
    suspect = any(code in picture.present for code in wanted) or _bare_lump(picture, grading)
    flagged = any(rule.grade is Level.RED and rule.flag for rule in grading.rules)
    emergency = flagged and not suspect
    if suspicion is not None and not treated and not emergency and not (proven and not suspect):
        return Purpose("report_suspicion", 0.85)
    if suspect and not treated and not proven and not flagged:
        return Purpose("report_suspicion", 0.7)
    if grading.level is not None and _complains(grading):
        return Purpose("report_complication", 0.9 if treated else 0.75)
    return Purpose(None, 0.0)


def _bare_lump(picture: Picture, grading: Grading) -> bool:
    """A lump with no site is a suspicion only when nothing else is wrong today."""
    return "generic_mass" in picture.present and not grading.rules


def _named_cancer(facts: Sequence[Fact], picture: Picture) -> bool:
    """A cancer named outright (`cancer du pancréas`, `K sein`) is a known one unless it is said suspected."""
    if "suspicion_word" in picture.present or "histology_pending" in picture.present:
        return False
    return any(
        fact.entity == "cancer_site"
        and fact.status in CURRENT
        and fact.evidence.lower().startswith(_CANCER_WORDS)
        for fact in facts
    )


def _complains(grading: Grading) -> bool:
    """A value graded green on its own is information, not a complaint."""
    return bool(grading.matches)
