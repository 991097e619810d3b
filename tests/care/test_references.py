"""References are dictated over the phone: one wrong character must never find another appointment."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from care.references import ALPHABET, new_reference, read_reference

references = st.builds(
    lambda prefix, seed: new_reference(prefix, pick=lambda _letters: seed.pop()),
    st.sampled_from(["ON", "AC", "DR"]),
    st.lists(st.sampled_from(ALPHABET), min_size=4, max_size=4),
)


@given(references)
def test_a_reference_is_read_back_however_it_is_typed(reference: str) -> None:
    spaced = " ".join(reference.lower().replace("-", ""))
    for typed in (
        reference,
        reference.lower(),
        reference.replace("-", " "),
        spaced,
        f"ma ref : {reference}.",
    ):
        assert read_reference(typed) == reference


@given(references, st.integers(3, 6), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_refused(reference: str, place: int, letter: str) -> None:
    wrong = reference[:place] + letter + reference[place + 1 :]
    assert wrong == reference or read_reference(wrong) is None


@given(references, st.integers(3, 5))
def test_two_swapped_characters_are_refused(reference: str, place: int) -> None:
    swapped = reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]
    assert swapped == reference or read_reference(swapped) is None
