"""The transversal rules, on hand-made facts."""

from __future__ import annotations

import pytest

from care.clock import FixedClock
from care.triage import Disposition, Level, guess_purpose
from care.triage.grading import two_problems
from care.understanding.facts import Fact, Status
from tests.care.triage.facts import count, fact, grade, protocols, sign, temperature, treatment

CHEMO = treatment("docetaxel", days_ago=9)


@pytest.mark.parametrize("status", [Status.DENIED, Status.PAST, Status.HYPOTHETICAL, Status.OTHER])
def test_only_what_is_current_and_of_the_patient_counts(status: Status, clock: FixedClock) -> None:
    found = grade(sign("chest_pain", status), sign("seizure", status), clock=clock)
    assert found.level is None
    assert found.red_flags == ()


def test_a_doubtful_red_flag_counts_as_present(clock: FixedClock) -> None:
    assert grade(sign("legs_numb", Status.UNCERTAIN), clock=clock).level is Level.RED


def test_denying_a_red_flag_lowers_nothing(clock: FixedClock) -> None:
    fever = grade(temperature(38.2), CHEMO, clock=clock)
    denied = grade(temperature(38.2), CHEMO, sign("chills", Status.DENIED), clock=clock)
    assert fever.level is denied.level is Level.RED


def test_two_amber_problems_of_two_families_make_a_red(clock: FixedClock) -> None:
    found = grade(
        sign("headache"), sign("diarrhea", start=50), count("stools", 5), CHEMO, clock=clock
    )
    assert found.level is Level.RED
    assert found.matched[0].item == "R2_double_orange"


def are_two(*groups: str) -> bool:
    return two_problems(dict.fromkeys(groups, ()), protocols())


def test_the_pain_of_a_lesion_is_that_lesion_but_two_lesions_are_two_problems() -> None:
    assert not are_two("douleur", "mucite")
    assert are_two("mucite", "thrombose_oedeme")
    assert not are_two("neuropathie", "main_pied")
    assert not are_two("fievre_infection", "peau")
    assert are_two("peau", "yeux")
    assert not are_two("dyspnee_toux", "thrombose_oedeme")
    assert are_two("dyspnee_toux", "mucite")
    assert not are_two("mucite")
    assert not are_two()


def test_a_third_problem_that_resembles_two_others_never_makes_them_one() -> None:
    assert not are_two("dyspnee_toux", "fievre_infection")
    assert not are_two("mucite", "fievre_infection")
    assert are_two("dyspnee_toux", "mucite", "fievre_infection")
    assert are_two("mucite", "thrombose_oedeme", "douleur")


def test_two_lesions_told_by_the_same_words_are_one_problem() -> None:
    arm = sign("arm_swelling")
    assert not two_problems({"thrombose_oedeme": (arm,), "peau": (arm,)}, protocols())
    rash = sign("rash", start=60)
    assert two_problems({"thrombose_oedeme": (arm,), "peau": (rash,)}, protocols())


def test_one_problem_seen_by_two_groups_counts_once(clock: FixedClock) -> None:
    assert not are_two("saignement", "urinaire")
    assert not are_two("diarrhee", "immuno_colite")
    assert not are_two("vomissements", "nausees")
    assert are_two("vomissements", "neuro_central")
    assert are_two("saignement", "urinaire", "neuro_central")
    found = grade(sign("hematuria"), sign("bleeding", start=30), clock=clock)
    assert found.level is Level.AMBER


def test_fever_with_no_treatment_named_is_amber_and_asks(clock: FixedClock) -> None:
    found = grade(temperature(38.4), caller="patient", clock=clock)
    assert found.level is Level.AMBER
    assert found.missing[0].slot == "treatment"
    assert found.missing[0].options


def test_a_sign_that_no_rule_explains_is_never_green(clock: FixedClock) -> None:
    found = grade(sign("fatigue"), clock=clock)
    assert found.level is Level.AMBER
    assert found.matched[0].item == "R3_jamais_vert_par_defaut"
    assert found.missing


