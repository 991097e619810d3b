"""Whole messages with every fact they hold; and the words whose slips, dates or denials once hid a fever."""

from __future__ import annotations

from pathlib import Path

import pytest

from care.understanding.facts import Status
from care.understanding.scoring import Outcome, measure
from tests.care.understanding.reading_help import facts, values

_UNSAID = {Status.DENIED, Status.HYPOTHETICAL}
WRONG = [
    each
    for each in measure(Path(__file__).with_name("said_facts.yml"))
    if each.missed or each.extra
]

TEMPERATURES: list[tuple[str, list[float]]] = [
    ("Dois-je venir si j'ai 38,2 ?", [38.2]),
    ("je dois faire quoi si j'ai 39 ?", [39]),
    ("c'est grave si elle a 38,4 après la vidaza ?", [38.4]),
    ("Dois-je venir si j'ai 38,2 ? Là j'ai 37,4", [37.4]),
    ("que faire si jamais j'ai 38,5 ce week-end ?", []),
    ("on m'a dit d'appeler si j'ai 38,5", []),
    ("on m'a dit de venir si j'ai 38,5, c'est grave ?", []),
    ("g des frissons mais pas 38, 37°6", [37.6]),
    ("trente-huit virgulle quatre", [38.4]),
    ("j'ai trente-huit un et des frissons", [38.1]),
    ("trente-huit un peu chaud, température", [38]),
    ("il est à trente-neuf trois trente-neuf quatre", [39.3, 39.4]),
    ("mon numéro zéro quatre soixante-cinq soixante et onze trente-huit deux", []),
    ("on lui a trouvé 39", [39]),
    ("Hier il a eu 39 le soir", [39]),
    ("j'ai 60 ans et je suis à 39", [39]),
    ("j'ai entre 38 et 39", [38, 39]),
    ("elle a maigri elle est à 40", []),
    ("elle est à 38 semaines", []),
    ("ma créatinine est à 40", []),
]
DAYS: list[tuple[str, list[str]]] = [
    ("scanner au bilan du 18-11", ["2026-11-18"]),
    ("dernière cure 10-11", ["2026-11-10"]),
    ("rendez-vous au 04 65 71 12 12", []),
    ("cure vend dernier", ["2026-11-20"]),
    ("vomit depuis sam", ["2026-11-21"]),
    ("rdv jeudu prochain", ["2026-11-26"]),
    ("mon mari dernièrement", []),
    ("avt hier", ["2026-11-21"]),
    ("avnat hier", ["2026-11-21"]),
    ("depuis hire", ["2026-11-22"]),
    ("opdivo jusqu'au 28 septembre", ["2026-09-28"]),
    ("sous opdivo jusqu'en août", ["2026-08-01"]),
    ("en arrêt de travail jusqu'au 15 janvier", ["2027-01-15"]),
    ("absent jusqu'au 4 janvier", ["2027-01-04"]),
    ("le médecin est absent jusqu'en février", ["2027-02-01"]),
    ("jusqu'au 31 février", []),
]
# The day of something else, which must never be taken for the last dose of a treatment still given.
OTHER_DAYS = [
    "sous Taxol, plus de fièvre depuis 2 mois mais 38,5 ce soir",
    "j'ai arrêté de fumer depuis 2 ans, sous Taxol",
    "j'ai arrêté de travailler en mars, je suis sous Taxol",
    "hospitalisation finie le 3 septembre, sous Taxol",
    "dernière prise de sang le 3 septembre, sous Taxol",
    "sous Taxol, dernières règles le 2 octobre",
    "sous Taxol, dernier vaccin le 2 octobre",
    "opérée le 2 septembre, Taxol",
    "fin des rayons en mai, Taxol",
    "vue en consultation le 2 septembre, Taxol",
    "premier Taxol le 2 septembre",
    "sous Taxol jusqu'au 28 décembre",
]
LAST_DOSES: list[tuple[str, list[str]]] = [
    ("Taxol, dernière cure le 2 octobre", ["2026-10-02"]),
    ("Taxol arrêté définitivement il y a 3 mois", ["2026-08-23"]),
    ("FOLFOX adjuvant terminé en mai", ["2026-05-01"]),
    ("Avastin-Taxol, dernière perfusion le 3 novembre", ["2026-11-03", "2026-11-03"]),
    ("opérée et irradiée en 2022", ["2022-01-01", "2022-01-01"]),
    ("pas de chimio depuis 2 ans", ["2024-11-23"]),
    ("plus de chimio depuis lundi", ["2026-11-16"]),
    ("le 12 novembre, ma chimio", ["2026-11-12"]),
]


@pytest.mark.parametrize("wrong", WRONG or [None], ids=lambda each: each and each.message.text)
def test_every_fact_of_a_written_message_is_read_and_nothing_else(wrong: Outcome | None) -> None:
    assert wrong is None, (wrong.kind, wrong.missed, wrong.extra)


@pytest.mark.parametrize(("text", "said"), TEMPERATURES)
def test_a_fever_is_read_however_it_is_said(text: str, said: list[float]) -> None:
    found = sorted(float(f.value) for f in facts(text, "temperature") if f.status not in _UNSAID)
    assert found == sorted(said)


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_a_day_cut_short_or_up_to_which_is_resolved(text: str, days: list[str]) -> None:
    assert values(text, "date") == days


@pytest.mark.parametrize("text", OTHER_DAYS)
def test_the_day_of_something_else_is_no_last_dose(text: str) -> None:
    taxol = facts(text, "treatment", "paclitaxel")
    assert [(fact.status, "days_ago" in fact.attributes) for fact in taxol] == [
        (Status.AFFIRMED, False)
    ]


@pytest.mark.parametrize(("text", "days"), LAST_DOSES)
def test_the_last_dose_of_a_treatment_is_dated(text: str, days: list[str]) -> None:
    assert [fact.attributes.get("date") for fact in facts(text, "treatment")] == days


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Pas de chimio antérieure", Status.DENIED),
        ("pas de chimio ni rayons", Status.DENIED),
        ("n'a eu ni chimiothérapie ni chirurgie", Status.DENIED),
        ("n'a jamais eu de radiothérapie", Status.DENIED),
        ("jms eu de chimio", Status.DENIED),
        ("sans chimio à ce jour", Status.DENIED),
        ("pas de chimio depuis 8 jours", Status.PAST),
        ("pas de chimio cette semaine", Status.UNCERTAIN),
        ("pas de chimio avant le 12 décembre", Status.UNCERTAIN),
        ("c'est grave si j'ai 38,4 sous chimio ?", Status.AFFIRMED),
        ("si on me met sous chimio", Status.HYPOTHETICAL),
    ],
)
def test_a_treatment_is_denied_only_for_good(text: str, status: Status) -> None:
    assert {fact.status for fact in facts(text, "treatment")} == {status}


def test_bcg_in_the_bladder_is_read_even_called_a_vaccine() -> None:
    assert values("40 de fièvre après le vaccin BCG dans la vessie", "treatment", "bcg")
    assert not facts("vaccin BCG fait dans l'enfance", "treatment", "bcg")


def test_the_first_word_of_a_longer_name_adds_no_treatment() -> None:
    read = facts("tratuzumab derruxtecan il y a deux semaines", "treatment")
    assert [fact.code for fact in read] == ["trastuzumab_deruxtecan"]
