"""Telephone numbers give no measure, and never hide one."""

from __future__ import annotations

import pytest

from tests.care.understanding.reading_help import facts

PHONES = [
    "04 65 71 38 39",
    "04.65.71.38.39",
    "04-65-71-38-39",
    "0465713839",
    "+33 4 65 71 38 39",
    "+33465713839",
    "0033 4 65 71 38 39",
    "+33 (0)4 65 71 38 39",
    "zéro quatre soixante-cinq soixante et onze trente-huit trente-neuf",
]


@pytest.mark.parametrize("phone", PHONES)
def test_a_telephone_number_beside_a_fever_gives_no_measure(phone: str) -> None:
    for text in (f"fièvre depuis hier, {phone}", f"{phone} rappelez-moi, plaquettes et fièvre"):
        for entity in ("temperature", "age", "lab", "vital", "count"):
            assert facts(text, entity) == (), (text, entity)


@pytest.mark.parametrize("phone", PHONES)
def test_a_fever_beside_a_telephone_number_is_read(phone: str) -> None:
    for text in (f"{phone}, j'ai 38,5", f"j'ai 38,5. {phone}", f"38,5 {phone}"):
        assert [fact.value for fact in facts(text, "temperature")] == [38.5], text


@pytest.mark.parametrize(
    ("text", "temperatures"),
    [
        ("fièvre 38 39 hier", [38, 39]),
        ("chimio le 05 11 2026 38 de fièvre", [38]),
        ("chimio le 05/11/2026 38.5", [38.5]),
        ("le 05.11.2026 38,4 et 39,1", [38.4, 39.1]),
    ],
)
def test_days_and_rows_of_temperatures_are_no_telephone_number(
    text: str, temperatures: list[float]
) -> None:
    assert [fact.value for fact in facts(text, "temperature")] == temperatures


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("chimio du 3 octobre au 12 novembre 2026", "2026-11-12"),
        ("Folfirinox de mars à août 2026", "2026-08-01"),
        ("Taxol entre juillet et novembre", "2026-11-01"),
        ("Folfox de mai à septembre", "2026-09-01"),
    ],
)
def test_the_last_dose_is_at_the_end_of_a_range(text: str, last: str) -> None:
    assert facts(text, "treatment")[0].attributes["date"] == last


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sous lerbitux", "cetuximab"),
        ("jai pris dutaxol", "paclitaxel"),
        ("on fait dufolfox", "folfox"),
        ("apres lavastin", "bevacizumab"),
    ],
)
def test_an_article_stuck_to_a_brand_is_forgiven(text: str, code: str) -> None:
    assert [fact.code for fact in facts(text, "treatment")] == [code]
