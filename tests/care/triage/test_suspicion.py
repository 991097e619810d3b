"""Suspicion: level, delay, speciality, exams expected and missing, the young, the old, pregnancy, patients alone."""

from __future__ import annotations

import pytest

from bot.cli.evaluate_triage import TODAY
from care.triage import Assessment, Disposition, Level, assess, load_protocols
from care.understanding.reading import read_message

HYPOTHESES = (
    "cancer",
    "tumeur",
    "lymphome",
    "leucemie",
    "leucémie",
    "melanome",
    "mélanome",
    "malin",
)


def read(text: str, caller: str = "gp") -> Assessment:
    facts = read_message(text, now=TODAY).facts
    return assess(facts, caller=caller, now=TODAY, protocols=load_protocols(), text=text)


@pytest.mark.parametrize(
    ("text", "level", "disposition", "speciality"),
    [
        (
            "homme 62 ans, opacité suspecte du poumon droit",
            Level.AMBER,
            Disposition.WITHIN_7D,
            "thoracic",
        ),
        ("masse testiculaire indolore, 25 ans", Level.AMBER, Disposition.WITHIN_48H, "urology"),
        (
            "test immunologique fécal positif, 60 ans",
            Level.GREEN,
            Disposition.WITHIN_14D,
            "digestive",
        ),
        ("blastes au frottis, 40 ans", Level.RED, Disposition.ON_CALL_NOW, "haematology"),
        (
            "carcinome basocellulaire prouvé de la joue",
            Level.GREEN,
            Disposition.ADVICE_CALLBACK,
            "dermatology",
        ),
        ("ulcération de la marge anale, 55 ans", Level.AMBER, Disposition.WITHIN_7D, "digestive"),
    ],
)
def test_a_suspicion_has_its_level_delay_and_speciality(
    text: str, level: Level, disposition: Disposition, speciality: str
) -> None:
    found = read(text)
    assert found.purpose == "report_suspicion"
    assert (found.level, found.disposition) == (level, disposition)
    assert found.speciality == speciality


def test_an_exam_said_done_is_no_longer_missing_and_the_delay_stays() -> None:
    before = read("masse du sein gauche, 52 ans")
    after = read("masse du sein gauche, 52 ans, mammographie faite : acr 5")
    planned = read("masse du sein gauche, 52 ans, mammographie demandée")
    assert any("mammographie" in exam for exam in before.missing_exams)
    assert not any("mammographie" in exam for exam in after.missing_exams)
    assert planned.missing_exams == before.missing_exams
    assert before.expected_exams == after.expected_exams
    assert after.disposition is before.disposition


def test_under_eighteen_goes_to_the_paediatric_network() -> None:
    child = read("adénopathie cervicale depuis 2 mois, 12 ans")
    assert child.speciality == "paediatric"
    assert any("ReHOP" in note for note in child.notes)
    assert read("adénopathie cervicale depuis 2 mois, 40 ans").speciality != "paediatric"


def test_seventy_and_over_get_a_g8_that_delays_nothing() -> None:
    old, young = read("masse rectale au TR, 70 ans"), read("masse rectale au TR, 69 ans")
    assert any("G8" in note for note in old.notes)
    assert not any("G8" in note for note in young.notes)
    assert old.disposition is young.disposition


def test_a_pregnancy_is_said_and_delays_nothing() -> None:
    found = read("masse du sein chez une femme enceinte de 33 ans")
    assert any("CALG" in note for note in found.notes)
    assert found.disposition is Disposition.WITHIN_7D


@pytest.mark.parametrize(
    "text",
    [
        "j'ai une boule au sein, j'ai 45 ans",
        "j'ai un grain de beauté qui a changé de forme et de couleur",
        "j'ai du sang dans les selles, j'ai 60 ans",
        "j'ai un ganglion au cou depuis 2 mois et des sueurs la nuit",
    ],
)
def test_a_patient_alone_gets_a_way_in_and_never_a_hypothesis(text: str) -> None:
    found = read(text, caller="patient")
    assert found.purpose == "report_suspicion"
    assert found.disposition not in {Disposition.NONE, Disposition.SELF_CARE}
    shown = " ".join((found.headline_lay, *found.actions_lay)).lower()
    assert not any(word in shown for word in HYPOTHESES)
    assert found.notes == ()


def test_a_red_sign_is_never_hidden_behind_the_delay_of_a_suspicion() -> None:
    found = read("myélome suspecté, lésions de T9 et L1. Douleur dorsale passée de 3 à 8")
    assert "pain_seven" in {match.item for match in found.matched}
    assert found.level is Level.RED
