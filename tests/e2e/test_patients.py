"""Patients: a dietitian near home, the after-cancer pathway, and nothing of them left behind."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from care.french import full_date
from tests.e2e.caller import Caller
from tests.e2e.stack import Stack

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("opening", "town"),
    [
        ("je cherche une dieteticienne vers gardane", "Gardanne"),
        ("il me faudrait un psy du coté de Carpantras", "Carpentras"),
        ("ou trouver un prof de sport adapté (apa) vers porto vechio", "Porto-Vecchio"),
    ],
)
def test_a_misspelled_town_is_confirmed_then_answers_come_nearest_first(
    stack: Stack, opening: str, town: str
) -> None:
    patient = Caller(stack.url)
    patient.say(opening)
    assert town in patient.text
    if patient.state["awaiting"] == "town":
        patient.tap("Oui")
    distances = [
        0 if "moins" in found else int(found.split()[0])
        for found in re.findall(r"(moins d'1 km|\d+ km)", patient.text)
    ]
    assert distances
    assert distances == sorted(distances)
    assert "04 65 71" in patient.text
    assert "vérifié le" in patient.text


def test_the_pathway_four_months_after_radiotherapy_ends_with_an_appointment(stack: Stack) -> None:
    patient = Caller(stack.url)
    patient.say("j'ai fini ma radiothérapie il y a 4 mois, j'ai droit au parcours après cancer ?")
    last_day = date.today().replace(year=date.today().year + 1) - timedelta(days=123)  # noqa: DTZ011
    assert str(last_day.year) in patient.text
    said = patient.text
    while patient.state["awaiting"] in {"prescription", "town"}:
        patient.say("oui" if patient.state["awaiting"] == "prescription" else "Aubagne")
    assert patient.state["awaiting"] == "slot_choice", patient.text
    patient.tap(0)
    assert patient.state["appointment_status"] == "booked"
    assert re.search(r"AC-\w{4}-\w", patient.text)
    assert re.search(r"jusqu'au \w+ \d+", said)
    assert full_date(date.today())[-4:] in patient.text or str(last_day.year) in patient.text  # noqa: DTZ011


def test_nobody_is_told_a_place_outside_the_region_is_inside(stack: Stack) -> None:
    patient = Caller(stack.url)
    patient.say("je voudrais une diététicienne à Montpellier")
    assert "dehors" in patient.text or "hors" in patient.text


def test_a_health_number_and_a_name_are_nowhere_after_the_conversation(stack: Stack) -> None:
    patient = Caller(stack.url)
    patient.say(
        "Bonjour je m'appelle Zéphyrine Quillevéré, ma sécu 2 55 08 14 168 025 38, je cherche un psy à Nice"
    )
    patient.say("mon numéro c'est le 06 39 98 12 34 et mon mail zephyrine.quillevere@exemple.fr")
    everything = stack.written().decode("utf-8", "replace").lower()
    for secret in ("quilleve", "zéphyrine", "2 55 08 14 168", "255081416802538"):
        assert secret not in everything, secret
