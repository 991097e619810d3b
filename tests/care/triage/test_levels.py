"""The three levels: the graver wins, and each answer has the longest delay that the table allows."""

from __future__ import annotations

from care.triage.levels import MAX_DELAY_HOURS, Disposition, Level, more_severe, rank, worst

GRAVEST_FIRST = [Level.RED, Level.AMBER, Level.GREEN, None]


def test_the_graver_of_two_levels_wins_whatever_their_order() -> None:
    for place, graver in enumerate(GRAVEST_FIRST):
        for other in GRAVEST_FIRST[place:]:
            assert more_severe(graver, other) == more_severe(other, graver) == graver
            assert worst([other, graver]) == graver
    assert worst([]) is None
    assert [rank(level) for level in GRAVEST_FIRST] == [3, 2, 1, 0]


def test_red_waits_for_nothing_amber_a_day_and_green_three() -> None:
    assert MAX_DELAY_HOURS == {
        Disposition.CALL_15: 0,
        Disposition.ON_CALL_NOW: 0,
        Disposition.SAME_DAY: 24,
        Disposition.WITHIN_48H: 48,
        Disposition.WITHIN_7D: 168,
        Disposition.WITHIN_14D: 336,
        Disposition.ADVICE_CALLBACK: 72,
        Disposition.SELF_CARE: 72,
        Disposition.NONE: None,
    }
