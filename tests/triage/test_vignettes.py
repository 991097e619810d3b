"""Our own vignettes, written from the sources: each tuned one by name, and every batch inside the targets."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from bot.cli.evaluate_triage import VIGNETTES, measure, misses, report
from bot.safety import load_safety_net
from care.clock import FixedClock
from care.errors import InvalidContent
from care.second_look.corpus import MESSAGES
from care.triage import assess, load_protocols
from care.triage.vignettes import Outcome, Vignette, confusion, load_vignettes, targets
from care.understanding.reading import read_message

# Those of `data/signs/messages` teach the second look; here, as in the others, the rules are measured alone.
BATCHES = {path.stem: path for path in sorted((*VIGNETTES.glob("*.yml"), *MESSAGES.glob("*.yml")))}
# Batches on which some targets are not reached, which docs/triage.md says with its figures.
LATER = (
    "course", "every_criterion", "final", "hotline", "service", "spoken", "telephone", "batch_two_elements", "weeks",
)  # fmt: skip
# No lexicon was written from them (docs/triage.md says which were read since): tests/bot/safety/test_second_look.py
# measures them as callers meet the triage.
UNREAD = (
    "batch_agency", "batch_chat", "batch_hurried", "batch_month", "batch_near_pairs", "batch_network", "batch_sideways",
    "batch_trade", "batch_traps", "batch_acceptance", "batch_phone", "batch_status", "batch_who_and_when",
    "batch_final_acceptance",
)  # fmt: skip
TUNED = load_vignettes(VIGNETTES / "tuned.yml")


@lru_cache(maxsize=8)
def outcomes(batch: str) -> tuple[Outcome, ...]:
    return tuple(measure([BATCHES[batch]], load_safety_net()))


@pytest.mark.parametrize("number", range(len(TUNED)), ids=lambda n: TUNED[n].text[:48])
def test_a_tuned_vignette_gets_its_level_purpose_and_delay(number: int) -> None:
    found = outcomes("tuned")[number]
    assert found.found == found.vignette.gold, found.assessment.matched
    assert found.assessment.purpose == found.vignette.purpose
    assert found.vignette.disposition in (None, found.assessment.disposition)


@pytest.mark.parametrize("batch", [batch for batch in BATCHES if batch not in (*LATER, *UNREAD)])
def test_every_batch_stays_inside_the_clinical_targets(batch: str) -> None:
    for target in targets(outcomes(batch)):
        assert target.reached, (target, misses(outcomes(batch)))


@pytest.mark.parametrize("batch", LATER)
def test_on_the_later_batches_no_red_is_green_and_the_level_is_mostly_right(batch: str) -> None:
    counts = confusion(outcomes(batch))
    reds = {got: n for (want, got), n in counts.items() if want == "red"}
    right = sum(n for (want, got), n in counts.items() if want == got != "none")
    graded = sum(n for (want, _), n in counts.items() if want != "none")
    assert reds.get("green", 0) == reds.get("none", 0) == 0
    assert sum(reds.values()) - reds["red"] <= 0.05 * sum(reds.values())
    assert right >= 0.85 * graded


def test_there_are_at_least_two_hundred_vignettes_of_every_kind_of_caller() -> None:
    vignettes = [v for path in BATCHES.values() for v in load_vignettes(path)]
    assert len(vignettes) >= 200
    assert {v.caller for v in vignettes} >= {
        "gp", "emergency", "nurse", "pharmacist", "patient", "caregiver",
    }  # fmt: skip


def test_every_match_shows_the_callers_words_and_a_source() -> None:
    for each in outcomes("tuned"):
        for match in each.assessment.matched:
            assert match.source
            assert match.evidence


def test_the_same_facts_give_the_same_answer_in_any_order(clock: FixedClock) -> None:
    for vignette in TUNED[::5]:
        facts = read_message(vignette.text, now=clock.now()).facts
        one = assess(facts, caller="gp", now=clock.now(), protocols=load_protocols())
        two = assess(facts[::-1], caller="gp", now=clock.now(), protocols=load_protocols())
        assert (one.level, set(one.red_flags)) == (two.level, set(two.red_flags))


def test_a_missed_vignette_is_counted_and_listed_with_its_rules() -> None:
    seen = outcomes("tuned")[0]
    wrong = Outcome("x", Vignette(text=seen.vignette.text, caller="gp", level="green"), seen.assessment)  # fmt: skip
    assert confusion([wrong]) == {("green", "red"): 1}
    missed = {target.name for target in targets([wrong]) if not target.reached}
    assert missed == {"vert ou orange classé rouge", "niveau exact"}
    listed = "\n".join(misses([wrong]))
    assert seen.assessment.matched[0].item in listed
    assert "attendu vert" in listed
    assert "rouge" in "\n".join(report([wrong]))


def test_a_batch_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text("vignettes:\n  - {caller: gp, level: purple, text: x}\n", encoding="utf-8")
    with pytest.raises(InvalidContent, match=r"broken\.yml"):
        load_vignettes(broken)
    broken.write_text("meta: {}\n", encoding="utf-8")
    with pytest.raises(InvalidContent, match="list of vignettes"):
        load_vignettes(broken)
