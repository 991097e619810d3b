"""Values told against an earlier or usual one: saturations and weights."""

from __future__ import annotations

import pytest

from care.understanding.compared import read_compared, without_compared
from care.understanding.normalise import Normalised
from care.understanding.numbers import Draft, NumericView


def read(text: str) -> dict[str | None, float]:
    found = read_compared(NumericView(Normalised(text)))
    return {draft.code: float(draft.value) for draft in found}


@pytest.mark.parametrize(
    ("text", "drop"),
    [
        ("sat à 91 contre 97 la semaine dernière", 6),
        ("SpO2 AA 89, de base 96", 7),
        ("sat 97 au repos, 88 à la marche", 9),
        ("pince au doigt, d'habitude 97, repos 92", 5),
    ],
)
def test_two_saturations_give_the_points_lost(text: str, drop: int) -> None:
    assert read(text)["spo2_drop"] == drop


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("il faisait 80 kg à la foire d'Aix il y a un mois et ce matin 75 tout habillé", 6.2),
        ("elle pesait 60, la balance affiche 56", 6.7),
        ("poids 58 kg (62 en octobre)", 6.5),
        ("de 90 kg à 82 depuis la première chimio", 8.9),
        ("poids 66 puis 57 kg", 13.6),
        ("poids de 66 kg et 57 kg aujourd'hui", 13.6),
        ("pesait 80 maintenant 54 kg", 32.5),
        ("pris mon traitement ce matin, je pèse 57 kg contre 60 le mois dernier", 5),
    ],
)
def test_two_weights_give_the_share_lost(text: str, share: float) -> None:
    assert read(text) == {"weight_loss_percent": share}


@pytest.mark.parametrize(
    "text",
    [
        "j'ai vomi et pris le Zophren à 8h, 14h, 20h",
        "rendez-vous à 9h ou 10h",
        "d'habitude j'urine une fois la nuit, hier cinq",
        "d'habitude un comprimé 2 fois par jour, hier 4",
        "3 selles de plus que d'habitude, T 36,6, boit 2 L, FEC J5",
        "j'ai 74 ans, je pèse 65 kg depuis le mois dernier",
        "j'ai pris du poids : 60 kg il y a un mois, 66 maintenant",
        "il a repris, de 60 kg le mois dernier à 66",
        "poids 60, pouls 76 ce matin",
        "elle pèse 62 kilos, et hier soir elle avait 38,2",
    ],
)
def test_other_lists_and_numbers_are_left_alone(text: str) -> None:
    assert read(text) == {}


def test_a_value_inside_a_comparison_says_nothing_more_unless_it_is_worse() -> None:
    compared = Draft("count", 6, "stools", 0, 30, {"extra": 1, "total": 8})
    inside, worse, beside = (
        Draft("count", 8, "stools", 2, 9),
        Draft("count", 9, "stools", 20, 34),
        Draft("count", 8, "stools", 40, 48),
    )
    assert without_compared([inside, worse, beside], [compared]) == [worse, beside]
