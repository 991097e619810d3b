"""Medicines and protocols: as written by a clinician, texted, misspelled or heard; and what is none."""

from __future__ import annotations

import pytest

from care.content import DATA, load_yaml
from care.understanding.drug_spelling import drug_speller
from care.understanding.facts import Status
from care.understanding.library import phrase_lexicon
from tests.care.understanding.reading_help import facts

TREATMENTS = [entry for entry in phrase_lexicon().entries if entry.entity == "treatment"]


def codes(text: str) -> list[str | None]:
    return [fact.code for fact in facts(text, "treatment")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sous amivantamab + lazertinib", ["amivantamab", "lazertinib"]),
        ("Imdylltra, CRS ?", ["tarlatamab"]),
        ("3e injection de Talvey", ["talquetamab"]),
        ("elahere, vision floue", ["mirvetuximab_soravtansine"]),
        ("Vyloy FLOT", ["zolbetuximab", "flot"]),
        ("Truqap et Faslodex", ["capivasertib", "fulvestrant"]),
        ("Welireg", ["belzutifan"]),
        ("Fruzaqla", ["fruquintinib"]),
        ("177Lu-PSMA", ["lutetium_psma"]),
        ("mFOLFOX6 C3", ["folfox"]),
        ("CAPOX", ["xelox"]),
        ("EC-T", ["ec_t"]),
        ("R-mini-CHOP", ["r_chop"]),
        ("DA-EPOCH-R", ["da_epoch_r"]),
        ("Pola-R-CHP", ["pola_r_chp"]),
        ("DaraVMP", ["vmp"]),
        ("VAC/IE", ["vac"]),
        ("induction 7+3", ["induction_7_3"]),
        ("aza-vénétoclax", ["azacitidine_venetoclax"]),
        ("TAS-102", ["trifluridine_tipiracil"]),
        ("cinq FU", ["fluorouracile"]),
        ("3e cure de EC", ["ec"]),
        ("C1 de TC", ["tc"]),
        ("carbo-taxol-avastin", ["carboplatin_paclitaxel", "bevacizumab"]),
        ("FOLFIRI-Avastin", ["folfiri", "bevacizumab"]),
        ("pembro lenvatinib", ["pembro_lenva"]),
        ("tucatinib xeloda herceptin", ["tucatinib", "capecitabine", "trastuzumab"]),
        ("ta moxifène", ["tamoxifene"]),
        ("fol firi", ["folfiri"]),
    ],
)
def test_recent_drugs_and_protocols_are_read(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pembrolizoumabe", "pembrolizumab"),
        ("folfirinoks", "folfirinox"),
        ("carbo platine", "carboplatine"),
        ("tamoxifaine", "tamoxifene"),
        ("taxotaire", "docetaxel"),
        ("kéytrouda", "pembrolizumab"),
        ("palbossiclib", "palbociclib"),
        ("osimertinibe", "osimertinib"),
        ("enzalutamid", "enzalutamide"),
        ("gemsitabine", "gemcitabine"),
        ("herseptine", "trastuzumab"),
        ("capésitabine", "capecitabine"),
        ("revlimide", "lenalidomide"),
        ("imunothérapi", "immunotherapy"),
        ("chimiotérapi", "chemotherapy"),
        ("radiotérapie", "radiotherapy"),
        ("ormonothérapie", "hormone_therapy"),
    ],
)
def test_a_name_written_as_it_is_heard_is_read(text: str, expected: str) -> None:
    assert codes(f"je suis sous {text} depuis mars") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "test immuno positif",
        "immuno-histochimie HER2 3+",
        "il est immunodéprimé",
        "cancer de la prostate résistant à la castration",
        "tumeur hormono-dépendante",
        "douleur irradiant dans la jambe gauche",
        "dans un rayon de 20 km",
        "mon chirurgien ne répond pas",
        "chapeau à votre équipe pour le programme",
        "le chemin est long et le système est infini",
        "ils nient tout, les parents le savent",
        "un frigo vide et le ventre vide",
        "c koi e c grave",
        "cure thermale à Digne",
        "la kinésithérapie et l'oxygénothérapie m'aident aussi mais peu",
    ],
)
def test_what_only_looks_like_a_treatment_is_none(text: str) -> None:
    assert codes(text) == []


def test_a_cure_of_a_named_drug_is_no_second_treatment() -> None:
    assert codes("Folfox, dernière cure le 9 novembre") == ["folfox"]
    assert codes("dernière cure le 9 novembre") == ["chemotherapy"]
    assert "chemotherapy" in codes("sous tamoxifène, dernière cure il y a 8 jours")


def test_every_risk_window_named_exists_and_every_protocol_part_is_an_entry() -> None:
    windows = {each["id"] for each in load_yaml(DATA / "protocols" / "windows.yml")["windows"]}
    known = {entry.code for entry in TREATMENTS}
    for entry in TREATMENTS:
        named = [each for each in str(entry.attributes.get("windows", "")).split(",") if each]
        parts = [each for each in str(entry.attributes.get("parts", "")).split(",") if each]
        assert set(named) <= windows, entry.code
        assert set(parts) <= known, entry.code
        assert entry.attributes.get("class"), entry.code
        assert named or entry.attributes.get("kind") == "supportive", entry.code
        assert entry.attributes.get("kind") in {"drug", "protocol", "generic", "supportive"}


def test_there_are_at_least_220_anticancer_substances() -> None:
    substances = {entry.code for entry in TREATMENTS if entry.attributes["kind"] == "drug"}
    assert len(substances) >= 300


@pytest.mark.parametrize(
    "word", ["programme", "chapeau", "infini", "citoyen", "hôpital", "aujourdhui"]
)
def test_a_french_word_is_never_a_medicine(word: str) -> None:
    assert drug_speller().entry_for(word) is None


@pytest.mark.parametrize(
    "text",
    [
        "Ma première chimio est lundi prochain",
        "la chimio n'est pas encore décidée",
        "la chimio ne démarre que la semaine prochaine",
        "Chimio pas commencée",
    ],
)
def test_a_treatment_still_to_come_opens_no_window(text: str) -> None:
    statuses = {fact.status for fact in facts(text, "treatment")}
    assert statuses <= {Status.HYPOTHETICAL, Status.DENIED}


def test_a_treatment_begun_after_another_ended_is_not_ended() -> None:
    text = "J'ai fini mon traitement l'an dernier, lui commence le sien : chimio il y a huit jours."
    (chemotherapy,) = facts(text, "treatment")
    assert "days_ago" not in chemotherapy.attributes
