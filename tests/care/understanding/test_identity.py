from __future__ import annotations

import unicodedata

import pytest

from care.understanding.identity import mask_identity

MASKED = [
    ("ma sécu c'est 2 55 08 14 168 025 38", "ma sécu c'est [numéro de sécurité sociale]"),
    ("255081416802538", "[numéro de sécurité sociale]"),
    ("NIR 1 60 03 2A 004 025", "NIR [numéro de sécurité sociale]"),
    ("1600 32B 004 025 12", "[numéro de sécurité sociale]"),
    ("n° 1.60.03.2B.004.025.12 ok", "n° [numéro de sécurité sociale] ok"),
    ("appelez moi au 06 39 98 12 34", "appelez moi au [téléphone]"),
    ("0465710001", "[téléphone]"),
    ("04.65.71.00.01 svp", "[téléphone] svp"),
    ("tel : +33 4 65 71 00 01", "tel : [téléphone]"),
    ("0033465710001", "[téléphone]"),
    ("+33 (0)4 65 71 00 01", "[téléphone]"),
    ("04-65-71-00-01", "[téléphone]"),
    ("04/65/71/00/01", "[téléphone]"),
    ("33612345678", "[téléphone]"),
    ("zéro six trente-neuf quatre-vingt-dix-huit douze trente-quatre", "[téléphone]"),
    ("mon mail jeanne.durand+sante@exemple.fr merci", "mon mail [courriel] merci"),
    ("née le 03/04/1956", "née le [date de naissance]"),
    ("né(e) le 3 avril 1956 à Gap", "né(e) le [date de naissance] à Gap"),
    ("DDN 03041956", "DDN [date de naissance]"),
    ("date de naissance : 03-04-56", "date de naissance : [date de naissance]"),
    ("je m'appelle Jeanne Durand et j'ai mal", "je m'appelle [nom] et j'ai mal"),
    ("je m appelle jeanne durand j'ai mal", "je m appelle [nom] j'ai mal"),
    ("Mme DURAND Jeanne 62 ans", "Mme [nom] 62 ans"),
    ("madame durand a de la fièvre", "madame [nom] a de la fièvre"),
    ("M. de La Fontaine est essoufflé", "M. [nom] est essoufflé"),
    ("patiente DURAND Jeanne, 62 ans", "patiente [nom], 62 ans"),
    ("Nom : Durand Prénom : Jeanne", "Nom : [nom] Prénom : [nom]"),
    ("ma mère Jeanne Durand vomit", "ma mère [nom] vomit"),
    ("j'habite 12 rue des Lilas 13100 Aix", "j'habite [adresse] 13100 Aix"),
    ("3 bis avenue de la République, Gap", "[adresse], Gap"),
    ("IPP 800123456", "IPP [numéro de dossier]"),
]
KEPT = [
    "RPPS 10099999996",
    "mon rpps 10 09 999 99 96",
    "PNN 300, plaquettes 18 000, Hb 7,2, TA 90/50, SpO2 91 %",
    "patiente de 62 ans, Manosque",
    "Patiente Manosque 62 ans",
    "patient Folfox J9 38°4",
    "Patient sous Keytruda",
    "Dr Exemple, Manosque",
    "Madame, Monsieur, bonjour",
    "madame est fatiguée",
    "monsieur a vomi 6 fois",
    "nodule de 25 mm le 12/11/2026",
    "référence ON-7K3F-2",
    "TDM du 03/11/2026, chimio le 12 11 2026",
    "j'ai 3 cours de yoga et 2 places",
    "je suis à Aix depuis 3 jours",
    "M 62 ans K poumon",
    "appelez le 15, le 112 ou le 3114",
    "CA 15-3 45, CA 125 300, créat 180",
    "patiente HER2 positif OMS 1",
    "mon mari Marseillais ?".replace(" Marseillais ?", " tousse"),
    "18 000 plaquettes 38 5 120 80 98",
]


@pytest.mark.parametrize(("text", "masked"), MASKED)
def test_an_identity_is_masked(text: str, masked: str) -> None:
    assert mask_identity(text).text == masked


@pytest.mark.parametrize("text", KEPT)
def test_what_is_needed_is_kept(text: str) -> None:
    assert mask_identity(text).text == text


@pytest.mark.parametrize(("text", "masked"), MASKED)
def test_masking_twice_changes_nothing_and_unicode_form_does_not_matter(
    text: str, masked: str
) -> None:
    assert mask_identity(masked).text == masked
    decomposed = mask_identity(unicodedata.normalize("NFD", text)).text
    assert unicodedata.normalize("NFC", decomposed) == masked


def test_phones_come_back_in_one_international_form() -> None:
    found = mask_identity("04 65 71 00 01 ou 0033 4 65 71 00 02 ou +39 06 1234 5678")
    assert found.phones == ("+33465710001", "+33465710002", "+390612345678")
    assert found.found == ("phone",)
    assert mask_identity("j'ai de la fièvre").phones == ()


@pytest.mark.parametrize(
    "text",
    ["un monsieur de soixante sept ans", "chez un monsieur amaigri", "une madame qui tousse"],
)
def test_a_lower_case_word_after_an_article_and_a_title_is_no_name(text: str) -> None:
    assert mask_identity(text).text == text
