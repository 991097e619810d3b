"""Each threshold on both sides: the limit itself belongs to the serious side."""

from __future__ import annotations

import pytest

from care.clock import FixedClock
from care.triage import Level
from care.understanding.facts import Fact
from tests.care.triage.facts import count, grade, lab, sign, temperature, treatment, vital

RED, AMBER, GREEN = Level.RED, Level.AMBER, Level.GREEN
CHEMO = treatment("docetaxel", days_ago=9)
IMMUNO = treatment("pembrolizumab", days_ago=30)


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ((temperature(38.0), CHEMO), RED),
        ((temperature(37.9), CHEMO), AMBER),
        ((temperature(37.5), CHEMO), AMBER),
        ((temperature(37.4), CHEMO), GREEN),
        ((temperature(36.0), CHEMO), GREEN),
        ((temperature(35.9), CHEMO), RED),
        ((temperature(38.0), IMMUNO), AMBER),
        ((lab("platelets", 20), CHEMO), RED),
        ((lab("platelets", 20.1), CHEMO), AMBER),
        ((lab("platelets", 50), CHEMO), AMBER),
        ((lab("platelets", 50.1), CHEMO), GREEN),
        ((lab("platelets", 75), CHEMO), GREEN),
        ((lab("platelets", 75.1), CHEMO), None),
        ((lab("hemoglobin", 7.0), CHEMO), RED),
        ((lab("hemoglobin", 7.1), CHEMO), AMBER),
        ((lab("hemoglobin", 8.0), CHEMO), AMBER),
        ((lab("hemoglobin", 8.1), CHEMO), GREEN),
        ((lab("hemoglobin", 11.0), CHEMO), GREEN),
        ((lab("hemoglobin", 11.1), CHEMO), None),
        ((lab("neutrophils", 0.5), CHEMO), AMBER),
        ((lab("neutrophils", 0.51), CHEMO), GREEN),
        ((lab("neutrophils", 1.5), CHEMO), GREEN),
        ((lab("neutrophils", 1.6), CHEMO), None),
        ((lab("potassium", 6.0),), RED),
        ((lab("potassium", 5.9),), AMBER),
        ((lab("potassium", 5.5),), AMBER),
        ((lab("potassium", 5.4),), None),
        ((lab("sodium", 124),), RED),
        ((lab("sodium", 125),), AMBER),
        ((lab("sodium", 129),), AMBER),
        ((lab("sodium", 130),), None),
        ((lab("calcium", 3.0),), RED),
        ((lab("calcium", 2.99),), AMBER),
        ((lab("calcium", 2.65),), AMBER),
        ((lab("calcium", 2.64),), None),
        ((lab("calcium", 1.90),), RED),
        ((lab("calcium", 1.91),), AMBER),
        ((lab("calcium", 2.00),), AMBER),
        ((lab("calcium", 2.01),), GREEN),
        ((lab("calcium", 2.20),), GREEN),
        ((lab("calcium", 2.21),), None),
        ((lab("magnesium", 0.40),), RED),
        ((lab("magnesium", 0.41),), AMBER),
        ((lab("magnesium", 0.50),), AMBER),
        ((lab("magnesium", 0.51),), None),
        ((lab("alat", 5), IMMUNO), RED),
        ((lab("alat", 4.9), IMMUNO), AMBER),
        ((lab("alat", 3), IMMUNO), AMBER),
        ((lab("alat", 2.9), IMMUNO), GREEN),
        ((lab("bilirubin", 3),), RED),
        ((lab("bilirubin", 2.9),), AMBER),
        ((lab("bilirubin", 1.5),), AMBER),
        ((lab("bilirubin", 1.4),), None),
        ((lab("alat", 3), lab("bilirubin", 2)), RED),
        ((lab("alat", 3), lab("bilirubin", 1.9)), AMBER),
        ((lab("creatinine_ratio", 2),), RED),
        ((lab("creatinine_ratio", 1.9),), AMBER),
        ((lab("creatinine_ratio", 1.5),), AMBER),
        ((lab("creatinine_ratio", 1.4),), None),
        ((lab("glucose", 14), IMMUNO), RED),
        ((lab("glucose", 13.9), IMMUNO), AMBER),
        ((lab("glucose", 11), IMMUNO), AMBER),
        ((lab("glucose", 10.9), IMMUNO), None),
        ((lab("leukocytes", 100),), RED),
        ((lab("leukocytes", 99),), None),
        ((sign("vomiting"), count("vomits", 6), CHEMO), RED),
        ((sign("vomiting"), count("vomits", 5), CHEMO), AMBER),
        ((sign("vomiting"), count("vomits", 2), CHEMO), AMBER),
        ((sign("vomiting"), count("vomits", 1), CHEMO), GREEN),
        ((sign("diarrhea"), count("stools", 7), CHEMO), RED),
        ((sign("diarrhea"), count("stools", 6), CHEMO), AMBER),
        ((sign("diarrhea"), count("stools", 4), CHEMO), AMBER),
        ((sign("diarrhea"), count("stools", 3), CHEMO), GREEN),
        ((sign("diarrhea"), count("stools", 1), IMMUNO), AMBER),
        ((sign("pain"), vital("pain", 7)), RED),
        ((sign("pain"), vital("pain", 6)), AMBER),
        ((sign("pain"), vital("pain", 4)), AMBER),
        ((sign("pain"), vital("pain", 3)), GREEN),
        ((vital("spo2", 92),), RED),
        ((vital("spo2", 93),), None),
        ((vital("respiratory_rate", 25),), RED),
        ((vital("respiratory_rate", 24),), None),
        ((temperature(38.5), vital("respiratory_rate", 22), treatment("tamoxifen")), RED),
        ((temperature(38.5), vital("respiratory_rate", 21), treatment("tamoxifen")), GREEN),
        ((temperature(38.5), vital("heart_rate", 120), treatment("tamoxifen")), RED),
        ((temperature(38.5), vital("heart_rate", 119), treatment("tamoxifen")), GREEN),
        ((temperature(38.5), vital("systolic", 100), treatment("tamoxifen")), RED),
        ((temperature(38.5), vital("systolic", 101), treatment("tamoxifen")), GREEN),
        ((vital("systolic", 180), sign("headache")), RED),
        ((vital("systolic", 179), sign("headache")), AMBER),
        ((vital("diastolic", 110),), AMBER),
        ((vital("diastolic", 109),), None),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_threshold_on_both_sides(
    facts: tuple[Fact, ...], level: Level | None, clock: FixedClock
) -> None:
    found = grade(*facts, clock=clock)
    assert found.level == level, found.matched


@pytest.mark.parametrize(
    ("drug", "last_inside"),
    [("docetaxel", 42), ("lomustine", 56), ("capecitabine", 42), ("palbociclib", 28)],
)
def test_a_red_window_closes_on_its_day(drug: str, last_inside: int, clock: FixedClock) -> None:
    fever = temperature(38.3)
    inside = grade(fever, treatment(drug, days_ago=last_inside), clock=clock)
    outside = grade(fever, treatment(drug, days_ago=last_inside + 1), clock=clock)
    assert inside.level is RED
    assert outside.level is GREEN


def test_an_unknown_date_counts_as_inside_the_window(clock: FixedClock) -> None:
    assert grade(temperature(38.0), treatment("docetaxel"), clock=clock).level is RED


def test_immunotherapy_explains_a_diarrhoea_for_twelve_months(clock: FixedClock) -> None:
    stools = (sign("diarrhea"), count("stools", 2))
    assert grade(*stools, treatment("pembrolizumab", days_ago=365), clock=clock).level is AMBER
    assert grade(*stools, treatment("pembrolizumab", days_ago=366), clock=clock).level is GREEN
