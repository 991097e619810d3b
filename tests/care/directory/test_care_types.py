from __future__ import annotations

import pytest

from care.directory import care_types, common_care_types, find_care_types, read_care_types


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("dieteticienne", {"dietetics"}),
        ("une diététiciene svp", {"dietetics"}),
        ("nutritioniste", {"dietetics"}),
        ("psy", {"psycho_oncology"}),
        ("phsychologue", {"psycho_oncology"}),
        ("des kinés", {"physiotherapy"}),
        ("kinésithérapeute", {"physiotherapy"}),
        ("coach sport", {"apa"}),
        ("l'APA", {"apa"}),
        ("l'assistante sociale", {"social"}),
        ("maquillage", {"socio_aesthetics"}),
        ("socio-esthéticienne", {"socio_aesthetics"}),
        ("une perruque", {"wig_prosthesis"}),
        ("tabacologue", {"tobacco"}),
        ("arrêter de fumer", {"tobacco"}),
        ("hypnothérapeute", {"hypnosis"}),
        ("art-thérapie", {"art_therapy"}),
        ("soins paliatifs à domicile", {"palliative"}),
        ("répit pour ma mère", {"respite"}),
        ("groupes de parole", {"support_group"}),
        ("sexologue", {"sexuality"}),
        ("CECOS", {"fertility"}),
        ("un psy et un kiné", {"psycho_oncology", "physiotherapy"}),
    ],
)
def test_lay_words_name_a_care(words: str, codes: set[str]) -> None:
    assert {care.code for care in read_care_types(words)} == codes


@pytest.mark.parametrize(
    "words", ["bonjour", "oui", "un cardiologue", "j'habite à Apt", "le dentiste", "", "mercredi"]
)
def test_other_words_name_no_care(words: str) -> None:
    assert read_care_types(words) == ()


def test_every_label_and_code_is_read_as_itself() -> None:
    for care in care_types().values():
        assert care in read_care_types(care.label), care.label


def test_mentions_carry_their_exact_words() -> None:
    text = "Je cherche une Diététicienne près d'ici"
    (mention,) = find_care_types(text)
    assert text[mention.start : mention.end] == "Diététicienne"


def test_the_common_cares_fit_on_a_keypad() -> None:
    assert 3 <= len(common_care_types()) <= 9
