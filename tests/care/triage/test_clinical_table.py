"""Nothing of the clinical table is forgotten: each group, criterion, threshold, window, flag and site has its rule."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from care.content import load_yaml
from care.triage import grading, load_protocols, repeats
from care.triage.protocols import Protocols
from care.triage.schema import Threshold

TABLE: dict[str, Any] = load_yaml(Path(__file__).with_name("clinical_table.yml"))
CRITERIA = [
    (group, level, item["says"], item["rules"])
    for group, levels in TABLE["groups"].items()
    for level, items in levels.items()
    for item in items
]
# Where each transversal rule is kept; the tests of the engine show that it holds.
TRANSVERSAL = {
    "R1_plus_grave": "care.triage.levels.worst",
    "R2_double_orange": grading.DOUBLE,
    "R3_jamais_vert_par_defaut": grading.DEFAULT,
    "R4_court_circuit": "vital rules ask nothing",
    "R5_rappel_repete": grading.AGAIN,
    "R6_inquietude": grading.WORRY,
    "R7_masquage": "masked_alone, masked_with_sign",
    "R8_pas_de_score_au_telephone": "no rule reads MASCC nor CISNE",
    "R9_sujet_et_temps": "care.triage.picture.CURRENT",
    "R10_immuno": "immuno_* groups",
    "R11_medicament": "data/protocols/medicines.yml",
    "S1": "delay immediate",
    "S2": "suspect_words, breast_acr, lung_suspect_image",
    "S3": "gp_feeling",
    "S4": "headline_lay, notes empty for patients",
    "S5": "requests/follow_up",
    "S6": "care.triage.suspicion.GERIATRIC",
    "S7": "care.triage.suspicion.ADULT",
    "S8": "pregnancy",
}


@lru_cache(maxsize=1)
def protocols() -> Protocols:
    return load_protocols()


@lru_cache(maxsize=1)
def grades() -> dict[str, str]:
    return {rule.id: rule.grade.value for rule in protocols().rules}


@pytest.mark.parametrize(("group", "level", "says", "rules"), CRITERIA, ids=lambda v: str(v)[:40])
def test_a_criterion_of_the_table_has_its_rule(
    group: str, level: str, says: str, rules: list[str]
) -> None:
    assert rules, says
    for name in rules:
        assert grades()[name] == level, (says, name)
    sources = {rule.id: rule.source for rule in protocols().rules}
    assert all(sources[name] for name in rules)


@pytest.mark.parametrize("group", TABLE["groups"])
def test_a_group_of_the_table_asks_its_questions_in_both_registers(group: str) -> None:
    known = protocols()
    assert known.groups[group].source
    slots = set(known.groups[group].asks)
    slots |= {slot for rule in known.rules if rule.group == group for slot in rule.asks}
    if any(rule.grade.value != "red" for rule in known.rules if rule.group == group):
        assert slots, group
    for slot in slots:
        question = known.questions[slot]
        assert question.pro.endswith("?")
        assert question.lay.endswith(("?", ")"))
        assert question.pro != question.lay


@pytest.mark.parametrize("said", TABLE["thresholds"], ids=lambda said: said["id"])
def test_a_threshold_of_the_table_has_its_value_and_its_side(said: dict[str, Any]) -> None:
    threshold = protocols().thresholds[said["id"]]
    assert threshold.source
    limit = _limit(threshold, said["side"])
    assert limit == pytest.approx(_hours(said))


def _limit(threshold: Threshold, side: str) -> float:
    limit = threshold.at_least if side == ">=" else threshold.at_most
    assert limit is not None, f"{threshold.id} is on the other side"
    return limit


def _hours(said: dict[str, Any]) -> float:
    """Ten minutes are kept in hours, as every duration is."""
    return 0.166 if said["id"] == "saignement_duree" else float(said["value"])


def test_the_windows_flags_families_and_duplicates_are_those_of_the_table() -> None:
    known = protocols()
    for window in TABLE["windows"]:
        assert known.windows[window["id"]].fever.value == window["fever"], window
    for flag in TABLE["flags"]:
        assert known.flags[flag["id"]].level.value == flag["level"], flag
    for family, groups in TABLE["families"].items():
        assert {known.family_of[group] for group in groups} == {family}
    assert {frozenset(each.groups) for each in known.duplicates} == {
        frozenset(groups) for groups in TABLE["duplicates"]
    }


def test_every_flag_of_the_table_is_raised_by_a_rule() -> None:
    raised = {rule.flag for rule in protocols().rules}
    assert {flag["id"] for flag in TABLE["flags"]} <= raised


def test_every_transversal_rule_is_kept_somewhere() -> None:
    assert set(TABLE["transversal"]) == set(TRANSVERSAL)
    assert protocols().repeat is not None
    assert repeats.REPEAT
    assert {"masked_alone", "masked_with_sign", "gp_feeling"} <= {
        *grades(),
        *(criterion.id for criterion in protocols().criteria),
    }
    assert not any("mascc" in str(t).lower() for t in protocols().thresholds)


@pytest.mark.parametrize("site", TABLE["sites"])
def test_a_site_of_the_table_has_every_criterion_exams_and_a_speciality(site: str) -> None:
    known = protocols()
    delays = {each.id: each.delay for each in known.criteria if each.site == site}
    for item in TABLE["sites"][site]:
        assert item["criteria"], item["says"]
        for name in item["criteria"]:
            assert delays[name] == item["delay"], item
    assert known.sites[site].exams
    assert known.sites[site].speciality
    assert all(each.source for each in known.criteria if each.site == site)
