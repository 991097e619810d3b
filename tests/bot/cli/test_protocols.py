"""`relais protocols show, list, diff`: what a clinician reads before signing, and what a wrong name gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.__main__ import main
from bot.cli.protocols_words import Wording, protocol_words
from care.triage.catalogue import read_catalogue
from care.triage.protocols import PROTOCOLS, load_protocols
from tests.bot.cli.test_protocols_replay import draft_with

CATALOGUE = read_catalogue(PROTOCOLS)


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(["protocols", *arguments]) == code
    spoken = capsys.readouterr()
    return spoken.out + spoken.err


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bleed_urine", ["ROUGE", "caillots dans les urines", "Hémorragie", "UKONS", "BROUILLON"]),
        ("fievre_infection", ["Fièvre", "Règles", "patient :", "soignant :"]),
        ("hemorragie", ["drapeau rouge", "le 15", "bleed_urine"]),
        ("temp_fievre", ["température ≥ 38 °C", "fever", "IDSA"]),
        ("chimio_cytotoxique", ["42 jours", "ROUGE"]),
        (
            "lung_hemoptysis",
            ["sous 7 jours", "40 ans ou plus", "âge inconnu", "oncologie thoracique"],
        ),
        ("poumon", ["Poumon", "lung_hemoptysis"]),
        ("R5_rappel_repete", ["48 heures", "BMJ"]),
        ("treatment", ["choix : Chimiothérapie"]),
        ("Bleed-Urine", ["bleed_urine"]),
    ],
)
def test_a_rule_is_shown_in_words_with_who_answers_for_it(
    capsys: pytest.CaptureFixture[str], name: str, words: list[str]
) -> None:
    page = said(capsys, "show", name)
    for word in [*words, "Source", "Auteur", "Relu le", "Signature", "Version"]:
        assert word in page


def test_every_item_can_be_shown_and_every_condition_is_in_words() -> None:
    from bot.cli.protocols_show import show

    protocols = load_protocols()
    for item in CATALOGUE.items.values():
        page = show(item.id, CATALOGUE, protocols)
        assert "Signature" in page
        assert "{" not in page.replace("{phone}", ""), item.id
        assert "None" not in page, item.id


def test_every_measure_and_definition_has_a_french_name() -> None:
    words = protocol_words()
    measures = {threshold.data["measure"] for threshold in CATALOGUE.of("threshold").values()}
    missing = measures - set(words.measures) | set(CATALOGUE.of("definition")) - set(
        words.definitions
    )
    assert missing == set(), "to be named in data/replies/protocols.yml"


def test_a_wrong_name_gets_the_nearest_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert "bleed_urine" in said(capsys, "show", "bleed_urin", code=2)
    assert "relais protocols list" in said(capsys, "show", "zzz", code=2)


def test_everything_that_can_be_shown_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    page = said(capsys, "list")
    assert "fievre_infection" in page
    assert "temp_fievre" in page
    assert "saignement / bleed_urine" in said(capsys, "list", "group")


def test_the_same_folder_twice_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert "la même chose" in said(capsys, "diff", str(PROTOCOLS), str(PROTOCOLS))


def test_a_draft_is_compared_in_words_with_its_direction(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    draft = draft_with(
        tmp_path,
        "complications_blood.yml",
        "{id: bleed_urine, grade: red, flag: hemorragie, when: clots_urine}",
        "{id: bleed_urine, grade: amber, when: {any: [clots_urine, hematuria]}}",
    )
    page = said(capsys, "diff", str(PROTOCOLS), str(draft))
    assert "niveau : ROUGE → ORANGE" in page
    assert "ABAISSE" in page
    assert "(caillots dans les urines OU sang dans les urines)" in page


@pytest.mark.parametrize("act", ["diff", "replay"])
def test_a_wrong_folder_gets_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, act: str
) -> None:
    def call(folder: Path) -> str:
        ways = {"diff": (str(PROTOCOLS), str(folder)), "replay": ("--against", str(folder))}
        return said(capsys, act, *ways[act], code=2)

    assert "n'existe pas" in call(tmp_path / "absent")
    assert "ne contient pas de protocoles" in call(tmp_path)
    (tmp_path / "thresholds.yml").write_text("meta: [", encoding="utf-8")
    assert "thresholds.yml" in call(tmp_path)


def test_conditions_are_indented_like_they_are_nested() -> None:
    raw = {"all": ["chills", {"any": ["malaise", {"none": ["cough"]}]}]}
    lines = Wording(CATALOGUE).lines(raw)
    assert lines[0] == "tout ceci à la fois :"
    assert lines[1] == "  - frissons"
    assert lines[2] == "  l'un de ces points :"
    assert lines[-1].startswith("    - sans : ")
