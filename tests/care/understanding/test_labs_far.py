"""A laboratory value told some words after its name is read; a number of something else is not."""

from __future__ import annotations

import pytest

from tests.care.understanding.reading_help import values


@pytest.mark.parametrize(
    ("text", "code", "value"),
    [
        ("le calcium de mon mari était un peu haut vendredi, 2,8 je crois", "calcium", 2.8),
        ("on nous a appelés pour le potassium qui serait trop fort : 6,2", "potassium", 6.2),
        ("son potassium, d'après le labo, est revenu à 6", "potassium", 6),
        ("le sodium que le labo vient de faxer serait descendu à 124", "sodium", 124),
        ("pour les plaquettes la secrétaire m'a lu 14 000", "platelets", 14),
        ("l'hémoglobine de maman est encore redescendue, 6,8 cette fois", "hemoglobin", 6.8),
        ("la créatinine contrôlée chez vous mardi a doublé, 190 maintenant", "creatinine", 190),
        ("les neutrophiles de la prise de sang de ce matin seraient à 0,3", "neutrophils", 0.3),
    ],
)
def test_a_value_some_words_after_its_name_is_read(text: str, code: str, value: float) -> None:
    assert values(text, "lab", code) == [value]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("le calcium est demandé, le potassium à 4,2", "calcium"),
        ("il prend du calcium tous les matins, 38,5 ce soir", "calcium"),
        ("le potassium est normal et la température monte à 38,4", "potassium"),
        ("plaquettes surveillées chaque semaine depuis 3 mois", "platelets"),
        ("hémoglobine stable, patiente de 72 ans", "hemoglobin"),
        ("le calcium, deux comprimés par jour", "calcium"),
        ("on contrôle la créatinine. 120 km à faire", "creatinine"),
        ("plaquettes normales, chimio lundi dernier, 36,7", "platelets"),
        ("les plaquettes attendues ce soir, thermomètre à 36,7", "platelets"),
        ("le sodium est bon, tension 13/8, pouls 110", "sodium"),
    ],
)
def test_a_number_of_something_else_is_not_read(text: str, code: str) -> None:
    assert values(text, "lab", code) == []
