"""What a mark of an earlier contact raises (rule R5), what it says, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from care.clock import FixedClock
from care.triage import Assessment, Level, assess
from care.triage.repeats import REPEAT, Earlier, raise_repeat, repeat_mark
from care.understanding.facts import Fact
from tests.care.triage.facts import fact, grade, protocols
from tests.care.triage.told import told

TIRED = told(["fatigue", "capecitabine 1d"])
BLED = told(["minor_bleeding_stopped", "epistaxis", "docetaxel 9d"])
LABEL = "2e contact pour le même problème (le premier il y a {} h)"


def mark(
    clock: FixedClock, groups: str, *, again: int = 0, level: str = "", minutes: int = 0
) -> Fact:
    made = clock.now() - timedelta(minutes=minutes)
    return fact(REPEAT, made.isoformat(), REPEAT, groups=groups, again=again, level=level)


def earlier(clock: FixedClock, hours: float, *facts: Fact, elsewhere: bool = True) -> Earlier:
    was = grade(*facts, clock=clock)
    groups = tuple(match.group for match in was.matched if match.group)
    return Earlier(clock.now() - timedelta(hours=hours), was.level, groups, facts, elsewhere)


def marked(
    clock: FixedClock, *before: Earlier, own: tuple[Fact, ...] = TIRED, text: str = "",
    known: tuple[Fact, ...] = (),
) -> Fact | None:  # fmt: skip
    return repeat_mark(text, own, known, before, now=clock.now(), protocols=protocols())


def told_again(clock: FixedClock, *facts: Fact, purpose: str | None = None) -> Assessment:
    plain = [each for each in facts if each.entity != REPEAT]
    now = grade(*plain, clock=clock)
    if purpose is not None:
        now = replace(now, purpose=purpose)
    return raise_repeat(now, facts, caller="gp", now=clock.now(), protocols=protocols())


@pytest.mark.parametrize(
    ("hours", "said"), [(0, 1), (0.4, 1), (1.6, 2), (26, 26), (47.5, 48), (48, 48)]
)
def test_a_mark_says_how_many_hours_ago_and_points_at_no_words(
    hours: float, said: int, clock: FixedClock
) -> None:
    made = marked(clock, earlier(clock, hours, *TIRED))
    assert made is not None
    assert made.attributes["label"] == LABEL.format(said)
    assert (made.evidence, made.start, made.end) == ("", 0, 0)


def test_without_the_rule_nothing_is_marked_and_nothing_raised(clock: FixedClock) -> None:
    bare = replace(protocols(), repeat=None)
    before = earlier(clock, 5, *TIRED)
    assert repeat_mark("", TIRED, (), (before,), now=clock.now(), protocols=bare) is None
    now = grade(*TIRED, clock=clock)
    known = (*TIRED, mark(clock, "fatigue_etat_general"))
    assert raise_repeat(now, known, caller="gp", now=clock.now(), protocols=bare) == now


@pytest.mark.parametrize(
    ("words", "again"), [("vais pas mieux", 1), ("pas mieux", 1), ("pas faim", 0), ("épuisé", 0)]
)
def test_two_words_of_what_is_said_again_tell_no_sign_of_their_own_one_does(
    words: str, again: int, clock: FixedClock
) -> None:
    own = (replace(TIRED[0], evidence=words), TIRED[1])
    made = marked(clock, earlier(clock, 5, *TIRED), own=own, text="je ne vais pas mieux")
    assert made is not None
    assert made.attributes["again"] == again


def test_another_problem_marked_already_does_not_stop_this_one(clock: FixedClock) -> None:
    before = earlier(clock, 5, *TIRED)
    (group,) = before.groups
    assert marked(clock, before, known=(mark(clock, "saignement"),)) is not None
    assert marked(clock, before, known=(mark(clock, group, minutes=49 * 60),)) is not None
    assert marked(clock, before, known=(mark(clock, group, minutes=47 * 60),)) is None


def test_a_mark_of_another_problem_raises_nothing(clock: FixedClock) -> None:
    plain = grade(*TIRED, clock=clock)
    assert plain.level is Level.GREEN
    assert told_again(clock, *TIRED, mark(clock, "saignement")) == plain
    nothing = grade(clock=clock)
    assert told_again(clock, mark(clock, "fatigue_etat_general")) == nothing


def test_a_mark_that_would_not_raise_adds_nothing(clock: FixedClock) -> None:
    amber = told(["headache", "docetaxel 9d"])
    plain = grade(*amber, clock=clock)
    assert plain.level is Level.AMBER
    again = mark(clock, "fatigue_etat_general", again=1, level="green")
    assert told_again(clock, *amber, again) == plain


def test_of_two_marks_the_one_that_raises_most_counts_whichever_was_made_first(
    clock: FixedClock,
) -> None:
    mild = mark(clock, "fatigue_etat_general", again=1, level="green")
    grave = mark(clock, "diarrhee", again=1, level="amber")
    assert told_again(clock, mild, grave).level is Level.RED
    assert told_again(clock, grave, mild).level is Level.RED
    assert told_again(clock, mild).level is Level.AMBER


def test_the_match_shows_the_words_of_one_problem_and_a_worry_is_none(clock: FixedClock) -> None:
    two = told(["fatigue", "missed_dose", "capecitabine 1d"])
    shown = told_again(clock, *two, mark(clock, "fatigue_etat_general")).matched[0]
    assert shown.evidence.startswith("fatigue, ")
    assert "missed_dose" not in shown.evidence
    worry = told(["strong_worry"])
    again = mark(clock, "diarrhee", again=1, level="amber")
    assert "strong_worry" not in told_again(clock, *worry, again).matched[0].evidence


def test_what_comes_back_is_a_complication_unless_the_purpose_is_known(clock: FixedClock) -> None:
    again = mark(clock, "diarrhee", again=1, level="amber")
    assert told_again(clock, again).purpose == "report_complication"
    assert told_again(clock, *TIRED, again, purpose="ask_advice").purpose == "ask_advice"


def test_an_age_that_is_no_number_is_no_other_patient(clock: FixedClock) -> None:
    before = earlier(clock, 5, *TIRED, fact("age", "6.2.3"))
    assert marked(clock, before, own=(*TIRED, fact("age", 48))) is not None


def test_the_marks_are_read_by_the_whole_engine(clock: FixedClock) -> None:
    facts = (*BLED, mark(clock, "saignement"))
    found = assess(facts, caller="gp", now=clock.now(), protocols=protocols())
    assert grade(*BLED, clock=clock).level is Level.GREEN
    assert (found.level, found.matched[0].item) == (Level.AMBER, "R5_rappel_repete")
