from __future__ import annotations

import pytest

from care.understanding.choices import NONE_OF_THEM, read_choice

SLOTS = (
    "mer. 25 nov. 9 h 30 — Manosque (3 km)",
    "jeu. 26 nov. 14 h — Aix-en-Provence (48 km, à vol d'oiseau)",
    "lun. 30 nov. 16 h 15 — Gap (52 km)",
    "autres créneaux",
)
LEVELS = ("0", "1", "2", "3-4")
SITES = ("Sein", "Poumon", "Côlon-rectum", "Autre")


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("le premier", 0),
        ("1", 0),
        ("le 2", 1),
        ("le deuxième svp", 1),
        ("la 3", 2),
        ("celui de jeudi", 1),
        ("jeudi 14h", 1),
        ("le 26", 1),
        ("à 14h", 1),
        ("à 9h30", 0),
        ("9 h 30", 0),
        ("Aix", 1),
        ("plutôt manosque", 0),
        ("manosqe", 0),
        ("le dernier", 2),
        ("mercredi matin", 0),
        ("lundi 30 novembre", 2),
        ("autres", 3),
        ("d'autres créneaux", 3),
        ("aucun", 3),
        ("mer. 25 nov. 9 h 30 — Manosque (3 km)", 0),
        ("pas le premier, le deuxième", 1),
        ("je prends celui de seize heures quinze", 2),
        ("je prends le second", 1),
    ],
)
def test_a_slot_is_chosen(text: str, index: int) -> None:
    assert read_choice(text, SLOTS) == index


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vendredi",
        "le 27",
        "à 11h",
        "oui",
        "le premier ou le deuxième",
        "jeudi 9h30",
        "peut-être",
        "le 9",
        "pas le premier",
        "Marseille",
        "j'ai de la fièvre",
        "le premier à Aix",
    ],
)
def test_what_fits_none_or_several_is_asked_again(text: str) -> None:
    assert read_choice(text, SLOTS) is None


def test_a_refusal_of_all_without_an_option_for_it() -> None:
    assert read_choice("aucun", SLOTS[:3]) == NONE_OF_THEM
    assert read_choice("non merci", SLOTS[:3]) == NONE_OF_THEM
    assert read_choice("d'autres dates ?", SLOTS[:3]) == NONE_OF_THEM


@pytest.mark.parametrize(
    ("text", "index"),
    [("1", 1), ("OMS 2", 2), ("zéro", 0), ("3", 3), ("4", 3), ("deux", 2), ("5", None)],
)
def test_numeric_options_are_read_as_numbers(text: str, index: int | None) -> None:
    assert read_choice(text, LEVELS) == index


@pytest.mark.parametrize(
    ("text", "index"),
    [("poumon", 1), ("le colon", 2), ("SEIN", 0), ("poumons", 1), ("autre", 3), ("foie", None)],
)
def test_words_of_a_label(text: str, index: int | None) -> None:
    assert read_choice(text, SITES) == index


def test_yes_and_no_as_options() -> None:
    assert read_choice("ouais carrément", ("Oui", "Non")) == 0
    assert read_choice("plutôt pas", ("Oui", "Non")) == 1
    assert read_choice("non", ("Oui", "Non")) == 1
    assert read_choice("pas encore", ("Oui", "Non")) == 1
    assert read_choice("je sais pas", ("Oui", "Non")) is None
