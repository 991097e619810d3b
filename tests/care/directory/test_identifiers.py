from __future__ import annotations

import pytest

from care.directory.identifiers import is_valid_finess


@pytest.mark.parametrize("number", ["130999998", "130783293", "010000024", "040000028"])
def test_real_and_test_numbers_have_a_right_key(number: str) -> None:
    assert is_valid_finess(number)


@pytest.mark.parametrize(
    "number", ["130999997", "13099999", "1309999988", "2C0000000", "ABCDEFGHI", "", "310783293"]
)
def test_a_wrong_key_or_shape_is_refused(number: str) -> None:
    assert not is_valid_finess(number)


def test_corsican_numbers_count_their_letter() -> None:
    valid = [number for key in "0123456789" if is_valid_finess(number := f"2A000001{key}")]
    assert len(valid) == 1
    other = [number for key in "0123456789" if is_valid_finess(number := f"2B000001{key}")]
    assert valid[0][-1] != other[0][-1]
