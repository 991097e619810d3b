"""The protocol files: complete, cross-checked, readable when wrong, refused unsigned in production."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from care.errors import InvalidContent
from care.triage import Level, load_protocols
from care.triage.protocols import PROTOCOLS
from care.triage.sheets import all_sheets, find_sheet

GROUPS_OF_THE_TABLE = 41


def copy(tmp_path: Path) -> Path:
    target = tmp_path / "protocols"
    shutil.copytree(PROTOCOLS, target)
    return target


def test_every_rule_says_who_wrote_it_from_what_and_in_which_state() -> None:
    for rule in load_protocols().rules:
        assert rule.source, rule.id
        assert rule.author, rule.id
        assert rule.reviewed, rule.id
        assert rule.state == "draft"
        assert rule.confidence in {"found", "memory"}


def test_every_group_has_a_family_and_a_red_rule() -> None:
    protocols = load_protocols()
    red = {rule.group for rule in protocols.rules if rule.grade is Level.RED}
    assert len(protocols.groups) >= GROUPS_OF_THE_TABLE
    for group in protocols.groups:
        assert group in red, group
        assert group == "urgence_vitale" or group in protocols.family_of, group


def test_every_red_flag_can_be_raised_and_says_what_to_do() -> None:
    protocols = load_protocols()
    raised = {rule.flag for rule in protocols.rules if rule.flag}
    assert set(protocols.flags) - raised == set()
    for flag in protocols.flags.values():
        assert flag.headline_pro
        assert flag.lay
        if flag.sheet:
            assert find_sheet(flag.sheet), flag.sheet


def test_every_question_asked_by_a_rule_exists() -> None:
    protocols = load_protocols()
    asked = {slot for rule in protocols.rules for slot in rule.asks}
    asked |= {slot for group in protocols.groups.values() for slot in group.asks}
    assert asked <= set(protocols.questions)


def test_production_refuses_an_unsigned_protocol() -> None:
    with pytest.raises(InvalidContent, match="a doctor must sign it"):
        load_protocols(mode="production")
    assert load_protocols().signed is False


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("when: anaphylaxis}", "when: anaphylaxie}", "no lexicon entry for 'anaphylaxie'"),
        ("{threshold: spo2_effondree}", "{threshold: spo2_nulle}", "unknown threshold"),
        ("{is: fever}", "{is: feever}", "unknown definition"),
        ("flag: avc", "flag: avcc", "unknown red flag"),
        ("grade: red, vital: true, flag: avc", "grade: rouge, vital: true, flag: avc", "grade"),
        ("id: vital_shock", "id: vital_seizure", "appears twice"),
        ("when: anaphylaxis}", "when: {maybe: anaphylaxis}}", "unknown condition"),
    ],
)
def test_a_broken_rule_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    path = copy(tmp_path)
    file = path / "complications_infection.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidContent, match=complaint):
        load_protocols(path)


def test_a_signed_set_loads_in_production(tmp_path: Path) -> None:
    path = copy(tmp_path)
    for file in path.glob("*.yml"):
        raw = yaml.safe_load(file.read_text(encoding="utf-8"))
        raw["meta"] |= {"state": "signed", "signed_by": "Dr Exemple"}
        file.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    assert load_protocols(path, mode="production").signed is True


def test_the_sheets_are_short_sourced_and_marked_not_validated() -> None:
    sheets = all_sheets()
    assert len(sheets) >= 6
    for sheet in sheets:
        assert sheet.state == "draft"
        assert sheet.meta.source
        assert "non validé" in (sheet.meta.note or "")
        assert len(" ".join((*sheet.recognise, *sheet.do_now, *sheet.avoid))) < 2400


@pytest.mark.parametrize(
    ("said", "sheet"),
    [
        ("la fiche neutropénie fébrile svp", "neutropenie_febrile"),
        ("fiche compression medullaire", "compression_medullaire"),
        ("syndrome cave", "syndrome_cave"),
        ("Fiche : effets immuno-induits digestifs", "colite_immuno_induite"),
        ("occlusion", "occlusion"),
        ("hypercalcemie", "hypercalcemie"),
        ("les vacances", None),
        ("", None),
    ],
)
def test_a_sheet_is_found_by_its_words(said: str, sheet: str | None) -> None:
    found = find_sheet(said)
    assert (found.id if found else None) == sheet