def test_a_mask_removes_the_comfort_of_a_normal_temperature(clock: FixedClock) -> None:
    normal = temperature(36.9)
    masked = sign("paracetamol_taken", start=20)
    assert grade(normal, CHEMO, clock=clock).level is Level.GREEN
    assert grade(normal, masked, CHEMO, clock=clock).level is Level.AMBER
    assert grade(normal, masked, sign("cough", start=40), CHEMO, clock=clock).level is Level.RED
    old = fact("age", 75)
    assert grade(normal, old, CHEMO, clock=clock).level is Level.AMBER
    assert grade(normal, fact("age", 74), CHEMO, clock=clock).level is Level.GREEN


def test_what_is_only_lacking_is_no_second_problem(clock: FixedClock) -> None:
    found = grade(CHEMO, sign("diarrhea"), sign("no_thermometer", start=40), clock=clock)
    assert found.level is Level.AMBER
    worse = grade(CHEMO, sign("diarrhea"), sign("dysuria", start=40), clock=clock)
    assert worse.level is Level.RED


def test_strong_worry_is_never_less_than_amber(clock: FixedClock) -> None:
    calm = (sign("missed_dose"),)
    worried = (*calm, fact("worry", "strong_worry", "strong_worry", Status.AFFIRMED, 60))
    assert grade(*calm, clock=clock).level is Level.GREEN
    assert grade(*worried, clock=clock).level is Level.AMBER


def test_hormone_therapy_alone_opens_no_fever_window(clock: FixedClock) -> None:
    assert grade(temperature(38.2), treatment("tamoxifen"), clock=clock).level is Level.GREEN


def test_anti_cd20_fever_is_amber_and_red_with_chills(clock: FixedClock) -> None:
    drug = treatment("rituximab", days_ago=200)
    assert grade(temperature(38.2), drug, clock=clock).level is Level.AMBER
    assert grade(temperature(38.2), sign("chills"), drug, clock=clock).level is Level.RED


def test_facts_of_several_messages_add_up(clock: FixedClock) -> None:
    first, second = (CHEMO,), (temperature(39.0),)
    assert grade(*first, clock=clock).level is None
    assert grade(*first, *second, clock=clock).level is Level.RED


def test_adding_a_symptom_never_lowers(clock: FixedClock) -> None:
    bases: list[tuple[Fact, ...]] = [
        (temperature(38.1), CHEMO),
        (sign("diarrhea"), count("stools", 5), CHEMO),
        (sign("nausea"), CHEMO),
    ]
    rank = {None: 0, Level.GREEN: 1, Level.AMBER: 2, Level.RED: 3}
    for base in bases:
        before = rank[grade(*base, clock=clock).level]
        for code in ("cough", "headache", "rash", "confusion", "fatigue", "chest_pain", "pain"):
            after = rank[grade(*base, sign(code, start=600), clock=clock).level]
            assert after >= before, (base, code)


def test_a_patient_with_a_red_is_sent_to_the_15_and_reads_no_hypothesis(clock: FixedClock) -> None:
    found = grade(temperature(38.5), CHEMO, caller="patient", clock=clock)
    assert found.disposition is Disposition.CALL_15
    assert "neutropénie" not in found.headline_lay.lower()
    assert "Neutropénie" in found.headline_pro
    assert grade(temperature(38.5), CHEMO, clock=clock).disposition is Disposition.ON_CALL_NOW


def test_a_red_asks_nothing_more(clock: FixedClock) -> None:
    assert grade(temperature(38.5), CHEMO, clock=clock).missing == ()


def test_no_level_without_any_clinical_fact(clock: FixedClock) -> None:
    found = grade(fact("commune", "Gap", "05061"), fact("age", 62), clock=clock)
    assert found.level is None
    assert found.disposition is Disposition.NONE


@pytest.mark.parametrize(
    ("facts", "purpose"),
    [
        ((sign("not_breathing"),), "vital_emergency"),
        ((sign("vomiting"), CHEMO), "report_complication"),
        ((fact("finding", "lung_nodule", "lung_nodule"),), "report_suspicion"),
        ((fact("finding", "proven_cancer", "proven_cancer"),), None),
        ((), None),
    ],
)
def test_the_purpose_is_guessed_from_facts_alone(
    facts: tuple[Fact, ...], purpose: str | None, clock: FixedClock
) -> None:
    assert guess_purpose(facts, now=clock.now()) == purpose


