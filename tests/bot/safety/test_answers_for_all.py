"""A red answer fits a child, and somebody who cannot telephone."""

from __future__ import annotations

import pytest

from bot.cli.evaluate_triage import TODAY
from bot.safety import load_safety_net
from care.triage import Level


def said(text: str, caller: str = "caregiver") -> str:
    verdict = load_safety_net().read(text, known=(), caller=caller, now=TODAY)
    assert verdict.level is Level.RED
    return verdict.messages[0].text


@pytest.mark.parametrize(
    "text",
    [
        "ma fille de 7 ans est en chimio, elle a 38,6",
        "mon fils a 12 ans, sous chimio, il tremble de froid et a 39",
    ],
)
def test_a_child_is_announced_as_a_child(text: str) -> None:
    assert "enfant" in said(text)
    assert "pédiatrique" in said(text, caller="gp")
    assert "enfant" not in said("mon mari de 70 ans est en chimio, il a 38,6")


@pytest.mark.parametrize(
    "text",
    [
        "je suis sourde, sous chimio, 38,8",
        "je ne peux pas téléphoner, j'ai 39 et je suis en chimio",
        "plus de batterie, je suis sous chimio, j'ai du mal à respirer au repos",
        "le 15 ne répond pas, mon mari sous chimio a 39,4",
    ],
)
def test_who_cannot_telephone_reads_the_114_first(text: str) -> None:
    answer = said(text, caller="patient")
    assert answer.index("114") < 200
    assert answer.count("114") == 1


def test_everybody_else_reads_the_114_last() -> None:
    answer = said("j'ai 38,9 sous chimio", caller="patient")
    assert answer.index("114") > 200
