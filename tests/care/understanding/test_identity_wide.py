"""Identities in every form people give them: nothing is kept, and no medical word is swallowed with them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.understanding.identity import mask_identity
from care.understanding.library import phrase_lexicon
from care.understanding.patterns import GAP, expand

SECRETS: list[tuple[str, list[str]]] = [
    ("NIR 2550814168025 38", ["2550814168025"]),
    ("2.55.08.14.168.025.38", ["168.025"]),
    ("2-55-08-14-168-025-38", ["168"]),
    ("2 55 08 14 168 025 / 38", ["168"]),
    ("sécu 255081416802538", ["2550814"]),
    ("n° de sécurité sociale : 1 85 12 2B 033 012 45", ["033"]),
    ("num secu 1851275116001 clé 22", ["1851275116001"]),
    ("numero secu : 2 84 05 99 352 123", ["352"]),
    ("１ 85 12 75 116 001 22", ["116"]),
    ("1 8 5 1 2 7 5 1 1 6 0 0 1 2 2", ["1 1 6"]),
    ("INS 185127511600122", ["185127511600122"]),
    (
        "mon numéro de sécu un quatre-vingt-cinq douze soixante-quinze cent seize zéro zéro un",
        ["cent seize"],
    ),
    ("06.12.34.56.78", ["34.56"]),
    ("06 12345678", ["12345678"]),
    ("+33612345678", ["612345678"]),
    ("tél 0612 345 678", ["345 678"]),
    ("0 6 1 2 3 4 5 6 7 8", ["4 5 6"]),
    ("(04) 65 71 00 01", ["71 00"]),
    ("04 65 71 00 01/02", ["65 71"]),
    ("0033 6 12 34 56 78", ["34 56"]),
    ("06_12_34_56_78", ["34_56"]),
    ("zéro quatre soixante cinq soixante et onze zéro zéro zéro un", ["soixante et onze"]),
    ("06 douze trente quatre cinquante six soixante dix huit", ["trente quatre"]),
    ("j.durand@gmail.com", ["durand"]),
    ("jean.durand at gmail point com", ["durand"]),
    ("jean.durand arobase orange point fr", ["durand"]),
    ("JEAN_DURAND@HOTMAIL.FR", ["DURAND"]),
    ("jean durand @ free . fr", ["durand"]),
    ("né le 12/05/1961", ["12/05/1961"]),
    ("Née le 12 mai 1961 à Lyon", ["12 mai 1961"]),
    ("date de naissance 12-05-61", ["12-05-61"]),
    ("DDN : 12.05.1961", ["12.05.1961"]),
    ("(née le 12/05/61)", ["12/05/61"]),
    ("née le douze mai mille neuf cent soixante et un", ["soixante et un"]),
    ("je suis née un 12 mai 1961", ["12 mai 1961"]),
    ("né(e) le : 12/05/1961", ["12/05/1961"]),
    ("naissance 1961-05-12", ["1961-05-12"]),
    ("dob 12/05/1961", ["12/05/1961"]),
    ("je m'appelle Marie Dupont", ["Marie", "Dupont"]),
    ("Je m'appelle Marie-Claude de Saint-Exupéry", ["Marie", "Exup"]),
    ("je mappelle marie dupont", ["dupont"]),
    ("jm'appelle karim", ["karim"]),
    ("mon nom est Dupont", ["Dupont"]),
    ("moi c'est Karim Benali", ["Benali", "Karim"]),
    ("c'est Madame Benali à l'appareil", ["Benali"]),
    ("ici Mme Martinez", ["Martinez"]),
    ("je suis Jacques Moretti", ["Moretti"]),
    ("Bonjour, Jacques Moretti à l'appareil", ["Moretti"]),
    ("patient M. MARTIN Paul", ["MARTIN", "Paul"]),
    ("Mme DURAND née PETIT", ["DURAND", "PETIT"]),
    ("Mme Durand née Petit Jeanne", ["Durand", "Petit"]),
    ("Mme Y née Zola", ["Zola"]),
    ("Patiente : DURAND Jeanne", ["DURAND", "Jeanne"]),
    ("nom: durand prénom: jeanne", ["durand", "jeanne"]),
    ("Mr Paul Santoni, 67 ans", ["Santoni"]),
    ("Monsieur Santoni a 38,5", ["Santoni"]),
    ("mme santoni sous folfox", ["santoni"]),
    ("Pour M. Ange-Marie Colonna d'Istria", ["Colonna"]),
    ("ma femme Sylvie a de la fièvre", ["Sylvie"]),
    ("mon mari, Ange Colonna, vomit", ["Colonna"]),
    ("mon fils s'appelle Lucas", ["Lucas"]),
    ("il s'appelle Ahmed Ben Salah", ["Ahmed", "Salah"]),
    ("concerne: LECLERC Sophie 12/03/1960", ["LECLERC"]),
    ("Identité : Rossi Laura", ["Rossi"]),
    ("patiente Rossi Laura 62 ans", ["Rossi"]),
    ("Cordialement,\nSophie Leclerc", ["Leclerc"]),
    ("12 rue de la République 13001 Marseille", ["rue de la R"]),
    ("j'habite au 4 impasse des Oliviers à Gap", ["Oliviers"]),
    ("3, avenue Jean Jaurès", ["Jaurès"]),
    ("45 bis bd Victor Hugo 06000 Nice", ["Victor Hugo"]),
    ("résidence Les Mimosas bât B", ["Mimosas"]),
    ("adresse: 7 chemin du Moulin, 83500", ["Moulin"]),
    ("habite lotissement les pins 20000 Ajaccio", ["les pins"]),
    ("8 Place Masséna Nice", ["Mass"]),
    ("IPP 8001234567", ["8001234567"]),
    ("dossier n° 123456", ["123456"]),
    ("n° de dossier: 0012345", ["0012345"]),
    ("NDA 123456789", ["123456789"]),
    ("NIP : 1234567", ["1234567"]),
]
FIRST = ("Jeanne", "Karim", "Ange-Marie", "Zoé", "François")
LAST = ("Durand", "BENALI", "Colonna d'Istria", "Nguyen", "Le Goff")
SIGNS = (
    "38,5 et des frissons",
    "PNN 300",
    "sous FOLFOX J8",
    "nodule de 12 mm",
    "Hb 7,2",
    "vomit depuis hier",
)
MEDICAL = sorted(
    {
        " ".join(options[0].rstrip("*") for options in sequence)
        for entry in phrase_lexicon().entries
        if entry.entity in {"treatment", "cancer_site"}
        for phrase in entry.phrases
        for sequence in list(expand(phrase))[:1]
        if (GAP,) not in sequence
    }
)


@pytest.mark.parametrize(("text", "secrets"), SECRETS)
def test_no_identity_is_kept(text: str, secrets: list[str]) -> None:
    masked = mask_identity(text).text.lower()
    assert [secret for secret in secrets if secret.lower() in masked] == []


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(FIRST),
    st.sampled_from(LAST),
    st.sampled_from(
        ["je m'appelle {f} {l}, {s}", "Mme {l} {f}, {s}", "M. {f} {l} : {s}", "patient {f} {l} {s}"]
    ),
    st.sampled_from(SIGNS),
)
def test_the_name_goes_and_the_sign_stays(first: str, last: str, frame: str, sign: str) -> None:
    masked = mask_identity(frame.format(f=first, l=last, s=sign)).text
    assert first not in masked
    assert last.split(maxsplit=1)[0] not in masked
    assert sign in masked


@pytest.mark.parametrize(
    "frame", ["patient sous {}", "Patiente {} J8", "Mme sous {}", "j'ai eu {} en mars"]
)
def test_no_medicine_and_no_cancer_is_swallowed(frame: str) -> None:
    texts = [frame.format(word) for word in MEDICAL]
    assert [text for text in texts if mask_identity(text).text != text] == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_masking_any_text_twice_is_masking_it_once(text: str) -> None:
    once = mask_identity(text).text
    assert mask_identity(once).text == once
