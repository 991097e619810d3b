"""What must hold whatever is said: no symptom lowers, no denial raises, nothing unknown reassures."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli.evaluate_triage import TODAY, VIGNETTES
from care.triage import Assessment, Level, assess, load_protocols
from care.triage.answering import facts_from_answer
from care.triage.levels import rank
from care.triage.questions import MOST_QUESTIONS
from care.triage.vignettes import load_vignettes
from care.understanding.facts import Fact, Status
from care.understanding.library import phrase_lexicon
from care.understanding.reading import read_message
from tests.care.triage.facts import fact, lab, sign, temperature, treatment

NOW: datetime = TODAY
QUICK = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
# Signs whose very meaning is that a trouble is known, mild or over: they may lower, and only they.
REASSURING = frozenset(
    {
        "relieved_pain", "minor_bleeding_stopped", "minimal_hemoptysis", "known_back_pain",
        "known_headache", "coloured_urine_drug", "dressing_reaction", "scar_pain", "puncture_bruise",
        "missed_dose", "common_cold", "cough", "tingling", "dry_eye",
    }
)  # fmt: skip


@lru_cache(maxsize=1)
def symptoms() -> tuple[str, ...]:
    codes = {e.code for e in phrase_lexicon().entries if e.entity == "symptom"}
    return tuple(sorted(codes - REASSURING))


def signs(least: int = 0, most: int = 5) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(symptoms()), min_size=least, max_size=most, unique=True)


TREATMENTS = st.sampled_from(
    [
        (),
        (treatment("docetaxel", days_ago=9),),
        (treatment("pembrolizumab", days_ago=30),),
        (treatment("tamoxifen"),),
        (treatment("docetaxel", days_ago=400),),
        (treatment("docetaxel", status=Status.DENIED),),
    ]
)
MEASURES = st.sampled_from(
    [(), (temperature(36.8),), (temperature(37.6),), (temperature(38.4),), (lab("platelets", 45),)]
)


def facts_of(codes: list[str], *more: tuple[Fact, ...]) -> tuple[Fact, ...]:
    said = tuple(sign(code, start=1000 * (n + 1)) for n, code in enumerate(codes))
    return (*said, *(one for each in more for one in each))


def graded(facts: tuple[Fact, ...], caller: str = "patient") -> Assessment:
    return assess(facts, caller=caller, now=NOW, protocols=load_protocols())


@QUICK
@given(codes=signs(), added=st.sampled_from(symptoms()), drugs=TREATMENTS, measured=MEASURES)
def test_adding_a_symptom_never_lowers(
    codes: list[str], added: str, drugs: tuple[Fact, ...], measured: tuple[Fact, ...]
) -> None:
    before = graded(facts_of(codes, drugs, measured))
    more = (*facts_of(codes, drugs, measured), sign(added, start=90_000))
    assert rank(graded(more).level) >= rank(before.level), (codes, added)


@QUICK
@given(codes=signs(1), denied=st.sampled_from(symptoms()), drugs=TREATMENTS, measured=MEASURES)
def test_a_denial_never_raises(
    codes: list[str], denied: str, drugs: tuple[Fact, ...], measured: tuple[Fact, ...]
) -> None:
    base = facts_of(codes, drugs, measured)
    more = (*base, sign(denied, Status.DENIED, start=90_000))
    assert rank(graded(more).level) <= rank(graded(base).level)


@QUICK
@given(codes=signs(1), denied=st.sampled_from(symptoms()), drugs=TREATMENTS)
def test_denying_something_else_never_lowers_what_is_said(
    codes: list[str], denied: str, drugs: tuple[Fact, ...]
) -> None:
    base = facts_of(codes, drugs)
    more = (*base, sign(denied, Status.DENIED, start=90_000))
    assert graded(more).level == graded(base).level


@QUICK
@given(
    codes=signs(1),
    status=st.sampled_from([Status.PAST, Status.HYPOTHETICAL, Status.OTHER, Status.DENIED]),
)
def test_what_is_past_feared_or_another_persons_makes_no_level(
    codes: list[str], status: Status
) -> None:
    said = tuple(sign(code, status, start=1000 * n) for n, code in enumerate(codes))
    assert graded(said).level is None


@QUICK
@given(codes=signs(1), drugs=TREATMENTS, measured=MEASURES, data=st.data())
def test_the_order_of_the_facts_does_not_matter(
    codes: list[str], drugs: tuple[Fact, ...], measured: tuple[Fact, ...], data: st.DataObject
) -> None:
    facts = facts_of(codes, drugs, measured)
    shuffled = tuple(data.draw(st.permutations(facts)))
    one, two = graded(facts), graded(shuffled)
    assert (one.level, set(one.red_flags), one.purpose) == (
        two.level,
        set(two.red_flags),
        two.purpose,
    )
    assert {m.item for m in one.matched} == {m.item for m in two.matched}


@QUICK
@given(codes=signs(1), drugs=TREATMENTS, measured=MEASURES)
def test_the_same_facts_give_the_same_answer_however_often_they_are_said(
    codes: list[str], drugs: tuple[Fact, ...], measured: tuple[Fact, ...]
) -> None:
    facts = facts_of(codes, drugs, measured)
    assert graded(facts) == graded(facts)
    assert graded((*facts, *facts)).level == graded(facts).level


@QUICK
@given(codes=signs(1), drugs=TREATMENTS)
def test_a_doubt_is_never_graded_under_the_same_thing_said_for_sure(
    codes: list[str], drugs: tuple[Fact, ...]
) -> None:
    sure = facts_of(codes, drugs)
    doubtful = tuple(
        sign(f.code or "", Status.UNCERTAIN, f.start) if f.entity == "symptom" else f for f in sure
    )
    assert graded(doubtful).level == graded(sure).level


@QUICK
@given(codes=signs(0, 3), drugs=TREATMENTS, measured=MEASURES)
def test_the_questions_are_few_and_each_can_change_the_level(
    codes: list[str], drugs: tuple[Fact, ...], measured: tuple[Fact, ...]
) -> None:
    facts = facts_of(codes, drugs, measured)
    found = graded(facts)
    assert len(found.missing) <= MOST_QUESTIONS
    if found.level is Level.RED:
        assert found.missing == ()
    slots = [question.slot for question in found.missing]
    assert len(slots) == len(set(slots))


def test_a_question_answered_is_not_asked_again() -> None:
    facts: tuple[Fact, ...] = (sign("diarrhea"), sign("back_pain", start=300))
    for _ in range(MOST_QUESTIONS + 1):
        found = graded(facts, caller="gp")
        if not found.missing:
            break
        first = found.missing[0]
        answer = next(
            f
            for title in reversed(first.options)
            if (f := facts_from_answer(first, title, now=NOW))
        )
        facts = (*facts, *answer)
        assert first.slot not in {question.slot for question in graded(facts).missing}
    else:
        pytest.fail("the questions never end")


def test_the_first_question_is_the_one_that_can_make_a_red() -> None:
    back = graded((sign("back_pain"), fact("finding", "cancer_history", "cancer_history")))
    assert back.missing[0].slot == "legs"
    vomit = graded((sign("vomiting"), treatment("docetaxel", days_ago=3)))
    assert vomit.missing[0].slot == "vomits"


def test_no_question_is_left_when_no_answer_can_change_the_level() -> None:
    none_now = treatment("docetaxel", status=Status.DENIED)
    settled = graded((sign("jaw_pain"), fact("vital", 2, "pain"), temperature(37.0), none_now))
    assert settled.level is Level.AMBER
    assert settled.missing == ()
    open_still = graded((sign("jaw_pain"), none_now))
    assert "pain_score" in {question.slot for question in open_still.missing}


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ((temperature(38.2),), "treatment"),
        ((sign("chills"),), "treatment"),
        ((sign("nausea"),), "treatment"),
        ((sign("nausea"),), "intake"),
        ((sign("diarrhea"),), "stools"),
        ((sign("fatigue"),), "treatment"),
        ((sign("cough"),), "treatment"),
        ((sign("epistaxis"),), "bleeding"),
        ((sign("mucositis"),), "temperature"),
    ],
    ids=str,
)
def test_a_vital_fact_that_is_missing_forbids_green_and_is_asked(
    said: tuple[Fact, ...], asked: str
) -> None:
    found = graded(said)
    assert found.level is Level.AMBER
    assert asked in {question.slot for question in found.missing}


TEXTS = [v.text for v in load_vignettes(VIGNETTES / "tuned.yml")]
_ACCENTS = str.maketrans("éèêëàâäîïôöùûüçÉÈÀ", "eeeeaaaiioouuucEEA")


def level_of(text: str) -> Level | None:
    return graded(read_message(text, now=NOW).facts).level


@pytest.mark.parametrize("text", TEXTS[::3], ids=lambda text: text[:40])
def test_case_accents_spaces_and_last_marks_never_matter(text: str) -> None:
    level = level_of(text)
    assert level_of(text.translate(_ACCENTS)) == level
    assert level_of(text.lower()) == level
    assert level_of("  " + text.replace(" ", "  ") + "  ") == level
    assert level_of(text + " !!!") == level
    assert level_of(text + "\n\nmerci") == level
    assert level_of("Bonjour,\n" + text) == level
