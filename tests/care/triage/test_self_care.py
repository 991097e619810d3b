"""Advice for green levels: for every group that can be green, in both wordings, sourced, never a change of drug."""

from __future__ import annotations

import re

import pytest

from care.triage.levels import Level
from care.triage.protocols import load_protocols
from care.triage.self_care import Piece, advice_for, load_self_care

PIECES = load_self_care().advice


def test_every_group_that_can_be_green_has_its_own_advice() -> None:
    protocols = load_protocols()
    green = {rule.group for rule in protocols.rules if rule.grade is Level.GREEN}
    advised = {group for piece in PIECES for group in piece.groups}
    assert green - advised == set()
    assert advised <= set(protocols.groups)


def test_what_is_never_green_has_no_advice_to_stay_at_home() -> None:
    never = {"immuno_colite", "immuno_pneumopathie", "immuno_coeur_neuromuscle", "lyse_tumorale"}
    never |= {"syndrome_cave", "therapie_cellulaire", "urgence_vitale"}
    assert never.isdisjoint(group for piece in PIECES for group in piece.groups)


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.id)
def test_each_advice_is_sourced_and_said_in_both_wordings(piece: Piece) -> None:
    assert re.search(r"(19|20)\d\d|RCP|vérifier", piece.source)
    for wording in (piece.lay, piece.pro):
        assert wording.do
        assert wording.again
        assert all(not line.endswith(".") for line in (*wording.do, *wording.again))


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.id)
def test_no_advice_stops_or_changes_a_medicine(piece: Piece) -> None:
    said = " ".join((*piece.lay.do, *piece.lay.again))
    assert not re.search(r"arrêtez|doublez|augmentez|diminuez|reprenez votre|sautez", said)


def test_an_answer_always_says_what_must_make_the_caller_write_again_and_call_15() -> None:
    always = load_self_care().always
    for groups in ([], ["diarrhee"], ["nausees", "diarrhee", "peau"], ["unknown"]):
        advice = advice_for(groups, professional=False)
        assert advice.do
        assert set(always.again) <= set(advice.again)
        assert set(always.fifteen) <= set(advice.fifteen)
        assert set(always.again_pro) <= set(advice_for(groups, professional=True).again)


def test_a_group_without_its_own_advice_gets_the_general_one() -> None:
    assert advice_for(["unknown"], professional=False) == advice_for([], professional=False)


def test_the_symptom_is_advised_before_the_temperature() -> None:
    assert advice_for(["fievre_infection", "diarrhee"], professional=False).titles[0] == "Diarrhée"
