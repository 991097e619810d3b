from __future__ import annotations

import time
import unicodedata
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.references import AFTER_CANCER, ONCOLOGY, REQUEST, new_reference, read_reference
from care.understanding.facts import Status
from care.understanding.library import phrase_lexicon
from care.understanding.reading import read_message
from tests.care.understanding.reading_help import NOW, facts

MESSAGES = (
    "K colon sous FOLFOX, J9, 38°4 ce matin, frissons. TA ?",
    "slt mon père 81 ans sous chimio a 39 de fièvre et tremble beaucoup",
    "j'ai fini ma radiothérapie il y a 4 mois, je peux voir la psy ?",
    "patiente de 62 ans, 40 PA, nodule spiculé de 25 mm, OMS 1",
    "bilan : Hb 6,8 g/dl, plaquettes à 9 000, PNN 0,2 sous xéloda",
    "elle n'a pas de fièvre mais elle vomit depuis hier soir",
    "je sais pas si j'ai de la fièvre, dernière chimio lundi",
    "diarrhée 8 selles/j sous pembrolizumab depuis 3 jours",
)


def told(text: str) -> set[tuple[str, object, str | None, str]]:
    return {(f.entity, f.value, f.code, f.status.value) for f in read_message(text, now=NOW).facts}


@pytest.mark.parametrize("message", MESSAGES)
def test_evidence_is_always_the_exact_slice_of_the_message(message: str) -> None:
    for form in ("NFC", "NFD", "NFKC"):
        text = unicodedata.normalize(form, message)
        reading = read_message(text, now=NOW)
        assert reading.facts
        assert all(fact.evidence == text[fact.start : fact.end] for fact in reading.facts)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(MESSAGES),
    st.sampled_from(["NFC", "NFD"]),
    st.booleans(),
    st.booleans(),
    st.integers(1, 3),
)
def test_accents_case_spaces_and_unicode_form_change_nothing(
    message: str, form: str, upper: bool, plain: bool, spaces: int
) -> None:
    text = unicodedata.normalize(form, message).replace(" ", " " * spaces)
    if plain:
        kept = unicodedata.normalize("NFD", text.replace("œ", "oe"))
        text = "".join(c for c in kept if not unicodedata.combining(c))
    text = text.upper() if upper else text
    assert told(text) == told(message)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(MESSAGES),
    st.sampled_from(
        [
            "Bonjour, j'espère que vous allez bien.",
            "Merci d'avance pour votre aide.",
            "Il fait beau à la montagne.",
            "Voilà.",
        ]
    ),
    st.booleans(),
)
def test_an_irrelevant_sentence_never_loses_a_fact(
    message: str, chatter: str, before: bool
) -> None:
    text = f"{chatter} {message}" if before else f"{message} {chatter}"
    assert told(message) <= told(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_can_be_read(text: str) -> None:
    reading = read_message(text, now=NOW)
    assert all(fact.evidence == text[fact.start : fact.end] for fact in reading.facts)


@pytest.mark.parametrize(
    ("text", "code", "window"),
    [
        ("sous Keytruda", "pembrolizumab", "immunotherapie"),
        ("chimiotérapie", "chemotherapy", "chimio_cytotoxique"),
        ("oxalyplatine", "oxaliplatine", "chimio_cytotoxique"),
        ("TAS 102", "trifluridine_tipiracil", "chimio_orale"),
        ("r-chop", "r_chop", "chimio_cytotoxique"),
        ("carbo-taxol", "carboplatin_paclitaxel", "chimio_cytotoxique"),
        ("Ibrance", "palbociclib", "cible_myelotoxique"),
        ("lomustine", "lomustine", "nitrosourees_mitomycine"),
        ("Revlimid", "lenalidomide", "immunomodulateurs"),
        ("Enhertu", "trastuzumab_deruxtecan", "anticorps_conjugue"),
        ("Pluvicto", "lutetium_psma", "radioligand_lu177"),
        ("Kymriah", "tisagenlecleucel", "car_t_bispecifique"),
        ("allogreffée", "allogreffe", "greffe_allo"),
        ("mabthera", "rituximab", "anti_cd20"),
        ("darzalex", "daratumumab", "anti_cd38"),
        ("cortancyl", "prednisone", "immunosuppresseur"),
        ("les rayons", "radiotherapy", "radiotherapie"),
        ("BCG-thérapie", "bcg", "bcg_endovesical"),
        ("tamoxifene", "tamoxifene", "hormonotherapie_seule"),
    ],
)
def test_a_treatment_leads_to_its_risk_window(text: str, code: str, window: str) -> None:
    found = facts(text, "treatment")
    assert [fact.code for fact in found] == [code]
    assert found[0].attributes["window"] == window


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("sous FOLFOX", Status.AFFIRMED),
        ("pas de chimio", Status.DENIED),
        ("jamais eu de chimio", Status.DENIED),
        ("j'ai fini la chimio", Status.PAST),
        ("plus de chimio depuis 2024", Status.PAST),
        ("chimio terminée il y a 2 ans", Status.PAST),
        ("va commencer la chimio", Status.HYPOTHETICAL),
        ("chimio prévue le 2 décembre", Status.HYPOTHETICAL),
        ("il refuse la chimio", Status.DENIED),
        ("j'ai eu ma chimio il y a 3 semaines", Status.AFFIRMED),
        ("prochaine chimio lundi", Status.AFFIRMED),
        ("pas encore fini la chimio", Status.AFFIRMED),
    ],
)
def test_a_treatment_current_ended_planned_or_refused(text: str, status: Status) -> None:
    assert [fact.status for fact in facts(text, "treatment")] == [status]


