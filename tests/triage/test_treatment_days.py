"""A fever under treatment stays red whatever other day the message holds: only the last dose closes a window."""

from __future__ import annotations

import pytest

from bot.cli.evaluate_triage import TODAY
from bot.safety import load_safety_net
from care.triage.levels import Level

NET = load_safety_net()


@pytest.mark.parametrize(
    "text",
    [
        "sous Taxol, plus de fièvre depuis 2 mois mais 38,5 ce soir",
        "j'ai arrêté de fumer depuis 2 ans, sous Taxol, 38,5",
        "hospitalisation finie le 3 septembre, sous Taxol, 38,5",
        "dernière prise de sang le 3 septembre, sous Taxol, 38,5",
        "fin des rayons en mai, Taxol, 38,5",
        "Folfox fini en mai, maintenant Taxol, 38,5",
        "opérée le 2 septembre, Taxol, 38,5",
        "opérée en mars, sous chimio, 38,5",
        "chimio en 2019, sous Folfox, 38,6",
        "dernière dose de vaccin le 3 mars, sous Taxol, 38,6",
        "premier Taxol le 2 septembre, 38,5",
        "j'ai 38,7, pas de chimio depuis 8 jours",
        "je n'ai pas de chimio cette semaine, j'ai 38,7",
        "pas de chimio avant le 12 décembre, 38,6",
        "c'est grave si elle a 38,4 après la Vidaza ?",
    ],
)
def test_another_day_closes_no_window(text: str) -> None:
    assert NET.read(text, known=(), caller="patient", now=TODAY).assessment.level is Level.RED


@pytest.mark.parametrize(
    "text",
    [
        "chimio finie en mai, 38,6",
        "pas de chimio depuis 2 ans, 38,6",
        "sous Taxol, dernière chimio il y a 8 mois, 38,6",
        "je n'ai jamais eu de chimio, 38,6",
    ],
)
def test_a_last_dose_long_ago_closes_it(text: str) -> None:
    assert NET.read(text, known=(), caller="patient", now=TODAY).assessment.level is Level.GREEN
