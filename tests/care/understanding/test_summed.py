"""What is told in several parts: pouches and basins that are added up, episodes of the night and of the morning."""

from __future__ import annotations

import pytest

from care.understanding.facts import Value
from care.understanding.normalise import Normalised
from care.understanding.numbers import NumericView
from care.understanding.summed import read_summed
from tests.care.understanding.reading_help import facts


def read(text: str) -> set[tuple[str | None, Value]]:
    return {(draft.code, draft.value) for draft in read_summed(NumericView(Normalised(text)))}


@pytest.mark.parametrize(
    ("text", "litres"),
    [
        ("iléostomie, 3 poches de 800 mL depuis hier", 2.4),
        ("j'ai vidé ma poche 5 fois, 450 ml à peu près à chaque fois", 2.25),
        ("500 ml par vidange, 5 vidanges par jour, iléostomie", 2.5),
        ("stomie : sept vidanges d'environ 350 ml sur 24 h", 2.45),
        ("Stomie : 5 poches x 500 mL sur 24 h", 2.5),
        ("800 ml x 3 pour la stomie depuis hier", 2.4),
        ("des poches de 700 ml, j'en ai vidé quatre depuis hier", 2.8),
        ("on a vidé la poche cinq fois un demi-litre", 2.5),
        ("trois poches d'un litre depuis hier soir", 3),
        ("ma poche : 700 ml à 8h, 600 ml à midi, 800 ml à 18 h", 2.1),
        ("la poche de ma mère : un litre et demi la nuit et un litre la journée", 2.5),
        ("iléo : 1 L cette nuit + 1,2 L dans la journée", 2.2),
        ("la stomie donne 600+800+700 ml", 2.1),
    ],
)
def test_pouches_of_a_stoma_are_added_up(text: str, litres: float) -> None:
    assert read(text) == {("stoma_output", litres)}


@pytest.mark.parametrize(
    "text",
    [
        "iléostomie 800 ml hier et 900 ml aujourd'hui",
        "Iléostomie : d'habitude 3 poches de 700 ml",
        "j'ai vidé ma poche d'iléostomie 3 fois, 900 ml en tout",
        "iléostomie, 3 poches de 800 ml en deux jours",
        "je bois 3 fois 700 ml par jour avec mon iléostomie",
        "je bois 1 L le matin et 1,5 L le soir, j'ai une stomie",
        "poche à urine vidée 3 fois 700 ml",
        "3 poches de 500 ml de sérum en perfusion",
        "poche de nutrition de 1,5 L le soir et 1 L le matin",
        "sa poche d'iléostomie se remplit, un litre cinq hier au lieu de huit cents",
    ],
)
def test_other_volumes_are_not_added_up(text: str) -> None:
    assert read(text) == set()


@pytest.mark.parametrize(
    ("text", "millilitres"),
    [
        ("Diarrhée : 1,2 L le matin et 1,4 L l'après-midi, mesurés au bassin", 2600),
        ("selles liquides, trois bassines d'un litre", 3000),
    ],
)
def test_measured_diarrhoea_is_added_up(text: str, millilitres: int) -> None:
    assert read(text) == {("stool_volume", millilitres)}


@pytest.mark.parametrize(
    ("text", "code", "total"),
    [
        ("elle a vomi quatre fois cette nuit et trois fois ce matin", "vomits", 7),
        ("2 vomissements hier soir, 3 dans la nuit et encore 2 ce matin", "vomits", 7),
        ("il a vomi 5 fois dans la nuit et encore 2 fois depuis qu'il est levé", "vomits", 7),
        ("diarrhée 6 fois cette nuit et 4 fois depuis ce matin", "stools", 10),
        ("cette nuit 3 selles, ce matin encore 4 selles", "stools", 7),
    ],
)
def test_episodes_of_the_parts_of_a_day_are_added_up(text: str, code: str, total: int) -> None:
    assert read(text) == {(code, total)}


@pytest.mark.parametrize(
    "text",
    [
        "vomi 2 fois hier et 4 fois aujourd'hui",
        "vomi 4 fois dont 2 ce matin et 2 cette nuit",
        "j'ai pris 4 gélules ce matin et 4 ce soir contre la diarrhée",
        "j'ai uriné 3 fois cette nuit et 4 fois ce matin",
        "le bus passe 3 fois le matin et 4 fois le soir",
    ],
)
def test_two_days_or_other_things_are_not_added_up(text: str) -> None:
    assert read(text) == set()


def test_the_sum_is_a_fact_of_the_message() -> None:
    found = facts("Iléostomie : 3 poches de 800 mL depuis hier.", entity="count")
    assert 2.4 in {fact.value for fact in found if fact.code == "stoma_output"}


def test_what_is_drunk_beside_diarrhoea_is_no_stool_volume() -> None:
    drunk = facts("Diarrhée depuis hier. Je bois 2 litres.", entity="count")
    assert not [fact for fact in drunk if fact.code == "stool_volume"]
    measured = facts("Diarrhée, deux litres et demi au bassin", entity="count")
    assert [fact for fact in measured if fact.code == "stool_volume"]


def test_what_came_back_again_later_is_added_to_what_came_before() -> None:
    text = "Dans la nuit il s'est levé trois fois, j'ai changé la bassine. Depuis ce matin encore quatre fois."
    assert ("vomits", 7) in read(text)
