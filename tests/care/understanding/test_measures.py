from __future__ import annotations

import pytest

from tests.care.understanding.reading_help import facts, values

TEMPERATURES = [
    ("38°4", [38.4]),
    ("38,4 ce matin", [38.4]),
    ("38.4", [38.4]),
    ("38 °C", [38]),
    ("fièvre trente-huit quatre", [38.4]),
    ("trente neuf et demi de fièvre", [39.5]),
    ("39 de fièvre", [39]),
    ("j'ai de la fièvre 39", [39]),
    ("T 38,5", [38.5]),
    ("t°=39", [39]),
    ("température à 35,2", [35.2]),
    ("34°5", [34.5]),
    ("entre 38 et 39 de fièvre", [38, 39]),
    ("38 degrés 5", [38.5]),
    ("j'ai trente huit cinq", [38.5]),
    ("fievre 38 6", [38.6]),
    ("39,1 hier, 37,6 ce matin", [39.1, 37.6]),
    ("fièvre à trente-huit virgule deux", [38.2]),
    ("elle est montée à 40", [40]),
    ("38°4 pendant 3 jours", [38.4]),
]
NOT_TEMPERATURES = [
    "IMC 38,5",
    "CRP 38,5",
    "j'ai 39 ans",
    "pointure 38",
    "39 kg",
    "il y a 38 jours",
    "depuis 40 ans",
    "40 PA",
    "le 38 rue Exemple",
    "Hb 38",
    "38 mm",
    "j'ai 39",
    "PSA 38,2",
    "dans 36 h",
    "fauteuil 40 et demi cm",
]
LABS = [
    ("un calcium très bas, 1,79, sur la feuille", "calcium", 1.79),
    ("plaquettes très basses, 12 000", "platelets", 12),
    ("potassium trop haut 6.1", "potassium", 6.1),
    ("hyperK 6,2", "potassium", 6.2),
    ("SIADH à 124", "sodium", 124),
    ("sel trop bas dans le sang, 121", "sodium", 121),
    ("j'ai 3 grammes de sucre", "glucose", 16.8),
    ("glycémie 2 g 80", "glucose", 15.68),
    ("créat 140 (N 90)", "creatinine_upper", 1.56),
    ("créatinine montée de 30 µmol", "creatinine_rise", 30),
    ("PNN 300", "neutrophils", 0.3),
    ("PNN 0,4 G/L", "neutrophils", 0.4),
    ("neutrophiles à 450/mm3", "neutrophils", 0.45),
    ("plaquettes 18 000", "platelets", 18),
    ("plq 18k", "platelets", 18),
    ("plaquettes à dix-huit mille", "platelets", 18),
    ("18000 plaquettes", "platelets", 18),
    ("Hb 7,2", "hemoglobin", 7.2),
    ("hémoglobine à 72 g/L", "hemoglobin", 7.2),
    ("K+ 6,2", "potassium", 6.2),
    ("kaliémie 6", "potassium", 6),
    ("Na 122", "sodium", 122),
    ("Ca 3,1", "calcium", 3.1),
    ("calcémie 120 mg/L", "calcium", 3),
    ("créat 250", "creatinine", 250),
    ("créat x2", "creatinine_ratio", 2),
    ("creat 180 (base 90)", "creatinine_ratio", 2),
    ("créatinine doublée", "creatinine_ratio", 2),
    ("ALAT 5N", "alat", 5),
    ("transa 8 fois la normale", "alat", 8),
    ("ALAT à 200", "alat", 5),
    ("bilirubine 3N", "bilirubin", 3),
    ("CRP 230", "crp", 230),
    ("leuco 120 G/L", "leukocytes", 120),
    ("GB 1200", "leukocytes", 1.2),
    ("glycémie 2,5 g/L", "glucose", 14.0),
    ("acide urique 80 mg/L", "urate", 476),
    ("INR 4,5", "inr", 4.5),
    ("PSA 12", "psa", 12),
    ("CA 15-3 à 45", "ca153", 45),
    ("CA125 : 60", "ca125", 60),
    ("magnésium 0,38", "magnesium", 0.38),
]
VITALS = [
    ("SpO2 91 %", "spo2", 91),
    ("sat à 88% en AA", "spo2", 88),
    ("saturation quatre-vingt-dix", "spo2", 90),
    ("TA 9/5", "systolic", 90),
    ("TA 90/50", "diastolic", 50),
    ("PAS 90", "systolic", 90),
    ("tension à 8", "systolic", 80),
    ("8 de tension", "systolic", 80),
    ("tension neuf cinq", "systolic", 90),
    ("PA 18/11", "diastolic", 110),
    ("FC 125", "heart_rate", 125),
    ("pouls à 130", "heart_rate", 130),
    ("pouls à 130/min", "heart_rate", 130),
    ("FR 24", "respiratory_rate", 24),
    ("EVA 8", "pain", 8),
    ("douleur à 7/10", "pain", 7),
    ("mal 9 sur 10", "pain", 9),
    ("perdu 8 kg", "weight_loss", 8),
    ("j'ai perdu dix kilos", "weight_loss", 10),
    ("glasgow 13", "glasgow", 13),
    ("pèse 54 kg", "weight", 54),
]
COUNTS = [
    ("8 selles/j", "stools", 8),
    ("diarrhée 8 fois par jour", "stools", 8),
    ("je vais dix fois aux toilettes", "stools", 10),
    ("5 à 6 selles liquides", "stools", 6),
    ("diarhée 7x/j", "stools", 7),
    ("vomi 6 fois", "vomits", 6),
    ("vomi six fois", "vomits", 6),
    ("6 vomissements", "vomits", 6),
    ("il a vomi au moins 4 fois", "vomits", 4),
]
EXAMS = [
    ("nodule 25 mm", "size", 25),
    ("masse de 2,5 cm", "size", 25),
    ("lésion 25 x 18 mm", "size", 25),
    ("ACR 4", "acr", 4),
    ("ACR5", "acr", 5),
    ("birads 4b", "acr", 4),
    ("gleason 4+3", "gleason", 7),
    ("pirads 5", "pirads", 5),
    ("score G8 à 11", "g8", 11),
]