def test_there_are_at_least_220_treatments_and_more_names() -> None:
    treatments = [entry for entry in phrase_lexicon().entries if entry.entity == "treatment"]
    assert len({entry.code for entry in treatments}) >= 220
    assert sum(len(entry.phrases) for entry in treatments) >= 600


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("K sein", "sein"),
        ("cancer du poumon", "poumon"),
        ("adk pancréas", "pancreas_voies_biliaires"),
        ("tumeur au cerveau", "snc"),
        ("CBNPC", "poumon"),
        ("cancer de la prostate", "prostate"),
        ("mélanome", "melanome"),
        ("cancer du col de l'utérus", "col_uterus"),
        ("myélome", "myelome"),
        ("LAM", "leucemie_aigue"),
        ("cancer du colon", "colorectal"),
        ("glioblastome", "snc"),
        ("lymphome", "lymphome"),
        ("canser du sein", "sein"),
        ("carcinome rénal", "rein"),
    ],
)
def test_a_cancer_site_is_read(text: str, code: str) -> None:
    assert code in [fact.code for fact in facts(text, "cancer_site")]


@pytest.mark.parametrize(
    "text", ["j'ai mal au sein", "mal à la tête", "radio du poumon normale", "cancer"]
)
def test_an_organ_alone_is_no_cancer(text: str) -> None:
    assert facts(text, "cancer_site") == ()


def test_references_and_rpps_are_found_in_a_sentence() -> None:
    assert [f.value for f in facts("mon RPPS est le 10 09 999 99 96", "rpps")] == ["10099999996"]
    assert facts("mon RPPS est le 10099999997", "rpps")[0].attributes["valid"] == 0


@given(st.sampled_from([ONCOLOGY, AFTER_CANCER, REQUEST]), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_no_clinical_fact_is_read_inside_a_reference(prefix: str, random: Random) -> None:
    reference = new_reference(prefix, pick=random.choice)
    for written in (reference, reference.lower(), reference.replace("-", "", 1)):
        found = read_message(f"annuler {written} merci", now=NOW).facts
        assert [(f.entity, f.evidence) for f in found] == [("reference", written)]


@pytest.mark.parametrize("reference", ["DR-T366-4", "AC-K4ZF-8", "ON-N22H-K", "AC-F27R-F"])
def test_a_fact_beside_a_reference_is_still_read(reference: str) -> None:
    assert facts(f"pour {reference} j'ai 39,2 ce soir", "temperature")[0].value == 39.2


def test_figures_after_a_small_word_are_no_reference_to_blank_out() -> None:
    assert read_reference("on 39 6 35") is not None
    assert facts("fièvre hier soir on 39 6 35 ans", "temperature")[0].value == 39.6


@pytest.mark.slow
def test_an_ordinary_message_is_read_in_less_than_three_milliseconds() -> None:
    read_message("a", now=NOW)
    best = min(_spent() for _ in range(5))
    assert best / len(MESSAGES) < 0.003


def _spent() -> float:
    start = time.process_time()
    for message in MESSAGES:
        read_message(message, now=NOW)
    return time.process_time() - start
