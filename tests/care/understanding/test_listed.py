"""Counts told one by one, or against what is usual; weights told at two times."""

from __future__ import annotations

import pytest

from care.understanding.listed import read_listed
from care.understanding.normalise import Normalised
from care.understanding.numbers import NumericView


def read(text: str) -> dict[str | None, float]:
    found = read_listed(NumericView(Normalised(text)))
    return {draft.code: float(draft.value) for draft in found}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("elle a rendu à 22h, minuit et quart, 2h, 4h, 6h30 et là à 8h", 6),
        ("vomi à minuit, deux heures, quatre heures et cinq heures", 4),
        ("vomi 20h, 22h, 0h", 3),
        ("elle a été malade sept fois dans la nuit", 7),
        ("une dizaine de vomissements", 10),
        ("mon septième passage à la bassine, que de la bile", 7),
        ("depuis minuit, sept fois la bassine", 7),
        ("ça fait huit fois qu'il remet", 8),
        ("premier haricot hier, et je viens de vider le sixième", 6),
        ("je vomis tous les quarts d'heure", 12),
    ],
)
def test_each_hour_told_is_an_episode(text: str, count: int) -> None:
    assert read(text) == {"vomits": count}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("d'habitude une fois, hier neuf", 9),
        ("d'habitude c'est une fois le matin et là hier j'ai compté je suis allée neuf fois", 9),
        ("six fois hier au lieu d'une", 6),
        ("il va cinq fois de plus que d'habitude", 5),
        ("3h, 4h, 5h, 6h : à chaque fois diarrhée", 4),
        ("il se vide, on en est à douze changes depuis hier", 12),
        ("je ne quitte plus la cuvette : onze fois depuis minuit", 11),
        ("on a compté neuf changes souillés depuis hier matin", 9),
        ("moi qui vais une fois par jour, hier c'était huit", 8),
        ("de une selle je suis passée à neuf", 9),
        ("neuf allers et retours au petit coin", 9),
        ("elle a sali huit couches depuis ce matin", 8),
        ("c'est une fois le matin normalement, hier j'y suis retournée huit fois", 8),
    ],
)
def test_stools_are_counted_against_the_usual_number(text: str, count: int) -> None:
    assert read(text) == {"stools": count}


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("il faisait 80 kg à la foire d'Aix il y a un mois et ce matin 75 tout habillé", 6.2),
        ("elle pesait 60, la balance affiche 56", 6.7),
        ("poids 58 kg (62 en octobre)", 6.5),
        ("de 90 kg à 82 depuis la première chimio", 8.9),
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
    ],
)
def test_other_lists_and_numbers_are_left_alone(text: str) -> None:
    assert read(text) == {}