@pytest.mark.parametrize(("text", "expected"), TEMPERATURES)
def test_a_temperature_is_read(text: str, expected: list[float]) -> None:
    assert values(text, "temperature") == expected


@pytest.mark.parametrize("text", NOT_TEMPERATURES)
def test_another_number_is_no_temperature(text: str) -> None:
    assert values(text, "temperature") == []


@pytest.mark.parametrize(("text", "code", "expected"), LABS)
def test_a_laboratory_value_comes_in_the_unit_of_the_thresholds(
    text: str, code: str, expected: float
) -> None:
    assert values(text, "lab", code) == [pytest.approx(expected, rel=1e-3)]


@pytest.mark.parametrize(
    "text",
    [
        "K sein",
        "Ca du poumon",
        "paracétamol 500 mg 3 fois",
        "K 4 cm",
        "2 plaquettes de doliprane",
        "acr",
    ],
)
def test_a_word_alone_is_no_laboratory_value(text: str) -> None:
    assert [f for f in facts(text, "lab") if f.code != "platelets"] == []


@pytest.mark.parametrize(("text", "code", "expected"), VITALS)
def test_a_vital_sign_is_read(text: str, code: str, expected: float) -> None:
    assert values(text, "vital", code) == [expected]


@pytest.mark.parametrize(("text", "code", "expected"), COUNTS)
def test_a_count_is_per_day(text: str, code: str, expected: float) -> None:
    assert values(text, "count", code) == [expected]


@pytest.mark.parametrize(("text", "code", "expected"), EXAMS)
def test_an_examination_is_read(text: str, code: str, expected: float) -> None:
    assert expected in values(text, "exam", code)


