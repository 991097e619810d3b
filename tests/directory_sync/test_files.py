from __future__ import annotations

import pytest

from directory_sync.files import repaired
from directory_sync.readers.checks import e164


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("HÃ´pital", "Hôpital"),
        ("HyÃ¨res", "Hyères"),
        ("Hôpital", "Hôpital"),
        ("SÃO", "SÃO"),
        ("OSPÃ\x89DALE", "OSPÉDALE"),
    ],
)
def test_text_read_in_the_wrong_encoding_is_repaired(broken: str, right: str) -> None:
    assert repaired(broken) == right


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("04 65 71 00 01", "+33465710001"),
        ("04.65.71.00.01", "+33465710001"),
        ("+33 (0)4 65 71 00 01", "+33465710001"),
        ("0033465710001", "+33465710001"),
        ("465710001", "+33465710001"),
        ("0465710001/0465710002", "+33465710001"),
        ("3114", "3114"),
        ("15", "15"),
        ("abc", None),
        ("", None),
    ],
)
def test_phones_are_stored_in_one_form(written: str, stored: str | None) -> None:
    assert e164(written) == stored
