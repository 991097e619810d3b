"""What the caller wants, from the facts alone: an emergency, a plan, a first sign, a complaint, then a request."""

from __future__ import annotations

import pytest

from care.clock import FixedClock
from care.triage.assessment import Assessment
from care.understanding.facts import Fact, Status
from tests.care.triage.facts import grade
from tests.care.triage.making import fact
from tests.care.triage.told import told


def wish(code: str, entity: str = "request", status: Status = Status.AFFIRMED) -> Fact:
    return fact(entity, code, code, 90_000, status)


def said(*words: str, more: tuple[Fact, ...] = (), clock: FixedClock) -> Assessment:
    return grade(*told(words), *more, clock=clock)


@pytest.mark.parametrize(
    ("words", "wishes", "purpose", "confidence"),
    [
        (["not_breathing"], [], "vital_emergency", 0.95),
        (["chills", "docetaxel 9d"], [], "report_complication", 0.9),
        (["chills"], [], "report_complication", 0.75),
        (["missed_dose", "capecitabine 1d"], [], "ask_advice", 0.7),
        (["missed_dose", "chills", "capecitabine 1d"], [], "report_complication", 0.9),
        (["lymphoedema", "no treatment"], ["ask_advice"], "ask_advice", 0.7),
        (["lymphoedema", "no treatment"], [], "report_complication", 0.75),
        (["biopsy_positive"], ["book_oncology"], "book_oncology", 0.7),
        (["docetaxel 9d"], ["ask_advice"], "ask_advice", 0.7),
        ([], ["book_oncology"], "book_oncology", 0.6),
        ([], ["delete_my_data", "book_oncology"], "delete_my_data", 0.6),
        ([], ["give_feedback"], "give_feedback", 0.6),
        ([], ["check_request", "give_feedback"], "check_request", 0.6),
        (["anxiety", "no treatment"], ["find_caregiver_support"], "find_caregiver_support", 0.6),
        (["anxiety", "no treatment"], [], "report_complication", 0.75),
        (["anxiety", "fatigue", "docetaxel 9d"], ["check_request"], "check_request", 0.6),
        (["chills", "docetaxel 9d"], ["book_oncology"], "report_complication", 0.9),
        (["lung_image"], [], "report_suspicion", 0.85),
        (["lung_image", "proven_cancer"], [], "report_suspicion", 0.85),
        (["generic_mass"], [], "report_suspicion", 0.85),
        (["rectal_bleeding", "age 60", "proven_cancer"], [], None, None),
        ([], [], None, 0.0),
        (["prostate_risk"], [], "report_suspicion", 0.7),
        (["death_wish", "no treatment"], ["check_request"], "report_complication", 0.75),
        (["lymphoedema", "no treatment"], ["check_request"], "report_complication", 0.75),
        (["seizure"], [], "vital_emergency", 0.95),
        (["spo2 85"], [], "vital_emergency", 0.95),
        (["spo2 86"], [], "report_complication", 0.75),
        (["prostate_risk"], ["cancel_appointment"], "report_suspicion", 0.7),
        (["lung_image"], ["book_oncology"], "report_suspicion", 0.85),
        (["lung_nodule", "anxiety", "no treatment"], ["check_request"], "report_suspicion", 0.85),
        (["lung_nodule", "anxiety", "no treatment"], [], "report_suspicion", 0.85),
        (["missed_dose", "anemia_signs", "capecitabine 1d"], [], "report_complication", 0.9),
        (["biopsy_positive", "chills"], ["book_oncology"], "report_suspicion", 0.85),
        (["histology_pending"], ["ask_advice"], "ask_advice", 0.7),
        (["vaginal_bleeding", "age 75", "death_wish"], [], "report_suspicion", 0.85),
    ],
    ids=str,
)
def test_the_purpose_follows_what_is_told_then_what_is_asked(
    words: list[str],
    wishes: list[str],
    purpose: str | None,
    confidence: float | None,
    clock: FixedClock,
) -> None:
    found = said(*words, more=tuple(wish(code) for code in wishes), clock=clock)
    assert found.purpose == purpose, found.matched
    assert confidence is None or found.confidence == confidence


def test_a_kind_of_care_named_alone_asks_where_to_find_it(clock: FixedClock) -> None:
    care = wish("psychologist", "care_type")
    assert said(more=(care,), clock=clock).purpose == "find_support_care"
    assert said(more=(care, wish("ask_advice")), clock=clock).purpose == "ask_advice"
    assert said(more=(care, wish("check_request")), clock=clock).purpose == "find_support_care"
    assert said(more=(care, wish("report_no_gp")), clock=clock).purpose == "report_no_gp"
    assert said("anxiety", "no treatment", more=(care,), clock=clock).purpose == "find_support_care"
    refused = wish("psychologist", "care_type", Status.DENIED)
    assert said(more=(refused,), clock=clock).purpose is None
    assert said(more=(wish("book_oncology", status=Status.DENIED),), clock=clock).purpose is None


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        (["blasts", "age 17"], "report_suspicion"),
        (["blasts", "age 18"], "report_complication"),
        (["blasts", "child_word"], "report_suspicion"),
        (["blasts", "no_cancer", "age 40"], "report_suspicion"),
        (["blasts", "age 17", "docetaxel 9d"], "report_complication"),
    ],
    ids=str,
)
def test_a_grave_first_sign_of_a_child_or_of_somebody_without_cancer_is_a_suspicion(
    words: list[str], purpose: str, clock: FixedClock
) -> None:
    assert said(*words, clock=clock).purpose == purpose


def test_booking_without_a_positive_biopsy_or_a_biopsy_without_booking_is_no_plan(
    clock: FixedClock,
) -> None:
    booked = said("biopsy_positive", more=(wish("book_oncology"),), clock=clock)
    alone = said("biopsy_positive", clock=clock)
    assert (booked.purpose, booked.confidence) == ("book_oncology", 0.7)
    assert alone.purpose != "book_oncology"
    assert said("docetaxel 9d", more=(wish("book_oncology"),), clock=clock).confidence == 0.6


@pytest.mark.parametrize(
    ("words", "site", "purpose"),
    [
        (["rectal_bleeding", "age 60"], None, "report_suspicion"),
        (["rectal_bleeding", "age 60"], "cancer du pancréas", None),
        (["rectal_bleeding", "age 60"], "pancréas", "report_suspicion"),
        (["rectal_bleeding", "age 60", "suspicion_word"], "cancer du pancréas", "report_suspicion"),
        (["dyspnea_rest", "suspicion_word"], "cancer du pancréas", "report_suspicion"),
        (["dyspnea_rest", "histology_pending"], "cancer du pancréas", "report_suspicion"),
        (["dyspnea_rest", "histology_pending"], None, "report_suspicion"),
    ],
    ids=str,
)
def test_a_cancer_named_outright_is_known_unless_it_is_said_suspected(
    words: list[str], site: str | None, purpose: str | None, clock: FixedClock
) -> None:
    named = Fact("cancer_site", "pancreas", "pancreas", site or "", 80_000, 80_020)
    assert said(*words, more=(named,) if site else (), clock=clock).purpose == purpose


def test_only_the_place_of_a_cancer_names_it(clock: FixedClock) -> None:
    finding = Fact("finding", "x", "rectal_bleeding", "cancer du côlon qui saigne", 80_000, 80_026)
    assert said("age 60", more=(finding,), clock=clock).purpose == "report_suspicion"