def test_a_number_counted_above_the_usual_is_marked() -> None:
    assert facts("4 selles de plus que d'habitude", "count")[0].attributes["extra"] == 1


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("62 ans", 62),
        ("62a", 62),
        ("F 62", 62),
        ("H58 ans", 58),
        ("patiente de 62 ans", 62),
        ("agé de 71 ans", 71),
        ("né en 1960", 66),
        ("soixante-douze ans", 72),
        ("mon père 81 ans", 81),
        ("homme 58", 58),
    ],
)
def test_an_age_is_read(text: str, age: int) -> None:
    assert values(text, "age") == [age]


@pytest.mark.parametrize(
    "text",
    [
        "il y a 3 ans",
        "depuis 30 ans",
        "5 ans d'hormonothérapie",
        "pendant 10 ans",
        "dans 2 ans",
        "TA 12",
    ],
)
def test_a_length_of_time_is_no_age(text: str) -> None:
    assert values(text, "age") == []


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("F 62", "female"),
        ("patiente", "female"),
        ("mon mari", "male"),
        ("H58", "male"),
        ("Mme", "female"),
        ("patient de 60 ans", "male"),
    ],
)
def test_the_sex_is_read(text: str, sex: str) -> None:
    assert values(text, "sex") == [sex]


@pytest.mark.parametrize("text", ["rdv à 14h30", "elle tousse", "j'ai mal"])
def test_no_sex_is_invented(text: str) -> None:
    assert values(text, "sex") == []


def test_pack_years_and_pressure_share_an_abbreviation() -> None:
    assert values("40 PA", "pack_years") == [40]
    assert values("40 paquets-années", "pack_years") == [40]
    assert values("PA 14/8", "pack_years") == []
    assert values("F62 40 PA PA 12/7", "vital", "systolic") == [120]


@pytest.mark.parametrize(
    ("text", "grade"),
    [("OMS 1", 1), ("PS=2", 2), ("ECOG 0-1", 1), ("PS1", 1), ("Karnofsky 70%", 2), ("oms à 3", 3)],
)
def test_the_performance_status_takes_the_worse_of_a_range(text: str, grade: int) -> None:
    assert values(text, "performance_status") == [grade]


@pytest.mark.parametrize(
    ("text", "day", "cycle"),
    [
        ("J9", 9, None),
        ("J9C2", 9, 2),
        ("C2J9", 9, 2),
        ("C2 J12", 12, 2),
        ("EC J8", 8, None),
        ("cycle 3", None, 3),
        ("3ème cure", None, 3),
    ],
)
def test_the_day_of_treatment_and_the_cycle(text: str, day: int | None, cycle: int | None) -> None:
    found = {fact.code: fact.value for fact in facts(text, "treatment_day")}
    assert (found.get(None), found.get("cycle")) == (day, cycle)


def test_a_day_before_or_a_rate_is_no_treatment_day() -> None:
    assert values("J-2", "treatment_day") == []
    assert values("8 selles/j 3 fois", "treatment_day") == []
    assert values("j'ai 3 enfants", "treatment_day") == []


def test_a_value_that_moved_gives_both_the_last_included() -> None:
    assert values("mon PSA est passé de 4 à 12", "lab", "psa") == [4, 12]
    assert 180 in values("créat 90 -> 180", "lab", "creatinine")


@pytest.mark.parametrize("text", ["prend calcium-D3", "calcium vitamine D3 tous les jours"])
def test_a_vitamin_is_no_calcium_of_three(text: str) -> None:
    assert values(text, "lab", "calcium") == []


@pytest.mark.parametrize("text", ["dosage du CA 15-3", "CA 125 monté", "CA 19-9 en attente"])
def test_a_tumour_marker_is_no_calcium(text: str) -> None:
    assert values(text, "lab", "calcium") == []


@pytest.mark.parametrize(
    "text",
    ["cancer du sein à 38 ans", "irradiée à 20 ans", "jusqu'à 10 ans", "l'ordonnance date d'un an"],
)
def test_an_age_of_the_past_is_not_the_patients_age(text: str) -> None:
    assert values(text, "age") == []
