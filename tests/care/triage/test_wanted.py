"""Whose word counts for what is wanted: the model's, or the rules'."""

from __future__ import annotations

import pytest

from care.triage.wanted import settle_purpose


@pytest.mark.parametrize(
    ("read", "confidence", "by_rules", "red", "settled"),
    [
        ("ask_advice", 0.9, "vital_emergency", True, "vital_emergency"),
        ("report_complication", 0.99, "vital_emergency", True, "vital_emergency"),
        ("cancel_appointment", 0.99, "report_complication", True, "report_complication"),
        ("cancel_appointment", 0.5, "report_complication", False, "cancel_appointment"),
        ("report_suspicion", 0.6, "report_complication", False, "report_complication"),
        ("report_suspicion", 0.95, "report_complication", False, "report_suspicion"),
        ("report_suspicion", 0.6, None, False, "report_suspicion"),
        ("find_support_care", 0.3, None, False, "find_support_care"),
        (None, 0.0, "report_suspicion", False, "report_suspicion"),
        (None, 0.0, None, False, None),
    ],
)
def test_the_rules_decide_between_clinical_purposes_unless_the_model_is_sure(
    read: str | None, confidence: float, by_rules: str | None, red: bool, settled: str | None
) -> None:
    assert settle_purpose(read, confidence, by_rules, red=red) == settled
