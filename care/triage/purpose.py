"""The purpose guessed from facts alone, for when the language model is down (boundaries of the intents).

Only the clinical purposes are guessed: everything else is None, which never means that nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from care.triage.grading import Grading
from care.triage.levels import Level, rank
from care.triage.picture import CURRENT, Picture
from care.triage.suspicion import ADULT, Suspicion
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
        "bone_primary_image", "prostate_risk",
    }
)  # fmt: skip

# What people ask for when they report no trouble, the most telling words first.
REQUESTS = (
    "delete_my_data", "cancel_appointment", "reschedule_appointment", "get_practice_sheet",
    "book_after_cancer", "find_caregiver_support", "report_no_gp", "refer_complex_case",
    "check_request", "book_oncology", "ask_advice", "give_feedback",
)  # fmt: skip
STRONG_REQUESTS = frozenset(REQUESTS[:8])
PLANNED = frozenset({"oral_missed"})
PLANNED_IF_ASKED = PLANNED | {"lymphoedema_stable", "back_old"}
REASSURING = frozenset({"normal_temperature", "pain_mild"})
MOODS = frozenset({"psychique", "fatigue_etat_general"})

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
    """Vital first; a planned decision; a finding not yet proven; a complaint; then a plain request."""
    if grading.vital:
        return Purpose("vital_emergency", 0.95)
    requests = [str(f.code) for f in facts if f.entity == "request" and f.status in CURRENT]
    if _is_planned(requests, picture, grading, suspicion):
        return Purpose("book_oncology" if "book_oncology" in requests else "ask_advice", 0.7)
    clinical = _clinical(facts, picture, grading, suspicion)
    if clinical.name is not None and not _only_moods(grading, suspicion):
        return clinical
    wanted = _first_request(requests, facts)
    return Purpose(wanted, 0.6) if wanted else clinical


def _clinical(
    facts: Sequence[Fact], picture: Picture, grading: Grading, suspicion: Suspicion | None
) -> Purpose:
    """A treated or known cancer with a complaint, or a finding not yet proven."""
    treated = bool(picture.windows.get("any"))
    proven = "proven_cancer" in picture.context or _named_cancer(facts, picture)
    wanted = SUSPECT if proven else SUSPECT | SUSPECT_IF_NEW
    suspect = any(code in picture.present for code in wanted) or _bare_lump(picture, grading)
    flagged = any(rule.grade is Level.RED and rule.flag for rule in grading.rules)
    known = treated or proven
    emergency = flagged and not suspect and (known or not _first_signs(picture, suspicion))
    followed = proven and (not suspect or _comes_first(grading, suspicion))
    if suspicion is not None and not treated and not emergency and not followed:
        return Purpose("report_suspicion", 0.85)
    if suspect and not known and not flagged:
        return Purpose("report_suspicion", 0.7)
    if grading.matches:
        return Purpose("report_complication", 0.9 if treated else 0.75)
    return Purpose(None, 0.0)


def _comes_first(grading: Grading, suspicion: Suspicion | None) -> bool:
    """Whether a complication is seen before what is suspected: graver, or amber too, which is the same day."""
    if suspicion is None:
        return False
    if grading.level is suspicion.level:
        return grading.level is Level.AMBER
    return rank(grading.level) > rank(suspicion.level)


def _first_signs(picture: Picture, suspicion: Suspicion | None) -> bool:
    """Signs that an immediate criterion explains, in a child or in somebody said to have no cancer."""
    if suspicion is None or suspicion.level is not Level.RED:
        return False
    child = picture.age is not None and picture.age.value < ADULT
    return child or "child_word" in picture.present or "no_cancer" in picture.present


def _is_planned(
    requests: Sequence[str], picture: Picture, grading: Grading, suspicion: Suspicion | None
) -> bool:
    """A decision to plan for somebody well, one missed dose, a chronic finding; a proven cancer to be seen."""
    if any(rule.grade is not Level.GREEN for rule in grading.rules) or grading.default_groups:
        return False
    said = {rule.id for rule in grading.rules} - REASSURING
    if said and said <= (PLANNED_IF_ASKED if "ask_advice" in requests else PLANNED):
        return True
    if "book_oncology" in requests and "biopsy_positive" in picture.present:
        return True
    pending = suspicion is not None and {m.item for m in suspicion.matches} <= {"pending_histology"}
    return "ask_advice" in requests and (suspicion is None or pending) and not grading.rules


def _only_moods(grading: Grading, suspicion: Suspicion | None) -> bool:
    """A mood or a tiredness graded green: beside a plain request it does not make a complication of it."""
    if suspicion is not None or not grading.rules:
        return False
    return {rule.group for rule in grading.rules} <= MOODS and grading.level is Level.GREEN


def _first_request(requests: Sequence[str], facts: Sequence[Fact]) -> str | None:
    """The most telling request said; a kind of care named alone asks where to find it."""
    named = next((code for code in REQUESTS if code in requests), None)
    if named in STRONG_REQUESTS:
        return named
    if any(fact.entity == "care_type" and fact.status in CURRENT for fact in facts):
        return "find_support_care"
    return named or None


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
