"""Who is speaking, guessed from how they speak."""

from __future__ import annotations

import pytest

from care.understanding.speaker import read_speaker


@pytest.mark.parametrize(
    ("text", "caller"),
    [
        ("K colon sous FOLFOX, J9, 38°4 ce matin, frissons. TA ?", "gp"),
        ("Patiente 62 ans, 40 PA, nodule spiculé 25 mm au scanner, Manosque. Que faire ?", "gp"),
        ("H 71 ans, PSA 48, douleurs lombaires", "gp"),
        ("ma patiente de 48 ans a une ACR5", "gp"),
        ("K sein sous EC J8, PNN 300, 38°2, PS 1", "gp"),
        ("IAO Gap, patient sous pembrolizumab, diarrhée 8 selles/j depuis 3j", "emergency"),
        ("je suis infirmière libérale, le PAC de ma patiente est rouge", "nurse"),
        ("Ici la pharmacienne de Trets, ordonnance de capécitabine", "pharmacist"),
        ("mon mari a 39 de fièvre depuis sa chimio", "caregiver"),
        ("ma maman vomit tout ce qu'elle mange", "caregiver"),
        ("j'ai 38,5 et des frissons", "patient"),
        ("je sens plus mes jambes", "patient"),
        ("jai fini ma radiothérapie ya 4 mois", "patient"),
        ("je suis une patiente suivie à Nice", "patient"),
        ("bonjour", None),
        ("Manosque", None),
        ("diététicienne vers Gardanne", None),
    ],
)
def test_the_speaker_is_guessed_from_the_words(text: str, caller: str | None) -> None:
    assert read_speaker(text) == caller


def test_on_the_professional_page_everybody_is_a_professional() -> None:
    assert read_speaker("bonjour", professional_entry=True) == "gp"
    assert read_speaker("SAU d'Avignon, besoin d'un avis", professional_entry=True) == "emergency"
