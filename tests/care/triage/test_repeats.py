"""Rule R5: a second contact for the same problem within 48 h goes up one level, and never lowers one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from care.clock import FixedClock
from care.triage import Assessment, Disposition, Level, assess
from care.triage.repeats import REPEAT, Earlier, comes_back, repeat_mark
from care.understanding.facts import Fact
from care.understanding.reading import read_message
from tests.care.triage.facts import fact, protocols

STOOLS = "Je suis sous capécitabine, j'ai 5 selles liquides de plus par jour, pas de fièvre"
STILL = "J'ai encore 5 selles liquides de plus par jour"
TIRED = "Je suis sous capécitabine, un peu fatigué mais autonome, température 36,8"


def read(text: str, clock: FixedClock) -> tuple[Fact, ...]:
    return read_message(text, now=clock.now()).facts


def graded(clock: FixedClock, *facts: Fact, caller: str = "patient") -> Assessment:
    return assess(facts, caller=caller, now=clock.now(), protocols=protocols())


def contact(
    clock: FixedClock,
    text: str,
    hours: float,
    *,
    elsewhere: bool = False,
    also: tuple[Fact, ...] = (),
) -> Earlier:
    facts = (*read(text, clock), *also)
    was = graded(clock, *facts)
    groups = tuple(match.group for match in was.matched if match.group)
    return Earlier(clock.now() - timedelta(hours=hours), was.level, groups, facts, elsewhere)


def again(
    clock: FixedClock, text: str, *earlier: Earlier, known: tuple[Fact, ...] = ()
) -> Fact | None:
    own = read(text, clock)
    return repeat_mark(text, own, known, earlier, now=clock.now(), protocols=protocols())


@pytest.mark.parametrize(
    ("hours", "counts"), [(0.1, True), (47.9, True), (48, True), (48.1, False)]
)
def test_both_sides_of_forty_eight_hours(clock: FixedClock, hours: float, counts: bool) -> None:
    before = contact(clock, STOOLS, hours, elsewhere=True)
    assert before.level is Level.AMBER
    mark = again(clock, STOOLS, before)
    assert (mark is not None) is counts
    facts = (*read(STOOLS, clock), *([mark] if mark else []))
    assert graded(clock, *facts).level is (Level.RED if counts else Level.AMBER)


def test_the_match_says_what_was_told_twice_and_where_the_rule_comes_from(
    clock: FixedClock,
) -> None:
    mark = again(clock, STOOLS, contact(clock, STOOLS, 26, elsewhere=True))
    assert mark is not None
    answer = graded(clock, *read(STOOLS, clock), mark)
    first = answer.matched[0]
    assert (first.item, first.grade) == ("R5_rappel_repete", "red")
    assert "il y a 26 h" in first.evidence
    assert "BMJ" in first.source
    assert answer.missing == ()
    assert answer.disposition is Disposition.CALL_15
    assert "nouveau" in answer.headline_lay
    gp = graded(clock, *read(STOOLS, clock), mark, caller="gp")
    assert gp.disposition is Disposition.ON_CALL_NOW


def test_another_family_of_problems_is_no_second_contact(clock: FixedClock) -> None:
    before = contact(
        clock, "Sous docétaxel, j'ai des fourmillements dans les doigts", 5, elsewhere=True
    )
    assert before.groups
    assert again(clock, STOOLS, before) is None


def test_a_green_goes_up_to_amber_only(clock: FixedClock) -> None:
    before = contact(clock, TIRED, 20, elsewhere=True)
    assert before.level is Level.GREEN
    mark = again(clock, TIRED, before)
    assert mark is not None
    answer = graded(clock, *read(TIRED, clock), mark)
    assert answer.level is Level.AMBER
    assert answer.disposition is Disposition.SAME_DAY


def test_a_red_stays_red_and_nothing_is_added(clock: FixedClock) -> None:
    text = "Sous docétaxel il y a 9 jours, 39 de fièvre"
    mark = again(clock, text, contact(clock, text, 3, elsewhere=True))
    assert mark is not None
    with_mark, without = graded(clock, *read(text, clock), mark), graded(clock, *read(text, clock))
    assert with_mark.level is without.level is Level.RED
    assert with_mark.matched == without.matched


def test_not_better_is_enough_without_the_signs(clock: FixedClock) -> None:
    before = contact(clock, TIRED, 20, elsewhere=True)
    mark = again(clock, "bonjour, c'est encore moi, ça ne va pas mieux", before)
    assert mark is not None
    assert graded(clock, mark).level is Level.AMBER
    worse = again(clock, "ça empire", contact(clock, STOOLS, 20, elsewhere=True))
    assert worse is not None
    assert graded(clock, worse).level is Level.RED


def test_a_thank_you_is_no_second_contact(clock: FixedClock) -> None:
    known = read(STOOLS, clock)
    before = contact(clock, STOOLS, 20)
    assert again(clock, "merci, et à Gap il y a une diététicienne ?", before, known=known) is None
    assert again(clock, STILL, before, known=known) is not None


def test_another_patient_of_the_same_number_is_not_the_same_problem(clock: FixedClock) -> None:
    before = contact(clock, STOOLS, 4, elsewhere=True, also=(fact("age", 62),))
    own = (*read(STOOLS, clock), fact("age", 48))
    rules = protocols()
    assert repeat_mark("", own, (), [before], now=clock.now(), protocols=rules) is None
    same = (*read(STOOLS, clock), fact("age", 62))
    assert repeat_mark("", same, (), [before], now=clock.now(), protocols=rules) is not None


def test_a_mark_is_made_once_and_stops_counting_after_forty_eight_hours(clock: FixedClock) -> None:
    before = contact(clock, STOOLS, 10, elsewhere=True)
    mark = again(clock, STOOLS, before)
    assert mark is not None
    facts = (*read(STOOLS, clock), mark)
    assert again(clock, STOOLS, before, known=facts) is None
    clock.set(clock.now() + timedelta(hours=49))
    assert graded(clock, *facts).level is Level.AMBER


@pytest.mark.parametrize("value", ["hier", "", "2026-11-23T08:00:00", "2031-01-01T00:00:00+00:00"])
def test_a_mark_that_nobody_could_have_made_raises_nothing(clock: FixedClock, value: str) -> None:
    mark = fact(REPEAT, value, REPEAT, groups="diarrhee", again=1, level="amber")
    assert graded(clock, *read(STOOLS, clock), mark).level is Level.AMBER


def test_somebody_who_comes_back_without_signs_is_known_for_a_moment(clock: FixedClock) -> None:
    mark = again(clock, "c'est encore moi, pas mieux", contact(clock, TIRED, 20, elsewhere=True))
    assert mark is not None
    assert comes_back([mark], clock.now())
    assert not comes_back([mark], clock.now() + timedelta(hours=1))
    assert not comes_back([fact(REPEAT, "hier", REPEAT, again=1)], clock.now())


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        (("age", 62), ("age", 63), True),
        (("age", 62), ("age", 64), False),
        (("sex", "male"), ("sex", "male"), True),
        (("sex", "male"), ("sex", "female"), False),
        (("age", 62), ("sex", "female"), True),
    ],
)
def test_a_birthday_is_no_other_patient_but_another_sex_is(
    before: tuple[str, object], now: tuple[str, object], same: bool, clock: FixedClock
) -> None:
    earlier = contact(clock, STOOLS, 4, elsewhere=True, also=(fact(*before),))
    own = (*read(STOOLS, clock), fact(*now))
    found = repeat_mark(STOOLS, own, (), (earlier,), now=clock.now(), protocols=protocols())
    assert (found is not None) is same


@pytest.mark.parametrize(("minutes", "just_now"), [(0, True), (5, True), (5.1, False), (-1, False)])
def test_somebody_has_just_come_back_for_five_minutes(
    minutes: float, just_now: bool, clock: FixedClock
) -> None:
    made = (clock.now() - timedelta(minutes=minutes)).isoformat()
    mark = fact(REPEAT, made, REPEAT, again=1)
    assert comes_back((mark,), clock.now()) is just_now
    assert not comes_back((fact(REPEAT, made, REPEAT, again=0),), clock.now())