def test_a_child_goes_to_the_paediatric_network_and_the_old_get_a_g8(clock: FixedClock) -> None:
    node = fact("finding", "lymph_node", "lymph_node")
    child = grade(node, fact("age", 17), clock=clock)
    adult = grade(node, fact("age", 18), clock=clock)
    assert child.speciality == "paediatric"
    assert adult.speciality == "haematology"
    assert any("G8" in note for note in grade(node, fact("age", 70), clock=clock).notes)
    assert not any("G8" in note for note in grade(node, fact("age", 69), clock=clock).notes)


def test_a_nodule_of_eight_millimetres_is_seen_in_seven_days(clock: FixedClock) -> None:
    nodule, age = fact("finding", "lung_nodule", "lung_nodule"), fact("age", 55)
    size = fact("exam", 8, "size", Status.AFFIRMED, 40)
    small = fact("exam", 7.9, "size", Status.AFFIRMED, 40)
    assert grade(nodule, age, size, clock=clock).disposition is Disposition.WITHIN_7D
    assert grade(nodule, age, small, clock=clock).disposition is Disposition.ADVICE_CALLBACK


def test_a_patient_alone_gets_a_delay_but_no_site_named(clock: FixedClock) -> None:
    found = grade(
        fact("finding", "breast_lump", "breast_lump"),
        fact("age", 52),
        caller="patient",
        clock=clock,
    )
    assert found.disposition is Disposition.WITHIN_7D
    assert "cancer" not in found.headline_lay.lower()
    assert found.notes == ()


@pytest.mark.parametrize(("caller", "told_why"), [("gp", True), ("patient", False)])
def test_the_notes_of_a_suspicion_are_for_professionals(
    caller: str, told_why: bool, clock: FixedClock
) -> None:
    image = fact("finding", "lung_image", "lung_image")
    found = grade(image, fact("age", 75), caller=caller, clock=clock)
    assert found.site is not None
    assert bool(found.notes) is told_why


def test_a_red_sign_is_shown_beside_a_suspicion_and_keeps_its_level(clock: FixedClock) -> None:
    image = fact("finding", "lung_image", "lung_image")
    found = grade(image, sign("hemoptysis", start=90), sign("dyspnea_rest", start=200), clock=clock)
    assert found.level is Level.RED
    assert "breath_rest" in {match.item for match in found.matched}


@pytest.mark.parametrize(
    ("code", "level", "lay", "pro"),
    [
        ("missed_dose", Level.GREEN, Disposition.SELF_CARE, Disposition.ADVICE_CALLBACK),
        ("headache", Level.AMBER, Disposition.SAME_DAY, Disposition.SAME_DAY),
        ("legs_numb", Level.RED, Disposition.CALL_15, Disposition.ON_CALL_NOW),
        ("not_breathing", Level.RED, Disposition.CALL_15, Disposition.CALL_15),
    ],
)
def test_each_level_says_what_to_do_to_each_kind_of_caller(
    code: str, level: Level, lay: Disposition, pro: Disposition, clock: FixedClock
) -> None:
    patient = grade(sign(code), CHEMO, caller="patient", clock=clock)
    doctor = grade(sign(code), CHEMO, caller="gp", clock=clock)
    assert patient.level is doctor.level is level
    assert (patient.disposition, doctor.disposition) == (lay, pro)
    assert patient.headline_lay
    assert patient.headline_lay != doctor.headline_pro


def test_a_severe_pain_and_two_ambers_have_their_own_first_line(clock: FixedClock) -> None:
    pain = grade(sign("severe_pain"), clock=clock)
    two = grade(sign("headache"), sign("bruises", start=90), CHEMO, clock=clock)
    calm = grade(sign("missed_dose"), CHEMO, clock=clock)
    assert "douleur" in pain.headline_lay.lower()
    assert "Plusieurs" in two.headline_lay
    assert "Rien d'urgent" in calm.headline_lay
    assert grade(clock=clock).headline_lay == ""
