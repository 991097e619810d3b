"""Accents, case, spacing, Unicode form, punctuation and idle sentences change nothing in what is understood."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.understanding.reading import read_message
from tests.care.understanding.reading_help import NOW

MESSAGES = (
    "K colon sous FOLFOX, J9, 38°4 ce matin, frissons",
    "slt mon père 81 ans sous chimio a 39 de fièvre et tremble beaucoup",
    "j'ai fini ma radiothérapie il y a 4 mois, je peux voir la psy ?",
    "patiente de 62 ans, 40 PA, nodule spiculé de 25 mm, OMS 1",
    "bilan : Hb 6,8 g/dl, plaquettes à 9 000, PNN 0,2 G/L sous Xéloda",
    "elle n'a pas de fièvre mais elle vomit depuis hier soir",
    "je sais pas si j'ai de la fièvre, dernière chimio lundi",
    "diarrhée 8 selles/j sous pembrolizumab depuis 3 jours",
    "SpO2 91 %, TA 90/50, FC 120, FR 24, EVA 7/10",
    "Ca corrigée 3,1 mmol/L, K 6,2, créat 180 µmol/L, ALAT 5 N, CRP 210",
    "j'ai pas de fièvre j'ai des douleurs",
    "je n'arrête pas de vomir et je peux pas respirer",
    "folfirinoks le 17/11, trente-huit six, soixante-douze ans",
    "rdv le 3 décembre à 14h30, pas dispo jeudi prochain",
    "opérée du sein en mars 2025, tamoxifène, bouffées de chaleur",
    "si j'ai de la fièvre je fais quoi, ma mère a eu un cancer du sein",
    "perdu 6 kg en deux mois, PSA 12, ACR 4",
)
IDLE = (
    "Bonjour, j'espère que vous allez bien.",
    "Merci d'avance pour votre aide.",
    "Il fait beau à la montagne.",
    "Voilà.",
    "Excusez-moi de vous déranger.",
    "Je vous écris depuis mon téléphone.",
    "Bonne journée à toute l'équipe !",
    "Cordialement.",
)


def told(text: str) -> set[tuple[str, object, str | None, str]]:
    return {(f.entity, f.value, f.code, f.status.value) for f in read_message(text, now=NOW).facts}


def unaccented(text: str) -> str:
    kept = unicodedata.normalize("NFD", text.replace("œ", "oe"))
    return unicodedata.normalize("NFC", "".join(c for c in kept if not unicodedata.combining(c)))


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


FORMS = {
    "NFC": lambda text: unicodedata.normalize("NFC", text),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "capitals": str.upper,
    "lower case": str.lower,
    "no accents": unaccented,
    "full width": full_width,
    "two spaces": lambda text: text.replace(" ", "  "),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "narrow spaces": lambda text: text.replace(" ", "\u202f"),
    "tabs": lambda text: text.replace(" ", "\t"),
    "curly": lambda text: text.replace("'", "\u2019"),
    "backquote": lambda text: text.replace("'", "`"),
    "soft hyphens": lambda text: text.replace("e", "e\u00ad"),
    "zero width": lambda text: text.replace("a", "a\u200b"),
    "byte order mark": lambda text: f"\ufeff{text}",
    "final stop": lambda text: f"{text}.",
    "final shouts": lambda text: f"{text} !!!",
    "final dots": lambda text: f"{text}...",
    "final emoji": lambda text: f"{text} 😟",
    "quotes": lambda text: f"« {text} »",
    "outer spaces": lambda text: f"  \n{text}\n  ",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("message", MESSAGES)
def test_the_form_of_the_letters_changes_nothing(message: str, form: str) -> None:
    assert told(FORMS[form](message)) == told(message)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(MESSAGES), st.lists(st.sampled_from(sorted(FORMS)), max_size=4))
def test_forms_together_change_nothing(message: str, forms: list[str]) -> None:
    text = message
    for form in forms:
        text = FORMS[form](text)
    assert told(text) == told(message)


@pytest.mark.parametrize("idle", IDLE)
@pytest.mark.parametrize("message", MESSAGES)
def test_an_idle_sentence_before_or_after_changes_no_fact(message: str, idle: str) -> None:
    own = told(idle)
    for text in (f"{idle} {message}", f"{message}. {idle}", f"{idle}\n{message}\n{idle}"):
        assert told(text) - own == told(message) - own


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(MESSAGES),
    st.lists(st.sampled_from(sorted(FORMS)), max_size=3),
    st.text(max_size=12),
)
def test_evidence_is_the_exact_slice(message: str, forms: list[str], around: str) -> None:
    text = message
    for form in forms:
        text = FORMS[form](text)
    text = f"{around} {text} {around}"
    for fact in read_message(text, now=NOW).facts:
        assert fact.evidence == text[fact.start : fact.end]
        assert fact.evidence
