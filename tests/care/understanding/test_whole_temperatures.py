"""A whole number said of oneself, `j'ai 39`, is a temperature beside a sign or a treatment; alone it may be an age."""

from __future__ import annotations

import pytest

from tests.care.understanding.reading_help import values


@pytest.mark.parametrize("text", ["Yeux jaunes et j'ai 39.", "Chimio lundi. J'ai 39."])
def test_a_whole_temperature_is_read_beside_a_sign_or_a_treatment(text: str) -> None:
    assert values(text, "temperature") == [39]


@pytest.mark.parametrize("text", ["Chimio lundi, j'ai 39 ans.", "J'ai 39."])
def test_what_may_be_an_age_is_no_temperature(text: str) -> None:
    assert values(text, "temperature") == []
