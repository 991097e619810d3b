"""Which consultation answers which cancer site."""

from __future__ import annotations

import pytest
import yaml

from care.booking import consultation_label, read_speciality, speciality_label
from care.booking.specialities import load_specialities
from care.content import DATA


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Poumon", "thoracic"),
        ("cancer du côlon", "digestive"),
        ("œsophage", "digestive"),
        ("tumeur de la prostate", "urology"),
        ("col-utérin", "gynaecology"),
        ("LYMPHOME", "haematology"),
        ("breast", "breast"),
        ("hématologie", "haematology"),
        ("pancreas_voies_biliaires", "digestive"),
    ],
)
def test_a_site_is_read_however_it_is_written(said: str, code: str) -> None:
    assert read_speciality(said) == code


@pytest.mark.parametrize("said", [None, "", "   ", "rate", "🎗️"])
def test_an_unknown_site_is_no_speciality(said: str | None) -> None:
    assert read_speciality(said) is None


def test_no_word_means_two_specialities() -> None:
    words = [word for each in load_specialities().specialities for word in each.words]
    assert len(words) == len(set(words))


def test_labels_read_as_french() -> None:
    assert consultation_label("oncology", "thoracic") == "consultation d'oncologie thoracique"
    assert consultation_label("oncology", "haematology") == "consultation d'hématologie"
    assert consultation_label("oncology", "breast") == "consultation de sénologie"
    assert consultation_label("oncology", None) == "consultation d'oncologie"
    assert consultation_label("after_cancer", "breast") == "bilan du parcours après cancer"
    assert speciality_label("unheard of") == "oncologie"


def test_every_speciality_the_protocols_name_has_slots_and_a_team_on_call() -> None:
    named = set()
    for path in (DATA / "protocols").rglob("*.yml"):
        _collect(yaml.safe_load(path.read_text(encoding="utf-8")), named)
    assert {name for name in named if read_speciality(name) is None} == set()


def _collect(node: object, named: set[str]) -> None:
    if isinstance(node, dict):
        if isinstance(node.get("speciality"), str):
            named.add(node["speciality"])
        for value in node.values():
            _collect(value, named)
    elif isinstance(node, list):
        for value in node:
            _collect(value, named)
