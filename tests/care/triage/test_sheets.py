"""The practice sheets: complete, sourced, linked from the rules, and found by what people type."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from care.errors import InvalidContent
from care.triage.protocols import load_protocols
from care.triage.sheet_search import said_words, search_sheets
from care.triage.sheets import SHEETS, all_sheets, find_sheet, sheet_for, sheet_named, shown_sheets

# The list of the issue, by what a professional would ask for.
ASKED = {
    "neutropénie fébrile": "neutropenie_febrile",
    "compression médullaire": "compression_medullaire",
    "syndrome cave supérieur": "syndrome_cave",
    "hypercalcémie": "hypercalcemie",
    "lyse tumorale": "lyse_tumorale",
    "hypertension intracrânienne": "hypertension_intracranienne",
    "convulsion": "hypertension_intracranienne",
    "occlusion intestinale": "occlusion",
    "hémorragie": "hemorragie_thrombopenie",
    "thrombopénie": "hemorragie_thrombopenie",
    "extravasation": "extravasation",
    "anaphylaxie": "anaphylaxie",
    "colite sous immunothérapie": "colite_immuno_induite",
    "poumon immunothérapie": "pneumopathie_immuno",
    "coeur immunothérapie": "myocardite_immuno",
    "endocrine immunothérapie": "endocrine_immuno",
    "foie immunothérapie": "hepatite_immuno",
    "effets des chimiothérapies orales": "traitement_oral",
    "crise douloureuse": "crise_douloureuse",
    "problèmes de voie centrale": "voie_centrale",
    "thrombose": "thrombose",
    "fin de vie à domicile": "fin_de_vie_domicile",
    "fièvre CAR-T": "car_t_fievre",
}


@pytest.mark.parametrize(("said", "sheet"), ASKED.items())
def test_each_subject_of_the_list_has_its_sheet(said: str, sheet: str) -> None:
    assert sheet in [found.id for found in search_sheets(said)]
    assert sheet_named(sheet) is not None


def test_there_are_at_least_sixteen_sheets_each_with_every_section() -> None:
    sheets = all_sheets()
    assert len(sheets) >= 16
    for sheet in sheets:
        for section in (sheet.recognise, sheet.do_now, sheet.avoid, sheet.call):
            assert len(section) >= 2, sheet.id
            assert all(line.endswith(".") for line in section), sheet.id
        assert "15" in " ".join((sheet.summary, *sheet.do_now, *sheet.call)), sheet.id


def test_each_sheet_names_dated_documents_and_an_owner() -> None:
    for sheet in all_sheets():
        documents = sheet.meta.source.split(" ; ")
        assert len(documents) >= 2, sheet.id
        assert any(re.search(r"(19|20)\d\d", document) for document in documents), sheet.id
        assert sheet.meta.owner
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", sheet.meta.reviewed)
        assert sheet.state != "signed" or sheet.meta.note is None


def test_a_dose_names_what_it_comes_from() -> None:
    known = re.compile(r"RCP|NICE|HAS|EHA|titrée|Adrénaline|Crise surrénale")
    for sheet in all_sheets():
        for dose in sheet.doses:
            assert known.search(dose), f"{sheet.id}: {dose}"


def test_each_sheet_is_linked_from_a_rule_or_found_by_its_own_words() -> None:
    protocols = load_protocols()
    raised = {rule.flag for rule in protocols.rules}
    for sheet in all_sheets():
        assert set(sheet.serves.flags) <= set(protocols.flags), sheet.id
        assert set(sheet.serves.groups) <= set(protocols.groups), sheet.id
        linked = raised & set(sheet.serves.flags) or sheet.serves.groups
        assert linked or find_sheet(sheet.words[0]) == sheet, sheet.id
        assert find_sheet(sheet.title) == sheet, sheet.id


def test_no_flag_is_served_by_two_sheets() -> None:
    served = [flag for sheet in all_sheets() for flag in sheet.serves.flags]
    assert len(served) == len(set(served))


def test_a_red_flag_links_to_its_own_sheet_before_the_one_of_its_group() -> None:
    found = sheet_for(["extravasation"], ["fievre_infection"], "anaphylaxie_extravasation")
    assert found is not None
    assert found.id == "extravasation"


def test_an_answer_without_a_flag_links_to_the_sheet_of_its_group() -> None:
    found = sheet_for([], ["thrombose_oedeme"], None)
    assert found is not None
    assert found.id == "thrombose"
    assert sheet_for([], ["yeux"], None) is None


@pytest.mark.parametrize(
    ("said", "sheet"),
    [
        ("la fiche NF svp", "neutropenie_febrile"),
        ("fiche colite immuno", "colite_immuno_induite"),
        ("conduite à tenir hyperCa", "hypercalcemie"),
        ("fiche CART", "car_t_fievre"),
        ("fiche car t cell", "car_t_fievre"),
        ("fiche netropénie febril", "neutropenie_febrile"),
        ("FICHE CONPRESSION MEDULAIRE", "compression_medullaire"),
        ("fiche extravazation", "extravasation"),
        ("fiche hemoragie stp", "hemorragie_thrombopenie"),
        ("CAT syndrome de lyse, fiche", "lyse_tumorale"),
        ("fiche entretien du PAC et du picc line", "voie_centrale"),
        ("protocole fièvre aplasie", "neutropenie_febrile"),
        ("fiche douleur thoracique", "dyspnee_embolie"),
        ("avez-vous un mémo sur la TVP ?", "thrombose"),
        ("les bonnes pratiques de prescription des opioïdes forts", "crise_douloureuse"),
        ("anaphylaxie_extravasation", "anaphylaxie"),
    ],
)
def test_a_sheet_is_found_by_abbreviations_and_misspellings(said: str, sheet: str) -> None:
    found = find_sheet(said)
    assert found is not None, said
    assert found.id == sheet


def test_words_that_fit_several_sheets_give_all_of_them() -> None:
    found = {sheet.id for sheet in search_sheets("fiche immunothérapie")}
    assert {"colite_immuno_induite", "pneumopathie_immuno", "myocardite_immuno"} <= found
    assert find_sheet("fiche immunothérapie") is None


@pytest.mark.parametrize(
    "said", ["fiche toxidermie", "fiche olaparib", "la recette du gratin", "les vacances"]
)
def test_what_no_sheet_is_about_gives_none(said: str) -> None:
    assert search_sheets(said) == ()
    assert said_words(said)


@pytest.mark.parametrize(
    "said", ["une fiche svp", "la liste des fiches disponibles", "Fiche pratique"]
)
def test_asking_for_a_sheet_without_a_subject_names_none(said: str) -> None:
    assert said_words(said) == []


def test_only_signed_sheets_are_shown_in_production() -> None:
    assert all(sheet.state == "signed" for sheet in shown_sheets(demo=False))
    assert shown_sheets(demo=True) == all_sheets()


def test_a_sheet_without_a_section_is_refused_by_name(tmp_path: Path) -> None:
    text = (SHEETS / "occlusion.yml").read_text(encoding="utf-8")
    (tmp_path / "occlusion.yml").write_text(text.split("call:")[0] + text[text.index("state:") :])
    with pytest.raises(InvalidContent, match="call"):
        all_sheets(tmp_path)


def test_two_sheets_of_one_name_are_refused(tmp_path: Path) -> None:
    text = (SHEETS / "occlusion.yml").read_text(encoding="utf-8")
    for name in ("one", "two"):
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidContent, match="appears twice"):
        all_sheets(tmp_path)
